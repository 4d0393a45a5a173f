"""Deeds on talks. Each is one transaction that asks the door again and leaves a line in the journaal; nothing that was saved is overwritten."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note, touch
from groeidocumenten.dossiers.models import Handeling, PrivateModel
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.models import Author, seal_into
from groeidocumenten.inhoud.states import add_state, newest, read_state

from .models import Agendapunt, Gesprek, Gespreksversie, Tijdvoorstel, Vaststelling, Verslagreactie, Verslagversie
from .talks import withheld

AGREED = "Het verslag is vastgesteld. U kunt nog wel een aanvulling schrijven."


def writes(geopend: GeopendDossier) -> bool:
    """Whether this viewer plans talks and writes reports here: somebody of the school who may write."""
    return geopend.lezer == "school" and geopend.mag(Recht.SCHRIJVEN)


@transaction.atomic
def add_talk(*, geopend: GeopendDossier, soort: str, wanneer: datetime | None, inhoud: dict[str, Any], verzoek: UUID) -> Gesprek:
    """Plan or record a talk. People outside the school see it at once, except a kindgesprek: that is shared on purpose (dossier 8.43).

    Args:
        soort: one of `Gesprek.Soort`.
        wanneer: the moment, None as long as it is not chosen.
        inhoud: goal, place, name and participants.
        verzoek: the form's one-time id; a repeated post gives the talk that was made the first time.

    Raises:
        AccessOver: if the right ended since the request began.
        ValidationError: if `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    existing = geopend.groeidocument.gesprekken.filter(pk=verzoek).first()
    if existing is not None:
        return existing
    shared = None if soort == Gesprek.Soort.KINDGESPREK else timezone.now()
    gesprek = Gesprek(
        pk=verzoek, groeidocument=geopend.groeidocument, soort=soort, gedeeld_op=shared, gemaakt_door=geopend.viewer.user, wanneer=wanneer
    )
    with making():
        gesprek.save(force_insert=True)
    _write(geopend, gesprek, inhoud, wanneer, 0)
    return gesprek


@transaction.atomic
def save_talk(*, geopend: GeopendDossier, gesprek: Gesprek, wanneer: datetime | None, inhoud: dict[str, Any], versie: int) -> None:
    """Save the moment, goal, place and participants if nobody else did since state `versie` was shown.

    Raises:
        AccessOver: if the right ended since the request began.
        Conflict: if somebody else saved; nothing was saved, and `current` has their text.
        ValidationError: if the report was agreed: then the talk stays as it was.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    row = _still_open(geopend, gesprek)
    _write(geopend, row, inhoud, wanneer, versie)


@transaction.atomic
def share(*, geopend: GeopendDossier, gesprek: Gesprek, ouders: bool, leerling: bool) -> None:
    """Say who outside the school sees a talk. What parents have seen is not taken back; for the pupil it can be.

    Raises:
        AccessOver: if the right ended since the request began, or this is somebody else's kindgesprek that is not shared.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    row = _for_me(geopend, gesprek)
    if ouders and row.gedeeld_op is None:
        row.gedeeld_op = timezone.now()
        note(Handeling.NOTITIE_GEDEELD, geopend, str(row.pk))
    row.leerling_leest = leerling
    row.save(update_fields=["gedeeld_op", "leerling_leest"])
    _done(geopend, Handeling.GESPREK_BEWAARD, row)


@transaction.atomic
def cancel_talk(*, geopend: GeopendDossier, gesprek: Gesprek) -> None:
    """Call a talk off; it stays to be read.

    Raises:
        AccessOver: if the right ended since the request began.
        ValidationError: if the report was agreed already.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    row = _still_open(geopend, gesprek)
    if row.afgezegd_op is None:
        row.afgezegd_op = timezone.now()
        row.save(update_fields=["afgezegd_op"])
        _done(geopend, Handeling.GESPREK_BEWAARD, row)


@transaction.atomic
def add_point(*, geopend: GeopendDossier, gesprek: Gesprek, tekst: str, verzoek: UUID) -> None:
    """Put a point on the agenda under the viewer's own name, until the talk begins.

    Raises:
        AccessOver: if the right ended since the request began.
        ValidationError: if the talk has begun or was called off, or `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.AANVULLEN)
    if geopend.groeidocument.agendapunten.filter(pk=verzoek).exists():
        return
    row = Agendapunt(pk=verzoek, groeidocument=geopend.groeidocument, gesprek=_before(geopend, gesprek))
    seal_into(row, "tekst", tekst)
    _add(geopend, row, Handeling.AGENDAPUNT)


@transaction.atomic
def propose_time(*, geopend: GeopendDossier, gesprek: Gesprek, tijdstip: datetime, verzoek: UUID) -> None:
    """Propose a moment for the talk, until it begins.

    Raises:
        AccessOver: if the right ended since the request began.
        ValidationError: as `add_point`.
    """
    geopend.reopen(Recht.AANVULLEN)
    if geopend.groeidocument.tijdvoorstellen.filter(pk=verzoek).exists():
        return
    row = Tijdvoorstel(pk=verzoek, groeidocument=geopend.groeidocument, gesprek=_before(geopend, gesprek), tijdstip=tijdstip)
    _add(geopend, row, Handeling.AGENDAPUNT)


