"""Deeds on documents: add, say what it is, replace, remove, put back, erase. Each is one transaction with its line in the journaal."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note, touch
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.judging import Judged
from groeidocumenten.inhoud.models import open_from, seal_into

from .models import Document, Documentlezer, Documentversie, Klasse, Soort
from .reading import changes, readable
from .sealing import describe, keep

# How long a removed document can be put back; then `ruim_documenten_op` erases it.
TERUG_DAGEN = 30


@dataclass(frozen=True)
class Gegevens:
    """What somebody says of a document.

    Args:
        lezers: keys of the users who were named to read it; only for a class that names readers.
        eigenaar: who answers for it; None leaves that as it is.
    """

    soort: str = ""
    hoofdstuk: str = ""
    klasse: str = Klasse.GEWOON
    geldig_tot: date | None = None
    omschrijving: str = ""
    lezers: frozenset[UUID] = field(default_factory=frozenset)
    eigenaar: User | None = None


class Verouderd(Exception):
    """Somebody else changed what is said of this document since it was shown."""


@transaction.atomic
def add_documents(*, geopend: GeopendDossier, files: list[Judged], verzoek: UUID, gegevens: Gegevens | None = None) -> list[Document]:
    """Keep files as documents of the pupil: all of them or none.

    Args:
        verzoek: the form's one-time id; a repeated post adds nothing.
        gegevens: what they are; None: that is chosen later, and until then only who guides the file and who added them see them.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.AANVULLEN)
    there = geopend.groeidocument.documenten.filter(pk=verzoek).first()
    if there is not None:
        return [there]
    viewer = geopend.viewer
    made = []
    for number, judged in enumerate(files):
        document = Document(pk=uuid5(verzoek, str(number)) if number else verzoek, groeidocument=geopend.groeidocument)
        document.eigenaar = None if viewer.is_guest else viewer.user
        _say(document, gegevens or Gegevens())
        document.ingedeeld = gegevens is not None
        sign(document, geopend)
        with making():
            document.save(force_insert=True)
        name_readers(document, gegevens.lezers if gegevens else ())
        _add_version(geopend, document, judged, 1, uuid5(document.pk, "versie 1"))
        note(Handeling.DOCUMENT_ERBIJ, geopend, str(document.pk))
        made.append(document)
    touch(geopend)
    return made


@transaction.atomic
def describe_document(*, geopend: GeopendDossier, document: Document, gegevens: Gegevens, stand: int) -> None:
    """Say what a document is: kind, hoofdstuk, class, readers, how long it holds.

    Args:
        stand: the number that was shown with what stood there; the same text again changes nothing.

    Raises:
        AccessOver: if this viewer may not change it any longer.
        Verouderd: if somebody else did since.
    """
    fresh = _reopened(geopend, document)
    if fresh.ingedeeld and said_of(fresh) == replace(gegevens, eigenaar=gegevens.eigenaar or fresh.eigenaar):
        return
    if fresh.stand != stand:
        raise Verouderd
    _say(fresh, gegevens)
    fresh.ingedeeld, fresh.stand = True, fresh.stand + 1
    fresh.save()
    name_readers(fresh, gegevens.lezers)
    touch(geopend)
    note(Handeling.DOCUMENT_GEWIJZIGD, geopend, str(fresh.pk))


@transaction.atomic
def replace_file(*, geopend: GeopendDossier, document: Document, judged: Judged, verzoek: UUID) -> None:
    """Put a newer file in the place of the present one, which stays readable for the school.

    Args:
        verzoek: the form's one-time id; a repeated post replaces nothing.

    Raises:
        AccessOver: if this viewer may not change it any longer.
        ValidationError: if `verzoek` is the key of something else.
    """
    fresh = _reopened(geopend, document)
    newest = fresh.versies.first()
    if fresh.versies.filter(pk=verzoek).exists():
        return
    _add_version(geopend, fresh, judged, (newest.nummer if newest else 0) + 1, verzoek)
    touch(geopend)
    note(Handeling.DOCUMENT_GEWIJZIGD, geopend, str(fresh.pk))


