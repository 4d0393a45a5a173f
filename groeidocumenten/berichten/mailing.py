"""The mail that something stands ready: what it is about in general words and where to look. No child, no name, no class, no school.

Right before it is made, the door is asked again for every message: what its reader may not know any more is not mailed. A closed file mails
nobody (dossier 8.50), and what was read in the product meanwhile is not mailed either.
"""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Soort, User
from post.api import queue_mail

from .judging import still_known
from .models import STANDAARD, Bericht, Wanneer, standaard
from .preferences import locked, unsubscribe_address
from .tasks import TOGETHER

SUBJECT = "Er staat iets nieuws voor u klaar"
SUBJECT_PUPIL = "Er staat iets nieuws voor je klaar"
# Digests are about what there was before this hour of the day, of the first day of the week.
HOUR, WEEKDAY = 7, 0
# Who is mailed at once as long as they did not choose.
AT_ONCE = [soort for soort, wanneer in STANDAARD.items() if wanneer == Wanneer.METEEN]


def mail_person(pk: UUID, now: datetime) -> bool:
    """Mail one person everything that is to be mailed now, in one mail; whether there was any. Twice at once mails once."""
    user = User.objects.persons().filter(pk=pk, is_active=True).first()
    if user is None or not user.email:
        return False
    with transaction.atomic():
        voorkeur = locked(user)
        due = _due(user, Wanneer(voorkeur.mail) if voorkeur.mail else standaard(user), now)
        known: list[Bericht] = []
        unknown: list[Bericht] = []
        for row in due.select_related("groeidocument", "gebruiker"):
            (known if still_known(row) else unknown).append(row)
        Bericht.unguarded.filter(pk__in=[row.pk for row in unknown]).delete()
        Bericht.unguarded.filter(pk__in=[row.pk for row in known]).update(gemaild_op=now)
        told = [row for row in known if row.groeidocument is None or row.groeidocument.afgesloten_op is None]
        if told:
            _queue(user, told)
    return bool(told)


def mail_everybody(now: datetime) -> int:
    """Mail everybody for whom something is to be mailed now; how many mails."""
    return sum(mail_person(pk, now) for pk in list(_perhaps_due(now).order_by().values_list("gebruiker", flat=True).distinct()))


def _perhaps_due(now: datetime) -> QuerySet[Bericht]:
    """What is worth looking at: the first digest of the day after it, and what the worker should have mailed by now."""
    never_chose = Q(gebruiker__berichtvoorkeur__isnull=True) | Q(gebruiker__berichtvoorkeur__mail="")
    at_once = Q(gebruiker__berichtvoorkeur__mail=Wanneer.METEEN) | never_chose & Q(gebruiker__soort__in=AT_ONCE)
    rest = Q(op__lt=_round(Wanneer.DAGELIJKS, now))
    return _waiting().filter(rest | (at_once | Q(moet=True)) & Q(op__lte=now - TOGETHER))


def _waiting() -> QuerySet[Bericht]:
    return Bericht.unguarded.filter(gelezen_op__isnull=True, gemaild_op__isnull=True, te_toetsen=False)


def _due(user: User, wanneer: Wanneer, now: datetime) -> QuerySet[Bericht]:
    rows = _waiting().filter(gebruiker=user)
    if wanneer == Wanneer.METEEN:
        return rows
    if wanneer == Wanneer.NOOIT:
        return rows.filter(moet=True)
    return rows.filter(Q(moet=True) | Q(op__lt=_round(wanneer, now)))


def _round(wanneer: Wanneer, now: datetime) -> datetime:
    """When the last digest of this kind was due, in local time."""
    local = timezone.localtime(now)
    day = local.date() - timedelta(days=local.hour < HOUR)
    if wanneer == Wanneer.WEKELIJKS:
        day -= timedelta(days=(day.weekday() - WEEKDAY) % 7)
    return timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=HOUR)))


def _queue(user: User, rows: list[Bericht]) -> None:
    counted = Counter(row.wat for row in sorted(rows, key=lambda row: row.op))
    afmelden = unsubscribe_address(user)
    leerling = user.soort == Soort.LEERLING
    context = {
        "regels": [wat if number == 1 else f"{wat} ({number} keer)" for wat, number in counted.items()],
        "leerling": leerling,
        "alleen_moet": all(row.moet for row in rows),
        "adres": settings.BASE_URL + reverse("berichten:lijst"),
        "instellingen": settings.BASE_URL + reverse("berichten:instellingen"),
        "afmelden": afmelden,
    }
    body = render_to_string("emails/berichten.txt", context)
    subject = SUBJECT_PUPIL if leerling else SUBJECT
    queue_mail(aan=user.email, onderwerp=subject, tekst=body, koppen={"List-Unsubscribe": f"<{afmelden}>"})
