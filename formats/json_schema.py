"""The answers of a format as JSON Schema 2020-12, for programs that want to know what a filled-in format looks like.

What JSON Schema has no word for stands in attributes that begin with "x-": who fills in and who reads, how private it is, which legal element
and which category of the onderwijskundig rapport it serves, when it is asked. Every program may pass over those.
"""

from typing import Any

from .answers import HERKOMST, NVT, SIGNING, has_answer
from .schema import (
    MAX_CEL,
    MAX_TOELICHTING,
    AnyVeld,
    Bestand,
    Datum,
    FormatSchema,
    Gegeven,
    Getal,
    Groepkeuze,
    JaNee,
    Keuze,
    Kolom,
    KorteTekst,
    LangeTekst,
    Matrix,
    Meerkeuze,
    Ondertekening,
    OpgemaakteTekst,
    PictogramKeuze,
    Sectie,
    Voorwaarde,
    has_rows,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# The id and the name of a file are the keeper's; this is only a bound.
MAX_FILE = 1_000
DATE: dict[str, Any] = {"anyOf": [{"const": ""}, {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}]}
SOME_DATE: dict[str, Any] = {"type": "string", "pattern": "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"}
YES_NO: dict[str, Any] = {"enum": ["", "ja", "nee"]}
GEGEVENS: dict[str, dict[str, Any]] = {
    "telefoon": {"type": "string", "maxLength": 200, "pattern": "^((\\+|00)?[0-9 ()./-]+)?$"},
    "email": {"type": "string", "maxLength": 254, "pattern": "^([^@\\s]+@[^@\\s]+)?$"},
    "postcode": {"type": "string", "pattern": "^([1-9][0-9]{3} ?[A-Z]{2})?$"},
    "brin": {"type": "string", "pattern": "^([0-9]{2}[A-Z0-9]{2})?$"},
}


def json_schema(schema: FormatSchema, *, id: str) -> dict[str, Any]:
    """Describe {section key: {field key: answer}}; formats/answers.py says the same in words.

    Args:
        schema: the frozen format.
        id: the absolute address under which this description can be fetched.
    """
    secties = {
        sectie.key: {
            "type": "object",
            "title": f"{deel.titel}: {sectie.titel}",
            **({"description": sectie.uitleg} if sectie.uitleg else {}),
            "x-lezers": ["school", *deel.lezers],
            **_when(sectie.voorwaarden or deel.voorwaarden, sectie.varianten or deel.varianten),
            "properties": {veld.key: _veld(veld) for veld in sectie.velden if has_answer(veld)} | _beside(sectie),
            "additionalProperties": False,
        }
        for deel, sectie in schema.secties()
    }
    return {
        "$schema": DIALECT,
        "$id": id,
        "title": schema.titel,
        "x-soort": schema.soort,
        "x-sha256": schema.sha256(),
        "type": "object",
        "properties": secties,
        "additionalProperties": False,
    }


def _veld(veld: AnyVeld) -> dict[str, Any]:
    said: dict[str, Any] = {
        "title": veld.label,
        "description": veld.hulptekst,
        "x-type": veld.type,
        "x-kindlabel": veld.kindlabel,
        "x-invuller": veld.invuller,
        "x-lezers": ["school", *veld.lezers],
        "x-vertrouwelijk": veld.vertrouwelijk,
        "x-eis": veld.eis,
        "x-wettelijk": list(veld.wettelijk),
        "x-okr": veld.okr,
        **_when(veld.voorwaarden, veld.varianten),
    }
    return {name: value for name, value in said.items() if value not in ("", [])} | _value(veld)


def _when(voorwaarden: tuple[Voorwaarde, ...], varianten: tuple[str, ...]) -> dict[str, Any]:
    """When a part is there at all."""
    said: dict[str, Any] = {"x-voorwaarden": [one.model_dump(mode="json") for one in voorwaarden], "x-varianten": list(varianten)}
    return {name: value for name, value in said.items() if value}


def _beside(sectie: Sectie) -> dict[str, Any]:
    """The two keys that belong to no field."""
    fields = [veld for veld in sectie.velden if has_answer(veld)]
    origin = {
        "type": "object",
        "properties": {"waarde": {}, "bron": {"type": "string"}, "op": DATE},
        "required": ["waarde", "bron", "op"],
        "additionalProperties": False,
    }
    return {
        NVT: {"title": "Niet van toepassing, omdat", **_object({veld.key: _text(MAX_TOELICHTING) for veld in fields if veld.nvt})},
        HERKOMST: {"title": "Herkomst van wat vooraf ingevuld was", **_object({veld.key: origin for veld in fields})},
    }


def _value(veld: AnyVeld) -> dict[str, Any]:
    """What an answer to this kind of field may be."""
    match veld:
        case KorteTekst() | LangeTekst() | OpgemaakteTekst():
            return _text(veld.max_lengte)
        case Gegeven():
            return dict(GEGEVENS[veld.vorm])
        case Getal():
            return _number(veld.decimalen, veld.minimum, veld.maximum, veld.eenheid)
        case Datum():
            return dict(SOME_DATE if veld.ook_jaar else DATE)
        case Keuze():
            depends = {"x-afhankelijk-van": veld.afhankelijk_van} if veld.afhankelijk_van else {}
            return _choice(veld.opties, veld.anders) | depends
        case Meerkeuze():
            return _choices(veld.opties, veld.anders)
        case PictogramKeuze():
            limit = {} if veld.meer else {"maxItems": 1}
            return _choices(tuple(optie.label for optie in veld.opties), False) | limit
        case JaNee():
            toelichting = {"title": veld.toelichting_label, **_text(MAX_TOELICHTING)}
            return _object({"antwoord": YES_NO, "toelichting": toelichting}, required=["antwoord", "toelichting"])
    return _compound(veld)


def _compound(veld: AnyVeld) -> dict[str, Any]:
    """The kinds whose answer has parts with names of their own."""
    if has_rows(veld):
        return {"type": "array", "maxItems": veld.max_rijen, "items": _row(veld.kolommen)}
    match veld:
        case Groepkeuze():
            groups = {optie.key: {"title": optie.label, **_row(optie.kolommen)} for optie in veld.opties}
            chosen = _choices(tuple(optie.key for optie in veld.opties), False)
            return _object({"gekozen": chosen, "groepen": _object(groups)}, required=["gekozen"])
        case Matrix():
            rows = {rij.key: {"title": rij.label, **_row(veld.kolommen)} for rij in veld.rijen}
            own = _row(veld.kolommen)
            own["properties"] = {"label": _text(MAX_CEL["korte_tekst"]), **own["properties"]}
            extra = {"type": "array", "maxItems": veld.max_extra if veld.uitbreidbaar else 0, "items": own}
            return _object({"rijen": _object(rows), "extra": extra}, required=["rijen"])
        case Bestand():
            item = _object({"id": _text(MAX_FILE), "naam": _text(MAX_FILE)}, required=["id", "naam"])
            return {"type": "array", "maxItems": veld.max_aantal, "items": item, "x-soort": veld.soort}
        case Ondertekening():
            slots = {slot.key: {"title": slot.rol, **_places(slot.betekenissen, slot.aantal)} for slot in veld.slots}
            return _object(slots)
    raise ValueError(f"Van {veld.type} is niet beschreven wat een antwoord is.")


def _places(betekenissen: tuple[str, ...], aantal: int) -> dict[str, Any]:
    parts: dict[str, Any] = {name: _text(MAX_CEL["lange_tekst"]) for name in SIGNING}
    parts |= {"betekenis": {"enum": ["", *betekenissen]}, "datum": DATE}
    return {"type": "array", "maxItems": aantal, "items": _object(parts)}


def _object(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    demanded = {"required": required} if required else {}
    return {"type": "object", "properties": properties, **demanded, "additionalProperties": False}


def _row(kolommen: tuple[Kolom, ...]) -> dict[str, Any]:
    return _object({kolom.key: _kolom(kolom) for kolom in kolommen})


def _kolom(kolom: Kolom) -> dict[str, Any]:
    phase = {"x-fase": kolom.fase} if kolom.fase else {}
    value: dict[str, Any]
    match kolom.type:
        case "datum":
            value = DATE
        case "keuze":
            value = _choice(kolom.opties, kolom.anders)
        case "ja_nee":
            value = YES_NO
        case "getal":
            value = _number(None, kolom.minimum, kolom.maximum)
        case "telefoon" | "email":
            value = GEGEVENS[kolom.type]
        case "lange_tekst":
            value = _text(MAX_CEL["lange_tekst"])
        case _:
            value = _text(MAX_CEL["korte_tekst"])
    return {"title": kolom.label, **phase, **value}


def _text(length: int) -> dict[str, Any]:
    return {"type": "string", "maxLength": length}


def _number(decimals: int | None, minimum: int | None, maximum: int | None, unit: str = "") -> dict[str, Any]:
    """A number is text, so that nothing of what was typed is rounded; its limits are told beside it."""
    fraction = "(\\.[0-9]+)?" if decimals is None else f"(\\.[0-9]{{1,{decimals}}})?" if decimals else ""
    limits = {"x-minimum": minimum, "x-maximum": maximum, "x-eenheid": unit or None}
    pattern = {"type": "string", "pattern": f"^(-?[0-9]+{fraction})?$"}
    return pattern | {name: value for name, value in limits.items() if value is not None}


def _choice(opties: tuple[str, ...], anders: bool) -> dict[str, Any]:
    if anders:
        return {**_text(max(MAX_CEL["korte_tekst"], *map(len, opties), 0)), "examples": list(opties)}
    return {"enum": list(dict.fromkeys(["", *opties]))}


def _choices(opties: tuple[str, ...], anders: bool) -> dict[str, Any]:
    known = {"enum": list(dict.fromkeys(opties))}
    several: dict[str, Any] = {"type": "array", "uniqueItems": True}
    if not opties:
        return several | {"maxItems": 0}
    if not anders:
        return several | {"items": known}
    own = {"contains": {"not": known}, "minContains": 0, "maxContains": 1}
    return several | {"items": {"anyOf": [known, _text(MAX_CEL["korte_tekst"])]}, **own}
