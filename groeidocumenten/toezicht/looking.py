"""“Wie heeft gekeken?” for parents and the pupil: folded per day, who in which role, in plain words.

When another parent or the pupil looked is never told, nor on which day: that is when somebody signed in, and one parent's is shielded from
the other (dossier 8.4). Only people of the school and guests have a day; that is looked up as who may be told, not as who may not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Max, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import Soort, User
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.models import GEVRAAGD, Handeling, Journaalregel, Toegangslink

from .kinds import UNTOLD, told_as
from .people import Mens, People

DAYS_PER_PAGE = 20


@dataclass
class Rij:
    """One person on one day."""

    wie: Mens
    zelf: bool
    deed: list[str] = field(default_factory=list)
    van: datetime | None = None
    tot: datetime | None = None

    @property
    def om(self) -> str:
        """When, as people say it."""
        if self.van is None or self.tot is None:
            return ""
        first, last = (f"{timezone.localtime(one):%H:%M}" for one in (self.van, self.tot))
        return f"om {first} uur" if first == last else f"tussen {first} en {last} uur"

    @property
    def wat(self) -> str:
        """What this person did that day, as part of a sentence."""
        return ", ".join(self.deed[:-1]) + " en " + self.deed[-1] if len(self.deed) > 1 else "".join(self.deed)


@dataclass(frozen=True)
class Nood:
    """An emergency opening on a day: who read, who confirmed, from when until when."""

    wie: Mens
    bevestigd_door: Mens
    van: datetime
    tot: datetime


@dataclass
class Dag:
    """One day on which somebody looked."""

    dag: date
    rijen: list[Rij] = field(default_factory=list)
    nood: list[Nood] = field(default_factory=list)


def lines_of(geopend: GeopendDossier) -> QuerySet[Journaalregel]:
    """The lines of a file, and those about the record of its pupil."""
    groeidocument = geopend.groeidocument
    about = Q(groeidocument_id=groeidocument.pk) | Q(groeidocument_id__isnull=True, leerling_id=groeidocument.leerling_id)
    return Journaalregel.unguarded.filter(about)


@dataclass
class Gekeken:
    """Who looked into one file, for one viewer who is a parent or the pupil."""

    geopend: GeopendDossier

    @property
    def kind(self) -> bool:
        """Whether the pupil reads."""
        return self.geopend.lezer == "leerling"

    @cached_property
    def _everybody(self) -> dict[UUID, str]:
        """Kind of account of everybody on a line of this file."""
        named = lines_of(self.geopend).order_by().values("gebruiker_id").distinct()
        return dict(User.objects.persons().filter(pk__in=named).values_list("pk", "soort"))

    @cached_property
    def _family(self) -> set[UUID]:
        """Everybody who ever stood in a legal relation to this pupil, and the pupil: also who works at the school too."""
        leerling = self.geopend.groeidocument.leerling
        related = set(leerling.gezagsrelaties.values_list("gebruiker_id", flat=True))
        return {pk for pk in {*related, leerling.gebruiker_id} if pk}

    @cached_property
    def _dated(self) -> set[UUID]:
        """Whose days are told: people of the school, and the viewer."""
        staff = {pk for pk, soort in self._everybody.items() if soort == Soort.MEDEWERKER and pk not in self._family}
        return staff | {self.geopend.viewer.user.pk}

    @property
    def andere_ouder(self) -> bool:
        """Whether another parent or carer ever looked."""
        pupil = self.geopend.groeidocument.leerling.gebruiker_id
        others = {pk for pk, soort in self._everybody.items() if soort == Soort.OUDER or pk in self._family}
        if others - {pupil, self.geopend.viewer.user.pk}:
            return True
        return bool(self._asked().filter(eerste_gebruik__isnull=False).exists())

    def _asked(self) -> QuerySet[Toegangslink]:
        """Links by which somebody of the family without an account answers or signs: no guest, and shielded like every parent (dossier 8.4)."""
        links: QuerySet[Toegangslink] = self.geopend.groeidocument.toegangslinks.filter(bereik__in=GEVRAAGD)
        return links

    @property
    def leerling_zelf(self) -> bool:
        """Whether the pupil ever looked, when somebody else asks."""
        pupil = self.geopend.groeidocument.leerling.gebruiker_id
        return not self.kind and pupil in self._everybody

    def _lines(self) -> QuerySet[Any, Any]:
        told = lines_of(self.geopend).filter(Q(gebruiker_id__in=self._dated) | Q(link_id__isnull=False, gebruiker_id__isnull=True))
        told = told.exclude(link_id__in=self._asked().order_by().values("pk"))
        return told.exclude(handeling__in=UNTOLD).annotate(dag=TruncDate("tijd"))

    def page(self, number: str | None) -> tuple[Page, list[Dag]]:
        """One page of days, newest first, with everybody who looked on each; a fixed number of queries."""
        days = self._lines().order_by("-dag").values_list("dag", flat=True).distinct()
        page = Paginator(days, DAYS_PER_PAGE).get_page(number)
        shown = {day: Dag(day) for day in page.object_list}
        if shown:
            self._fill(shown)
        return page, list(shown.values())

    def _fill(self, shown: dict[date, Dag]) -> None:
        begin, end = _midnight(min(shown)), _midnight(max(shown) + timedelta(days=1))
        lines = self._lines().filter(tijd__gte=begin, tijd__lt=end).exclude(handeling=Handeling.NOOD_GEOPEND)
        rows = list(lines.order_by().values("dag", "gebruiker_id", "link_id", "handeling").annotate(van=Min("tijd"), tot=Max("tijd")))
        openings = list(
            self.geopend.groeidocument.noodopeningen.filter(bevestigd_op__gte=begin, bevestigd_op__lt=end).order_by("bevestigd_op")
        )
        named = {row["gebruiker_id"] for row in rows} | {pk for one in openings for pk in (one.aanvrager_id, one.bevestiger_id)}
        people = People(self.geopend.groeidocument.school, named, (row["link_id"] for row in rows))
        self._put_rows(shown, rows, people)
        for one in openings:
            day = timezone.localdate(one.bevestigd_op)
            if day in shown and one.bevestigd_op and one.geldig_tot:
                who, second = (people.of(pk, None, day, child=self.kind) for pk in (one.aanvrager_id, one.bevestiger_id))
                shown[day].nood.append(Nood(who, second, one.bevestigd_op, one.ingetrokken_op or one.geldig_tot))

    def _put_rows(self, shown: dict[date, Dag], rows: Iterable[dict[str, Any]], people: People) -> None:
        """Fold lines to one row per person and day, in the order in which they came."""
        folded: dict[tuple[date, Any, Any], Rij] = {}
        for row in sorted(rows, key=lambda one: one["van"]):
            key = (row["dag"], row["gebruiker_id"], row["link_id"])
            if key not in folded:
                own = row["gebruiker_id"] == self.geopend.viewer.user.pk
                folded[key] = Rij(
                    people.of(row["gebruiker_id"], row["link_id"], row["dag"], child=self.kind), own, [], row["van"], row["tot"]
                )
                shown[row["dag"]].rijen.append(folded[key])
            found = folded[key]
            words = told_as(row["handeling"], child=self.kind)
            if words not in found.deed:
                found.deed.append(words)
            found.tot = max(found.tot or row["tot"], row["tot"])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
