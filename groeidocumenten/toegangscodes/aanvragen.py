"""Somebody who has nothing yet asks a school for a toegangscode. The page answers everybody alike; the school works out who it is.

What was typed holds a child's name: it is sealed with the key ring, never mailed, shown to who guides the school, and emptied afterwards.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import guides_of
from accounts.models import School
from groeidocumenten.dossiers.access import Viewer, schools_for
from groeidocumenten.dossiers.melden import Los, tell
from sleutels import KluisError, open_value, resealed, seal_value

from .models import Codeaanvraag

# More than a school gets in a day, and few enough that nobody fills its list.
A_DAY = 25
KEEP = timedelta(days=60)
FULL = _("Er zijn vandaag heel veel aanvragen bij deze school. Bel de school, of probeer het morgen opnieuw.")


@dataclass(frozen=True)
class Aanvraag:
    """A request, opened for who guides the school."""

    pk: UUID
    school: School
    op: datetime
    naam: str
    contact: str
    leerling: str
    toelichting: str


@transaction.atomic
def ask(*, school: School, gegevens: dict[str, str], verzoek: UUID) -> None:
    """Keep a request, and tell who guides the school that there is one: without a name.

    Args:
        gegevens: naam, contact, leerling and toelichting.
        verzoek: the form's one-time id; a repeated post asks once.

    Raises:
        ValidationError: if the school got too many today.
    """
    School.objects.select_for_update().get(pk=school.pk)
    if Codeaanvraag.unguarded.filter(pk=verzoek).exists():
        return
    now = timezone.now()
    if Codeaanvraag.unguarded.filter(school=school, op__gt=now - timedelta(days=1)).count() >= A_DAY:
        raise ValidationError(FULL)
    row = Codeaanvraag(pk=verzoek, school=school, op=now, gegevens=seal_value(gegevens, _place(verzoek)))
    row.save(force_insert=True)
    for guide in guides_of(school):
        tell(Los(guide.pk, "een aanvraag van een toegangscode", reverse("toegangscodes:aanvragen"), moet=False))


def requests_for(viewer: Viewer) -> list[Aanvraag]:
    """What was asked of the schools that this viewer guides and was not dealt with, oldest first; a fixed number of queries."""
    return [_opened(row) for row in _of(viewer).select_related("school")]


@transaction.atomic
def settle(*, viewer: Viewer, pk: UUID) -> bool:
    """Say that a request was dealt with, and empty it; False if it is not there (any more) for this viewer."""
    rows = _of(viewer).filter(pk=pk)
    return bool(rows.update(afgehandeld_op=timezone.now(), afgehandeld_door=viewer.user, gegevens=""))


def forget_old(now: datetime) -> int:
    """Empty what nobody dealt with in two months; how many there were."""
    old = Codeaanvraag.unguarded.filter(afgehandeld_op__isnull=True, op__lt=now - KEEP)
    return old.update(afgehandeld_op=now, gegevens="")


def reseal() -> int:
    """Seal what waits again with the newest key; how many were sealed again."""
    done = 0
    for pk in list(Codeaanvraag.unguarded.filter(afgehandeld_op__isnull=True).values_list("pk", flat=True)):
        with transaction.atomic(), suppress(KluisError):
            row = Codeaanvraag.unguarded.select_for_update().get(pk=pk)
            again = resealed(row.gegevens, _place(pk)) if row.gegevens else None
            if again is not None:
                row.gegevens = again
                row.save(update_fields=["gegevens"])
                done += 1
    return done


def _of(viewer: Viewer) -> QuerySet[Codeaanvraag]:
    return Codeaanvraag.unguarded.filter(school__in=schools_for(viewer), afgehandeld_op__isnull=True)


def _opened(row: Codeaanvraag) -> Aanvraag:
    said: dict[str, Any] = open_value(row.gegevens, _place(row.pk))
    return Aanvraag(row.pk, row.school, row.op, said["naam"], said["contact"], said["leerling"], said["toelichting"])


def _place(pk: UUID) -> str:
    return f"toegangscodes_codeaanvraag|{pk}|gegevens"
