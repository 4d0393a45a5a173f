"""How long the journaal is kept: whole closed months of a school are removed, oldest first, and the chain goes on from where each ended.

For the command `ruim_journaal_op`, never for a person at a screen. Nothing is removed from a chain that does not verify: that would destroy
the proof (besluiten-vooraf 16).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from accounts.models import School
from formats.triggers import deletes_allowed
from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.chain import seal_of, verify
from groeidocumenten.dossiers.models import Handeling, Journaalhoofd, Journaalregel, Journaalsegment

# Less than this is no journaal any more (gasten 5.3: the life of a file and two years).
SHORTEST_MONTHS = 24


class ChainBroken(Exception):
    """The chain of this school does not verify; nothing was removed. Its text names the first fault."""


@dataclass(frozen=True)
class Maand:
    """A month of a chain that can go: its first day, and its first and last line."""

    eerste_dag: date
    eerste: int
    laatste: int


def months_to_remove(school: School, keep: int, today: date | None = None) -> Iterator[Maand]:
    """The whole months before the last `keep` ones, oldest first, each with the lines it has."""
    limit = _months_before(today or timezone.localdate(), keep)
    lines = Journaalregel.unguarded.filter(school=school).order_by("volgnummer")
    line = lines.first()
    while line is not None:
        begin = timezone.localdate(line.tijd).replace(day=1)
        if begin >= limit:
            return
        # The clock may have gone back between two lines; a month ends where the next one is first seen.
        following = lines.filter(tijd__gte=_midnight(_months_before(begin, -1)), volgnummer__gt=line.volgnummer).first()
        last = following.volgnummer - 1 if following else lines.values_list("volgnummer", flat=True).last()
        yield Maand(begin, line.volgnummer, last or line.volgnummer)
        line = following


def remove_months(school: School, keep: int, today: date | None = None) -> list[Journaalsegment]:
    """Remove every month that was kept long enough; each in a transaction of its own, so that writers wait only shortly.

    Raises:
        ChainBroken: if the chain does not verify.
        ValueError: if `keep` is too short.
    """
    if keep < SHORTEST_MONTHS:
        raise ValueError(f"Het journaal wordt ten minste {SHORTEST_MONTHS} maanden bewaard.")
    months = list(months_to_remove(school, keep, today))
    if not months:
        return []
    oordeel = verify(school)
    if oordeel.aantal:
        raise ChainBroken(oordeel.fouten[0])
    return [_remove(school, month) for month in months]


@transaction.atomic
def _remove(school: School, month: Maand) -> Journaalsegment:
    # Locked: a second run of this command waits, and then finds nothing.
    Journaalhoofd.unguarded.select_for_update().get(school=school)
    last = Journaalregel.unguarded.get(school=school, volgnummer=month.laatste)
    sleutel, key = journaal.newest_key()
    segment = Journaalsegment(school=school, maand=month.eerste_dag, eerste=month.eerste, laatste=month.laatste, eindhash=last.hash)
    segment.verwijderd_op, segment.sleutel = timezone.now(), sleutel
    segment.zegel = seal_of(segment, key)
    with deletes_allowed(Journaalregel._meta.db_table):
        gone = Journaalregel.unguarded.filter(school=school, volgnummer__gte=month.eerste, volgnummer__lte=month.laatste)
        gone.delete()
    segment.save(force_insert=True)
    journaal.record(Handeling.JOURNAAL_OPGERUIMD, school_id=school.pk, onderwerp=f"{month.eerste_dag:%Y-%m}")
    return segment


def _months_before(day: date, months: int) -> date:
    """The first day of the month that lies so many months before that of a day; after it, for a negative number."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
