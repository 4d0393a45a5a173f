"""Writes down, when a page goes live, where its links lead and what the checks find on it; lists and reports read that and no page.

Runs inside the save of a page, for pages that are live. A page that cannot be read this way is published all the same, and logged.
"""

import logging
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Page

from .checks import page_checks
from .models import Paginacontrole, Verwijzing
from .reading import stukken

logger = logging.getLogger(__name__)


def remember(page: Page) -> None:
    """Store the links and the findings of this live page in the place of what was stored before."""
    links = [
        Verwijzing(
            pagina_id=page.pk, soort=link.soort, doel=link.doel, adres=link.adres[:1000], tekst=link.tekst[:200], plaats=piece.plaats[:200]
        )
        for piece in stukken(page)
        for link in piece.links
    ]
    findings = [one.as_json() for one in page_checks(page)]
    with transaction.atomic():
        Verwijzing.objects.filter(pagina=page.pk).delete()
        Verwijzing.objects.bulk_create(links)
        Paginacontrole.objects.update_or_create(pagina_id=page.pk, defaults={"bevindingen": findings})


def remember_all() -> int:
    """Do so for every live page, and forget what belongs to pages that are no longer live.

    Returns:
        How many pages were read.
    """
    pages = Page.objects.live().filter(depth__gt=1).specific()
    Verwijzing.objects.exclude(pagina__in=Page.objects.live()).delete()
    Paginacontrole.objects.exclude(pagina__in=Page.objects.live()).delete()
    for page in pages:
        remember(page)
    return len(pages)


def _saved(sender: Any, instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    # A draft is saved with update_fields, and says nothing of what visitors see.
    if raw or update_fields is not None or not isinstance(instance, Page) or sender is Page or not instance.live or instance.depth <= 1:
        return
    try:
        with transaction.atomic():
            remember(instance)
    except Exception:
        logger.exception("The checks of page %s could not be kept.", instance.pk)


def connect() -> None:
    """Listen to pages that are saved; called once when the app is ready."""
    post_save.connect(_saved, dispatch_uid="redactie.remembering")
