"""What a field can be filled in with beforehand. The format names the source; whoever keeps the answers knows the value, its origin and its date.

A proposal is shown in the empty input with its origin beside it, and counts as an answer only when somebody saves it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

# Code in the frozen schema → how an editor reads it. Append-only, as published versions name them.
BRONNEN: dict[str, str] = {
    "leerling.naam": "Leerling: naam",
    "leerling.geboortedatum": "Leerling: geboortedatum",
    "leerling.groep": "Leerling: groep of klas",
    "school.naam": "School: naam",
    "school.brin": "School: BRIN",
    "school.adres": "School: adres",
    "school.telefoon": "School: telefoon",
    "bestuur.naam": "School: naam van het bestuur",
    "bestuur.nummer": "School: nummer van het bestuur",
    "school.directeur": "School: naam van de directeur",
    "ib.naam": "School: naam van de intern begeleider",
    "vandaag": "De datum van vandaag",
}
# Followed by the key of a question: the newest answer to that question in an earlier or other form of the same pupil.
EERDER = "vraag:"


@dataclass(frozen=True)
class Voorstel:
    """A proposed answer in the shape of formats/answers.py, where it comes from in words ("het schoolregister"), and of which day it is."""

    waarde: Any
    bron: str
    op: date
