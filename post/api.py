"""The counter where rooms hand in mail and SMS. Called inside the deed's transaction: rolled back with it, sent only after its commit.

A server that is down never undoes the deed and never shows as an error: the message waits, and the worker tries again for a day.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import partial
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from sleutels import KluisError, newest_key

from . import sms
from .models import Soort, Zending
from .sealing import open_message, seal_message, sealed_with
from .sending import HEAD_START, attempt_now
from .tasks import send_later

__all__ = ["Zending", "latest_about", "queue_mail", "queue_sms", "reseal_waiting", "sms_available"]


def queue_mail(
    *, aan: str, onderwerp: str, tekst: str, over: UUID | None = None, koppen: Mapping[str, str] | None = None, direct: bool = True
) -> Zending:
    """Hand in a mail in plain text.

    Args:
        over: the id of what it is about, to find the message again (`latest_about`).
        koppen: extra headers, such as List-Unsubscribe.
        direct: False leaves the first attempt to the worker, so that the answer takes as long when nothing is sent: for pages where a
            visitor must not learn whether an address is known.
    """
    message = {"aan": aan, "onderwerp": onderwerp, "tekst": tekst, "koppen": dict(koppen or {})}
    return _queue(Soort.MAIL, message, over, direct)


def queue_sms(*, aan: str, tekst: str, over: UUID | None = None) -> Zending:
    """Hand in an SMS. Without a gateway (`sms_available`) it ends as "mislukt" at once.

    Args:
        aan: a mobile number as people write it; `post.numbers.normalise` says beforehand whether it is one.
        over: the id of what it is about.
    """
    return _queue(Soort.SMS, {"aan": aan, "tekst": tekst}, over, True)


def sms_available() -> bool:
    """Whether this installation can send an SMS at all; screens offer it only then."""
    return sms.available()


def latest_about(ids: Collection[UUID], soort: Soort | None = None) -> dict[UUID, Zending]:
    """Per thing the last message that was handed in about it; one query."""
    rows = Zending.objects.filter(over__in=ids).order_by("gemaakt_op").defer("inhoud")
    if soort is not None:
        rows = rows.filter(soort=soort)
    return {row.over: row for row in rows if row.over is not None}


def _queue(soort: Soort, message: Mapping[str, object], over: UUID | None, direct: bool) -> Zending:
    pk, now = uuid4(), timezone.now()
    zending = Zending(pk=pk, soort=soort, over=over, gemaakt_op=now, volgende_poging=now, inhoud=seal_message(pk, message))
    with transaction.atomic():
        zending.save(force_insert=True)
        # In the same transaction: also when this process dies right after the commit, the worker knows of it.
        send_later(pk, now if not direct else now + HEAD_START)
    if direct:
        transaction.on_commit(partial(attempt_now, zending), robust=True)
    return zending


def reseal_waiting() -> int:
    """Seal every waiting message again with the newest key, for `roteer_sleutels`.

    Returns:
        How many were sealed again. What does not open with this ring is left, and given up within a day.
    """
    newest, done = newest_key()[0], 0
    for pk in list(Zending.objects.waiting().values_list("pk", flat=True)):
        with transaction.atomic():
            row = Zending.objects.waiting().select_for_update().filter(pk=pk).first()
            if row is None or sealed_with(row.inhoud) == newest:
                continue
            with suppress(KluisError):
                row.inhoud = seal_message(pk, open_message(pk, row.inhoud))
                row.save(update_fields=["inhoud"])
                done += 1
    return done
