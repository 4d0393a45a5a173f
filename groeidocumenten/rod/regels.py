"""The rules of ROD for the periods of an OPP, as data and as checks. Pure: from days to findings.

Source: the technical regulation as dossier 2.8 has it (law snapshot of 2015, formerly BRON; duty since 1-8-2015). Compare with the current
Programma van Eisen of DUO before relying on a finding: that is why every finding is advice to look, and nothing is sent anywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from accounts.models import Onderwijstype

SINDS = date(2015, 8, 1)
EEN_JAAR = timedelta(days=365)
# Kinds of education whose OPP's ROD does not take, and why.
NIET_IN_ROD = {
    str(Onderwijstype.SBO): "Voor leerlingen van het speciaal basisonderwijs staat het OPP niet in ROD.",
    str(Onderwijstype.PRO): "Voor leerlingen van het praktijkonderwijs staat het OPP niet in ROD.",
    str(Onderwijstype.SO): "Voor leerlingen van het speciaal onderwijs staat het OPP niet in ROD.",
    str(
        Onderwijstype.VSO
    ): "In het vso staat niet het OPP in ROD, maar het uitstroomprofiel met de begindatum. Dat zet u in uw leerlingadministratie.",
}


@dataclass(frozen=True)
class Periode:
    """The period of one OPP; `eind` is the last day."""

    pk: UUID
    begin: date
    eind: date | None = None


@dataclass(frozen=True)
class Ingeschreven:
    """A period in which a pupil is registered at a school; `tot` is the last day."""

    van: date
    tot: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.van <= day and (self.tot is None or day <= self.tot)


@dataclass(frozen=True)
class Bevinding:
    """What a check found. "fout": ROD would refuse it; "signaal": look at it."""

    code: str
    ernst: Literal["fout", "signaal"]
    tekst: str


def check(periode: Periode, anderen: Iterable[Periode], inschrijvingen: Iterable[Ingeschreven], today: date) -> list[Bevinding]:
    """Every rule on one period.

    Args:
        anderen: the other OPP's of the same pupil at the same school.
        inschrijvingen: when the pupil is registered at that school, as far as the school wrote it down.
    """
    return [
        *_beside(periode, list(anderen)),
        *_registered(periode, sorted(inschrijvingen, key=lambda one: one.van), today),
        *_far(periode, today),
    ]


def _beside(periode: Periode, anderen: list[Periode]) -> Iterable[Bevinding]:
    if periode.eind is not None and periode.eind < periode.begin:
        yield Bevinding("volgorde", "fout", "De einddatum ligt voor de begindatum.")
    same = [one for one in anderen if one.begin == periode.begin]
    if same:
        yield Bevinding("dubbel", "fout", "Er is nog een OPP met deze begindatum. Een begindatum komt maar één keer voor.")
    if any(one not in same and _share_a_day(one, periode) for one in anderen):
        yield Bevinding("overlap", "fout", "De periode valt samen met die van een ander OPP van deze leerling.")
    if periode.eind is None and any(one.begin > periode.begin for one in anderen):
        yield Bevinding("open", "fout", "De einddatum ontbreekt, terwijl er een later OPP is. Alleen het laatste OPP mag zonder einddatum.")


def _share_a_day(one: Periode, other: Periode) -> bool:
    return one.begin <= (other.eind or date.max) and other.begin <= (one.eind or date.max)


def _registered(periode: Periode, inschrijvingen: list[Ingeschreven], today: date) -> Iterable[Bevinding]:
    if not inschrijvingen:
        yield Bevinding(
            "geen_inschrijving", "signaal", "De inschrijving is hier niet vastgelegd. Controleer zelf of de begindatum daarna ligt."
        )
        return
    mine = next((one for one in inschrijvingen if one.holds(periode.begin)), None)
    if mine is None:
        before = [one for one in inschrijvingen if one.van <= periode.begin]
        last = before[-1].tot if before else None
        said = f"na de uitschrijving van {last:%d-%m-%Y}" if last else f"voor de inschrijving van {inschrijvingen[0].van:%d-%m-%Y}"
        yield Bevinding("buiten_inschrijving", "fout", f"De begindatum ligt {said}.")
        return
    if mine.tot is None:
        return
    if periode.eind is None and mine.tot <= today:
        yield Bevinding("uitgeschreven", "fout", f"De leerling is uitgeschreven op {mine.tot:%d-%m-%Y}, en het OPP heeft geen einddatum.")
    elif periode.eind is None:
        yield Bevinding("gaat_weg", "signaal", f"De leerling wordt uitgeschreven op {mine.tot:%d-%m-%Y}. Geef het OPP dan een einddatum.")
    elif periode.eind > mine.tot:
        yield Bevinding("na_uitschrijving", "signaal", f"Het OPP eindigt na de uitschrijving van {mine.tot:%d-%m-%Y}.")


def _far(periode: Periode, today: date) -> Iterable[Bevinding]:
    if any(day is not None and day > today + EEN_JAAR for day in (periode.begin, periode.eind)):
        yield Bevinding("toekomst", "signaal", "Een datum ligt meer dan een jaar in de toekomst.")
