"""What the law asks of an OPP, beside what a format has: independent of how the format is laid out. Pure: who calls it brings the elements.

A question says which legal elements it satisfies (`Veld.wettelijk`); which elements there are, for which education and since when is data that
editors keep (formats/law_models.py). Sources of the rules: domain dossier 2.3 (contents), 2.5 (hoorrecht) and 2.6 (overleg, instemming).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.formats import date_format

from .answers import has_answer
from .schema import FormatSchema

# The codes are those of accounts.models.Onderwijstype, which this room may not import; a test compares the two.
ONDERWIJSTYPEN: dict[str, str] = {
    "bao": "basisonderwijs",
    "sbo": "speciaal basisonderwijs",
    "so": "speciaal onderwijs",
    "vso": "voortgezet speciaal onderwijs",
    "vo": "voortgezet onderwijs",
    "pro": "praktijkonderwijs",
}
# altijd: the law demands it; indien_van_toepassing: only when it occurs, but a format needs a place for it; advies: practice wants it.
Wetseis = Literal["altijd", "indien_van_toepassing", "advies"]
EISEN: dict[str, str] = {"altijd": "altijd", "indien_van_toepassing": "indien van toepassing", "advies": "advies"}
Uitkomst = Literal["gevonden", "ontbreekt", "niet_nodig"]


@dataclass(frozen=True)
class Element:
    """One thing that an OPP must hold, for some kinds of education and a period; the same code may come back for other kinds or times."""

    code: str
    naam: str
    onderwijstypen: tuple[str, ...]
    eis: Wetseis = "altijd"
    uitleg: str = ""
    bron: str = ""
    geldig_vanaf: date | None = None
    geldig_tot: date | None = None
    signaalwoorden: tuple[str, ...] = ()

    def in_force(self, on: date) -> bool:
        """Whether it counts on this day; `geldig_tot` is the last day."""
        return (self.geldig_vanaf is None or self.geldig_vanaf <= on) and (self.geldig_tot is None or on <= self.geldig_tot)


@dataclass(frozen=True)
class Plek:
    """Where in a format an element is asked."""

    deel: str
    sectie: str
    vraag: str
    key: str

    def __str__(self) -> str:
        return f"‘{self.vraag}’ ({self.deel}, {self.sectie})"


@dataclass(frozen=True)
class Bevinding:
    """One element for one kind of education: found (and where), missing, or not needed (and why not)."""

    element: Element
    onderwijstype: str
    uitkomst: Uitkomst
    plekken: tuple[Plek, ...] = ()
    reden: str = ""

    @property
    def onderwijs(self) -> str:
        """The kind of education in words."""
        return ONDERWIJSTYPEN.get(self.onderwijstype, self.onderwijstype)

    @property
    def demanded(self) -> str:
        """How strongly, in words."""
        return EISEN[self.element.eis]

    @property
    def breaks_the_law(self) -> bool:
        """Missing, and not just wanted by practice."""
        return self.uitkomst == "ontbreekt" and self.element.eis != "advies"


def check(schema: FormatSchema, onderwijstypen: Iterable[str], on: date, elementen: Sequence[Element]) -> list[Bevinding]:
    """Each element beside each kind of education.

    Args:
        schema: the format, as one variant has it.
        onderwijstypen: codes of kinds of education; none means all of them, as in a format.
        on: the day whose law counts.
        elementen: what is known of the law, of any time.

    Returns:
        the findings, in the order of the elements; for each code and kind of education exactly one per element in force, or one that says
        why none is needed.
    """
    wanted = [code for code in ONDERWIJSTYPEN if code in set(onderwijstypen)] or list(ONDERWIJSTYPEN)
    places = places_by_code(schema)
    findings = []
    for code in dict.fromkeys(element.code for element in elementen):
        same = [element for element in elementen if element.code == code]
        for onderwijstype in wanted:
            findings.append(_finding(same, onderwijstype, on, places.get(code, ())))
    return findings


def demanded(onderwijstype: str, on: date, elementen: Iterable[Element]) -> list[Element]:
    """What counts for this kind of education on this day, once per code: the demand that started last."""
    newest: dict[str, Element] = {}
    for element in elementen:
        if onderwijstype in element.onderwijstypen and element.in_force(on):
            before = newest.get(element.code)
            if before is None or (element.geldig_vanaf or date.min) > (before.geldig_vanaf or date.min):
                newest[element.code] = element
    return list(newest.values())


def places_by_code(schema: FormatSchema) -> dict[str, tuple[Plek, ...]]:
    """Which questions say that they satisfy which element; text to read satisfies nothing, as nobody can answer it."""
    found: dict[str, list[Plek]] = {}
    for deel, sectie, veld in schema.velden():
        if has_answer(veld):
            for code in veld.wettelijk:
                found.setdefault(code, []).append(Plek(deel.titel, sectie.titel, veld.label, veld.key))
    return {code: tuple(plekken) for code, plekken in found.items()}


def _finding(same: list[Element], onderwijstype: str, on: date, plekken: tuple[Plek, ...]) -> Bevinding:
    """The finding of one code for one kind of education; `same` are all elements with that code."""
    current = demanded(onderwijstype, on, same)
    if current:
        return Bevinding(current[0], onderwijstype, "gevonden" if plekken else "ontbreekt", plekken)
    other_times = [element for element in same if onderwijstype in element.onderwijstypen]
    later = [element for element in other_times if element.geldig_vanaf and element.geldig_vanaf > on]
    if later:
        first = min(later, key=lambda element: element.geldig_vanaf or on)
        return Bevinding(first, onderwijstype, "niet_nodig", plekken, f"geldt pas vanaf {_dutch(first.geldig_vanaf)}")
    if other_times:
        last = other_times[-1]
        return Bevinding(last, onderwijstype, "niet_nodig", plekken, f"gold tot en met {_dutch(last.geldig_tot)}")
    return Bevinding(same[0], onderwijstype, "niet_nodig", plekken, "geldt niet voor dit onderwijs")


def _dutch(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
