"""Answers as people read them: one list of lines for the screen, for print and for the choice between two versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.utils.formats import date_format

from .answers import is_empty, stored
from .schema import AnyVeld, Datum, JaNee, Meerkeuze, Rijen, Sectie

JA_NEE: Mapping[str, str] = {"ja": "Ja", "nee": "Nee"}


@dataclass(frozen=True)
class Regel:
    """One field with its answer; `soort` says which of tekst, lijst, or kop and rijen holds it."""

    key: str
    label: str
    soort: Literal["tekst", "lijst", "tabel"]
    tekst: str = ""
    lijst: list[str] = field(default_factory=list)
    kop: list[str] = field(default_factory=list)
    rijen: list[list[str]] = field(default_factory=list)
    leeg: bool = True
    invuller: str = "school"


def readable(sectie: Sectie, answers: dict[str, Any]) -> list[Regel]:
    """Every field of the section in order, empty ones included (`leeg`)."""
    return [readable_veld(veld, answers) for veld in sectie.velden]


def readable_veld(veld: AnyVeld, answers: dict[str, Any]) -> Regel:
    """One field with its answer."""
    value = stored(veld, answers)
    same: dict[str, Any] = {"key": veld.key, "label": veld.label, "invuller": veld.invuller, "leeg": is_empty(veld, value)}
    if isinstance(veld, Meerkeuze):
        return Regel(soort="lijst", lijst=value, **same)
    if isinstance(veld, Rijen):
        rijen = [[_cell(kolom.type, row[kolom.key]) for kolom in veld.kolommen] for row in value if any(row.values())]
        return Regel(soort="tabel", kop=[kolom.label for kolom in veld.kolommen], rijen=rijen, **same)
    if isinstance(veld, JaNee):
        said = JA_NEE.get(value["antwoord"], "")
        return Regel(soort="tekst", tekst="\n".join(part for part in (said, value["toelichting"]) if part), **same)
    return Regel(soort="tekst", tekst=readable_date(value) if isinstance(veld, Datum) else value, **same)


def readable_date(value: str) -> str:
    """An ISO date as "3 maart 2026"; what is no date stays as it was typed."""
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except ValueError:
        return value


def _cell(type_: str, value: str) -> str:
    return readable_date(value) if type_ == "datum" else value
