"""How the secrets of the second step are sealed: with keys of their own from outside the database, which both houses have.

allauth keeps them (`allauth.mfa`) and asks its adapter to seal; a stolen database gives no codes.
"""

import hmac
from contextlib import suppress
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.checks import Error
from qrcode.image.svg import SvgPathFillImage

from sleutels import KluisError, open_sealed, parse_ring, parts, seal

_PLACE = "inloggen|tweede stap"
# The name of the key that is derived from TOEGANG_PEPER: used as long as INLOG_SLEUTELS is empty.
PEPPER = "peper"


def ring() -> dict[str, bytes]:
    """Every key by name, newest first: those of INLOG_SLEUTELS, and the one derived from TOEGANG_PEPER.

    Raises:
        KluisError: if the setting is malformed.
    """
    own = parse_ring("INLOG_SLEUTELS", settings.INLOG_SLEUTELS)
    if PEPPER in own:
        raise KluisError(f"Een naam in INLOG_SLEUTELS is niet “{PEPPER}”.")
    return own | {PEPPER: hmac.digest(settings.TOEGANG_PEPER.encode(), b"inloggen", "sha256")}


def seal_text(text: str, place: str) -> str:
    """A text sealed for one place with the newest key: `i1:name of the key:base64`."""
    name, key = next(iter(ring().items()))
    return f"i1:{name}:{seal(key, text.encode(), place)}"


def open_text(sealed: str, place: str) -> str:
    """The text that was sealed for this place.

    Raises:
        KluisError: if its key is not in the ring, it was for another place, or something was changed.
    """
    version, name, text = parts(sealed)
    keys = ring()
    if version != "i1" or name not in keys:
        raise KluisError("De sleutel waarmee dit is gesloten, zit niet in INLOG_SLEUTELS.")
    return open_sealed(keys[name], text, place).decode()


class Kluisadapter(DefaultMFAAdapter):
    """allauth's questions about secrets and what an app shows, answered for this product."""

    def encrypt(self, text: str) -> str:
        """Seal with the newest key."""
        return seal_text(text, _PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed.

        Raises:
            KluisError: as `open_text`.
        """
        return open_text(encrypted_text, _PLACE)

    def get_totp_label(self, user: Any) -> str:
        """What the app writes below the code."""
        return user.get_username()

    def get_totp_issuer(self) -> str:
        """What the app writes above it; the address of the request is not asked."""
        return str(settings.WAGTAIL_SITE_NAME)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """For which site a passkey is: that of BASE_URL; the address of the request is not asked."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "", "name": str(settings.WAGTAIL_SITE_NAME)}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """Whose a passkey is: a number for the device to keep, and names for its owner to choose by."""
        return {"id": user.pk.bytes, "name": user.get_username(), "display_name": user.get_full_name() or user.get_username()}

    def build_totp_svg(self, url: str) -> str:
        """The QR code on white, so that a phone reads it on a dark page too."""
        out = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage, box_size=8).save(out)
        return out.getvalue().decode()


def reseal() -> int:
    """Seal every secret that was sealed with an older key anew.

    Returns:
        How many were. What does not open with this ring is left as it is: with its old key back it opens again.
    """
    adapter, newest, count = Kluisadapter(), next(iter(ring())), 0
    for row in Authenticator.objects.all():
        with suppress(KluisError):
            old = {name: text for name in ("secret", "seed") if (text := row.data.get(name)) and parts(text)[1] != newest}
            if old:
                row.data |= {name: adapter.encrypt(adapter.decrypt(text)) for name, text in old.items()}
                row.save(update_fields=["data"])
                count += 1
    return count


def broken_ring(**kwargs: Any) -> list[Error]:
    """A malformed INLOG_SLEUTELS stops the start."""
    try:
        ring()
    except KluisError as error:
        return [Error(str(error), hint="Mend INLOG_SLEUTELS; see docs/beheer.md.", id="inloggen.E001")]
    return []
