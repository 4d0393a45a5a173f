"""What a link was used for: the lines of the journaal that its guest left, folded per day, and what was done with the link itself."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.models import Groeidocument, Handeling, Journaalregel, Toegangslink

# The newest lines; a link lives for months at most.
MOST_LINES = 500


@dataclass(frozen=True)
class Dag:
    """One day of a link: what happened, in words, with how often, newest first."""

    dag: date
    gebeurd: list[str]
    laatst: datetime


def days_of(geopend: GeopendDossier, link: Toegangslink) -> list[Dag]:
    """What happened with and through a link, newest day first; one query. No content: the journaal holds none."""
    titles = {deel.key: deel.titel for deel in geopend.groeidocument.format_versie.schema.delen}
    lines = Journaalregel.unguarded.filter(Q(link_id=link.pk) | Q(onderwerp=str(link.pk)), groeidocument_id=geopend.groeidocument.pk)
    found: dict[date, Counter[str]] = {}
    latest: dict[date, datetime] = {}
    for line in lines.order_by("-tijd")[:MOST_LINES]:
        day = timezone.localdate(line.tijd)
        found.setdefault(day, Counter())[_words(line, titles)] += 1
        latest.setdefault(day, line.tijd)
    return [
        Dag(day, [text if times == 1 else f"{text}, {times} keer" for text, times in counted.items()], latest[day])
        for day, counted in found.items()
    ]


def _words(line: Journaalregel, titles: dict[str, str]) -> str:
    what = Handeling(line.handeling).label
    title = titles.get(line.onderwerp.partition("/")[0])
    text = f"{what}: {title}" if title else what
    return text[:1].upper() + text[1:]


def times_today(groeidocument: Groeidocument, link: Toegangslink, handeling: Handeling) -> int:
    """How often something was done with a link in the last 24 hours; one query."""
    since = timezone.now() - timedelta(days=1)
    return Journaalregel.unguarded.filter(
        groeidocument_id=groeidocument.pk, handeling=handeling, onderwerp=str(link.pk), tijd__gt=since
    ).count()
