"""Passkeys (WebAuthn): a key pair on somebody's own device, which no false login page can use. Instead of the code, or instead of everything.

allauth keeps the public keys (`Authenticator`, type webauthn) and fido2 judges signatures. What those leave open is here: origin and name of the site come
from BASE_URL and never from the request, a challenge counts once, for one purpose and person, and a key whose counter goes back is refused.
"""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ..models import User
from .models import Inlogregel, Wat
from .tasks import tell_passkey
from .tweede_stap import Geweigerd
from .zittingen import end

SESSION_KEY = "passkey_vraag"
VALID = timedelta(minutes=5)
MOST = 10
# What a challenge is for. At a login without a password nobody is known yet, and the device must have seen its owner.
ERBIJ, CODE, OPNIEUW, INLOGGEN = "erbij", "code", "opnieuw", "inloggen"
NOT_RIGHT = "Deze passkey werkt hier niet, of het duurde te lang. Probeer het opnieuw."


def own(user: User) -> list[Authenticator]:
    """Somebody's passkeys, oldest first."""
    return list(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("created_at", "pk"))


def ask(request: HttpRequest, voor: str, user: User | None) -> dict[str, Any]:
    """A challenge for the browser, remembered in the session; it takes the place of an earlier one.

    Args:
        voor: what it is for.
        user: whose; None for a login without a password.

    Returns:
        The options of WebAuthn, as JSON has them.
    """
    keys = [_public(row) for row in own(user)] if user else []
    if voor == ERBIJ and user is not None:
        who = PublicKeyCredentialUserEntity(**get_adapter().get_public_key_credential_user_entity(user))
        made, state = _server().register_begin(
            who, keys, resident_key_requirement=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        )
        options = dict(made)
    else:
        seen = UserVerificationRequirement.PREFERRED if user else UserVerificationRequirement.REQUIRED
        wanted, state = _server().authenticate_begin(keys or None, user_verification=seen)
        options = dict(wanted)
    until = (timezone.now() + VALID).isoformat()
    request.session[SESSION_KEY] = {"voor": voor, "wie": str(user.pk) if user else "", "staat": dict(state), "tot": until}
    return options


def add(request: HttpRequest, user: User, naam: str, said: Any) -> bool:
    """Keep a new passkey of who is signed in; False if the answer of the browser is not right.

    Raises:
        Geweigerd: for one too many.
    """
    state = _asked(request, ERBIJ, user)
    try:
        answer = RegistrationResponse.from_dict(said if isinstance(said, dict) else {})
        made = _server().register_complete(state, answer)
    except Exception:  # whatever a parser of somebody else's bytes raises, it is no passkey
        return False
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if len(own(user)) >= MOST:
            raise Geweigerd
        if Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN, data__credential__id=answer.id).exists():
            return False
        row = WebAuthn.add(user, naam, {**_plain(answer), "id": answer.id}).instance
        row.data["teller"] = made.counter
        row.save(update_fields=["data"])
        Inlogregel.objects.create(gebruiker=user, wat=Wat.PASSKEY_ERBIJ, door=user)
        tell_passkey.enqueue(str(user.pk))
    return True


def proven(request: HttpRequest, voor: str, user: User | None, said: Any) -> User | None:
    """Whose passkey signed the challenge of this session; None if the answer is not right. The challenge is used up either way.

    Args:
        user: who it must be; None for a login without a password.
    """
    state = _asked(request, voor, user)
    try:
        answer = AuthenticationResponse.from_dict(said if isinstance(said, dict) else {})
    except Exception:  # as above
        return None
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update(of=("self",)).select_related("user")
        row = rows.filter(type=Authenticator.Type.WEBAUTHN, data__credential__id=answer.id).first()
        if row is None or not _theirs(row, user, answer.response.user_handle):
            return None
        try:
            _server().authenticate_complete(state, [_public(row)], answer)
        except Exception:  # as above: what is signed wrongly, elsewhere, or for another challenge
            return None
        counter, before = answer.response.authenticator_data.counter, row.data.get("teller", 0)
        if (counter or before) and counter <= before:
            Inlogregel.objects.create(gebruiker=row.user, wat=Wat.KOPIE)
            return None
        row.data["teller"], row.last_used_at = counter, timezone.now()
        row.save(update_fields=["data", "last_used_at"])
        found: User = row.user
        return found


@transaction.atomic
def remove(*, user: User, pk: int, here: str | None) -> bool:
    """Take one's own passkey away, and end every other session; whether there was one."""
    gone, _ = Authenticator.objects.filter(pk=pk, user=user, type=Authenticator.Type.WEBAUTHN).delete()
    if gone:
        end(user, None, besides=here)
        Inlogregel.objects.create(gebruiker=user, wat=Wat.PASSKEY_WEG, door=user)
    return bool(gone)


def _theirs(row: Authenticator, user: User | None, handle: bytes | None) -> bool:
    """Whether a passkey is of who it must be, and of the person whom the device names."""
    owner: User = row.user
    if not owner.is_active or owner.is_keyless or (user is not None and owner.pk != user.pk):
        return False
    try:
        return (user is not None and not handle) or UUID(bytes=bytes(handle or b"")) == owner.pk
    except ValueError:
        return False


def _asked(request: HttpRequest, voor: str, user: User | None) -> dict[str, Any]:
    """What was asked in this session, once; what fits no answer if it was for something or somebody else, or long ago."""
    held: Any = request.session.pop(SESSION_KEY, None)
    try:
        fits = (
            held["voor"] == voor and held["wie"] == (str(user.pk) if user else "") and timezone.now() < datetime.fromisoformat(held["tot"])
        )
        return dict(held["staat"]) if fits else {}
    except (KeyError, TypeError, ValueError):
        return {}


def _server() -> Fido2Server:
    place = urlsplit(settings.BASE_URL)
    here = f"{place.scheme}://{place.netloc}"
    rp = PublicKeyCredentialRpEntity(**get_adapter().get_public_key_credential_rp_entity())
    return Fido2Server(rp, verify_origin=lambda origin: origin == here)


def _public(row: Authenticator) -> AttestedCredentialData:
    return row.wrap().authenticator_data.credential_data


def _plain(answer: RegistrationResponse) -> dict[str, Any]:
    """What is kept of an answer: what fido2 reads again, and nothing that a browser added."""
    whole = dict(answer)
    return {name: whole[name] for name in ("rawId", "response", "type") if name in whole} | {"clientExtensionResults": {}}
