"""The product's own read API: handleidingen, formulieren and OPP formats as JSON, with an OpenAPI 3.1 description (NLGov REST API Design Rules).

It knows no session, no cookie and no user: what it answers is what a visitor may read on the site. Addresses have no slash at the end,
every answer names the version in `API-Version`, every error is `application/problem+json`.
"""

import json
import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from ninja.errors import HttpError, ValidationError
from wagtail.utils.urlpatterns import decorate_urlpatterns

from formats.models import FormatVersie
from forms_catalog.models import Formulier
from handleidingen.models import HandleidingPage
from opp_pages.exporting import exchange_response
from opp_pages.models import FormatPage

from . import api_schemas as schemas

logger = logging.getLogger(__name__)

VERSION = "1.0.0"
PROBLEM = "application/problem+json; charset=utf-8"
TITLES = {
    400: "Ongeldige vraag",
    404: "Niet gevonden",
    405: "Deze methode kan hier niet",
    422: "Ongeldige vraag",
    500: "Er ging iets mis bij ons",
}


def problem(status: int, detail: str = "", errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """An error as RFC 9457 describes it; the text names the field, never the value."""
    body: dict[str, Any] = {"type": "about:blank", "title": TITLES.get(status, "Fout"), "status": status}
    if detail:
        body["detail"] = detail
    if errors:
        body["errors"] = errors
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=PROBLEM)
    response.headers["API-Version"] = VERSION
    return response


class ReadApi(NinjaAPI):
    """ninja with the version in every answer."""

    def create_response(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ninja's own answer, and the header."""
        response = super().create_response(*args, **kwargs)
        response.headers["API-Version"] = VERSION
        return response


api = ReadApi(
    title="Groeiportaal",
    version=VERSION,
    description="Openbare gegevens van het samenwerkingsverband: handleidingen, formulieren en OPP-formats. Alleen lezen, zonder aanmelden.",
    urls_namespace="api-v1",
    docs_url=None,
    openapi_url=None,
    auth=None,
)


def read_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """HEAD is a GET of which the server drops the body; every other method is a problem, where ninja would answer plain English text."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            response = problem(405, "Deze API kan alleen lezen.")
            response.headers["Allow"] = "GET, HEAD"
            return response
        request.method = "GET"
        return view(request, *args, **kwargs)

    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return guarded


@read_only
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address under the API."""
    return problem(404, "Dit adres bestaat niet in de API.")


@api.exception_handler(Http404)
def _absent(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, "Dit bestaat niet, of het is niet openbaar.")


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = [{"veld": str(item["loc"][-1]), "reden": str(item["type"])} for item in error.errors]
    in_path = any("path" in item["loc"] for item in error.errors)
    return (
        problem(404, "Dit bestaat niet, of het is niet openbaar.")
        if in_path
        else problem(400, "Een waarde in de vraag klopt niet.", fields)
    )


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, str(error))


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("The API could not answer.", exc_info=error)
    return problem(500)


def _page(rows: QuerySet[Any] | list[Any], paging: schemas.Paging, to_item: Any) -> dict[str, Any]:
    """One page of a list; a page past the end is empty, as programs expect."""
    start = (paging.page - 1) * paging.page_size
    total = len(rows) if isinstance(rows, list) else rows.count()
    return {
        "aantal": total,
        "page": paging.page,
        "page_size": paging.page_size,
        "resultaten": [to_item(row) for row in rows[start : start + paging.page_size]],
    }


@api.get("/handleidingen", response=schemas.HandleidingLijst, tags=["handleidingen"], summary="Lijst van handleidingen")
def handleidingen(request: HttpRequest, paging: Query[schemas.Paging]) -> dict[str, Any]:
    """Every live handleiding, in the order of the site."""
    pages = HandleidingPage.objects.live().public().order_by("path").defer("stappen")
    return _page(pages, paging, lambda page: schemas.handleiding(page, request))


@api.get("/handleidingen/{id}", response=schemas.HandleidingDetail, tags=["handleidingen"], summary="Een handleiding met stappen")
def handleiding(request: HttpRequest, id: int) -> dict[str, Any]:
    """One live handleiding with its steps."""
    page = HandleidingPage.objects.live().public().filter(pk=_key(id)).first()
    if page is None:
        raise Http404
    return schemas.handleiding_detail(page, request)


