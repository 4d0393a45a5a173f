"""Counts, made in the database: four queries for a schooljaar, whatever the number of schools and files. Only numbers come out.

Who calls it was given the schools by the door (`access.schools_counted`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from groeidocumenten.dossiers.models import Groeidocument, Toegangslink
from groeidocumenten.opp.models import Evaluatieronde, Opp, OppVaststelling
from groeidocumenten.opp.tijd import period
from groeidocumenten.termijnen.models import Termijnstart
from groeidocumenten.termijnen.wet import TERMIJN


@dataclass(frozen=True)
class Telling:
    """What is counted of one school in one schooljaar."""

    groeidocumenten: int = 0
    opps: int = 0
    vastgesteld: int = 0
    op_tijd: int = 0
    geevalueerd: int = 0
    links: int = 0


def counts(schools: Collection[UUID], jaar: int) -> dict[UUID, Telling]:
    """The figures of each of these schools; a file counts for the school that keeps it."""
    first, last = period(jaar)
    begin, end = _moment(first), _moment(last + timedelta(days=1))
    found: dict[UUID, dict[str, int]] = {pk: {} for pk in schools}
    for names, rows in (
        (("groeidocumenten",), _files(schools, begin, end)),
        (("opps", "geevalueerd"), _opps(schools, jaar)),
        (("vastgesteld", "op_tijd"), _adopted(schools, jaar)),
        (("links",), _links(schools, begin, end)),
    ):
        for school, *numbers in rows:
            found[school].update(zip(names, numbers, strict=True))
    return {pk: Telling(**numbers) for pk, numbers in found.items()}


def _moment(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _files(schools: Collection[UUID], begin: datetime, end: datetime) -> Iterable[tuple[Any, ...]]:
    """Files that were open on some day of the year."""
    rows = Groeidocument.unguarded.filter(
        Q(afgesloten_op__isnull=True) | Q(afgesloten_op__gte=begin), school__in=schools, gestart_op__lt=end
    )
    return rows.order_by().values_list("school").annotate(Count("pk"))


def _opps(schools: Collection[UUID], jaar: int) -> Iterable[tuple[Any, ...]]:
    """OPP's that were in force on some day of the year, and how many of them were evaluated in it."""
    first, last = period(jaar)
    evaluated = Evaluatieronde.unguarded.filter(opp=OuterRef("pk"), schooljaar=jaar)
    rows = Opp.unguarded.filter(
        Q(beeindigd_op__isnull=True) | Q(beeindigd_op__gte=first), groeidocument__school__in=schools, begin__lte=last
    )
    return rows.order_by().values_list("groeidocument__school").annotate(Count("pk"), n=Count("pk", filter=Exists(evaluated)))


def _adopted(schools: Collection[UUID], jaar: int) -> Iterable[tuple[Any, ...]]:
    """OPP's that were adopted for the first time in the year, and how many of them within six weeks. What was made elsewhere does not count.

    The start that counts is the newest of the OPP, or one that waited for it (`termijnen.feiten.starts_of_opp` says the same for a few); without
    any, the day on which the school began to make it.
    """
    between = Opp.unguarded.filter(groeidocument=OuterRef("groeidocument"), op__gt=OuterRef("op"), op__lt=OuterRef(OuterRef("opp__op")))
    waited = Q(opp__isnull=True, groeidocument=OuterRef("groeidocument"), op__lt=OuterRef("opp__op")) & ~Q(Exists(between))
    start = Termijnstart.unguarded.filter(Q(opp=OuterRef("opp")) | waited).order_by("-op").values("dag")[:1]
    rows = OppVaststelling.unguarded.filter(groeidocument__school__in=schools, ronde=0, elders=False, datum__range=period(jaar))
    rows = rows.annotate(sinds=Coalesce(Subquery(start, output_field=DateField()), TruncDate("opp__op")))
    in_time = Q(datum__lte=F("sinds") + TERMIJN)
    return rows.order_by().values_list("groeidocument__school").annotate(Count("pk"), n=Count("pk", filter=in_time))


def _links(schools: Collection[UUID], begin: datetime, end: datetime) -> Iterable[tuple[Any, ...]]:
    """Links of guests that were in their period on some day of the year and not taken back before it."""
    rows = Toegangslink.unguarded.filter(
        Q(ingetrokken_op__isnull=True) | Q(ingetrokken_op__gte=begin),
        groeidocument__school__in=schools,
        geldig_van__lt=end,
        geldig_tot__gte=begin,
    )
    return rows.order_by().values_list("groeidocument__school").annotate(Count("pk"))
