"""Seals what a waiting message says with the newest key of the ring: `p1:name of the key:base64`."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sleutels import KluisError, key_ring, newest_key, open_sealed, parts, seal


def seal_message(pk: UUID, message: Mapping[str, Any]) -> str:
    """A message as text that only this row opens."""
    name, key = newest_key()
    return f"p1:{name}:{seal(key, json.dumps(dict(message), ensure_ascii=False).encode(), _place(pk))}"


def open_message(pk: UUID, sealed: str) -> dict[str, Any]:
    """The message of a row.

    Raises:
        KluisError: if the ring lacks its key, it was emptied, or it belongs to another row.
    """
    version, name, text = parts(sealed)
    ring = key_ring()
    if version != "p1" or name not in ring:
        raise KluisError("De sleutel waarmee dit bericht is gesloten, zit niet in DOSSIER_SLEUTELS.")
    message: dict[str, Any] = json.loads(open_sealed(ring[name], text, _place(pk)))
    return message


def sealed_with(sealed: str) -> str:
    """The name of the ring key that a message is sealed with."""
    return parts(sealed)[1]


def _place(pk: UUID) -> str:
    return f"post_zending|{pk}|inhoud"