@api.get("/formulieren", response=schemas.FormulierLijst, tags=["formulieren"], summary="Lijst van formulieren")
def formulieren(request: HttpRequest, paging: Query[schemas.Paging]) -> dict[str, Any]:
    """Every formulier that visitors may know of, also those in voorbereiding; concepts never."""
    return _page(Formulier.objects.public().with_details().order_by("titel", "pk"), paging, lambda row: schemas.formulier(row, request))


@api.get("/formulieren/{slug}", response=schemas.FormulierItem, tags=["formulieren"], summary="Een formulier")
def formulier(request: HttpRequest, slug: str) -> dict[str, Any]:
    """One formulier that visitors may know of."""
    row = Formulier.objects.public().with_details().filter(slug=slug.replace("\x00", "")[:80]).first()
    if row is None:
        raise Http404
    return schemas.formulier(row, request)


@api.get("/opp-formats", response=schemas.FormatLijst, tags=["opp-formats"], summary="Lijst van gepubliceerde formats")
def opp_formats(request: HttpRequest, paging: Query[schemas.Paging]) -> dict[str, Any]:
    """The current version of every published format."""
    return _page(_current_formats(), paging, lambda versie: schemas.format_versie(versie, request))


@api.get(
    "/opp-formats/{id}",
    response=schemas.FormatDetail,
    by_alias=True,
    tags=["opp-formats"],
    summary="Een format met het JSON Schema van de antwoorden",
)
def opp_format(request: HttpRequest, id: UUID) -> dict[str, Any]:
    """The current version of one format: its number, its hash, its parts, and the JSON Schema of its answers."""
    versie = _current_formats().filter(format_id=id).first()
    if versie is None:
        raise Http404
    return schemas.format_detail(versie, request)


@api.get(
    "/opp-formats/{slug}/versies/{nummer}",
    response=schemas.VersieItem,
    tags=["opp-formats"],
    summary="Een gepubliceerde versie van een format",
)
def opp_format_versie(request: HttpRequest, slug: str, nummer: int) -> dict[str, Any]:
    """Any published version of a format that is not withdrawn, by the slug of its page or by the id of the format, and where its parts are."""
    return schemas.versie_item(_version_of(slug, nummer), request)


@api.get(
    "/opp-formats/{slug}/versies/{nummer}/uitwisseling",
    response=dict[str, Any],
    tags=["opp-formats"],
    summary="Een gepubliceerde versie als uitwisselbestand, om ergens anders in te lezen",
)
def opp_format_uitwisseling(request: HttpRequest, slug: str, nummer: int) -> HttpResponse:
    """The exchange file of a version: the same bytes that an editor's export gives."""
    response = exchange_response(_version_of(slug, nummer), slug)
    response.headers["API-Version"] = VERSION
    return response


@api.get(
    "/opp-formats/{slug}/versies/{nummer}/schema",
    response=dict[str, Any],
    tags=["opp-formats"],
    summary="Het JSON Schema (2020-12) van de antwoorden van een gepubliceerde versie",
)
def opp_format_schema(request: HttpRequest, slug: str, nummer: int) -> dict[str, Any]:
    """The JSON Schema of any published version of a format that is not withdrawn, by the slug of its page or by the id of the format."""
    return schemas.answers_schema(_version_of(slug, nummer), request)


def _version_of(slug: str, nummer: int) -> FormatVersie:
    versie = _versions_of(slug).filter(nummer=nummer).select_related("format__site").first()
    if versie is None:
        raise Http404
    return versie


def _versions_of(slug: str) -> QuerySet[FormatVersie]:
    """Every version of one format; an id keeps working when an editor renames the page."""
    versions = FormatVersie.objects.filter(format__ingetrokken_op__isnull=True)
    try:
        return versions.filter(format_id=UUID(slug))
    except ValueError:
        pages = FormatPage.objects.live().public().filter(slug=slug.replace("\x00", "")[:255])
        return versions.filter(format__in=pages.values("format"))


def _current_formats() -> QuerySet[FormatVersie]:
    return FormatVersie.objects.current().select_related("format").order_by("format__titel", "pk")


def _key(number: int) -> int:
    """A number that a database column can hold; anything else is no key of ours."""
    return number if 0 < number < 2**63 else 0


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of this API."""
    return api.create_response(request, api.get_openapi_schema(), status=200)


# The same URLs as ninja's own, behind the reader's guard; the name of the namespace is what `reverse` asks for.
urls = (decorate_urlpatterns(api.urls[0], read_only), "ninja", "api-v1")
