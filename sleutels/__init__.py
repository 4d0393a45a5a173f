"""The key ring from outside the database (DOSSIER_SLEUTELS), and AES-256-GCM with a key. The vault of files and the post that waits seal here.

The place of a text (which table, which row) is authenticated with it, so a sealed text that is moved to another row does not open.
"""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


class KluisError(Exception):
    """A text or key does not open: the wrong key ring, the wrong place, or a changed byte."""


def key_ring() -> dict[str, bytes]:
    """The keys that wrap data keys, newest first, as DOSSIER_SLEUTELS gives them: `name:base64 of 32 bytes`.

    Raises:
        KluisError: if the setting is empty or malformed.
    """
    ring: dict[str, bytes] = {}
    for entry in settings.DOSSIER_SLEUTELS:
        name, _, encoded = str(entry).strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise KluisError("Een sleutel in DOSSIER_SLEUTELS is geen base64.") from error
        if not name or len(key) != 32 or name in ring:
            raise KluisError("Elke sleutel in DOSSIER_SLEUTELS heeft een eigen naam en is 32 bytes lang.")
        ring[name] = key
    if not ring:
        raise KluisError("DOSSIER_SLEUTELS is leeg.")
    return ring


def newest_key() -> tuple[str, bytes]:
    """Name and bytes of the key that new things are sealed with.

    Raises:
        KluisError: as `key_ring`.
    """
    return next(iter(key_ring().items()))


def seal(key: bytes, clear: bytes, place: str) -> str:
    """Bytes as sealed text, for one place."""
    nonce = secrets.token_bytes(NONCE)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, clear, place.encode())).decode()


def open_sealed(key: bytes, sealed: str, place: str) -> bytes:
    """The bytes that were sealed with this key for this place.

    Raises:
        KluisError: if it was another key or place, or something was changed.
    """
    try:
        raw = base64.b64decode(sealed, validate=True)
        return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise KluisError("Deze tekst gaat niet open met deze sleutel op deze plaats.") from error


def parts(sealed: str) -> tuple[str, str, str]:
    """The three parts of `version:name of the key:base64`."""
    version, _, rest = sealed.partition(":")
    name, _, text = rest.partition(":")
    return version, name, text
