"""Which part of a section's stored answers a viewer gets, and how what a viewer sends is put back among the rest without touching it."""

from collections.abc import Iterable
from typing import Any

from formats.answers import HERKOMST, NVT
from formats.readers import Rol
from formats.schema import AnyVeld, Bank

BESIDE = (NVT, HERKOMST)


def only(antwoorden: dict[str, Any], velden: Iterable[AnyVeld], lezer: Rol) -> dict[str, Any]:
    """The answers to these questions, with their reasons and origins, without rows that are not told to this reader."""
    asked = {veld.key: veld for veld in velden}
    kept = {key: _told(asked[key], value, lezer) for key, value in antwoorden.items() if key in asked}
    for beside in BESIDE:
        notes = {key: note for key, note in _notes(antwoorden, beside).items() if key in asked}
        if notes:
            kept[beside] = notes
    return kept


def merged(before: dict[str, Any], sent: dict[str, Any], velden: Iterable[AnyVeld], lezer: Rol) -> dict[str, Any]:
    """The stored answers with those to these questions taken from what was sent; every other answer, reason and row stays as it was."""
    asked = {veld.key: veld for veld in velden}
    result = before | {
        key: [*_untold(asked[key], before.get(key), lezer), *_list(value)] if isinstance(asked[key], Bank) else value
        for key, value in sent.items()
        if key in asked
    }
    for beside in BESIDE:
        notes = {key: note for key, note in _notes(before, beside).items() if key not in asked}
        notes |= {key: note for key, note in _notes(sent, beside).items() if key in asked}
        result.pop(beside, None)
        if notes:
            result[beside] = notes
    return result


def _told(veld: AnyVeld, value: Any, lezer: Rol) -> Any:
    hidden = _untold(veld, value, lezer)
    return [row for row in value if row not in hidden] if hidden else value


def _untold(veld: AnyVeld, value: Any, lezer: Rol) -> list[Any]:
    """Rows of a bank that name something sensitive, for an invited guest; the same rule as formats.rows.picked."""
    if not isinstance(veld, Bank) or lezer != "deskundige":
        return []
    sensitive = {item.label for item in veld.items if item.gevoelig}
    return [row for row in _list(value) if isinstance(row, dict) and row.get("item") in sensitive]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _notes(antwoorden: dict[str, Any], beside: str) -> dict[str, Any]:
    notes = antwoorden.get(beside)
    return notes if isinstance(notes, dict) else {}
