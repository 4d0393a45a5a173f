"""A sheet of figures: which rows and columns a viewer sees, with small numbers hidden. Schools are hidden among all that the viewer sees, always in
the same way, so that looking at one of them alone tells nothing more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from accounts.models import School
from groeidocumenten.dossiers.access import Viewer, schools_counted
from groeidocumenten.opp.tijd import in_words, schooljaar

from .onderdrukken import Cel, column, part
from .tellen import Telling, counts

JAREN = 5
KOLOMMEN = {
    "groeidocumenten": "Groeidocumenten",
    "opps": "OPP's",
    "vastgesteld": "OPP's vastgesteld",
    "op_tijd": "Binnen zes weken",
    "geevalueerd": "OPP's geëvalueerd",
    "links": "Links van gasten",
}
# Column → the column that it is a part of.
DEEL_VAN = {"op_tijd": "vastgesteld", "geevalueerd": "opps"}


@dataclass(frozen=True)
class Rij:
    """A school, or a schooljaar of one school."""

    naam: str
    cellen: tuple[Cel, ...]
    school: UUID | None = None
    jaar: int | None = None


@dataclass(frozen=True)
class Blad:
    """The sheet. `totaal` is None where there is nothing to add."""

    titel: str
    eerste: str
    rijen: list[Rij]
    totaal: Rij | None = None

    @property
    def koppen(self) -> tuple[str, ...]:
        """What the columns are called."""
        return tuple(KOLOMMEN.values())


def years() -> list[int]:
    """The schooljaren that can be asked for, newest first."""
    now = schooljaar(timezone.localdate())
    return [now - ago for ago in range(JAREN)]


def schools_of(viewer: Viewer) -> list[School]:
    """The schools whose figures this viewer sees; one query.

    Raises:
        Http404: if there are none.
    """
    found = list(schools_counted(viewer).order_by("naam", "pk"))
    if not found:
        raise Http404
    return found


def of_year(schools: list[School], jaar: int) -> Blad:
    """Every school in one schooljaar, and all together; four queries."""
    cells, total = _hidden(counts([one.pk for one in schools], jaar))
    rows = [Rij(one.naam, cells[one.pk], school=one.pk) for one in schools]
    return Blad(f"Schooljaar {in_words(jaar)}", "School", rows, Rij("Alle scholen samen", total) if len(rows) > 1 else None)


def of_school(schools: list[School], school: School) -> Blad:
    """One school over the last schooljaren; four queries a year. Its numbers are hidden as they are among all schools that the viewer sees."""
    pks = [one.pk for one in schools]
    rows = [Rij(in_words(jaar), _hidden(counts(pks, jaar))[0][school.pk], jaar=jaar) for jaar in years()]
    return Blad(school.naam, "Schooljaar", rows)


def _hidden(told: Mapping[UUID, Telling]) -> tuple[dict[UUID, tuple[Cel, ...]], tuple[Cel, ...]]:
    """The cells of each school and of the total, with small numbers hidden."""
    columns: dict[str, dict[UUID, Cel]] = {}
    totals = {}
    for name in KOLOMMEN:
        numbers = {pk: getattr(one, name) for pk, one in told.items()}
        if whole := DEEL_VAN.get(name):
            columns[name], totals[name] = part(numbers, {pk: getattr(one, whole) for pk, one in told.items()}, columns[whole])
        else:
            columns[name], totals[name] = column(numbers)
    return {pk: tuple(columns[name][pk] for name in KOLOMMEN) for pk in told}, tuple(totals.values())
