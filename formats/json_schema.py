"""The answers of a format as JSON Schema 2020-12, for programs that want to know what a filled-in format looks like."""

from typing import Any

from .schema import MAX_CEL, MAX_TOELICHTING, AnyVeld, Datum, FormatSchema, JaNee, Keuze, Kolom, KorteTekst, LangeTekst, Meerkeuze, Rijen

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DATE: dict[str, Any] = {"anyOf": [{"const": ""}, {"type": "string", "format": "date"}]}


def json_schema(schema: FormatSchema, *, id: str) -> dict[str, Any]:
    """Describe {section key: {field key: answer}}.

    Args:
        schema: the frozen format.
        id: the absolute address under which this description can be fetched.
    """
    secties = {
        sectie.key: {
            "type": "object",
            "title": f"{deel.titel}: {sectie.titel}",
            **({"description": sectie.uitleg} if sectie.uitleg else {}),
            "properties": {veld.key: _veld(veld) for veld in sectie.velden},
            "additionalProperties": False,
        }
        for deel, sectie in schema.secties()
    }
    return {"$schema": DIALECT, "$id": id, "title": schema.titel, "type": "object", "properties": secties, "additionalProperties": False}


def _veld(veld: AnyVeld) -> dict[str, Any]:
    named = {"title": veld.label, **({"description": veld.hulptekst} if veld.hulptekst else {}), "x-invuller": veld.invuller}
    return {**named, "x-type": veld.type, **_value(veld)}


def _value(veld: AnyVeld) -> dict[str, Any]:
    match veld:
        case KorteTekst() | LangeTekst():
            return {"type": "string", "maxLength": veld.max_lengte}
        case Keuze():
            return {"enum": ["", *veld.opties]}
        case Meerkeuze():
            return {"type": "array", "items": {"enum": list(veld.opties)}, "uniqueItems": True}
        case Datum():
            return dict(DATE)
        case JaNee():
            antwoorden = {"antwoord": {"enum": ["", "ja", "nee"]}, "toelichting": _toelichting(veld)}
            return {"type": "object", "properties": antwoorden, "required": ["antwoord", "toelichting"], "additionalProperties": False}
        case Rijen():
            return {"type": "array", "maxItems": veld.max_rijen, "items": _row(veld.kolommen)}
    return {}


def _toelichting(veld: JaNee) -> dict[str, Any]:
    return {"type": "string", "title": veld.toelichting_label, "maxLength": MAX_TOELICHTING}


def _row(kolommen: tuple[Kolom, ...]) -> dict[str, Any]:
    return {"type": "object", "properties": {kolom.key: _kolom(kolom) for kolom in kolommen}, "additionalProperties": False}


def _kolom(kolom: Kolom) -> dict[str, Any]:
    value: dict[str, Any]
    match kolom.type:
        case "datum":
            value = DATE
        case "keuze":
            value = {"enum": ["", *kolom.opties]}
        case _:
            value = {"type": "string", "maxLength": MAX_CEL[kolom.type]}
    return {"title": kolom.label, **value}
