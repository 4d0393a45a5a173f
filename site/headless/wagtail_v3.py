"""Wagtail's API v3, which reads and writes pages with an editor's token. It is a preview: off unless WAGTAIL_SCHRIJF_API says otherwise.

Wagtail leaves reading open to everybody; here every address asks a token that is valid now, of somebody who may enter the admin. What that person
may do is then Wagtail's own question, page by page.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.urls import api
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .problems import problem


def urls() -> Any:
    """Wagtail's own addresses behind the token."""
    patterns, app, namespace = api.urls
    return decorate_urlpatterns(patterns, editors_only), app, namespace


def editors_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No answer at all without an editor's token; a session in a browser does not count."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if BearerTokenAuth()(request) is None or not request.user.has_perm("wagtailadmin.access_admin"):
            response = problem(401, "Geef het token van een redacteur mee.")
            response.headers["WWW-Authenticate"] = "Bearer"
            return response
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return guarded
