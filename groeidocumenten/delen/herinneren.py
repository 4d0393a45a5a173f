"""Tells whoever answers for links which of them end soon: how many, and where to look. No child, no guest, no school class in the mail."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.models import Toegangslink

from .mail import send_reminder
from .notices import contacts_of

BEFORE = timedelta(days=3)


@transaction.atomic
def remind(at: datetime | None = None) -> int:
    """Mail every contact once about the links that end within three days; running it twice mails nobody twice.

    Returns:
        How many mails were handed in; `post` sends them, and tries again when a server is down.
    """
    now = at or timezone.now()
    per_person: dict[User, list[Toegangslink]] = defaultdict(list)
    # Taken before anything is handed in: two runs at once do not mail the same link.
    links = list(_ending(now).select_for_update(of=("self",)).select_related("groeidocument__school"))
    Toegangslink.unguarded.filter(pk__in=[link.pk for link in links]).update(herinnerd_op=now)
    for link in links:
        for person in contacts_of(link):
            if person.email:
                per_person[person].append(link)
    for person, ending in per_person.items():
        send_reminder(person=person, files=sorted({link.groeidocument_id for link in ending}), many=len(ending))
    return len(per_person)


def _ending(now: datetime) -> QuerySet[Toegangslink]:
    """Links that work and end soon, about whose present end nobody was told. One that was made for some days only is not announced."""
    rows = Toegangslink.unguarded.valid(now).filter(geldig_tot__lte=now + BEFORE, herinnerd_op__isnull=True)
    return rows.filter(geldig_tot__gt=F("geldig_van") + BEFORE * 2)