@transaction.atomic
def choose_time(*, geopend: GeopendDossier, gesprek: Gesprek, tijdvoorstel: UUID) -> None:
    """Make a proposed moment the moment of the talk; the earlier one stays in the history.

    Raises:
        AccessOver: if the right ended since the request began.
        ValidationError: if the talk has begun or was called off, or the proposal is not one for this talk.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    row = _before(geopend, gesprek)
    proposed = row.tijdvoorstellen.filter(pk=tijdvoorstel).first()
    if proposed is None:
        raise ValidationError("Dit voorstel is er niet meer.")
    current = newest(geopend.groeidocument.gespreksversies.filter(gesprek=row), "gesprek").get()
    _write(geopend, row, read_state(current).antwoorden, proposed.tijdstip, row.versie)


@transaction.atomic
def save_report(*, geopend: GeopendDossier, gesprek: Gesprek, tekst: str, versie: int) -> None:
    """Save the concept of a report if nobody else did since state `versie` was shown.

    Raises:
        AccessOver: if the right ended since the request began, or as `share`.
        Conflict: if somebody else saved; nothing was saved, and `current` has their text.
        ValidationError: if the report was agreed.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    _for_me(geopend, gesprek)
    file, row = geopend.groeidocument, _still_open(geopend, gesprek)
    current = file.verslagversies.filter(gesprek=row, versie=row.verslag_versie).first()
    state = Verslagversie(groeidocument=file, gesprek=row)
    if add_state(geopend, row, state, {"tekst": tekst}, versie, current, counter="verslag_versie"):
        row.save(update_fields=["verslag_versie"])
        _done(geopend, Handeling.VERSLAG, row)


@transaction.atomic
def agree_report(*, geopend: GeopendDossier, gesprek: Gesprek, versie: int, met_wie: str) -> None:
    """Record that a report was agreed: that very state of it. From then on only additions come; a repeated post changes nothing.

    Args:
        versie: the state that was shown to who agreed; another one is refused.

    Raises:
        AccessOver: if the right ended since the request began.
        ValidationError: if there is no report, or it was changed since.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    row = _for_me(geopend, gesprek)
    if row.vastgesteld_op is not None:
        return
    if not row.verslag_versie:
        raise ValidationError("Er is nog geen verslag om vast te stellen.")
    if versie != row.verslag_versie:
        raise ValidationError("Het verslag is intussen gewijzigd. Lees het eerst nog een keer.")
    agreed = Vaststelling(groeidocument=geopend.groeidocument, gesprek=row, versie=versie)
    seal_into(agreed, "met_wie", met_wie)
    sign(agreed, geopend)
    agreed.save(force_insert=True)
    row.vastgesteld_op = agreed.op
    row.save(update_fields=["vastgesteld_op"])
    _done(geopend, Handeling.VERSLAG, row)


@transaction.atomic
def react(*, geopend: GeopendDossier, gesprek: Gesprek, tekst: str, verzoek: UUID) -> None:
    """Say something of a report under the own name: on the concept, or as an addition after it was agreed.

    Raises:
        AccessOver: if the right ended since the request began.
        ValidationError: if `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.AANVULLEN)
    if geopend.groeidocument.verslagreacties.filter(pk=verzoek).exists():
        return
    row = Verslagreactie(pk=verzoek, groeidocument=geopend.groeidocument, gesprek=_for_me(geopend, gesprek))
    seal_into(row, "tekst", tekst)
    _add(geopend, row, Handeling.AANGEVULD)


def _for_me(geopend: GeopendDossier, gesprek: Gesprek) -> Gesprek:
    row: Gesprek = geopend.groeidocument.gesprekken.get(pk=gesprek.pk)
    if withheld(geopend, row):
        raise AccessOver
    return row


def _still_open(geopend: GeopendDossier, gesprek: Gesprek) -> Gesprek:
    row: Gesprek = geopend.groeidocument.gesprekken.get(pk=gesprek.pk)
    if row.vastgesteld_op is not None:
        raise ValidationError(AGREED)
    return row


def _before(geopend: GeopendDossier, gesprek: Gesprek) -> Gesprek:
    row: Gesprek = geopend.groeidocument.gesprekken.get(pk=gesprek.pk)
    if row.voorbij or row.stand in ("afgezegd", "vastgesteld"):
        raise ValidationError("Dit gesprek is geweest of gaat niet door. Er kan niets meer bij de agenda.")
    return row


def _write(geopend: GeopendDossier, gesprek: Gesprek, inhoud: dict[str, Any], wanneer: datetime | None, versie: int) -> None:
    file = geopend.groeidocument
    current = newest(file.gespreksversies.filter(gesprek=gesprek), "gesprek").first()
    said = inhoud | {"wanneer": timezone.localtime(wanneer).isoformat() if wanneer else None}
    if add_state(geopend, gesprek, Gespreksversie(groeidocument=file, gesprek=gesprek), said, versie, current):
        gesprek.wanneer = wanneer
        gesprek.save(update_fields=["versie", "wanneer"])
        _done(geopend, Handeling.GESPREK_BEWAARD, gesprek)


def _add(geopend: GeopendDossier, row: Author, handeling: Handeling) -> None:
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    _done(geopend, handeling, row)


def _done(geopend: GeopendDossier, handeling: Handeling, row: PrivateModel) -> None:
    touch(geopend)
    note(handeling, geopend, str(row.pk))
