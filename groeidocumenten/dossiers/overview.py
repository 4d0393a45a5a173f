"""The overview: which files somebody may read, narrowed and sorted as asked, and what asks attention in the 25 of a page.

Filters stand in the address, because none of them says who a child is. Words that somebody searches for are a child's name: they are kept in
the session and never in an address, where proxies, logs and a browser's history would keep them.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict

from .access import Viewer, ends_of_assignments
from .kamers import attention_for
from .models import Groeidocument, Leerling

SESSION_KEY = "zoek_leerling"
LONGEST_SEARCH = 80
# "Vraagt aandacht" is asked of the rooms for this many files at most, newest first: enough for a large school, and a bound on the work.
MOST_ASKED = 500
STANDEN = {"lopend": "Lopend", "afgesloten": "Afgesloten"}
SORTERINGEN = {"gewijzigd": "Laatst gewijzigd", "naam": "Naam", "groep": "Groep"}
_ORDER = {
    "gewijzigd": ("-gewijzigd_op", "pk"),
    "naam": ("leerling__achternaam", "leerling__voornaam", "pk"),
    "groep": ("leerling__groep", "leerling__achternaam", "leerling__voornaam", "pk"),
}


@dataclass(frozen=True)
class Filters:
    """What the overview is narrowed to. Anything in the address that is not understood counts as not asked."""

    groep: str = ""
    stand: str = ""
    format: UUID | None = None
    school: UUID | None = None
    aandacht: bool = False
    sorteer: str = "gewijzigd"
    zoek: str = ""

    @classmethod
    def read(cls, request: HttpRequest) -> "Filters":
        """Out of the address, and the words out of the session."""
        asked: QueryDict = request.GET
        stand, sorteer = asked.get("stand", ""), asked.get("sorteer", "")
        return cls(
            groep=asked.get("groep", "").replace("\x00", "")[:20],
            stand=stand if stand in STANDEN else "",
            format=_uuid(asked.get("format", "")),
            school=_uuid(asked.get("school", "")),
            aandacht=asked.get("aandacht") == "1",
            sorteer=sorteer if sorteer in SORTERINGEN else "gewijzigd",
            zoek=search_words(request),
        )

    @property
    def query(self) -> str:
        """As the beginning of an address's query, for the links to other pages."""
        given: dict[str, Any] = {name: getattr(self, name) for name in ("groep", "stand", "format", "school")}
        given |= {"aandacht": "1" if self.aandacht else "", "sorteer": "" if self.sorteer == "gewijzigd" else self.sorteer}
        kept = {name: value for name, value in given.items() if value}
        return urlencode(kept) + "&" if kept else ""

    @property
    def narrowed(self) -> bool:
        """Whether anything but the order was asked."""
        return replace(self, sorteer="gewijzigd") != Filters()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def search_words(request: HttpRequest) -> str:
    """What this person is looking for, out of the session."""
    kept = request.session.get(SESSION_KEY, "")
    return kept if isinstance(kept, str) else ""


def keep_search(request: HttpRequest) -> bool:
    """Remember the words that were sent until others are sent, or none; control characters are no part of a name.

    Returns:
        Whether there were any.
    """
    words = "".join(letter for letter in request.POST.get("zoek", "") if letter.isprintable()).strip()[:LONGEST_SEARCH]
    if words:
        request.session[SESSION_KEY] = words
    else:
        request.session.pop(SESSION_KEY, None)
    return bool(words)


def overview_files(viewer: Viewer, readable: QuerySet[Groeidocument], filters: Filters) -> QuerySet[Groeidocument]:
    """Those of the files that this viewer may read that fit the filters, in the order that was asked.

    Args:
        readable: what the door answered for this viewer.
    """
    files = overview_rows(readable).order_by(*_ORDER[filters.sorteer])
    if filters.groep:
        files = files.filter(leerling__groep=filters.groep)
    if filters.stand:
        files = files.filter(afgesloten_op__isnull=filters.stand == "lopend")
    if filters.format:
        files = files.filter(format_versie__format=filters.format)
    if filters.school:
        files = files.filter(school=filters.school)
    for word in filters.zoek.split():
        files = files.filter(_named("leerling__", word))
    if filters.aandacht:
        newest = list(files.order_by("-gewijzigd_op", "pk").values_list("pk", flat=True)[:MOST_ASKED])
        files = files.filter(pk__in=attention_for(viewer, newest))
    return files


