"""The vault: seals a file's texts with the file's own key, and that key with a key from outside the database.

AES-256-GCM everywhere. The place of a text (file, table, row, field) is authenticated with it, so a sealed text that is moved to another
row or another child's file does not open. Formats are versioned by their first characters: `k1` for a wrapped key, `t1` for a text,
`b1` for a piece of an added file.
"""

import base64
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


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


def _seal(key: bytes, clear: bytes, place: str) -> str:
    nonce = secrets.token_bytes(_NONCE)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, clear, place.encode())).decode()


def _open(key: bytes, sealed: str, place: str) -> bytes:
    try:
        raw = base64.b64decode(sealed, validate=True)
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise KluisError("Deze tekst gaat niet open met deze sleutel op deze plaats.") from error


@dataclass(frozen=True, repr=False)
class Kluis:
    """Seals and opens the texts of one groeidocument."""

    owner: UUID
    _key: bytes

    @classmethod
    def new(cls, owner: UUID) -> "Kluis":
        """A vault with a fresh data key, for a file that is being started."""
        return cls(owner, AESGCM.generate_key(256))

    @classmethod
    def unwrap(cls, wrapped: str, *, owner: UUID) -> "Kluis":
        """The vault of a file from its stored, wrapped key.

        Raises:
            KluisError: if the ring lacks the key it was wrapped with, or the row belongs to another file.
        """
        version, name, sealed = _parts(wrapped)
        ring = key_ring()
        if version != "k1" or name not in ring:
            raise KluisError("De sleutel waarmee dit dossier is gesloten, zit niet in DOSSIER_SLEUTELS.")
        return cls(owner, _open(ring[name], sealed, f"sleutel|{owner}"))

    def wrap(self) -> str:
        """The data key, wrapped with the newest key of the ring: `k1:name:base64`."""
        name, key = next(iter(key_ring().items()))
        return f"k1:{name}:{_seal(key, self._key, f'sleutel|{self.owner}')}"

    def seal(self, value: Any, *, place: str) -> str:
        """A JSON-able value as sealed text.

        Args:
            place: "table|row|field" of where the text will be stored.
        """
        clear = json.dumps(value, separators=(",", ":")).encode()
        return f"t1:{_seal(self._key, clear, f'{self.owner}|{place}')}"

    def open(self, sealed: str, *, place: str) -> Any:
        """The value that was sealed for this place.

        Raises:
            KluisError: if it was sealed for another place or file, or was changed.
        """
        version, _, rest = sealed.partition(":")
        if version != "t1":
            raise KluisError("Onbekende vorm van een verzegelde tekst.")
        return json.loads(_open(self._key, rest, f"{self.owner}|{place}"))

    def seal_bytes(self, clear: bytes, *, place: str) -> bytes:
        """A piece of a file, sealed for its place."""
        nonce = secrets.token_bytes(_NONCE)
        return b"b1:" + nonce + AESGCM(self._key).encrypt(nonce, clear, f"{self.owner}|{place}".encode())

    def open_bytes(self, sealed: bytes, *, place: str) -> bytes:
        """The piece that was sealed for this place.

        Raises:
            KluisError: as `open`.
        """
        version, raw = sealed[:3], sealed[3:]
        if version != b"b1:":
            raise KluisError("Onbekende vorm van een verzegeld bestand.")
        try:
            return AESGCM(self._key).decrypt(raw[:_NONCE], raw[_NONCE:], f"{self.owner}|{place}".encode())
        except (InvalidTag, ValueError) as error:
            raise KluisError("Dit bestand gaat niet open met deze sleutel op deze plaats.") from error


def wrapped_with(wrapped: str) -> str:
    """The name of the ring key that a stored data key is wrapped with."""
    return _parts(wrapped)[1]


def _parts(wrapped: str) -> tuple[str, str, str]:
    version, _, rest = wrapped.partition(":")
    name, _, sealed = rest.partition(":")
    return version, name, sealed
