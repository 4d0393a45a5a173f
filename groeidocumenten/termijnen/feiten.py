"""How the terms of many files stand, from dates alone: four queries, whatever their number, and nothing is opened.

Who calls it was given the files by the door. An OPP that runs or is being made counts; a file without one counts from the day that was written
down for it, because the six weeks do not wait until somebody begins.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from groeidocumenten.opp.models import Evaluatieronde, Opp, OppVaststelling

from .models import Termijnstart
from .tellen import Evaluatieplicht, Telling, evaluation_duty
from .wet import Grond


@dataclass(frozen=True)
class Oppdagen:
    """The days of one OPP that its terms follow from."""

    pk: UUID
    groeidocument: UUID
    gemaakt: datetime
    beeindigd: date | None
    vastgesteld: date | None = None
    elders: bool = False
    geevalueerd: tuple[date, ...] = ()

    def presumed(self) -> date | None:
        """The day that is counted from while nobody wrote one down: when the school began to make it. An OPP that was adopted elsewhere has none."""
        return None if self.elders else timezone.localdate(self.gemaakt)


@dataclass(frozen=True)
class Startdag:
    """A start without its words."""

    groeidocument: UUID
    opp: UUID | None
    dag: date
    grond: str
    op: datetime


@dataclass(frozen=True)
class Termijnen:
    """The terms of one file, of the OPP that runs or is being made."""

    opp: UUID | None = None
    telling: Telling | None = None
    evaluatie: Evaluatieplicht | None = None
    starten: tuple[Startdag, ...] = field(default=())


def terms_of_files(files: Collection[UUID], today: date) -> dict[UUID, Termijnen]:
    """The terms of these files; four queries."""
    opps = _opps(files)
    starts = _starts(files)
    return {pk: _of_file(opps.get(pk, []), starts.get(pk, []), today) for pk in files}


def starts_of_opp(opp: Oppdagen | None, opps: Iterable[Oppdagen], starts: Iterable[Startdag]) -> tuple[Startdag, ...]:
    """The starts that belong to an OPP, oldest first; with None those that wait for the first OPP to come."""
    known = sorted(opps, key=lambda one: one.gemaakt)

    def owner(start: Startdag) -> UUID | None:
        if start.opp is not None:
            return start.opp
        after = (one.pk for one in known if one.gemaakt > start.op and (one.beeindigd is None or one.beeindigd >= start.dag))
        return next(after, None)

    wanted = opp.pk if opp is not None else None
    return tuple(sorted((start for start in starts if owner(start) == wanted), key=lambda start: start.op))


def telling_of(opp: Oppdagen | None, starten: tuple[Startdag, ...]) -> Telling | None:
    """The six weeks of an OPP, or of a file that has none yet; None: there is nothing to count from."""
    adopted = opp.vastgesteld if opp is not None else None
    if starten:
        return Telling(starten[-1].dag, starten[-1].grond, vastgesteld=adopted)
    presumed = opp.presumed() if opp is not None else None
    return Telling(presumed, Grond.BEHOEFTE, vermoed=True, vastgesteld=adopted) if presumed is not None else None


def _of_file(opps: list[Oppdagen], starts: list[Startdag], today: date) -> Termijnen:
    running = next((one for one in opps if one.beeindigd is None), None)
    mine = starts_of_opp(running, opps, starts)
    evaluatie = None
    if running is not None and running.vastgesteld is not None:
        # What was evaluated elsewhere before an OPP was taken in is not known here, so it is not told as missed.
        since = timezone.localdate(running.gemaakt) if running.elders else running.vastgesteld
        evaluatie = evaluation_duty(max(since, running.vastgesteld), running.geevalueerd, today)
    return Termijnen(running.pk if running else None, telling_of(running, mine), evaluatie, mine)


def _opps(files: Collection[UUID]) -> Mapping[UUID, list[Oppdagen]]:
    adopted: dict[UUID, tuple[date, bool]] = {}
    rows = OppVaststelling.unguarded.filter(groeidocument__in=files, ronde=0).values_list("opp_id", "datum", "elders")
    for opp, day, elders in rows:
        adopted[opp] = (day, elders)
    evaluated: dict[UUID, list[date]] = defaultdict(list)
    for opp, day in Evaluatieronde.unguarded.filter(groeidocument__in=files).values_list("opp_id", "gehouden_op"):
        evaluated[opp].append(day)
    found: dict[UUID, list[Oppdagen]] = defaultdict(list)
    for pk, file, made, ended in Opp.unguarded.filter(groeidocument__in=files).values_list("pk", "groeidocument_id", "op", "beeindigd_op"):
        first, elsewhere = adopted.get(pk, (None, False))
        found[file].append(Oppdagen(pk, file, made, ended, first, elsewhere, tuple(evaluated[pk])))
    return found


def _starts(files: Collection[UUID]) -> Mapping[UUID, list[Startdag]]:
    found: dict[UUID, list[Startdag]] = defaultdict(list)
    rows = Termijnstart.unguarded.filter(groeidocument__in=files).values_list("groeidocument_id", "opp_id", "dag", "grond", "op")
    for row in rows:
        found[row[0]].append(Startdag(*row))
    return found
