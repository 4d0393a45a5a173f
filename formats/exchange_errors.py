"""Where something is wrong in an exchange file, and what, in an editor's words instead of in those of a program."""

from typing import Any

from pydantic import ValidationError as SchemaError

from .schema.places import named, short

Path = tuple[str | int, ...]

_STEPS = {
    "delen": ("Deel", "titel"),
    "secties": ("sectie", "titel"),
    "velden": ("vraag", "label"),
    "kolommen": ("kolom", "label"),
    "kolommen_vrij": ("kolom", "label"),
    "rijen": ("rij", "label"),
    "slots": ("ondertekenaar", "rol"),
    "ondertekenaars": ("ondertekenaar", "rol"),
    "varianten": ("variant", "naam"),
    "voorwaarden": ("voorwaarde", ""),
    "groepen": ("groep", "label"),
    "lijsten": ("Lijst", "naam"),
    "banken": ("Bank", "naam"),
    "opties": ("antwoord", "label"),
    "items": ("regel", "label"),
    "waarden": ("regel", ""),
}
_TEXTS = {
    "missing": "ontbreekt.",
    "extra_forbidden": "kent dit programma niet. Haal het weg, of kijk of het goed geschreven is.",
    "string_type": "hier hoort tekst.",
    "string_unicode": "hier hoort tekst.",
    "int_type": "hier hoort een heel getal.",
    "int_from_float": "hier hoort een heel getal.",
    "int_parsing": "hier hoort een heel getal.",
    "int_parsing_size": "dit getal is te groot.",
    "bool_type": "hier hoort true of false.",
    "tuple_type": "hier hoort een lijst, tussen [ en ].",
    "list_type": "hier hoort een lijst, tussen [ en ].",
    "model_type": "hier hoort een onderdeel, tussen { en }.",
    "model_attributes_type": "hier hoort een onderdeel, tussen { en }.",
    "dict_type": "hier hoort een onderdeel, tussen { en }.",
    "union_tag_not_found": "‘type’ ontbreekt.",
    "union_tag_invalid": "deze soort vraag bestaat niet.",
}


def told(error: SchemaError, data: Any) -> list[str]:
    """Each error of pydantic with its place, in Dutch; the value itself is not repeated, it may be anything."""
    return [_told(item, data) for item in error.errors(include_url=False, include_input=False)]


def _told(item: Any, data: Any) -> str:
    kind = str(item["type"])
    if kind == "literal_error":
        text = f"dit kan hier niet staan. Wel: {item['ctx']['expected'].replace(' or ', ' of ')}."
    else:
        text = _TEXTS.get(kind, "dit klopt niet.")
    return f"{place_in(data, tuple(item['loc']))}: {text}"


def place_in(data: Any, path: Path) -> str:
    """A path in what was read, as an editor knows it: "Deel 1 ‘Perspectief’, sectie ‘Doelen’, vraag ‘Datum’, ‘label’".

    Args:
        path: names and numbers; pydantic also puts the kind of a field in its paths, which is in no file and is skipped.
    """
    places: list[str] = []
    step = ""
    for number, part in enumerate(path):
        if path[max(0, number - 2) : number][:1] == ("velden",) and isinstance(data, dict) and part == data.get("type"):
            continue
        inside, data = _into(data, part)
        if isinstance(part, int):
            places.append(_row(step, part, data))
            step = ""
        elif inside or part == path[-1]:
            if step:
                places.append(f"‘{short(step)}’")
            step = "" if part == "format" and part != path[-1] else part
    if step:
        places.append(f"‘{short(step)}’")
    return ", ".join(places) or "Het bestand"


def _into(data: Any, part: str | int) -> tuple[bool, Any]:
    """Whether this step exists in the data, and what stands there; a step that does not exist leaves one where one was."""
    if isinstance(part, int):
        return (True, data[part]) if isinstance(data, list) and part < len(data) else (True, None)
    if isinstance(data, dict) and part in data:
        return True, data[part]
    return False, data


def _row(step: str, index: int, row: Any) -> str:
    what, name = _STEPS.get(step, (f"‘{short(step)}’, regel" if step else "regel", ""))
    text = row.get(name) if name and isinstance(row, dict) else None
    shown = named(text if isinstance(text, str) else "", index + 1)
    return f"{what} {index + 1} {shown}" if what in ("Deel", "Lijst", "Bank") and isinstance(text, str) and text else f"{what} {shown}"
