"""Documents as people read them: opened, with the words of screen and print. Everything here comes out of `reading.readable`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.filetypes import EXTENSIONS
from groeidocumenten.inhoud.models import open_from

from .models import Document, Documentversie, Klasse
from .reading import readable

KORT = {
    Klasse.GEWOON: "",
    Klasse.GEVOELIG: "gevoelig",
    Klasse.PSYCHOLOGISCH: "alleen voor genoemde lezers",
    Klasse.GEVRAAGD: "bij een formulier",
    Klasse.BEWIJS: "bewijs van toestemming",
}


LEEST = {
    Klasse.GEWOON: "Iedereen die dit groeidocument mag lezen",
    Klasse.GEVOELIG: "De school, de ouders en de leerling; geen gasten",
    Klasse.PSYCHOLOGISCH: "Alleen wie daarvoor is gekozen, en wie het groeidocument begeleidt",
    Klasse.GEVRAAGD: "De school, en wie het formulier invulde",
    Klasse.BEWIJS: "Wie het groeidocument begeleidt, wie toestemming gaf, en wie het papier controleert",
}


@dataclass(frozen=True)
class Stuk:
    """One document as this viewer reads it.

    Args:
        deel: title of its hoofdstuk; empty for the whole file.
        klasse: in a few words; empty for an ordinary document.
    """

    document: Document
    versie: Documentversie
    naam: str
    omschrijving: str
    soort: str
    deel: str
    klasse: str
    door: str
    op: datetime
    eigenaar: str
    herkomst: str

    @property
    def geldig_tot(self) -> date | None:
        """The last day on which it holds."""
        return self.document.geldig_tot

    @property
    def verlopen(self) -> bool:
        """Whether that day is over."""
        return self.document.geldig_tot is not None and self.document.geldig_tot < timezone.localdate()

    @property
    def leest(self) -> str:
        """Who may read it, in a sentence."""
        return LEEST[Klasse(self.document.klasse)]

    @property
    def versie_door(self) -> str:
        """Who put the present file here."""
        return open_from(self.versie, "naam")

    @property
    def bestandssoort(self) -> str:
        """The kind of file in capitals, for the list."""
        return EXTENSIONS.get(self.versie.soort, "bestand").upper()


def documents_for(geopend: GeopendDossier, *, verwijderd: bool = False) -> list[Stuk]:
    """Every document that this viewer may read, newest first: for the list, the print and what goes along. Two queries, whatever their number.

    Args:
        verwijderd: those that were removed and can still be put back.
    """
    return list(opened(geopend, readable(geopend, verwijderd=verwijderd)))


def document_for(geopend: GeopendDossier, rows: QuerySet[Document]) -> Stuk | None:
    """The first of these rows, opened; None if there is none."""
    return next(iter(opened(geopend, rows[:1])), None)


def opened(geopend: GeopendDossier, rows: QuerySet[Document]) -> Iterable[Stuk]:
    """Rows that came out of `readable`, opened."""
    titles = {deel.key: deel.titel for deel in geopend.hoofdstukken}
    for document in rows.select_related("eigenaar").prefetch_related("versies"):
        newest = next(iter(document.versies.all()), None)
        if newest is None:
            continue
        yield Stuk(
            document=document,
            versie=newest,
            naam=open_from(newest, "bestandsnaam"),
            omschrijving=open_from(document, "omschrijving") if document.omschrijving else "",
            soort=document.get_soort_display() if document.soort else "",
            deel=titles.get(document.hoofdstuk, ""),
            klasse=KORT[Klasse(document.klasse)],
            door=open_from(document, "naam"),
            op=newest.op,
            eigenaar=document.eigenaar.get_full_name() if document.eigenaar else open_from(document, "naam"),
            herkomst=open_from(document, "herkomst") if document.herkomst else "",
        )
