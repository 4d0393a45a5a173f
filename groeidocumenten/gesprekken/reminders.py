"""Mails whoever has an open afspraak whose day is near or past: how many, and where to look. No child, no text, no name of anybody else.

The door is asked for every file: who may not open it any longer, or does not see the talk, gets no mail about it.
"""

import logging
from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier

from .models import Afspraak
from .talks import short_talks

log = logging.getLogger(__name__)
SUBJECT = "Er staat een afspraak open"
# Mailed a few days before, and once a week as long as it is late.
DAYS_BEFORE, AGAIN_AFTER_DAYS = 3, 7
NOT_SENT = (OSError, ValueError)


def remind(today: date | None = None) -> tuple[int, int]:
    """Send the reminders of this day; running it twice sends none twice.

    Returns:
        How many mails went out and how many could not be sent; those are tried again the next time.
    """
    day = today or timezone.localdate()
    due: dict[UUID, list[Afspraak]] = defaultdict(list)
    for row in _due(day).select_related("van_wie").iterator():
        due[row.van_wie_id].append(row)  # type: ignore[index]  # _due asks for an account
    sent = failed = 0
    for rows in due.values():
        seen = _seen_by(rows[0].van_wie, rows)  # type: ignore[arg-type]
        if not seen:
            continue
        claimed = _due(day).filter(pk__in=[row.pk for row in seen])
        before = {row.pk: row.herinnerd_op for row in seen}
        # Taken before it is sent: two runs at once do not mail the same thing.
        if not claimed.update(herinnerd_op=timezone.now()):
            continue
        if _send(seen):
            sent += 1
            continue
        failed += 1
        for pk, moment in before.items():
            Afspraak.unguarded.filter(pk=pk).update(herinnerd_op=moment)
    return sent, failed


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


def _send(rows: list[Afspraak]) -> bool:
    user = rows[0].van_wie
    files = sorted({row.groeidocument_id for row in rows})
    places = [settings.BASE_URL + reverse("gesprekken:lijst", args=[pk]) for pk in files]
    body = render_to_string("emails/agreement_reminder.txt", {"aantal": len(rows), "adressen": places})
    try:
        send_mail(SUBJECT, body, settings.DEFAULT_FROM_EMAIL, [user.email])  # type: ignore[union-attr]  # _due asks for an account
    except NOT_SENT:
        log.warning("a reminder of an afspraak could not be sent; afspraak %s", rows[0].pk)
        return False
    return True
