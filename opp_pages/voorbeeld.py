"""A format as one kind of person meets it: the parts, sections and forms that they get, with given answers. For previews and the test run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from formats.answers import has_answer
from formats.conditions import flat, visible_delen, visible_secties
from formats.forms import SectieForm
from formats.readers import Rol, reads, reads_deel
from formats.schema import Deel, FormatSchema, Sectie
from formats.words import readable_conditions

Antwoorden = Mapping[str, Mapping[str, Any]]
# The school writes down what was said together; others write only their own (dossier 1.5).
INVULLERS: dict[Rol, frozenset[str]] = {
    "school": frozenset({"school", "ouder", "leerling", "deskundige"}),
    "ouder": frozenset({"ouder"}),
    "leerling": frozenset({"leerling"}),
    "deskundige": frozenset({"deskundige"}),
}


@dataclass(frozen=True)
class Deelbeeld:
    """A part with the sections of it that somebody gets."""

    deel: Deel
    secties: list[Sectie]


def delen_for(schema: FormatSchema, per_sectie: Antwoorden, rol: Rol) -> list[Deelbeeld]:
    """The parts and sections that this role gets to see with these answers: what nobody may read there, and what conditions hide, is gone."""
    alles = flat(per_sectie)
    seen = []
    for deel in visible_delen(schema, alles):
        if reads_deel(deel, rol):
            secties = [sectie for sectie in visible_secties(deel, schema, alles) if any(reads(veld, rol) for veld in sectie.velden)]
            if secties:
                seen.append(Deelbeeld(deel, secties))
    return seen


Heel = list[tuple[Deel, str, list[tuple[Sectie, str, SectieForm]]]]


def whole(schema: FormatSchema) -> Heel:
    """Every part and section with its empty form, also those that some answer must open first, and in words when they open.

    The forms know nothing of the rest of the format, so that no condition on another section hides a question.
    """
    return [
        (deel, _when(deel, schema), [(sectie, _when(sectie, schema), SectieForm(sectie, {})) for sectie in deel.secties])
        for deel in schema.delen
    ]


def _when(part: Deel | Sectie, schema: FormatSchema) -> str:
    return readable_conditions(part.voorwaarden, schema)


def fills(sectie: Sectie, rol: Rol) -> bool:
    """Whether there is anything in the section that this role fills in."""
    return any(has_answer(veld) and veld.invuller in INVULLERS[rol] and reads(veld, rol) for veld in sectie.velden)


def form_for(sectie: Sectie, schema: FormatSchema, per_sectie: Antwoorden, rol: Rol, *, data: Any = None) -> SectieForm:
    """The real form of a section, as this role gets it."""
    answers = per_sectie.get(sectie.key, {})
    return SectieForm(sectie, answers, data=data, editable=INVULLERS[rol], lezer=rol, schema=schema, alles=flat(per_sectie))
