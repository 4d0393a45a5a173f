"""Who is at work in which section now, and a gentle lock: a second writer is told first, and may take over. It never stops anybody's save.

These rows say nothing about the child and are gone after a while. The door opened the file in the same request; they are not text of the file.
"""

from collections.abc import Collection
from contextlib import suppress
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


@dataclass(frozen=True)
class Ontmoeting:
    """Who else is at work where somebody arrives; `overgenomen` is the name of who took over meanwhile, or ""."""

    overgenomen: str
    anderen: list[Schrijver]


def arrive(geopend: GeopendDossier, sectie: str) -> Ontmoeting:
    """Say that this viewer is at work here, and look who else is; two queries for who was here already."""
    now, user = timezone.now(), geopend.viewer.user
    rows = {row.gebruiker_id: row for row in geopend.groeidocument.aanwezigheden.filter(sectie=sectie).order_by("sinds")}
    mine = rows.pop(user.pk, None)
    taken = ""
    if mine is None:
        _begin(geopend, sectie)
    elif mine.gezien_op < now - LIVE:
        _rows_of(geopend, sectie).update(sinds=now, gezien_op=now, overgenomen_door="")
    else:
        _rows_of(geopend, sectie).update(gezien_op=now)
        taken = open_from(mine, "overgenomen_door") if mine.overgenomen_door else ""
    live = [row for row in rows.values() if row.gezien_op >= now - LIVE and not row.overgenomen_door]
    return Ontmoeting(taken, [Schrijver(open_from(row, "naam"), row.sinds) for row in live])


def _begin(geopend: GeopendDossier, sectie: str) -> None:
    row = Aanwezigheid(groeidocument=geopend.groeidocument, sectie=sectie, gebruiker=geopend.viewer.user)
    seal_into(row, "naam", geopend.viewer.name)
    # The same person may open it twice at once.
    with suppress(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def _rows_of(geopend: GeopendDossier, sectie: str) -> QuerySet[Aanwezigheid]:
    return geopend.groeidocument.aanwezigheden.filter(sectie=sectie, gebruiker=geopend.viewer.user)


def leave(geopend: GeopendDossier, sectie: str) -> None:
    """Say that this viewer is done here."""
    _rows_of(geopend, sectie).delete()


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
