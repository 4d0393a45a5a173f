"""The journaal line by line, for who guides the school: of one file, or of the whole school; narrowed by person, kind and period.

Only keys stand in it. What they point to is put into words here, and never more than what kind of thing it was.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Lidmaatschap, School
from formats.schema import FormatSchema
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, dossiers_for, leerlingen_for
from groeidocumenten.dossiers.models import Handeling, Journaalregel

from .looking import lines_of
from .people import Mens, People

PLACES = {
    "": "de voorpagina",
    "doelen": "doelen",
    "gesprekken": "gesprekken",
    "documenten": "documenten",
    "formulieren": "formulieren",
    "notities": "notities",
    "wijzigingen": "wat er veranderde",
    "format": "de keuze van het format",
    "vervallen": "vervallen velden",
}
THINGS = {
    "document": "een document",
    "gesprek": "een gesprek",
    "doel": "een doel",
    "formulier": "een formulier",
    "opp-papier": "een PDF van het OPP",
    "ingelezen": "leerlingen uit de administratie",
}
# Deeds whose subject is a person, and those whose subject is a link.
ABOUT_PEOPLE = frozenset({Handeling.RECHT_GEGEVEN, Handeling.RECHT_INGETROKKEN})
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Regel:
    """One line in words."""

    tijd: datetime
    wie: Mens
    wat: str
    waar: str
    # Of a whole school: whose file it was, and its address part; both empty for what is about no file.
    leerling: str = ""
    groeidocument: UUID | None = None


@dataclass(frozen=True)
class Wens:
    """What somebody wants to see of the journaal; nothing that was left out narrows it."""

    gebruiker: UUID | None = None
    link: UUID | None = None
    handelingen: tuple[str, ...] = ()
    van: datetime | None = None
    tot: datetime | None = None

    def narrow(self, lines: QuerySet[Journaalregel]) -> QuerySet[Journaalregel]:
        """Those lines, newest first."""
        given: dict[str, Any] = {"gebruiker_id": self.gebruiker, "link_id": self.link, "tijd__gte": self.van, "tijd__lt": self.tot}
        wanted = lines.filter(**{name: value for name, value in given.items() if value is not None})
        if self.handelingen:
            wanted = wanted.filter(handeling__in=self.handelingen)
        return wanted.order_by("-volgnummer")


class FileJournal:
    """The journaal of one opened file."""

    def __init__(self, geopend: GeopendDossier) -> None:
        """Look nothing up yet."""
        self.geopend = geopend

    @cached_property
    def lines(self) -> QuerySet[Journaalregel]:
        """Every line of the file, and those about its pupil."""
        return lines_of(self.geopend)

    def persons(self) -> list[tuple[str, str]]:
        """Everybody who is on a line, by name: what there is to filter by."""
        named = list(self.lines.order_by().values_list("gebruiker_id", "link_id").distinct())
        people = self._people(named)
        today = timezone.localdate()
        options = {(f"g:{link}" if link else f"p:{user}"): people.of(user, link, today) for user, link in named if user or link}
        return sorted(
            ((key, f"{one.naam}, {one.functie}" if one.functie else one.naam) for key, one in options.items()), key=lambda one: one[1]
        )

    def words(self, lines: Iterable[Journaalregel]) -> list[Regel]:
        """Lines in words; a fixed number of queries."""
        shown = list(lines)
        people = self._people([(line.gebruiker_id, line.link_id) for line in shown], subjects=shown)
        titles = _titles(self.geopend.schema)
        return [_in_words(line, people, titles) for line in shown]

    def _people(self, named: Iterable[tuple[Any, Any]], subjects: Iterable[Journaalregel] = ()) -> People:
        about, pairs = _subjects(subjects), list(named)
        users, links = {user for user, _ in pairs} | about, {link for _, link in pairs} | about
        return People(self.geopend.groeidocument.school, users, links, self.geopend.groeidocument.leerling)


class SchoolJournal:
    """The journaal of a whole school, for somebody who guides it. Files of the viewer's own children are left out: there this viewer is a parent."""

    def __init__(self, viewer: Viewer, school: School) -> None:
        """Look nothing up yet."""
        self.viewer, self.school = viewer, school

    @cached_property
    def lines(self) -> QuerySet[Journaalregel]:
        """Every line of the school."""
        parent, readable = self.viewer.user, dossiers_for(self.viewer, Recht.LEZEN)
        pupils = list(leerlingen_for(self.viewer).filter(gezagsrelaties__gebruiker=parent).values_list("pk", flat=True))
        files = list(readable.filter(leerling__gezagsrelaties__gebruiker=parent).values_list("pk", flat=True))
        return Journaalregel.unguarded.filter(school=self.school).exclude(groeidocument_id__in=files).exclude(leerling_id__in=pupils)

    def persons(self) -> list[tuple[str, str]]:
        """Everybody who ever had a role at the school."""
        people = (
            Lidmaatschap.objects.filter(school=self.school)
            .select_related("gebruiker")
            .order_by("gebruiker__last_name", "gebruiker__first_name")
        )
        return list({f"p:{one.gebruiker_id}": one.gebruiker.get_full_name() for one in people}.items())

    def words(self, lines: Iterable[Journaalregel]) -> list[Regel]:
        """Lines in words, with the pupil where this viewer may open the file; a fixed number of queries."""
        shown = list(lines)
        about = _subjects(shown)
        people = People(self.school, {line.gebruiker_id for line in shown} | about, {line.link_id for line in shown} | about)
        files = dossiers_for(self.viewer, Recht.LEZEN).filter(pk__in={line.groeidocument_id for line in shown if line.groeidocument_id})
        names = {one.pk: one.leerling.naam for one in files.select_related("leerling").defer("format_versie")}
        pupils = leerlingen_for(self.viewer).filter(pk__in={line.leerling_id for line in shown if line.leerling_id})
        records = {one.pk: one.naam for one in pupils}
        return [_in_words(line, people, {}, names | records) for line in shown]


