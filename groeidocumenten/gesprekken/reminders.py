"""Mails whoever has an open afspraak whose day is near or past: how many, and where to look. No child, no text, no name of anybody else.

The door is asked for every file: who may not open it any longer, or does not see the talk, gets no mail about it.
"""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier
from post.api import queue_mail

from .models import Afspraak
from .talks import short_talks

SUBJECT = "Er staat een afspraak open"
# Mailed a few days before, and once a week as long as it is late.
DAYS_BEFORE, AGAIN_AFTER_DAYS = 3, 7


def remind(today: date | None = None) -> int:
    """Send the reminders of this day; running it twice sends none twice.

    Returns:
        How many people were reminded.
    """
    day = today or timezone.localdate()
    due: dict[UUID, list[Afspraak]] = defaultdict(list)
    for row in _due(day).select_related("van_wie").iterator():
        due[row.van_wie_id].append(row)  # type: ignore[index]  # _due asks for an account
    sent = 0
    for rows in due.values():
        seen = _seen_by(rows[0].van_wie, rows)  # type: ignore[arg-type]
        if not seen:
            continue
        with transaction.atomic():
            # Taken in the transaction that hands the mail in: two runs at once do not mail the same thing, and none is taken without a mail.
            if _due(day).filter(pk__in=[row.pk for row in seen]).update(herinnerd_op=timezone.now()):
                _send(seen)
                sent += 1
    return sent


def _due(day: date) -> QuerySet[Afspraak]:
    """Open afspraken of somebody with an account and an address, that are near or late and were not mailed lately."""
    again = Q(herinnerd_op__isnull=True) | Q(herinnerd_op__lte=timezone.now() - timedelta(days=AGAIN_AFTER_DAYS), uiterlijk__lt=day)
    return Afspraak.unguarded.filter(
        again,
        gedaan_op__isnull=True,
        uiterlijk__lte=day + timedelta(days=DAYS_BEFORE),
        van_wie__is_active=True,
        gesprek__afgezegd_op__isnull=True,
        groeidocument__afgesloten_op__isnull=True,
    ).exclude(van_wie__email="")


def _seen_by(user: User, rows: list[Afspraak]) -> list[Afspraak]:
    """Those of the rows whose talk this person can open now."""
    talks: dict[UUID, set[UUID]] = {}
    for pk in {row.groeidocument_id for row in rows}:
        try:
            geopend = open_dossier(Viewer(user=user), pk, Recht.LEZEN)
        except Http404:
            continue
        talks[pk] = {talk.gesprek.pk for talk in short_talks(geopend) if talk.leest_afspraken}
    return [row for row in rows if row.gesprek_id in talks.get(row.groeidocument_id, ())]


def _send(rows: list[Afspraak]) -> None:
    user = rows[0].van_wie
    files = sorted({row.groeidocument_id for row in rows})
    places = [settings.BASE_URL + reverse("gesprekken:lijst", args=[pk]) for pk in files]
    body = render_to_string("emails/agreement_reminder.txt", {"aantal": len(rows), "adressen": places})
    queue_mail(aan=user.email, onderwerp=SUBJECT, tekst=body)  # type: ignore[union-attr]  # _due asks for an account
