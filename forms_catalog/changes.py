"""Tells beside the news which formulieren are new and which have a new version. Only what a visitor can open today."""

from django.http import HttpRequest
from django.utils import timezone

from website.changes import Change, register

from .models import Formulier
from .sites import asked_site

MOST = 20


def register_changes() -> None:
    """Called once when the app is ready."""
    register("formulieren", newest)


def newest(request: HttpRequest) -> list[Change]:
    """The newest versions of the site that was asked, newest first; a version of a later day is not told yet."""
    today = timezone.localdate()
    rows = Formulier.objects.on_site(asked_site(request)).downloadable(today).filter(versiedatum__lte=today)
    rows = rows.order_by("-versiedatum", "titel", "pk").prefetch_related("eerdere_versies")[:MOST]
    return [change for change in (_change(row, request) for row in rows) if change.url]


def _change(formulier: Formulier, request: HttpRequest) -> Change:
    is_new = not formulier.wat_is_veranderd and not formulier.eerdere_versies.all()
    titel = f"Nieuw: {formulier.titel}" if is_new else f"{formulier.titel}, versie {formulier.versie}"
    tekst = formulier.omschrijving if is_new else formulier.wat_is_veranderd
    # The question asks for a date, so there is one.
    return Change(datum=formulier.versiedatum, titel=titel, url=formulier.get_url(request), tekst=tekst)
