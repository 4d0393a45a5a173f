"""The vault: seals a file's texts with the file's own key, and that key with a key from outside the database.

AES-256-GCM everywhere. The place of a text (file, table, row, field) is authenticated with it, so a sealed text that is moved to another
row or another child's file does not open. Formats are versioned by their first characters: `k1` for a wrapped key, `t1` for a text,
`b1` for a piece of an added file.
"""

import json
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sleutels import NONCE, KluisError, key_ring, newest_key, open_sealed, parts, seal

__all__ = ["Kluis", "KluisError", "key_ring", "wrapped_with"]


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
        version, name, sealed = parts(wrapped)
        ring = key_ring()
        if version != "k1" or name not in ring:
            raise KluisError("De sleutel waarmee dit dossier is gesloten, zit niet in DOSSIER_SLEUTELS.")
        return cls(owner, open_sealed(ring[name], sealed, f"sleutel|{owner}"))

    def wrap(self) -> str:
        """The data key, wrapped with the newest key of the ring: `k1:name:base64`."""
        name, key = newest_key()
        return f"k1:{name}:{seal(key, self._key, f'sleutel|{self.owner}')}"

    def seal(self, value: Any, *, place: str) -> str:
        """A JSON-able value as sealed text.

        Args:
            place: "table|row|field" of where the text will be stored.
        """
        clear = json.dumps(value, separators=(",", ":")).encode()
        return f"t1:{seal(self._key, clear, f'{self.owner}|{place}')}"

    def open(self, sealed: str, *, place: str) -> Any:
        """The value that was sealed for this place.

        Raises:
            KluisError: if it was sealed for another place or file, or was changed.
        """
        version, _, rest = sealed.partition(":")
        if version != "t1":
            raise KluisError("Onbekende vorm van een verzegelde tekst.")
        return json.loads(open_sealed(self._key, rest, f"{self.owner}|{place}"))

    def seal_bytes(self, clear: bytes, *, place: str) -> bytes:
        """A piece of a file, sealed for its place."""
        nonce = secrets.token_bytes(NONCE)
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
            return AESGCM(self._key).decrypt(raw[:NONCE], raw[NONCE:], f"{self.owner}|{place}".encode())
        except (InvalidTag, ValueError) as error:
            raise KluisError("Dit bestand gaat niet open met deze sleutel op deze plaats.") from error


def wrapped_with(wrapped: str) -> str:
    """The name of the ring key that a stored data key is wrapped with."""
    return parts(wrapped)[1]
