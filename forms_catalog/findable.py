"""Brings the public part of the catalogue into the site's search. Concepts stay out, and so does what another formulier replaced."""

from django.http import HttpRequest

from website.lezers import Lezer
from website.search import Hit, Source, register

from .models import Formulier, FormulierQuerySet, Status
from .sites import asked_site


def register_search() -> None:
    """Called once when the app is ready."""
    register("formulieren", Source(_public, _hit))


def _public(request: HttpRequest) -> FormulierQuerySet:
    # `filter` and not `exclude`: the search engine understands a list of statuses. What was replaced has no address of its own in `_hit`.
    shown = [status for status in Status if status != Status.CONCEPT]
    return (
        Formulier.objects.on_site(asked_site(request))
        .filter(status__in=shown)
        .select_related("vervangen_door")
        .prefetch_related("doelgroepen")
    )


def _hit(formulier: Formulier, request: HttpRequest) -> Hit:
    replaced = formulier.newest().pk != formulier.pk
    # The two lists name a reader by the same code; a doelgroep that is no reader of the site is left out.
    lezers = tuple(one.code for one in formulier.doelgroepen.all() if one.code in Lezer.values)
    url = "" if replaced else formulier.get_url(request)
    return Hit(formulier.titel, url, formulier.omschrijving, formulier.get_soort_display(), lezers)
