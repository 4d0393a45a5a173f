"""Sends one message: claims it, tries it, and writes down what came of it. Two processes never send the same one at the same time.

A claim is one conditional UPDATE, before anything is sent. Only when a process dies between the other side's "yes" and our writing it down
is a message sent again, after the lease; its Message-ID is the same then, so that a mail server can tell.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone

from sleutels import KluisError

from . import sms
from .models import GIVE_UP_AFTER, Soort, Zending
from .refusals import Refused
from .sealing import open_message

log = logging.getLogger(__name__)
# Longer than any attempt takes (EMAIL_TIMEOUT, and the gateway's own clock).
LEASE = timedelta(minutes=5)
# After each of these a next attempt, the last one for ever; together they reach the day after which it is given up.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 120, 240))
# After the first attempt right after the commit, the worker comes past for the case that it never happened.
HEAD_START = timedelta(minutes=1)


def attempt_now(zending: Zending) -> None:
    """Send right after the commit, in the process that handed it in; `zending` then says what came of it.

    Not when another message of this kind just failed: then a page with ten mails would wait ten times for a server that is down.
    """
    now = timezone.now()
    failed_lately = Zending.objects.waiting().filter(soort=zending.soort, geprobeerd_op__gt=now - HEAD_START, pogingen__gt=0)
    if not failed_lately.exists():
        attempt(zending.pk)
        zending.refresh_from_db()


def attempt(pk: UUID) -> datetime | None:
    """Try one message if it is its turn; a second call for one that was sent, or is being sent, does nothing.

    Returns:
        When to try again, or None when there is nothing left to try.
    """
    now = timezone.now()
    claimed = Zending.objects.due(now).filter(pk=pk)
    if not claimed.update(volgende_poging=now + LEASE, geprobeerd_op=now, pogingen=F("pogingen") + 1):
        return None
    zending = Zending.objects.get(pk=pk)
    try:
        _send(zending)
    except (Refused, KluisError, ValueError) as error:
        _give_up(zending, error)
    except Exception as error:  # whatever a backend raises, the deed that this mail tells about stands
        return _try_again(zending, error)
    else:
        Zending.objects.waiting().filter(pk=pk).update(verzonden_op=timezone.now(), inhoud="")
    return None


def _send(zending: Zending) -> None:
    message = open_message(zending.pk, zending.inhoud)
    if zending.soort == Soort.SMS:
        sms.send(message["aan"], message["tekst"], zending.pk)
        return
    if not message["aan"]:
        raise Refused("no address")
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    koppen = {"Message-ID": f"<{zending.pk}@{domain}>", "Auto-Submitted": "auto-generated", **message["koppen"]}
    EmailMessage(message["onderwerp"], message["tekst"], settings.DEFAULT_FROM_EMAIL, [message["aan"]], headers=koppen).send()


def _give_up(zending: Zending, error: Exception) -> None:
    # Never the error's own words: mail servers repeat the address in them.
    log.warning("post %s was given up: %s", zending.pk, type(error).__name__)
    Zending.objects.waiting().filter(pk=zending.pk).update(mislukt_op=timezone.now(), inhoud="")


def _try_again(zending: Zending, error: Exception) -> datetime | None:
    following = timezone.now() + PAUSES[min(zending.pogingen, len(PAUSES)) - 1]
    if following >= zending.gemaakt_op + GIVE_UP_AFTER:
        _give_up(zending, error)
        return None
    log.warning("post %s could not be sent yet: %s", zending.pk, type(error).__name__)
    Zending.objects.waiting().filter(pk=zending.pk).update(volgende_poging=following)
    return following


def give_up_old(now: datetime) -> int:
    """Empty every message that still waits a day after it was handed in; how many there were."""
    return Zending.objects.waiting().filter(gemaakt_op__lte=now - GIVE_UP_AFTER).update(mislukt_op=now, inhoud="")
