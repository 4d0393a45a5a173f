"""What the check against the law says about one format, put together for people: per element instead of per kind of education."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from formats.law import EISEN, Bevinding, Element, Plek, check
from formats.schema import FormatSchema


@dataclass
class Onderdeel:
    """One element, with the kinds of education for which it is found, missing, or not needed."""

    element: Element
    plekken: tuple[Plek, ...] = ()
    gevonden: list[str] = field(default_factory=list)
    ontbreekt: list[str] = field(default_factory=list)
    niet_nodig: list[str] = field(default_factory=list)

    @property
    def eis(self) -> str:
        """How strong the demand is, in words."""
        return EISEN[self.element.eis]

    @property
    def state(self) -> str:
        """done, attention or empty, as components/status.html draws it; advice never asks for attention."""
        if self.ontbreekt:
            return "empty" if self.element.eis == "advies" else "attention"
        return "done" if self.gevonden else "empty"

    @property
    def said(self) -> str:
        """The state in words."""
        if self.ontbreekt:
            return "Ontbreekt (advies)" if self.element.eis == "advies" else "Ontbreekt"
        return "Staat erin" if self.gevonden else "Niet nodig"


@dataclass(frozen=True)
class Oordeel:
    """All elements of one format, or of one variant of it (`variant` is its name, or empty)."""

    variant: str
    onderdelen: list[Onderdeel]

    @property
    def ontbreekt(self) -> list[Onderdeel]:
        """What the law demands and the format lacks."""
        return [one for one in self.onderdelen if one.ontbreekt and one.element.eis != "advies"]


def judge(schema: FormatSchema, onderwijstypen: Iterable[str], on: date, elementen: Sequence[Element]) -> list[Oordeel]:
    """One judgement per variant; one for a format without variants."""
    typen = list(onderwijstypen)
    forms = [(one.naam, schema.for_variant(one.key)) for one in schema.varianten] or [("", schema)]
    return [Oordeel(naam, _grouped(check(form, typen, on, elementen))) for naam, form in forms]


def _grouped(findings: Iterable[Bevinding]) -> list[Onderdeel]:
    grouped: dict[str, Onderdeel] = {}
    for finding in findings:
        one = grouped.setdefault(finding.element.code, Onderdeel(finding.element, finding.plekken))
        if finding.uitkomst == "niet_nodig":
            one.niet_nodig.append(f"{finding.onderwijs} ({finding.reden})")
            continue
        if not one.gevonden and not one.ontbreekt:
            # The demand that counts speaks for the group, not one that does not.
            one.element = finding.element
        (one.gevonden if finding.uitkomst == "gevonden" else one.ontbreekt).append(finding.onderwijs)
    return list(grouped.values())
