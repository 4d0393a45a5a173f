"""The shape of answers: what one field stores, read back tolerantly, and when it counts as empty.

The answers of a section are one dict, {field key: answer}, in these shapes; everything that a person typed is text:

    korte_tekst, lange_tekst, opgemaakte_tekst, gegeven      str
    getal                                                    str, with a full stop: "3.5"
    datum                                                    ISO text; "2019" or "2019-05" where only a year is known
    keuze                                                    str, an option or own words
    meerkeuze, pictogram_keuze                               list[str], options; of meerkeuze at most one in own words
    ja_nee                                                   {"antwoord": "ja"|"nee"|"", "toelichting": str}
    rijen, schaal, bank, persoon                             [{column key: str}], every column of the field
    groepkeuze                                               {"gekozen": [option key], "groepen": {option key: {column key: str}}}
    matrix                                                   {"rijen": {row key: {column key: str}}, "extra": [{"label": str, column key: str}]}
    bestand                                                  [{"id": str, "naam": str}]; the file itself is kept by whoever keeps the answers
    ondertekening                                            {slot key: [{"betekenis", "naam", "datum", "opmerking"}]}
    berekend, toelichting                                    nothing

Beside the fields a section may hold two keys that belong to no field: NVT, {field key: reason} for "niet van toepassing, omdat", and HERKOMST,
{field key: {"waarde": answer, "bron": str, "op": ISO date}} for what was filled in beforehand.
"""

from typing import Any

from .schema import (
    AnyVeld,
    Berekend,
    Bestand,
    Groepkeuze,
    JaNee,
    Kolom,
    Matrix,
    Meerkeuze,
    Ondertekening,
    PictogramKeuze,
    Slot,
    Toelichting,
    has_rows,
)

NVT = "_nvt"
HERKOMST = "_herkomst"
SIGNING = ("betekenis", "naam", "datum", "opmerking")


def stored(veld: AnyVeld, answers: dict[str, Any]) -> Any:
    """The answer of this field in its own shape; an absent or misshapen answer reads as empty, never as an error."""
    value = answers.get(veld.key)
    if has_rows(veld):
        return [_row(veld.kolommen, row) for row in _list(value, dict)]
    match veld:
        case Meerkeuze() | PictogramKeuze():
            return _list(value, str)
        case JaNee():
            return _parts(("antwoord", "toelichting"), value)
        case Groepkeuze():
            return _groups(veld, _dict(value))
        case Matrix():
            return _matrix(veld, _dict(value))
        case Bestand():
            return [_parts(("id", "naam"), item) for item in _list(value, dict)]
        case Ondertekening():
            return {slot.key: _signed(slot, _dict(value)) for slot in veld.slots}
        case Berekend() | Toelichting():
            return ""
    return _text(value)


def is_empty(veld: AnyVeld, value: Any) -> bool:
    """Whether an answer (as `stored` gives it) says nothing."""
    if has_rows(veld):
        return not any(any(row.values()) for row in value)
    match veld:
        case JaNee():
            return not any(value.values())
        case Groepkeuze():
            return not value["gekozen"]
        case Matrix():
            rows = [*value["rijen"].values(), *value["extra"]]
            return not any(any(row.values()) for row in rows)
        case Ondertekening():
            return not any(any(place.values()) for places in value.values() for place in places)
    return not value


def reasons(answers: dict[str, Any]) -> dict[str, str]:
    """Why fields are not applicable, by key; only those with a reason."""
    return {key: reason for key, reason in _dict(answers.get(NVT)).items() if isinstance(reason, str) and reason}


def answered(veld: AnyVeld, answers: dict[str, Any]) -> bool:
    """Whether the field has an answer, or a reason why it needs none."""
    return not is_empty(veld, stored(veld, answers)) or (veld.nvt and veld.key in reasons(answers))


def has_answer(veld: AnyVeld) -> bool:
    """Whether anybody can answer this kind of field at all."""
    return not isinstance(veld, Berekend | Toelichting)


def _groups(veld: Groepkeuze, value: dict[str, Any]) -> dict[str, Any]:
    known = {optie.key: optie for optie in veld.opties}
    groups = _dict(value.get("groepen"))
    chosen = [key for key in known if key in _list(value.get("gekozen"), str)]
    return {"gekozen": chosen, "groepen": {key: _row(optie.kolommen, _dict(groups.get(key))) for key, optie in known.items()}}


def _matrix(veld: Matrix, value: dict[str, Any]) -> dict[str, Any]:
    rows = _dict(value.get("rijen"))
    extra = [{"label": _text(row.get("label")), **_row(veld.kolommen, row)} for row in _list(value.get("extra"), dict)]
    return {"rijen": {rij.key: _row(veld.kolommen, _dict(rows.get(rij.key))) for rij in veld.rijen}, "extra": extra}


def _signed(slot: Slot, value: dict[str, Any]) -> list[dict[str, str]]:
    """As many places as may sign, empty ones included."""
    places = [_parts(SIGNING, item) for item in _list(value.get(slot.key), dict)][: slot.aantal]
    return places + [dict.fromkeys(SIGNING, "") for _ in range(slot.aantal - len(places))]


def _row(kolommen: tuple[Kolom, ...], row: dict[str, Any]) -> dict[str, str]:
    return {kolom.key: _text(row.get(kolom.key)) for kolom in kolommen}


def _parts(names: tuple[str, ...], value: Any) -> dict[str, str]:
    return {name: _text(_dict(value).get(name)) for name in names}


def _list(value: Any, kind: type) -> list[Any]:
    return [item for item in value if isinstance(item, kind)] if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
