"""Error pages, and the few public views that are no page: robots.txt, the closed login of the admin, and search.

Error pages are made without the request: they hold no path, no name and no token, so that "it is not there" and "it is not yours" are the
same bytes, and they ask no database, so that they also work when that is the trouble.
"""

import logging
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from .search import MAX_QUERY, find

logger = logging.getLogger(__name__)

# When even the template cannot be shown.
LAST_RESORT = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Er ging iets mis</title></head>'
    "<body><h1>Er ging iets mis</h1><p>Dat ligt aan ons. Probeer het over een paar minuten opnieuw.</p></body></html>"
)


def _error_page(status: int) -> HttpResponse:
    """The page of one status, equal for everybody and for every cause."""
    try:
        # Whoever was reading in another language gets the same bytes.
        with translation.override(settings.LANGUAGE_CODE):
            text = loader.get_template(f"{status}.html").render({"demo": settings.DEMO, "site_role": settings.SITE_ROLE})
    except Exception:
        logger.exception("The error page of status %s could not be shown.", status)
        text = LAST_RESORT
    return HttpResponse(text, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was sent without its token: the page was open for too long, or another site sent it."""
    return _error_page(403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be understood."""
    return _error_page(400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This may not be done."""
    return _error_page(403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing here, or nothing for you."""
    return _error_page(404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke."""
    return _error_page(500)


def broken_address(request: HttpRequest) -> HttpResponse:
    """An address with a NUL byte: no page can have it, and PostgreSQL may not be asked for it.

    Raises:
        Http404: always.
    """
    raise Http404


def admin_login(request: HttpRequest) -> HttpResponse:
    """Wagtail's own login asks a password only and knows no lock-out; there is one login, and it leads back to where somebody was going.

    Raises:
        PermissionDenied: for somebody signed in who may not enter the admin; the login would send them back here for ever.
    """
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    target = request.GET.get("next", "")
    login = reverse("inloggen")
    if not target or not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        try:
            target = reverse("wagtailadmin_home")
        except NoReverseMatch:
            return redirect(login)
    return redirect(f"{login}?{urlencode({'next': target})}")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path.rstrip('/')}/" for path in settings.PRIVATE_PATHS),
        "Disallow: /zoeken/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def zoeken(request: HttpRequest) -> HttpResponse:
    """Search in what is public on this site: live pages, terms, questions, and the formulieren of the catalogue.

    Raises:
        Http404: for a page of the results that does not exist.
    """
    question, soort, lezer = (request.GET.get(name, "").replace("\x00", "").strip() for name in ("q", "soort", "lezer"))
    context: dict[str, Any] = {"vraag": question, "max_vraag": MAX_QUERY}
    if len(question) > MAX_QUERY:
        context |= {"vraag": "", "fout": f"Uw zoekvraag is te lang. Gebruik hoogstens {MAX_QUERY} tekens."}
        return render(request, "website/zoeken.html", context, status=400)
    if question:
        found = find(question, request, soort=soort, lezer=lezer)
        number = request.GET.get("page", "1")
        try:
            page = found.resultaten.page(number if number.isascii() and number.isdigit() else 1)
        except EmptyPage as error:
            raise Http404 from error
        context |= {"gevonden": found, "pagina": page}
    return render(request, "website/zoeken.html", context)
