"""Single stored values in Dutch words: dates, numbers, yes and no, what a signature means. Shared by everything that shows answers."""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.dates import MONTHS
from django.utils.formats import date_format

from .schema import FormatSchema, Kolom, Voorwaarde

JA_NEE: Mapping[str, str] = {"ja": "Ja", "nee": "Nee"}
BETEKENISSEN: Mapping[str, str] = {"voor_gezien": "Voor gezien", "akkoord": "Akkoord", "niet_akkoord": "Niet akkoord"}
INVULLERS: Mapping[str, str] = {"school": "de school", "ouder": "ouders", "leerling": "de leerling", "deskundige": "een deskundige"}
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def readable_date(value: str) -> str:
    """An ISO date as "3 maart 2026", "2019-05" as "mei 2019"; what is no date stays as it was typed."""
    try:
        if _MONTH.fullmatch(value):
            return f"{MONTHS[int(value[5:])]} {value[:4]}"
        return date_format(date.fromisoformat(value), "j F Y") if len(value) == len("2019-05-31") else value
    except ValueError:
        return value


def readable_number(value: str, unit: str = "") -> str:
    """A stored number as it is written here: "3,5 uur"."""
    return f"{value.replace('.', ',')} {unit}".strip() if value else ""


def readable_cell(kolom: Kolom, value: str) -> str:
    """A cell of a row by the type of its column."""
    match kolom.type:
        case "datum":
            return readable_date(value)
        case "getal":
            return readable_number(value)
        case "ja_nee":
            return JA_NEE.get(value, value)
    return value


def readable_condition(voorwaarde: Voorwaarde, schema: FormatSchema) -> str:
    """A condition as the end of a sentence: "als bij ‘Is er verzuim?’ ja is ingevuld"."""
    veld = schema.veld_by_key.get(voorwaarde.bron)
    vraag = f"‘{veld.label}’" if veld else "een vraag die er niet meer is"
    waarden = " of ".join(f"‘{waarde}’" for waarde in voorwaarde.waarden) or "iets"
    match voorwaarde.vergelijking:
        case "gevuld":
            return f"als {vraag} is ingevuld"
        case "leeg":
            return f"als {vraag} niet is ingevuld"
        case "is":
            return f"als bij {vraag} {waarden} is ingevuld"
        case "is_niet":
            return f"als bij {vraag} niet {waarden} is ingevuld"
        case "minstens":
            return f"als bij {vraag} {waarden} of meer is ingevuld"
    return f"als bij {vraag} {waarden} of minder is ingevuld"


def readable_conditions(voorwaarden: tuple[Voorwaarde, ...], schema: FormatSchema) -> str:
    """All conditions in one line: "als … en als …"; empty without any."""
    return " en ".join(readable_condition(voorwaarde, schema) for voorwaarde in voorwaarden)
