"""Deeds on questions: ask, save, hand in, open again, withdraw, and take in the paper. Each is one transaction with its line in the journaal."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from formats.answers import answered
from formats.models import FormatVersie
from formats.schema import Bestand, Sectie
from groeidocumenten.documenten.actions import Gegevens, add_documents
from groeidocumenten.documenten.models import Klasse, Soort
from groeidocumenten.documenten.people import Mens
from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note, touch
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import Saved, sign
from groeidocumenten.inhoud.judging import Judged
from groeidocumenten.inhoud.models import open_from, seal_into
from groeidocumenten.inhoud.visible import merged

from .models import Vraag, Vraagantwoord, Vraagscan
from .reading import Invulling, is_asked, questions, to_fill

# Without signs that look alike on paper.
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Gesloten(Exception):
    """The question was handed in or withdrawn since the page was shown; nothing was saved."""


class Botsing(Exception):
    """The same section was saved elsewhere since the form was shown; `current` is what stands there."""

    def __init__(self, current: Saved) -> None:
        super().__init__("section was saved elsewhere")
        self.current = current


class Onvolledig(Exception):
    """Something has to be answered first."""


@dataclass(frozen=True)
class Verzoek:
    """What is asked of whom: a version of a formulier and its variant, a person, the last day, and a word with it."""

    format_versie: FormatVersie
    variant: str
    mens: Mens
    uiterlijk: date
    toelichting: str = ""


@transaction.atomic
def ask(*, geopend: GeopendDossier, gevraagd: Verzoek, verzoek: UUID) -> Vraag:
    """Ask somebody to fill in a formulier.

    Args:
        verzoek: the form's one-time id; a repeated post asks once.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    there = geopend.groeidocument.vragen.filter(pk=verzoek).first()
    if there is not None:
        return there
    vraag = Vraag(pk=verzoek, groeidocument=geopend.groeidocument, code="".join(secrets.choice(SIGNS) for _ in range(8)))
    vraag.format_versie, vraag.variant = gevraagd.format_versie, gevraagd.variant
    vraag.gevraagde, vraag.rol, vraag.uiterlijk = gevraagd.mens.gebruiker, gevraagd.mens.rol, gevraagd.uiterlijk
    seal_into(vraag, "gevraagd_naam", gevraagd.mens.naam)
    seal_into(vraag, "toelichting", gevraagd.toelichting)
    sign(vraag, geopend)
    with making():
        vraag.save(force_insert=True)
    touch(geopend)
    note(Handeling.VRAAG_UITGEZET, geopend, str(vraag.pk))
    return vraag


def save_answers(*, geopend: GeopendDossier, vraag: Vraag, sectie: Sectie, antwoorden: dict[str, Any], versie: int) -> None:
    """Save one section of a question for whoever was asked; it stays a draft until it is handed in.

    Args:
        antwoorden: what the section's form gave, keyed by field.
        versie: the version that the form was made from, 0 for an empty section. The same text again changes nothing,
            and neither does an empty form where nothing was saved yet.

    Raises:
        AccessOver: if the right ended; nothing was saved.
        Botsing: if the section was saved elsewhere; nothing was saved, and `current` has that text.
        Gesloten: if it was handed in or withdrawn meanwhile.
    """
    with transaction.atomic():
        fresh = _mine(geopend, vraag)
        if not fresh.open:
            raise Gesloten
        own = [veld for veld in sectie.velden if veld.invuller in to_fill(geopend, fresh).vult and not isinstance(veld, Bestand)]
        row = fresh.antwoorden.filter(sectie=sectie.key).first()
        before = open_from(row, "antwoorden") if row else {}
        after = merged(before, antwoorden, own, geopend.lezer)
        if after == before if row else not any(answered(veld, after) for veld in own):
            return
        if versie != (row.versie if row else 0):
            raise Botsing(to_fill(geopend, fresh).of(sectie))
        new = Vraagantwoord(vraag=fresh, sectie=sectie.key, versie=versie + 1)
        seal_into(new, "antwoorden", after)
        sign(new, geopend)
        new.save(force_insert=True)
        touch(geopend)
        note(Handeling.VRAAG_INGEVULD, geopend, str(fresh.pk))


@transaction.atomic
def hand_in(*, geopend: GeopendDossier, vraag: Vraag) -> None:
    """Hand the answers in: from now on they do not change, and the school reads them. Handing in twice is once.

    Raises:
        AccessOver: if the right ended.
        Gesloten: if it was withdrawn meanwhile.
        Onvolledig: if nothing was answered, or something that is needed was not.
    """
    fresh = _mine(geopend, vraag)
    if fresh.ingediend_op is not None:
        return
    if fresh.ingetrokken_op is not None:
        raise Gesloten
    inside: Invulling = to_fill(geopend, fresh)
    if inside.missing() or not any(inside.progress(sectie).touched for _deel, sectie in inside.secties()):
        raise Onvolledig
    _handed_in(geopend, fresh, Vraag.Wijze.ONLINE)


