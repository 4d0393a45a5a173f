"""Brings the public part of the catalogue into the site's search. Concepts stay out."""

from django.http import HttpRequest

from website.search import Hit, Source, register

from .models import Formulier, FormulierQuerySet, Status


def register_search() -> None:
    """Called once when the app is ready."""
    register("formulieren", Source(_public, _hit))


def _public(request: HttpRequest) -> FormulierQuerySet:
    # `filter` and not `exclude`: the search engine understands a list of statuses.
    return Formulier.objects.filter(status__in=[status for status in Status if status != Status.CONCEPT])


def _hit(formulier: Formulier, request: HttpRequest) -> Hit:
    return Hit(formulier.titel, formulier.get_url(request), formulier.omschrijving, formulier.get_soort_display())