def _named(prefix: str, word: str) -> Q:
    """A word of a name: "Sem van Dijk" is found by all three."""
    return Q(*((f"{prefix}{part}__icontains", word) for part in ("voornaam", "tussenvoegsel", "achternaam")), _connector=Q.OR)


def search_pupils(leerlingen: QuerySet[Leerling], filters: Filters) -> QuerySet[Leerling]:
    """Pupils that fit the same words, groep and school, by name."""
    if filters.groep:
        leerlingen = leerlingen.filter(groep=filters.groep)
    if filters.school:
        leerlingen = leerlingen.filter(school=filters.school)
    for word in filters.zoek.split():
        leerlingen = leerlingen.filter(_named("", word))
    return leerlingen.select_related("school").order_by("achternaam", "voornaam", "pk")


def overview_rows(files: QuerySet[Groeidocument]) -> QuerySet[Groeidocument]:
    """Files as the overview shows them, last changed first, with the columns that a row needs and no others: a schema is long."""
    shown = (
        "gestart_op",
        "gewijzigd_op",
        "afgesloten_op",
        "leerling__voornaam",
        "leerling__tussenvoegsel",
        "leerling__achternaam",
        "leerling__geboortedatum",
        "leerling__groep",
        "school__naam",
        "format_versie__format__titel",
    )
    return files.select_related("leerling", "school", "format_versie__format").only(*shown).order_by("-gewijzigd_op", "pk")


@dataclass(frozen=True)
class Rij:
    """One file of a page of the overview."""

    groeidocument: Groeidocument
    aandacht: list[str]
    # For a teacher: until when the file can be opened.
    tot: datetime | None


def rows(viewer: Viewer, files: list[Groeidocument], *, guides: bool) -> list[Rij]:
    """What a page of the overview says of its files: a fixed number of queries, whatever their number."""
    pks = [one.pk for one in files]
    said = attention_for(viewer, pks) if pks else {}
    until = ends_of_assignments(viewer, pks) if pks and not guides else {}
    return [Rij(one, said.get(one.pk, []), until.get(one.pk)) for one in files]


@dataclass(frozen=True)
class Kengetal:
    """One file as the head of a school sees it: no name, no group, no content."""

    kenmerk: str
    format: str
    gestart_op: datetime
    gewijzigd_op: datetime
    afgesloten_op: datetime | None

    @classmethod
    def of(cls, row: dict[str, Any]) -> "Kengetal":
        """Out of a row of `access.figures_of_school`."""
        kenmerk = Groeidocument(pk=row["pk"]).kenmerk
        return cls(kenmerk, row["format_versie__format__titel"], row["gestart_op"], row["gewijzigd_op"], row["afgesloten_op"])


def groups_and_formats(readable: QuerySet[Groeidocument]) -> tuple[list[str], list[tuple[UUID, str]]]:
    """What there is to choose from in the filters: the groups and the formats of the files that a viewer may read; two queries."""
    files = readable.order_by()
    groepen = set(files.exclude(leerling__groep="").values_list("leerling__groep", flat=True).distinct())
    formats = files.values_list("format_versie__format", "format_versie__format__titel").distinct()
    return sorted(groepen, key=_by_number), sorted(formats, key=lambda one: str(one[1]).lower())


def groups_of(leerlingen: QuerySet[Leerling]) -> list[str]:
    """The groups of these pupils; one query."""
    return sorted(set(leerlingen.order_by().exclude(groep="").values_list("groep", flat=True).distinct()), key=_by_number)


def _by_number(groep: str) -> tuple[int, str]:
    """Group 2 comes before group 10."""
    digits = "".join(letter for letter in groep if letter.isdecimal())
    return (int(digits) if digits else 99, groep)
