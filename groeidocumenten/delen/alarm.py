"""Somebody is trying codes on many links: many locks in an hour, over all schools, are told to who runs the installation."""

import logging
from datetime import timedelta

from django.conf import settings
from django.template.loader import render_to_string

from post.api import queue_mail

from .counting import count, total

log = logging.getLogger(__name__)
LOCKS_AN_HOUR = 20
HOUR = timedelta(hours=1)
STRETCH = timedelta(minutes=5)
SUBJECT = "Veel toegangslinks gaan op slot"


def count_lock() -> None:
    """Count a link that went on the lock; above the limit the alarm is raised, once an hour."""
    count("slot", "alle", STRETCH)
    locks = total("slot", "alle", HOUR)
    if locks > LOCKS_AN_HOUR and count("alarm", "alle", HOUR) == 1:
        raise_alarm(locks)


def raise_alarm(locks: int) -> None:
    """Write a line that monitoring can see, and mail the addresses of `ALARM_MAIL`. Neither says which links or whose."""
    log.critical("alarm: %s links were locked by wrong codes within an hour", locks)
    body = render_to_string("emails/alarm.txt", {"aantal": locks, "adres": settings.BASE_URL})
    for address in settings.ALARM_MAIL:
        queue_mail(aan=address, onderwerp=SUBJECT, tekst=body)
