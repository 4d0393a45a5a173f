"""Bytes that somebody handed over, as JSON that is safe to look at: whatever is wrong with the text itself is told here, with its place.

Python's reader takes more than JSON (NaN, doubled names, texts that no database can hold); an exchange file may not have those.
"""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from django.core.exceptions import ValidationError

from .exchange_errors import place_in
from .text import clean_text

# A format is nine levels deep; a reader that follows a thousand of them breaks.
MAX_DIEPTE = 30
_BROKEN = "Dit bestand is beschadigd of geen JSON"


class _Object(dict[str, Any]):
    """An object that remembers which names it had twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.doubled = [] if len(self) == len(pairs) else [name for name in self if sum(1 for one, _ in pairs if one == name) > 1]


def parse(raw: bytes) -> Any:
    """What the bytes say, with white space around texts taken off.

    Raises:
        ValidationError: for what is no JSON in UTF-8, is too deep, or has doubled names or unwritable characters, with the place.
    """
    data = _loads(_text(raw))
    if _depth(data) > MAX_DIEPTE:
        raise ValidationError(f"{_BROKEN} van Groeiportaal: er zitten te veel onderdelen in elkaar.")
    errors = [f"{place_in(data, path)}: {text}" for path, text in _wrong(data, ())]
    if errors:
        raise ValidationError(list(dict.fromkeys(errors))[:50])
    return _clean(data)


def _text(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValidationError("Dit bestand is opgeslagen als UTF-16. Sla het op als UTF-8 en probeer het opnieuw.")
    try:
        # Some editors for Windows write a mark of three bytes in front of UTF-8; it says nothing and does no harm.
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = raw[: error.start].count(b"\n") + 1
        raise ValidationError(f"Regel {where}: hier staan tekens die geen UTF-8 zijn. Sla het bestand op als UTF-8.") from error


def _loads(text: str) -> Any:
    if not text.strip():
        raise ValidationError("Dit bestand is leeg.")
    try:
        return json.loads(text, object_pairs_hook=_Object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = f"Regel {error.lineno}, teken {error.colno}"
        raise ValidationError(f"{place}: {_BROKEN}. Gebruik een bestand zoals ‘Exporteer’ het maakte.") from error
    except RecursionError as error:
        raise ValidationError(f"{_BROKEN} van Groeiportaal: er zitten te veel onderdelen in elkaar.") from error
    except ValueError as error:
        # A number of thousands of digits.
        raise ValidationError(f"{_BROKEN}: er staat een getal in dat geen getal kan zijn.") from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _depth(data: Any) -> int:
    """How deep objects and lists lie in each other; counted level by level, because a walk into the depth is what must not happen."""
    level, depth = [data], 0
    while level and depth <= MAX_DIEPTE:
        parts = [part for part in level if isinstance(part, dict | list)]
        level = [item for part in parts for item in (part.values() if isinstance(part, dict) else part)]
        depth += 1
    return depth


def _wrong(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Doubled names, and texts with characters that cannot be stored."""
    if isinstance(data, str) and clean_text(data) != _stripped(data):
        yield path, "de tekst heeft tekens die niet bewaard kunnen worden (stuurtekens of halve tekens)."
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _wrong(item, (*path, index))
    elif isinstance(data, _Object):
        for name in data.doubled:
            yield (*path, clean_text(name)), "staat er twee keer. Haal een van beide weg."
        for name, item in data.items():
            if clean_text(name) != name:
                yield path, "een naam heeft tekens die niet bewaard kunnen worden."
            yield from _wrong(item, (*path, clean_text(name)))


def _clean(data: Any) -> Any:
    if isinstance(data, str):
        return clean_text(data)
    if isinstance(data, list):
        return [_clean(item) for item in data]
    if isinstance(data, dict):
        return {name: _clean(item) for name, item in data.items()}
    return data


def _stripped(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
