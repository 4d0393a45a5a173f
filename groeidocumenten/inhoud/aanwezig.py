"""Who is at work in which section now, and a gentle lock: a second writer is told first, and may take over. It never stops anybody's save.

These rows say nothing about the child and are gone after a while. The door opened the file in the same request; they are not text of the file.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.models import Handeling

from .models import Aanwezigheid, open_from, seal_into

LIVE = timedelta(seconds=90)


@dataclass(frozen=True)
class Schrijver:
    """Somebody who is at work in a section."""

    naam: str
    sinds: datetime


def arrive(geopend: GeopendDossier, sectie: str) -> str:
    """Say that this viewer is at work here.

    Returns:
        The name of who took over from this viewer meanwhile, or "".
    """
    now = timezone.now()
    rows = geopend.groeidocument.aanwezigheden.filter(sectie=sectie, gebruiker=geopend.viewer.user)
    row = rows.first()
    if row is None:
        row = Aanwezigheid(groeidocument=geopend.groeidocument, sectie=sectie, gebruiker=geopend.viewer.user)
        seal_into(row, "naam", geopend.viewer.name)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:  # the same person opened it twice at once
            pass
        return ""
    if row.gezien_op < now - LIVE:
        rows.update(sinds=now, gezien_op=now, overgenomen_door="")
        return ""
    rows.update(gezien_op=now)
    return open_from(row, "overgenomen_door") if row.overgenomen_door else ""


def leave(geopend: GeopendDossier, sectie: str) -> None:
    """Say that this viewer is done here."""
    geopend.groeidocument.aanwezigheden.filter(sectie=sectie, gebruiker=geopend.viewer.user).delete()


def others(geopend: GeopendDossier, secties: Collection[str]) -> dict[str, list[Schrijver]]:
    """Who else is at work in these sections now, by section; one query."""
    found: dict[str, list[Schrijver]] = {}
    for row in _live(geopend, secties).exclude(gebruiker=geopend.viewer.user):
        found.setdefault(row.sectie, []).append(Schrijver(open_from(row, "naam"), row.sinds))
    return found


def holders(geopend: GeopendDossier, sectie: str) -> list[Schrijver]:
    """Who this viewer would disturb by starting here; nobody if this viewer is at work here already."""
    if _live(geopend, [sectie]).filter(gebruiker=geopend.viewer.user).exists():
        return []
    return others(geopend, [sectie]).get(sectie, [])


@transaction.atomic
def take_over(*, geopend: GeopendDossier, sectie: str) -> None:
    """Go on writing where others are at work. They are told, and what they typed stays theirs.

    Raises:
        AccessOver: if the right ended.
    """
    geopend.reopen(Recht.AANVULLEN)
    rows = list(_live(geopend, [sectie]).exclude(gebruiker=geopend.viewer.user))
    for row in rows:
        seal_into(row, "overgenomen_door", geopend.viewer.name)
        row.save(update_fields=["overgenomen_door"])
    leave(geopend, sectie)
    arrive(geopend, sectie)
    if rows:
        note(Handeling.SLOT_OVERGENOMEN, geopend, sectie)


def _live(geopend: GeopendDossier, secties: Collection[str]) -> QuerySet[Aanwezigheid]:
    rows = geopend.groeidocument.aanwezigheden.filter(sectie__in=secties, gezien_op__gte=timezone.now() - LIVE, overgenomen_door="")
    return rows.order_by("sinds")
