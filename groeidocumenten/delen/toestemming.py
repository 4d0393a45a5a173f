"""Deeds of who manages access on toestemming: ask for it, write down that it was given, end it. Each is one transaction with its journaal line.

What people who decide do themselves stands in `antwoorden`.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from groeidocumenten.documenten.actions import Gegevens, add_documents
from groeidocumenten.documenten.models import Klasse, Soort
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note
from groeidocumenten.dossiers.models import Bereik, Groeidocument, Handeling, Omvang, Toestemming, Toestemmingsantwoord, seal_for
from groeidocumenten.inhoud.judging import Judged

from .dekking import check_chapters
from .gever import Gever, givers, pupil_decides

Wijze = Toestemmingsantwoord.Wijze
# For whom the third purpose is: nobody sees the file, so there is no recipient to name.
ZONDER_NAMEN = "Het samenwerkingsverband, zonder namen"


@dataclass(frozen=True)
class Vraag:
    """What toestemming is about: for whom, of what, until when, and for which purposes. Each purpose becomes a toestemming of its own."""

    doelen: tuple[Toestemming.Doel, ...]
    ontvanger: str
    omvang: Omvang
    geldig_tot: datetime
    toelichting: str = ""


@dataclass(frozen=True)
class Gegeven:
    """How toestemming was given outside the product: by whom, how, and for paper its scan and the colleague who looks at it."""

    door: list[Gever]
    wijze: Toestemmingsantwoord.Wijze
    scan: Judged | None = None
    controleur: User | None = None


@transaction.atomic
def ask_toestemming(*, geopend: GeopendDossier, vraag: Vraag, aan: list[Gever], verzoek: UUID) -> list[Toestemming]:
    """Ask people who decide; each sees it waiting and answers in an own name.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        ValidationError: if somebody who is asked does not decide today.
    """
    geopend.reopen(Recht.DELEN)
    there = _made(geopend.groeidocument, vraag, verzoek)
    if there:
        return there
    _must_decide(geopend.groeidocument, aan)
    made = _make(geopend, vraag, verzoek)
    for toestemming in made:
        for gever in aan:
            Toestemmingsantwoord.unguarded.create(toestemming=toestemming, gezag=gever.gezag, gevraagd_op=timezone.now())
        note(Handeling.TOESTEMMING_GEVRAAGD, geopend, str(toestemming.pk))
    return made


@transaction.atomic
def record_toestemming(*, geopend: GeopendDossier, vraag: Vraag, gegeven: Gegeven, verzoek: UUID) -> list[Toestemming]:
    """Write down toestemming that was given on paper, in a talk or by mail.

    It may be of one of two who both have to give it: then nothing can be shared on it until the other one's answer is there too.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        ValidationError: if a giver does not decide today, or the paper lacks its scan or its second person.
    """
    geopend.reopen(Recht.DELEN)
    there = _made(geopend.groeidocument, vraag, verzoek)
    if there:
        return there
    _must_decide(geopend.groeidocument, gegeven.door)
    made = _make(geopend, vraag, verzoek)
    scan = _keep_scan(geopend, gegeven, uuid5(verzoek, "scan"))
    for toestemming in made:
        for gever in gegeven.door:
            _record(geopend, Toestemmingsantwoord(toestemming=toestemming, gezag=gever.gezag), gegeven, scan)
        note(Handeling.TOESTEMMING, geopend, str(toestemming.pk))
    return made


@transaction.atomic
def record_answer(*, geopend: GeopendDossier, toestemming: Toestemming, gegeven: Gegeven, verzoek: UUID) -> None:
    """Write down that one more person gave an existing toestemming: separate forms, at different times (dossier 8.2). Twice is once.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        ValidationError: as `record_toestemming`, and if this person took it back before: that takes a new toestemming.
    """
    geopend.reopen(Recht.DELEN)
    row = _locked(geopend, toestemming)
    _must_decide(geopend.groeidocument, gegeven.door)
    scan = _keep_scan(geopend, gegeven, uuid5(verzoek, "scan"))
    for gever in gegeven.door:
        answer = row.antwoorden.filter(gezag=gever.gezag).first() or Toestemmingsantwoord(toestemming=row, gezag=gever.gezag)
        if answer.ingetrokken_op:
            raise ValidationError({"gegeven_door": f"{gever.naam} heeft deze toestemming ingetrokken. Vraag of leg een nieuwe vast."})
        if answer.stand not in ("gegeven", "te controleren"):
            answer.afgekeurd_op, answer.gecontroleerd_op, answer.afkeurreden = None, None, ""
            _record(geopend, answer, gegeven, scan)
    note(Handeling.TOESTEMMING, geopend, str(row.pk))


def _record(geopend: GeopendDossier, answer: Toestemmingsantwoord, gegeven: Gegeven, scan: UUID | None) -> None:
    answer.wijze, answer.gegeven_op, answer.vastgelegd_door = gegeven.wijze, timezone.now(), geopend.viewer.user
    answer.controleur, answer.bewijs = gegeven.controleur, scan
    answer.save()


def _keep_scan(geopend: GeopendDossier, gegeven: Gegeven, verzoek: UUID) -> UUID | None:
    """The paper as a document of the pupil, for who guides the school, who gave it and who looks at it; nobody else reads it."""
    if gegeven.wijze != Wijze.PAPIER:
        return None
    if gegeven.scan is None or gegeven.controleur is None:
        raise ValidationError({"scan": "Voeg een scan of foto van het papier toe, en kies wie het papier controleert."})
    if gegeven.controleur.pk == geopend.viewer.user.pk:
        raise ValidationError({"controleur": "Een ander dan u controleert het papier."})
    names = " en ".join(gever.naam for gever in gegeven.door)
    readers = {gever.account.pk for gever in gegeven.door if gever.account} | {gegeven.controleur.pk}
    said = Gegevens(Soort.TOESTEMMING, klasse=Klasse.BEWIJS, omschrijving=f"Toestemming op papier van {names}", lezers=frozenset(readers))
    [document] = add_documents(geopend=geopend, files=[gegeven.scan], verzoek=verzoek, gegevens=said)
    return document.pk


@transaction.atomic
def withdraw_toestemming(*, geopend: GeopendDossier, toestemming: Toestemming) -> None:
    """End a toestemming as a whole; every link on it closes at the next click. Doing it twice changes nothing.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
    """
    geopend.reopen(Recht.DELEN)
    rows = geopend.groeidocument.toestemmingen.filter(pk=toestemming.pk, ingetrokken_op__isnull=True)
    if rows.update(ingetrokken_op=timezone.now(), ingetrokken_door=geopend.viewer.user):
        note(Handeling.TOESTEMMING_INGETROKKEN, geopend, str(toestemming.pk))


def _made(groeidocument: Groeidocument, vraag: Vraag, verzoek: UUID) -> list[Toestemming]:
    """What an earlier post of the same form made."""
    return list(groeidocument.toestemmingen.filter(pk__in=_keys(vraag, verzoek)))


def _keys(vraag: Vraag, verzoek: UUID) -> list[UUID]:
    return [uuid5(verzoek, doel) if number else verzoek for number, doel in enumerate(vraag.doelen)]


def _make(geopend: GeopendDossier, vraag: Vraag, verzoek: UUID) -> list[Toestemming]:
    file, made = geopend.groeidocument, []
    check_chapters(file, vraag.omvang)
    for pk, doel in zip(_keys(vraag, verzoek), vraag.doelen, strict=True):
        named = doel in Toestemming.MET_LINK
        row = Toestemming(
            pk=pk,
            groeidocument=file,
            doel=doel,
            ontvanger=vraag.ontvanger if named else ZONDER_NAMEN,
            **(vraag.omvang if named else Omvang(Bereik.HEEL)).kolommen,
            geldig_tot=vraag.geldig_tot,
            leerling_beslist=pupil_decides(file),
            vastgelegd_door=geopend.viewer.user,
        )
        if vraag.toelichting:
            seal_for(file.kluis, row, "toelichting", vraag.toelichting)
        with making():
            row.save(force_insert=True)
        made.append(row)
    return made


def _must_decide(groeidocument: Groeidocument, people: list[Gever]) -> None:
    deciding = {gever.key for gever in givers(groeidocument)}
    if not people:
        raise ValidationError({"gegeven_door": "Kruis aan om wie het gaat."})
    if not {gever.key for gever in people} <= deciding:
        raise ValidationError({"gegeven_door": "Niet iedereen die u koos, beslist nu over deze leerling."})


def _locked(geopend: GeopendDossier, toestemming: Toestemming) -> Toestemming:
    row = geopend.groeidocument.toestemmingen.select_for_update(of=("self",)).get(pk=toestemming.pk)
    if not row.in_period():
        raise ValidationError("Deze toestemming geldt niet meer. Leg een nieuwe vast.")
    return row