@transaction.atomic
def remove_document(*, geopend: GeopendDossier, document: Document, reden: str) -> None:
    """Take a document away, with the reason. The school can put it back for thirty days.

    Raises:
        AccessOver: if this viewer may not remove it any longer, or it is gone already.
    """
    fresh = _reopened(geopend, document)
    fresh.verwijderd_op = timezone.now()
    fresh.verwijderd_door = None if geopend.viewer.is_guest else geopend.viewer.user
    seal_into(fresh, "verwijderd_reden", reden)
    fresh.save()
    touch(geopend)
    note(Handeling.DOCUMENT_WEG, geopend, str(fresh.pk))


@transaction.atomic
def restore_document(*, geopend: GeopendDossier, document: Document) -> bool:
    """Put a removed document back; who may read it is as it was.

    Returns:
        Whether there was anything to put back: somebody else may have done it, or the thirty days are over.

    Raises:
        AccessOver: if the right ended.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    fresh = (
        readable(geopend, verwijderd=True).filter(pk=document.pk, verwijderd_op__gt=timezone.now() - timedelta(days=TERUG_DAGEN)).first()
    )
    if fresh is None:
        return False
    fresh.verwijderd_op, fresh.verwijderd_door, fresh.verwijderd_reden = None, None, ""
    fresh.save()
    touch(geopend)
    note(Handeling.DOCUMENT_TERUG, geopend, str(fresh.pk))
    return True


def erase_removed(now: datetime) -> int:
    """Erase for good what was removed thirty days ago: every version, every piece, every word. The journaal keeps that it happened.

    Returns:
        How many documents were erased.
    """
    gone = Document.unguarded.filter(verwijderd_op__lte=now - timedelta(days=TERUG_DAGEN)).select_related("groeidocument")
    count = 0
    for document in gone.iterator():
        with transaction.atomic():
            # Asked again with a lock: somebody may put it back at this very moment.
            still = Document.unguarded.select_for_update(of=("self",)).filter(pk=document.pk, verwijderd_op=document.verwijderd_op).first()
            if still is None:
                continue
            where = {"school_id": document.groeidocument.school_id, "groeidocument_id": document.groeidocument_id}
            journaal.record(Handeling.DOCUMENT_WEG, **where, onderwerp=f"{document.pk} gewist")
            still.delete()
            count += 1
    return count


def said_of(document: Document) -> Gegevens:
    """What is said of a document now; one query for who was named."""
    omschrijving = open_from(document, "omschrijving") if document.omschrijving else ""
    lezers = frozenset(document.lezers.values_list("gebruiker_id", flat=True))
    return Gegevens(document.soort, document.hoofdstuk, document.klasse, document.geldig_tot, omschrijving, lezers, document.eigenaar)


def name_readers(document: Document, lezers: Iterable[UUID]) -> None:
    """Let exactly these users be the named readers of a document, inside the transaction of an act that asked the door."""
    named = set(lezers)
    document.lezers.exclude(gebruiker__in=named).delete()
    known = set(document.lezers.values_list("gebruiker_id", flat=True))
    for gebruiker in named - known:
        document.lezers.add(Documentlezer(gebruiker_id=gebruiker), bulk=False)


def _reopened(geopend: GeopendDossier, document: Document) -> Document:
    """The document as it is now, for a viewer who may still change it.

    Raises:
        AccessOver: if that is over, or the document was removed meanwhile.
    """
    geopend.reopen(Recht.AANVULLEN)
    fresh = readable(geopend).select_related("eigenaar").filter(pk=document.pk).first()
    if fresh is None or not changes(geopend, fresh):
        raise AccessOver
    return fresh


def _say(document: Document, gegevens: Gegevens) -> None:
    document.soort = gegevens.soort or (Soort.OVERIG if document.ingedeeld else "")
    document.hoofdstuk, document.klasse, document.geldig_tot = gegevens.hoofdstuk, gegevens.klasse, gegevens.geldig_tot
    seal_into(document, "omschrijving", gegevens.omschrijving)
    if gegevens.eigenaar is not None:
        document.eigenaar = gegevens.eigenaar


def _add_version(geopend: GeopendDossier, document: Document, judged: Judged, nummer: int, pk: UUID) -> None:
    versie = Documentversie(pk=pk, document=document, nummer=nummer)
    describe(versie, judged)
    seal_into(versie, "bestandsnaam", judged.naam)
    sign(versie, geopend)
    with making():
        versie.save(force_insert=True)
    keep(versie, judged)
