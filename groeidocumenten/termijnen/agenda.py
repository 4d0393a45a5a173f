"""Somebody's calendar address: make one, make a new one, end it, and what it shows. Days and numbers only: no pupil, no reference, no school's name.

The address holds 256 random bits and is shown once; the database keeps a keyed hash. It opens nothing else, and only while its person guides or
heads a school: asked anew at every request.
"""

import hashlib
import hmac
import secrets
from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.access import AccessOver, Viewer
from groeidocumenten.dossiers.actions import making
from groeidocumenten.dossiers.models import Handeling

from .feiten import Termijnen
from .ical import Dag
from .lijst import rows_of, schools_of
from .models import Agendafeed
from .wet import VIER_WEKEN, VIJF_WEKEN

# How long ago a day may be and still stand in the calendar, when nothing is late any more.
BACK = timedelta(days=60)
TITELS = {
    "vier": ("{} OPP: nog twee weken om vast te stellen", "{} OPP's: nog twee weken om vast te stellen"),
    "vijf": ("{} OPP: nog een week om vast te stellen", "{} OPP's: nog een week om vast te stellen"),
    "uiterlijk": ("{} OPP: uiterlijk vandaag vaststellen", "{} OPP's: uiterlijk vandaag vaststellen"),
    "evaluatie": ("{} OPP: uiterlijk vandaag evalueren", "{} OPP's: uiterlijk vandaag evalueren"),
}


@transaction.atomic
def make_address(*, viewer: Viewer, verzoek: UUID) -> str | None:
    """Give a person a calendar address; one that there was stops working.

    Returns:
        The secret of the address, which is shown once; None for a repeated post: it was shown already.

    Raises:
        AccessOver: for who guides and heads no school.
        ValidationError: if `verzoek` is the key of something else.
    """
    user, schools = _locked(viewer), schools_of(viewer)
    if not schools:
        raise AccessOver
    mine = Agendafeed.unguarded.filter(gebruiker=user)
    if mine.filter(pk=verzoek).exists():
        return None
    mine.filter(ingetrokken_op__isnull=True).update(ingetrokken_op=timezone.now())
    secret = secrets.token_urlsafe(32)
    row = Agendafeed(pk=verzoek, gebruiker=user, adres_hash=_hash(secret))
    with making():
        row.save(force_insert=True)
    _note(Handeling.RECHT_GEGEVEN, viewer, row)
    return secret


@transaction.atomic
def withdraw_address(*, viewer: Viewer) -> bool:
    """End a person's calendar address; whether there was one. It works at the next request of the calendar."""
    user = _locked(viewer)
    row = Agendafeed.unguarded.filter(gebruiker=user, ingetrokken_op__isnull=True).first()
    if row is None:
        return False
    row.ingetrokken_op = timezone.now()
    row.save(update_fields=["ingetrokken_op"])
    _note(Handeling.RECHT_INGETROKKEN, viewer, row)
    return True


def address_of(viewer: Viewer) -> Agendafeed | None:
    """The address that works for this person; its secret is nowhere."""
    return Agendafeed.unguarded.filter(gebruiker=viewer.user, ingetrokken_op__isnull=True).first()


def opened_feed(secret: str) -> Agendafeed | None:
    """The address that this secret belongs to, if it works now; remembers the day on which a calendar asked."""
    row = Agendafeed.unguarded.filter(adres_hash=_hash(secret), ingetrokken_op__isnull=True).select_related("gebruiker").first()
    if row is None or not row.gebruiker.is_active or not schools_of(Viewer(user=row.gebruiker)):
        return None
    today = timezone.localdate()
    if row.opgehaald_op != today:
        Agendafeed.unguarded.filter(pk=row.pk).update(opgehaald_op=today)
    return row


def days_of(feed: Agendafeed) -> list[Dag]:
    """What stands in the calendar: per day and kind how many OPP's it is about."""
    viewer, today = Viewer(user=feed.gebruiker), timezone.localdate()
    counted: Counter[tuple[date, str]] = Counter()
    for lijst in schools_of(viewer):
        for row in rows_of(viewer, lijst):
            counted.update(_days(row.termen, today))
    return [_in_calendar(feed, day, soort, count) for (day, soort), count in sorted(counted.items())]


def _days(terms: Termijnen, today: date) -> list[tuple[date, str]]:
    found: list[tuple[date, str]] = []
    if terms.telling is not None and terms.telling.vastgesteld is None:
        begin = terms.telling.begin
        found = [(begin + VIER_WEKEN, "vier"), (begin + VIJF_WEKEN, "vijf"), (terms.telling.uiterlijk, "uiterlijk")]
    if terms.evaluatie is not None and terms.evaluatie.gehouden is None:
        found.append((terms.evaluatie.uiterlijk, "evaluatie"))
    return [(day, soort) for day, soort in found if day >= today - BACK]


def _in_calendar(feed: Agendafeed, day: date, soort: str, count: int) -> Dag:
    one, more = TITELS[soort]
    # Made of the address, so that two calendars of one person never share a key, and nobody learns anything from it.
    key = hmac.new(feed.pk.bytes, f"{day}:{soort}".encode(), hashlib.sha256).hexdigest()[:32]
    return Dag(
        f"{key}@groeiportaal", day, (one if count == 1 else more).format(count), "Welke leerlingen dat zijn, staat in het groeiportaal."
    )


def _locked(viewer: Viewer) -> User:
    """The person, with the row locked: two clicks at once make one address."""
    if viewer.is_guest:
        raise AccessOver
    return User.objects.select_for_update().get(pk=viewer.user.pk)


def _note(handeling: Handeling, viewer: Viewer, row: Agendafeed) -> None:
    for lijst in schools_of(viewer):
        journaal.record(handeling, school_id=lijst.school.pk, gebruiker_id=viewer.user.pk, onderwerp=f"agenda {row.pk}")


def _hash(secret: str) -> str:
    key = hmac.digest(settings.TOEGANG_PEPER.encode(), b"agenda", "sha256")
    return hmac.new(key, secret.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
