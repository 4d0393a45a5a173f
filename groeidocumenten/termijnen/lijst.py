"""The terms of a whole school: for who guides it by pupil, for who heads it by reference, without names (besluiten-vooraf 1). The queries do not
grow with the school.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from accounts.models import School
from groeidocumenten.dossiers.access import (
    Recht,
    Viewer,
    dossiers_for,
    figures_of_school,
    leerlingen_for,
    schools_for,
    schools_with_figures,
)
from groeidocumenten.dossiers.overview import Kengetal

from .feiten import Termijnen, terms_of_files
from .wet import IEDEREEN
from .woorden import ASKS_ATTENTION, SOORTEN, Woord, in_words_of


@dataclass(frozen=True)
class Schoollijst:
    """A school, and whether this viewer reads the names of its pupils."""

    school: School
    met_namen: bool


@dataclass(frozen=True)
class Rij:
    """One open file: what it is called for this viewer, and how its terms stand. `groep` is empty for who reads no names."""

    pk: UUID
    naam: str
    groep: str
    termen: Termijnen
    woord: Woord


def schools_of(viewer: Viewer) -> list[Schoollijst]:
    """The schools whose terms this viewer sees: those that are guided, and those that are headed. Two queries."""
    guided = list(schools_for(viewer))
    headed = [school for school in schools_with_figures(viewer) if school not in guided]
    return [*(Schoollijst(one, True) for one in guided), *(Schoollijst(one, False) for one in headed)]


def school_or_404(viewer: Viewer, pk: UUID) -> Schoollijst:
    """One of them.

    Raises:
        Http404: for every other school, and one that is not there.
    """
    found = next((one for one in schools_of(viewer) if one.school.pk == pk), None)
    if found is None:
        raise Http404
    return found


def rows_of(viewer: Viewer, lijst: Schoollijst) -> list[Rij]:
    """Every open file of the school, what asks attention first. Five queries."""
    today = timezone.localdate()
    named = _named(viewer, lijst) if lijst.met_namen else _by_reference(viewer, lijst)
    terms = terms_of_files(list(named), today)
    rows = [_row(pk, named[pk], found, lijst.school.onderwijstype, today) for pk, found in terms.items()]
    return sorted(rows, key=lambda row: (row.woord.volgorde, row.naam))


def without_file(viewer: Viewer, lijst: Schoollijst) -> int:
    """How many pupils have no groeidocument, at a school where every pupil has an OPP (dossier 2.2); one query there, none elsewhere."""
    if not lijst.met_namen or lijst.school.onderwijstype not in IEDEREEN:
        return 0
    return leerlingen_for(viewer).filter(school=lijst.school, groeidocumenten__isnull=True).count()


def narrowed(rows: list[Rij], soort: str, groep: str) -> list[Rij]:
    """Those of one kind ("aandacht": everything that asks for it) and one group; what is not understood counts as not asked."""
    if soort in SOORTEN:
        rows = [row for row in rows if row.woord.soort == soort]
    elif soort == "aandacht":
        rows = [row for row in rows if row.woord.soort in ASKS_ATTENTION]
    return [row for row in rows if row.groep == groep] if groep else rows


def _named(viewer: Viewer, lijst: Schoollijst) -> dict[UUID, tuple[str, str]]:
    files = dossiers_for(viewer, Recht.LEZEN).filter(school=lijst.school, afgesloten_op__isnull=True)
    columns = ("leerling__voornaam", "leerling__tussenvoegsel", "leerling__achternaam", "leerling__groep")
    return {pk: (" ".join(part for part in name if part), groep) for pk, *name, groep in files.values_list("pk", *columns)}


def _by_reference(viewer: Viewer, lijst: Schoollijst) -> dict[UUID, tuple[str, str]]:
    rows = figures_of_school(viewer, lijst.school.pk).filter(afgesloten_op__isnull=True)
    return {row["pk"]: (Kengetal.of(row).kenmerk, "") for row in rows}


def _row(pk: UUID, called: tuple[str, str], terms: Termijnen, onderwijstype: str, today: date) -> Rij:
    return Rij(pk, *called, terms, in_words_of(terms, onderwijstype, today))
