"""Tells whoever answers for links which of them end soon: how many, and where to look. No child, no guest, no school class in the mail."""

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.access import guides_of
from accounts.models import User
from groeidocumenten.dossiers.models import Toegangslink

from .mail import send_reminder

log = logging.getLogger(__name__)
BEFORE = timedelta(days=3)


def remind(at: datetime | None = None) -> tuple[int, int]:
    """Mail every contact once about the links that end within three days; running it twice mails nobody twice.

    Returns:
        How many mails went out and how many could not be sent; those are tried again the next time.
    """
    now = at or timezone.now()
    per_person: dict[UUID, tuple[User, list[Toegangslink]]] = {}
    for link in _ending(now).select_related("groeidocument__school", "contact"):
        for person in people_to_tell(link):
            per_person.setdefault(person.pk, (person, []))[1].append(link)
    sent = failed = 0
    told: dict[UUID, bool] = defaultdict(bool)
    for person, links in per_person.values():
        went = send_reminder(person=person, files=sorted({link.groeidocument_id for link in links}), many=len(links))
        sent, failed = sent + went, failed + (not went)
        for link in links:
            told[link.pk] |= went
    _ending(now).filter(pk__in=[pk for pk, went in told.items() if went]).update(herinnerd_op=now)
    return sent, failed


def people_to_tell(link: Toegangslink) -> list[User]:
    """Who answers for a link: its contact while that one guides the school, and otherwise everybody who does."""
    guides = list(guides_of(link.groeidocument.school))
    return [one for one in guides if one.pk == link.contact_id] or guides


def _ending(now: datetime) -> QuerySet[Toegangslink]:
    """Links that work and end soon, about whose present end nobody was told. One that was made for some days only is not announced."""
    rows = Toegangslink.unguarded.valid(now).filter(geldig_tot__lte=now + BEFORE, herinnerd_op__isnull=True)
    return rows.filter(geldig_tot__gt=F("geldig_van") + BEFORE * 2)
