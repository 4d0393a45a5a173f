"""What somebody tries out in a format: in the session of that person only, never beside a pupil, gone at the press of a button or at logging out."""

import json
from dataclasses import dataclass, field
from typing import Any, Literal

from django.http import HttpRequest

from formats.readers import Rol

from .voorbeeld import INVULLERS

KEY = "proef_invullen"
# Of one format's answers as JSON; the longest real format, filled in at length, stays under 100 kB.
MAX_BYTES = 300_000
# As many formats at once; the one that was tried longest ago makes room.
MAX_FORMATS = 3

Bron = Literal["concept", "versie"]


class TooLarge(Exception):
    """More was typed than a test run keeps."""


@dataclass
class Proef:
    """As whom, in which form of the format, and what was filled in so far: {section key: answers}."""

    rol: Rol = "school"
    variant: str = ""
    bron: Bron = "concept"
    antwoorden: dict[str, dict[str, Any]] = field(default_factory=dict)


def load(request: HttpRequest, page_id: int) -> Proef:
    """The running test of this format; a new one when there is none, or when what is kept is not of today's shape."""
    kept = _all(request).get(str(page_id))
    if not isinstance(kept, dict) or kept.get("rol") not in INVULLERS or not isinstance(kept.get("antwoorden"), dict):
        return Proef()
    bron: Bron = "versie" if kept.get("bron") == "versie" else "concept"
    return Proef(kept["rol"], str(kept.get("variant", "")), bron, kept["antwoorden"])


def store(request: HttpRequest, page_id: int, proef: Proef) -> None:
    """Keep the test in the session.

    Raises:
        TooLarge: when the answers are more than is kept; nothing changes then.
    """
    if len(json.dumps(proef.antwoorden, ensure_ascii=False).encode()) > MAX_BYTES:
        raise TooLarge
    everything = {key: kept for key, kept in _all(request).items() if key != str(page_id)}
    everything[str(page_id)] = {"rol": proef.rol, "variant": proef.variant, "bron": proef.bron, "antwoorden": proef.antwoorden}
    request.session[KEY] = dict(list(everything.items())[-MAX_FORMATS:])


def clear(request: HttpRequest, page_id: int) -> None:
    """Forget the test of this format; a second time changes nothing."""
    request.session[KEY] = {key: kept for key, kept in _all(request).items() if key != str(page_id)}


def _all(request: HttpRequest) -> dict[str, Any]:
    kept = request.session.get(KEY)
    return kept if isinstance(kept, dict) else {}
