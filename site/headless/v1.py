"""Every address of `/api/v1`, at a glance: lists with the filters of their pages, and details by slug."""

from typing import Any

from django.http import HttpRequest
from ninja import Query
from wagtail.utils.urlpatterns import decorate_urlpatterns

from opp_pages.exporting import exchange_response

from . import v1_pages  # its addresses join the same API
from .api import api, read_only
from .listing import answer_made, answer_named, answer_question, as_json, clean_slug
from .question import refuse_unknown
from .sites import site_of
from .sources import formulieren as f
from .sources import handleidingen as h
from .sources import opp_formats as o

HANDLEIDINGEN, FORMULIEREN, OPP_FORMATS = h.Handleidingen(), f.Formulieren(), o.OppFormats()


@api.get(
    "/handleidingen", response=h.HandleidingLijst, tags=["handleidingen"], operation_id="handleidingen", summary="Lijst van handleidingen"
)
def handleidingen(request: HttpRequest, question: Query[h.HandleidingVraag]) -> Any:
    """Alle gepubliceerde handleidingen, in de volgorde van de website."""
    return answer_question(request, HANDLEIDINGEN, question)


@api.get(
    "/handleidingen/{slug}",
    response=h.HandleidingDetail,
    tags=["handleidingen"],
    operation_id="handleiding",
    url_name="handleiding",
    summary="Een handleiding met stappen",
)
def handleiding(request: HttpRequest, slug: str) -> Any:
    """Een handleiding met haar stappen, op slug of op nummer."""
    return answer_named(request, HANDLEIDINGEN, slug)


@api.get("/formulieren", response=f.FormulierLijst, tags=["formulieren"], operation_id="formulieren", summary="Lijst van formulieren")
def formulieren(request: HttpRequest, question: Query[f.FormulierVraag]) -> Any:
    """Alle formulieren en documenten die bezoekers kunnen zien, ook die in voorbereiding; met dezelfde filters als de website."""
    return answer_question(request, FORMULIEREN, question)


@api.get(
    "/formulieren/{slug}",
    response=f.FormulierItem,
    tags=["formulieren"],
    operation_id="formulier",
    url_name="formulier",
    summary="Een formulier",
)
def formulier(request: HttpRequest, slug: str) -> Any:
    """Een formulier of document van de catalogus."""
    return answer_named(request, FORMULIEREN, slug)


@api.get("/opp-formats", response=o.FormatLijst, tags=["opp-formats"], operation_id="oppFormats", summary="Lijst van gepubliceerde formats")
def opp_formats(request: HttpRequest, question: Query[o.FormatVraag]) -> Any:
    """De nieuwste versie van elk gepubliceerd format."""
    return answer_question(request, OPP_FORMATS, question)


@api.get(
    "/opp-formats/{slug}",
    response=o.FormatDetail,
    by_alias=True,
    tags=["opp-formats"],
    operation_id="oppFormat",
    url_name="opp-format",
    summary="Een format met het JSON Schema van de antwoorden",
)
def opp_format(request: HttpRequest, slug: str) -> Any:
    """De nieuwste versie van een format, op slug of op id: nummer, hash, delen, en het JSON Schema van de antwoorden."""
    return answer_named(request, OPP_FORMATS, slug)


@api.get(
    "/opp-formats/{slug}/versies/{nummer}",
    response=o.VersieItem,
    tags=["opp-formats"],
    operation_id="oppFormatVersie",
    url_name="opp-format-versie",
    summary="Een gepubliceerde versie van een format",
)
def opp_format_versie(request: HttpRequest, slug: str, nummer: int) -> Any:
    """Een versie van een format dat nog gepubliceerd is, op slug of op id, en waar haar delen staan."""
    refuse_unknown(request)
    return answer_made(request, o.versie_item(o.version_of(site_of(request), clean_slug(slug), _number(nummer))))


@api.get(
    "/opp-formats/{slug}/versies/{nummer}/uitwisseling",
    response=dict[str, Any],
    tags=["opp-formats"],
    operation_id="oppFormatUitwisseling",
    url_name="opp-format-uitwisseling",
    summary="Een gepubliceerde versie als uitwisselbestand",
)
def opp_format_uitwisseling(request: HttpRequest, slug: str, nummer: int) -> Any:
    """Het uitwisselbestand van een versie, om ergens anders in te lezen: hetzelfde als de export van een redacteur."""
    refuse_unknown(request)
    return exchange_response(o.version_of(site_of(request), clean_slug(slug), _number(nummer)), clean_slug(slug))


@api.get(
    "/opp-formats/{slug}/versies/{nummer}/schema",
    response=dict[str, Any],
    tags=["opp-formats"],
    operation_id="oppFormatSchema",
    url_name="opp-format-schema",
    summary="Het JSON Schema van de antwoorden van een versie",
)
def opp_format_schema(request: HttpRequest, slug: str, nummer: int) -> Any:
    """Het JSON Schema (2020-12) van de antwoorden van een gepubliceerde versie; het verandert niet."""
    refuse_unknown(request)
    return answer_made(request, o.answers_schema(o.version_of(site_of(request), clean_slug(slug), _number(nummer)), request))


def _number(nummer: int) -> int:
    """A number that a database column can hold; anything else is no number of ours."""
    return nummer if 0 < nummer < 2**31 else 0


@api.get("/openapi.json", include_in_schema=False, url_name="openapi")
def openapi(request: HttpRequest) -> Any:
    """The description of this API."""
    from .openapi import description

    refuse_unknown(request)
    return as_json(description(request), "")


# The same URLs as ninja's own, behind the reader's guard; the name of the namespace is what `reverse` asks for.
__all__ = ["urls", "v1_pages"]
urls = (decorate_urlpatterns(api.urls[0], read_only), "ninja", "api-v1")