@transaction.atomic
def open_again(*, geopend: GeopendDossier, vraag: Vraag, reden: str) -> None:
    """Let whoever was asked go on with what was handed in, and say why. Only the school does.

    Raises:
        AccessOver: if the right ended.
    """
    fresh = _of_school(geopend, vraag)
    if fresh.ingediend_op is None or fresh.ingetrokken_op is not None:
        return
    fresh.ingediend_op, fresh.wijze, fresh.heropend_op = None, "", timezone.now()
    seal_into(fresh, "heropend_reden", reden)
    fresh.save()
    touch(geopend)
    note(Handeling.VRAAG_UITGEZET, geopend, str(fresh.pk))


@transaction.atomic
def withdraw(*, geopend: GeopendDossier, vraag: Vraag) -> None:
    """Take a question back that was not handed in; what was filled in stays unread.

    Raises:
        AccessOver: if the right ended.
    """
    fresh = _of_school(geopend, vraag)
    if fresh.open:
        _withdrawn(geopend, fresh, timezone.now())
        touch(geopend)


def withdraw_all(geopend: GeopendDossier, moment: datetime) -> None:
    """Take back every question that is still open, in the transaction that closes the file."""
    for vraag in geopend.groeidocument.vragen.filter(ingediend_op__isnull=True, ingetrokken_op__isnull=True):
        _withdrawn(geopend, vraag, moment)


@transaction.atomic
def take_in_paper(*, geopend: GeopendDossier, code: str, judged: Judged, verzoek: UUID) -> Vraag:
    """Keep the scan of a form that was filled in by pen, with the question whose code is on it.

    Args:
        code: as it was typed; spaces, dashes and small letters do not matter.
        verzoek: the form's one-time id; a repeated post keeps one.

    Raises:
        AccessOver: if the right ended.
        ValidationError: {"code": …} for a code that no question of this viewer has, or one that is closed.
    """
    geopend.reopen(Recht.AANVULLEN)
    vraag = questions(geopend).filter(code="".join(sign for sign in code.upper() if sign.isalnum())[:20]).first()
    if vraag is None:
        said = "Deze code hoort niet bij een formulier in dit groeidocument. Kijk op het papier: de code staat bovenaan, bij “Inleveren”."
        raise ValidationError({"code": said})
    if vraag.ingetrokken_op is not None:
        raise ValidationError({"code": "Dit formulier is ingetrokken. De school heeft het niet meer nodig."})
    if vraag.ingediend_op is not None and vraag.wijze == Vraag.Wijze.ONLINE:
        raise ValidationError({"code": "Dit formulier is al online ingediend. De school kan het heropenen."})
    readers = frozenset({vraag.gevraagde_id}) if vraag.gevraagde_id else frozenset()
    omschrijving = f"Ingevuld op papier: {vraag.format_versie.format.titel}, {open_from(vraag, 'gevraagd_naam')}"
    gegevens = Gegevens(Soort.FORMULIER, klasse=Klasse.GEVRAAGD, omschrijving=omschrijving, lezers=readers)
    [document] = add_documents(geopend=geopend, files=[judged], verzoek=verzoek, gegevens=gegevens)
    Vraagscan.unguarded.get_or_create(document=document, defaults={"vraag": vraag})
    if vraag.ingediend_op is None:
        _handed_in(geopend, vraag, Vraag.Wijze.PAPIER)
    return vraag


def _handed_in(geopend: GeopendDossier, vraag: Vraag, wijze: Vraag.Wijze) -> None:
    vraag.ingediend_op, vraag.wijze = timezone.now(), wijze
    vraag.save()
    touch(geopend)
    note(Handeling.VRAAG_INGEVULD, geopend, str(vraag.pk))


def _withdrawn(geopend: GeopendDossier, vraag: Vraag, moment: datetime) -> None:
    vraag.ingetrokken_op, vraag.ingetrokken_door = moment, geopend.viewer.user
    vraag.save()
    note(Handeling.VRAAG_INGETROKKEN, geopend, str(vraag.pk))


def _mine(geopend: GeopendDossier, vraag: Vraag) -> Vraag:
    """The question as it is now, for whoever was asked.

    Raises:
        AccessOver: if this viewer is not, or the right ended.
    """
    geopend.reopen(Recht.AANVULLEN)
    fresh = questions(geopend).filter(pk=vraag.pk).first()
    if fresh is None or not is_asked(geopend, fresh):
        raise AccessOver
    return fresh


def _of_school(geopend: GeopendDossier, vraag: Vraag) -> Vraag:
    geopend.reopen(Recht.SCHRIJVEN)
    fresh = questions(geopend).filter(pk=vraag.pk).first()
    if fresh is None or geopend.lezer != "school":
        raise AccessOver
    return fresh
