"""Deeds on afspraken: the school writes them down; whoever's they are, and the school, say when they are done."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note, touch
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.states import add_state, newest

from .actions import writes
from .models import Afspraak, Afspraakversie, Gesprek
from .talks import withheld


@transaction.atomic
def save_agreement(
    *,
    geopend: GeopendDossier,
    gesprek: Gesprek,
    afspraak: Afspraak | None,
    inhoud: dict[str, Any],
    van_wie: UUID | None,
    uiterlijk: date | None,
    versie: int,
    verzoek: UUID,
) -> None:
    """Add an afspraak to a talk, or save a next state of one. After the report was agreed only new ones are added.

    Args:
        afspraak: the one to change; None adds one with `verzoek` as its key, once.
        van_wie: the account of whose it is, if that person has one.

    Raises:
        AccessOver: if the right ended since the request began, or this is somebody else's kindgesprek that is not shared.
        Conflict: if somebody else saved; nothing was saved, and `current` has their text.
        ValidationError: if the report was agreed, or `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    file = geopend.groeidocument
    talk = file.gesprekken.get(pk=gesprek.pk)
    if withheld(geopend, talk):
        raise AccessOver
    if afspraak is None:
        if file.afspraken.filter(pk=verzoek).exists():
            return
        row, current = Afspraak(pk=verzoek, groeidocument=file, gesprek=talk), None
        with making():
            row.save(force_insert=True)
    else:
        if talk.vastgesteld_op is not None:
            raise ValidationError("Het verslag is vastgesteld. Voeg een nieuwe afspraak toe als er iets anders is afgesproken.")
        row = file.afspraken.get(pk=afspraak.pk)
        current = newest(file.afspraakversies.filter(afspraak=row), "afspraak").get()
    said = inhoud | {"uiterlijk": uiterlijk.isoformat() if uiterlijk else None, "van_wie": str(van_wie) if van_wie else None}
    if add_state(geopend, row, Afspraakversie(groeidocument=file, afspraak=row), said, versie, current):
        # Another day or person: a reminder that went out before says nothing about it.
        row.van_wie_id, row.uiterlijk, row.herinnerd_op = van_wie, uiterlijk, None
        row.save(update_fields=["versie", "van_wie", "uiterlijk", "herinnerd_op"])
        touch(geopend)
        note(Handeling.AFSPRAAK, geopend, str(row.pk))


def finishes(geopend: GeopendDossier, afspraak: Afspraak) -> bool:
    """Whether this viewer may say that an afspraak is done: whose it is, and the school."""
    own = not geopend.viewer.is_guest and afspraak.van_wie_id == geopend.viewer.user.pk
    return writes(geopend) or (own and geopend.mag(Recht.AANVULLEN))


@transaction.atomic
def finish(*, geopend: GeopendDossier, afspraak: Afspraak, gedaan: bool) -> None:
    """Say that an afspraak is done, or that it is not after all.

    Raises:
        AccessOver: if the right ended since the request began, or the afspraak went to somebody else.
    """
    geopend.reopen(Recht.AANVULLEN)
    row = geopend.groeidocument.afspraken.get(pk=afspraak.pk)
    if not finishes(geopend, row):
        raise AccessOver
    if gedaan == (row.gedaan_op is not None):
        return
    row.gedaan_op = timezone.now() if gedaan else None
    row.gedaan_door = geopend.viewer.user if gedaan else None
    row.save(update_fields=["gedaan_op", "gedaan_door"])
    touch(geopend)
    note(Handeling.AFSPRAAK, geopend, str(row.pk))
