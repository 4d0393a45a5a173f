"""Links as who manages access reads them: of one file, and over all pupils. A fixed number of queries, whatever their number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, dossiers_for
from groeidocumenten.dossiers.models import Bereik, Leerling, Toegangslink, unseal

from .actions import email_of
from .dekking import in_words
from .gronden import words_for

EXPLAINED = {
    "op slot": "Er is te vaak een verkeerde pincode ingevuld. Bel de ontvanger, en geef daarna een nieuwe pincode.",
    "zonder grond": "De toestemming of grondslag geldt nu niet. De link staat stil tot dat weer zo is.",
    "geblokkeerd": "Dit adres hoort bij een contactverbod of een beperking van de rechter. De link is dicht.",
    "te bevestigen": "De contactpersoon begeleidt de school niet meer. Zonder bevestiging stopt de link binnen veertien dagen.",
    "niet bevestigd": "De contactpersoon is weg, en niemand bevestigde de link op tijd. Gebruik hem opnieuw als het nog nodig is.",
}
# How near an end has to be to be called so.
SOON = timedelta(days=7)
# Words of a state that asks somebody to do something.
ATTENTION = ("te bevestigen", "op slot", "zonder grond", "geblokkeerd", "niet bevestigd")


@dataclass(frozen=True)
class Regel:
    """One link in words."""

    link: Toegangslink
    stand: str
    wat: list[str]
    email: str
    notitie: str
    contact: User | None

    @property
    def kleur(self) -> str:
        """The colour of its state: done, busy, attention or empty."""
        if self.stand in ATTENTION:
            return "attention"
        return {"actief": "done", "nog niet gebruikt": "busy", "begint later": "busy"}.get(self.stand, "empty")

    @property
    def uitleg(self) -> str:
        """What a state means and what to do, where it asks for something."""
        return EXPLAINED.get(self.stand, "")

    @property
    def loopt(self) -> bool:
        """Whether it is neither over nor taken back."""
        return self.stand not in ("ingetrokken", "verlopen")

    @property
    def eindigt_snel(self) -> bool:
        """Whether it runs, and ends within a week."""
        return self.loopt and self.link.geldig_tot - timezone.now() < SOON


def regel(link: Toegangslink, wat: list[str]) -> Regel:
    """A link that came with its facts, opened with the key of its file."""
    notitie = unseal(link.groeidocument.kluis, link, "notitie")
    return Regel(link, link.state(), wat, email_of(link), notitie, link.contact)


def links_of(geopend: GeopendDossier) -> list[Regel]:
    """Every link of a file, newest first."""
    rows = list(_with_all(geopend.groeidocument.toegangslinks.all()).order_by("-uitgegeven_op"))
    words = words_for(geopend, [row.omvang for row in rows])
    for row in rows:
        row.groeidocument = geopend.groeidocument
    return [regel(row, in_words(row.omvang, *words)) for row in rows]


def _with_all(rows: Any) -> Any:
    return rows.with_facts().select_related("toestemming", "grondslag", "contact")


# --- Over all pupils -----------------------------------------------------------------------------

STANDEN = {
    "lopend": "Lopend",
    "snel": "Eindigt binnen een week",
    "bevestigen": "Te bevestigen",
    "stil": "Staat stil: op slot, zonder grond of geblokkeerd",
    "voorbij": "Verlopen of ingetrokken",
}


@dataclass(frozen=True)
class Filter:
    """What the list over all pupils is narrowed to. What is not understood counts as not asked."""

    stand: str = "lopend"
    school: UUID | None = None

    @classmethod
    def read(cls, asked: QueryDict) -> "Filter":
        """Out of the address; neither word says who a child is."""
        stand = asked.get("stand", "")
        try:
            school = UUID(asked.get("school", ""))
        except ValueError:
            school = None
        return cls(stand if stand in STANDEN else "lopend", school)

    @property
    def query(self) -> str:
        """As the beginning of an address's query, for the other pages."""
        kept = {name: str(value) for name, value in (("stand", self.stand), ("school", self.school)) if value}
        return urlencode(kept) + "&" if kept else ""


def links_over_pupils(viewer: Viewer, asked: Filter) -> QuerySet[Toegangslink]:
    """The links of every open file in which this viewer manages access, those that end first on top; what is over comes last."""
    mine = dossiers_for(viewer, Recht.DELEN)
    if asked.school:
        mine = mine.filter(school=asked.school)
    rows = Toegangslink.unguarded.filter(groeidocument__in=mine.order_by().values("pk"))
    return _narrowed(rows, asked.stand, timezone.now()).order_by("geldig_tot" if asked.stand != "voorbij" else "-geldig_tot", "pk")


def _narrowed(rows: Any, stand: str, now: datetime) -> Any:
    over = Q(ingetrokken_op__isnull=False) | Q(geldig_tot__lte=now)
    if stand == "voorbij":
        return rows.filter(over)
    rows = rows.exclude(over)
    if stand == "snel":
        return rows.filter(geldig_tot__lt=now + SOON)
    if stand == "bevestigen":
        return rows.with_facts(now).filter(begeleid_nu=False)
    if stand == "stil":
        opens = Toegangslink.unguarded.valid(now).values("pk")
        return rows.filter(geldig_van__lte=now).exclude(pk__in=opens)
    return rows


def with_pupils(rows: QuerySet[Toegangslink]) -> QuerySet[Toegangslink]:
    """With what a row says of its link, its pupil and its school, and the key to open it with: no row asks for its own."""
    found: QuerySet[Toegangslink] = rows.with_facts().select_related(  # type: ignore[attr-defined]  # our own queryset
        "groeidocument__leerling", "groeidocument__school", "groeidocument__sleutel", "contact"
    )
    return found


def opened(rows: Iterable[Toegangslink]) -> list[tuple[Regel, Leerling]]:
    """Links that came with their pupils, in words."""
    return [(regel(row, _short(row)), row.groeidocument.leerling) for row in rows]


def _short(link: Toegangslink) -> list[str]:
    """How much in a few words: titles and names stand on the page of the link itself."""
    if link.bereik == Bereik.HOOFDSTUKKEN:
        many = len(link.hoofdstukken or ())
        return ["1 hoofdstuk" if many == 1 else f"{many} hoofdstukken"]
    return in_words(link.omvang, {}, {})


def of_same_person(viewer: Viewer, link: Toegangslink) -> QuerySet[Toegangslink]:
    """Every link to the same mailbox that is not closed yet, over the pupils of this viewer."""
    now = timezone.now()
    mine = dossiers_for(viewer, Recht.DELEN).order_by().values("pk")
    running = Toegangslink.unguarded.filter(groeidocument__in=mine, ingetrokken_op__isnull=True, geldig_tot__gt=now)
    same = {"adres_hash": link.adres_hash} if link.adres_hash else {"pk": link.pk}
    return running.filter(**same).order_by("geldig_tot", "pk")
