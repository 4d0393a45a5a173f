"""From what happens on the site to messages for its webhooks: only about what the public can see, only after the commit, never about a person."""

import json
import uuid
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, Site

from ..models import Aflevering, Gebeurtenis, Soort, Webhook
from . import tasks


def announce(site: Site, gebeurtenis: str, soort: str, facts: dict[str, Any]) -> None:
    """Tell the webhooks of a site, once, when the running transaction has been committed.

    Args:
        site: where it happened.
        gebeurtenis: what happened (`Gebeurtenis`).
        soort: to what kind (`Soort`).
        facts: `id`, `slug`, `url` and `versie` of the object.
    """
    waiting = [entry[1] for entry in connection.run_on_commit if isinstance(entry[1], _Announcement)]
    one = _Announcement(site.pk, gebeurtenis, soort, facts)
    if one.key not in [other.key for other in waiting]:
        transaction.on_commit(one, robust=True)


class _Announcement:
    """A message that waits for the commit; its key keeps an object that is saved twice in one transaction from being announced twice."""

    def __init__(self, site_id: int, gebeurtenis: str, soort: str, facts: dict[str, Any]) -> None:
        self.key = (site_id, gebeurtenis, soort, facts["id"])
        self.tell = partial(send_to_all, site_id, gebeurtenis, soort, facts)
        self.__qualname__ = "announce"

    def __call__(self) -> None:
        """Make the messages and queue them."""
        self.tell()


def send_to_all(site_id: int, gebeurtenis: str, soort: str, facts: dict[str, Any]) -> None:
    """Make a message for each webhook of the site that wants it."""
    for webhook in Webhook.objects.filter(site_id=site_id, actief=True):
        if webhook.wants(soort):
            send(webhook, gebeurtenis, soort, facts)


def send(webhook: Webhook, gebeurtenis: str, soort: str, facts: dict[str, Any]) -> Aflevering:
    """Log one message and put it in the queue, both or neither."""
    key = uuid.uuid4()
    message = {"gebeurtenis": gebeurtenis, "soort": soort, **facts, "tijd": timezone.now().isoformat(), "aflevering": str(key)}
    with transaction.atomic():
        aflevering = Aflevering.objects.create(
            pk=key, webhook=webhook, gebeurtenis=gebeurtenis, soort=soort, bericht=json.dumps(message, ensure_ascii=False)
        )
        tasks.enqueue(aflevering)
    return aflevering


def send_proof(webhook: Webhook) -> Aflevering:
    """A message that says nothing, to see whether it arrives."""
    facts = {"id": None, "slug": "", "url": webhook.site.root_url, "versie": None}
    return send(webhook, Gebeurtenis.PROEF, Soort.PAGINA, facts)


def send_again(aflevering: Aflevering) -> None:
    """The same message with the same id, so that a receiver that has it already can tell."""
    aflevering.status, aflevering.pogingen, aflevering.fout, aflevering.antwoord = Aflevering.Status.WACHT, 0, "", None
    with transaction.atomic():
        aflevering.save()
        tasks.enqueue(aflevering)


def soort_of(page: Page) -> str:
    """What kind of page it is to a webhook."""
    names = {
        "handleidingpage": Soort.HANDLEIDING,
        "formatpage": Soort.OPP_FORMAT,
        "nieuwspage": Soort.NIEUWS,
        "vragenpage": Soort.VRAGEN,
        "begrippenpage": Soort.BEGRIPPEN,
    }
    return names.get(page.content_type.model, Soort.PAGINA)
