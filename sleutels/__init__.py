"""The key ring from outside the database (DOSSIER_SLEUTELS), and AES-256-GCM with a key. The vault of files and the post that waits seal here.

The place of a text (which table, which row) is authenticated with it, so a sealed text that is moved to another row does not open. What belongs to
a file or a pupil is sealed with a key of its own (`dossiers.kluis`); only what belongs to nobody's file is sealed with the ring itself, here.
"""

import base64
import json
import secrets
from collections.abc import Callable, Iterable
from typing import Any

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
    ring = parse_ring("DOSSIER_SLEUTELS", settings.DOSSIER_SLEUTELS)
    if not ring:
        raise KluisError("DOSSIER_SLEUTELS is leeg.")
    return ring


def parse_ring(setting: str, entries: Iterable[str]) -> dict[str, bytes]:
    """Keys by name, in the order in which a setting gives them.

    Raises:
        KluisError: if an entry is malformed, or a name stands there twice.
    """
    ring: dict[str, bytes] = {}
    for entry in entries:
        name, _, encoded = str(entry).strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError as error:
            raise KluisError(f"Een sleutel in {setting} is geen base64.") from error
        if not name or len(key) != 32 or name in ring:
            raise KluisError(f"Elke sleutel in {setting} heeft een eigen naam en is 32 bytes lang.")
        ring[name] = key
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


def seal_value(value: Any, place: str) -> str:
    """A JSON-able value, sealed for one place with the newest key of the ring: `p1:name of the key:base64`."""
    name, key = newest_key()
    return f"p1:{name}:{seal(key, json.dumps(value, ensure_ascii=False).encode(), place)}"


def open_value(sealed: str, place: str) -> Any:
    """The value that was sealed for this place.

    Raises:
        KluisError: if the ring lacks its key, it was emptied, or it belongs to another place.
    """
    version, name, text = parts(sealed)
    ring = key_ring()
    if version != "p1" or name not in ring:
        raise KluisError("De sleutel waarmee dit is gesloten, zit niet in DOSSIER_SLEUTELS.")
    return json.loads(open_sealed(ring[name], text, place))


def resealed(sealed: str, place: str) -> str | None:
    """The same value sealed with the newest key; None when it is so already.

    Raises:
        KluisError: as `open_value`.
    """
    return None if parts(sealed)[1] == newest_key()[0] else seal_value(open_value(sealed, place), place)


# Whoever keeps something sealed with the ring itself says here how it is sealed again; `roteer_sleutels` asks all, by what they call it.
RESEALERS: dict[str, Callable[[], int]] = {}
