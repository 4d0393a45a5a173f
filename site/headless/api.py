"""The product's own read API (NLGov REST API Design Rules): what every answer and every error of it has in common. The addresses are in `v1`.

It knows no session, no cookie and no user: what it answers is what a visitor may read on the site. Addresses have no slash at the end,
every answer names the version in `API-Version`, every error is `application/problem+json`.
"""

import logging
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from .problems import DETAILS, REASONS, BadQuestion, problem

logger = logging.getLogger(__name__)

VERSION = "1.1.0"
ALLOWED = "GET, HEAD, OPTIONS"

api = NinjaAPI(
    title="Groeiportaal",
    version=VERSION,
    description=(
        "Openbare gegevens van het samenwerkingsverband: handleidingen, formulieren, OPP-formats, begrippen, nieuws en veelgestelde vragen. "
        "Alleen lezen, zonder aanmelden. Elk antwoord heeft een ETag: vraag met `If-None-Match` alleen op wat veranderd is."
    ),
    urls_namespace="api-v1",
    docs_url=None,
    openapi_url=None,
    auth=None,
)


def etag_of(content: bytes) -> str:
    """A strong ETag: equal bytes, equal ETag."""
    return f'"{blake2b(content, digest_size=16).hexdigest()}"'


def read_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """HEAD is a GET of which the server drops the body; every other method is a problem, where ninja would answer plain English text."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            response = HttpResponse(status=204) if request.method == "OPTIONS" else problem(405)
            response.headers["Allow"] = ALLOWED
            return response
        request.method = "GET"
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            # Here, so that the page cache keeps it: what it gives to HEAD has no bytes to make it from.
            response.headers["ETag"] = etag_of(response.content)
        return response

    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return guarded


@read_only
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address under the API."""
    return problem(404, "Dit adres bestaat niet in de API.")


@api.exception_handler(Http404)
def _absent(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404)


@api.exception_handler(BadQuestion)
def _bad_question(request: HttpRequest, error: BadQuestion) -> HttpResponse:
    return problem(400, "Een waarde in de vraag klopt niet.", error.errors)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    if any("path" in item["loc"] for item in error.errors):
        return problem(404)
    fields = {_parameter(item["loc"]): REASONS.get(str(item["type"]), "Deze waarde klopt niet.") for item in error.errors}
    return problem(400, "Een waarde in de vraag klopt niet.", fields)


def _parameter(place: tuple[Any, ...]) -> str:
    """The parameter in a place like (query, question, page) or (query, soort, 3)."""
    return next((str(part) for part in reversed(place) if isinstance(part, str)), "")


@api.exception_handler(BadRequest)
def _bad_request(request: HttpRequest, error: BadRequest) -> HttpResponse:
    return problem(400)


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    # Ninja's own texts are English.
    return problem(error.status_code, DETAILS.get(error.status_code, ""))


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("The API could not answer.", exc_info=error)
    return problem(500)
