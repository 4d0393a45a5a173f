"""What the worker does: deliver one message, and try again after growing pauses. The queue holds the message's id and nothing else."""

import logging
import time
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from ..models import Aflevering, Webhook
from .sending import post, sign

logger = logging.getLogger(__name__)

BACKEND = "wachtrij"
# After each of these a next attempt; after the last one the webhook is switched off. Together almost two days.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 960, 1200))


@task(backend=BACKEND)
def deliver(aflevering_id: str) -> str:
    """Send a message that still waits; a second call for one that arrived does nothing."""
    aflevering = Aflevering.objects.select_related("webhook").filter(pk=UUID(aflevering_id)).first()
    if aflevering is None or aflevering.status in (Aflevering.Status.GELUKT, Aflevering.Status.OPGEGEVEN):
        return "niets te doen"
    webhook = aflevering.webhook
    if not webhook.actief:
        _note(aflevering, status=Aflevering.Status.OPGEGEVEN, fout="De webhook staat uit.")
        return "webhook staat uit"
    body = aflevering.bericht.encode()
    headers = {
        "Groeiportaal-Event": aflevering.gebeurtenis,
        "Groeiportaal-Delivery": str(aflevering.pk),
        "Groeiportaal-Signature": sign(webhook.geheim, int(time.time()), body),
    }
    outcome = post(webhook.url, body, headers)
    aflevering.pogingen += 1
    aflevering.geprobeerd_op = timezone.now()
    if outcome.good:
        _note(aflevering, status=Aflevering.Status.GELUKT, antwoord=outcome.status, fout="")
    elif aflevering.gebeurtenis == "proef":
        _note(aflevering, status=Aflevering.Status.OPGEGEVEN, antwoord=outcome.status, fout=outcome.fout)
    elif aflevering.pogingen > len(PAUSES):
        _give_up(aflevering, outcome.status, outcome.fout)
    else:
        _note(aflevering, status=Aflevering.Status.OPNIEUW, antwoord=outcome.status, fout=outcome.fout)
        enqueue(aflevering, after=PAUSES[aflevering.pogingen - 1])
    return aflevering.status


def _note(aflevering: Aflevering, **fields: object) -> None:
    for name, value in fields.items():
        setattr(aflevering, name, value)
    aflevering.save(update_fields=["pogingen", "geprobeerd_op", *fields])


@transaction.atomic
def _give_up(aflevering: Aflevering, status: int | None, fout: str) -> None:
    """The last attempt failed: the webhook is switched off, and the admin says so."""
    _note(aflevering, status=Aflevering.Status.OPGEGEVEN, antwoord=status, fout=fout)
    Webhook.objects.filter(pk=aflevering.webhook_id).update(actief=False, uitgezet_op=timezone.now())
    logger.warning(
        "Webhook %s was switched off: its receiver did not take a message in %s attempts.", aflevering.webhook_id, aflevering.pogingen
    )


def enqueue(aflevering: Aflevering, after: timedelta | None = None) -> None:
    """Put a message in the queue.

    Args:
        aflevering: the message.
        after: not before this has passed.
    """
    job = deliver.using(run_after=timezone.now() + after) if after else deliver
    job.enqueue(str(aflevering.pk))