def _in_words(line: Journaalregel, people: People, titles: dict[str, str], pupils: dict[UUID, str] | None = None) -> Regel:
    day = timezone.localdate(line.tijd)
    found = pupils or {}
    pupil = next((found[pk] for pk in (line.groeidocument_id, line.leerling_id) if pk in found), "")
    file = line.groeidocument_id if line.groeidocument_id in found else None
    wat = Handeling(line.handeling).label if line.handeling in Handeling.values else line.handeling
    return Regel(line.tijd, people.of(line.gebruiker_id, line.link_id, day), wat, _place(line, people, titles), pupil, file)


def _subjects(lines: Iterable[Journaalregel]) -> set[UUID]:
    """Whom these lines are about, beside who did it: somebody who was let in, or a link."""
    return {UUID(found) for line in lines for found in _ID.findall(line.onderwerp) if _names_somebody(line)}


def _names_somebody(line: Journaalregel) -> bool:
    return line.handeling in ABOUT_PEOPLE or line.handeling.startswith("link_")


def _place(line: Journaalregel, people: People, titles: dict[str, str]) -> str:
    """Where or about whom, as far as a key says it."""
    key, thing = line.onderwerp, line.onderwerp.partition(" ")[0]
    if line.leerling_id is not None:
        return "gegevens van de leerling"
    if line.handeling == Handeling.GEZIEN and key in PLACES:
        return PLACES[key]
    if key in titles or thing in titles:
        return titles.get(key) or titles[thing]
    if thing in THINGS:
        return THINGS[thing]
    if line.handeling in ABOUT_PEOPLE and _ID.fullmatch(key):
        return people.of(UUID(key), None, timezone.localdate(line.tijd)).naam
    if line.handeling.startswith("link_") and _ID.fullmatch(key):
        return people.of(None, UUID(key), timezone.localdate(line.tijd)).naam
    return "" if _ID.search(key) else key


def _titles(schema: FormatSchema) -> dict[str, str]:
    """Titles of hoofdstukken and sections by their key."""
    titles: dict[str, str] = {}
    for deel in schema.delen:
        titles |= {deel.key: deel.titel} | {sectie.key: f"{deel.titel}: {sectie.titel}" for sectie in deel.secties}
    return titles
