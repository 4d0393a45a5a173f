"""The languages of parents, pupils and guests: who chose which, and on which pages it is spoken.

Dutch is the source and what everybody gets who chose nothing. A choice is made by a form on the page itself and never guessed; on pages that are not
named here, on public pages and for who works here, nothing is ever translated (docs/besluiten/0036).
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from .models import Soort, User

COOKIE, FIELD = "gp_taal", "kies_taal"
YEAR = 365 * 24 * 60 * 60
# Names of views, or of a whole namespace, whose pages are translated from the first word to the last. A page that is not, does not belong here.
SURFACES = frozenset(
    {
        *("inloggen", "tweede_stap"),
        *("toegang:zonder_link", "toegang:spelregels", "toegang:aanvragen_na_bezoek", "toegang:binnenkomen", "toegang:aanvragen"),
        *("toegangscode:invullen", "toegangscode:verder", "toegangscode:aanvragen", "toegangscode:bevestigen"),
        *("dossiers:verlaten", "dossiers:verlengen"),
    }
)
STAFF = (Soort.MEDEWERKER, Soort.REDACTEUR)


def person(request: HttpRequest) -> User | None:
    """Who is signed in; without a session cookie nothing is asked of the session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "user", None)
    return user if isinstance(user, User) and user.is_authenticated else None


def chosen(request: HttpRequest) -> str:
    """The language that this visitor chose: a person's own, otherwise this browser's; nothing if nobody chose. Who works here reads Dutch."""
    user = person(request)
    if user is not None and user.soort in STAFF:
        return settings.LANGUAGE_CODE
    return known(user.taal if user is not None else "") or known(request.COOKIES.get(COOKIE, ""))


def known(code: str) -> str:
    """The same code if it is one of ours, otherwise nothing."""
    return code if code in dict(settings.LANGUAGES) else ""


def spoken(request: HttpRequest) -> translation.override:
    """Within this, pages are in the visitor's language; for a page that answers in the place of many others."""
    return translation.override(chosen(request) or settings.LANGUAGE_CODE)


def suggestion(request: HttpRequest) -> str:
    """The first of our languages that the browser asks for, if that is not Dutch and nobody chose yet. It is offered and changes nothing."""
    if chosen(request):
        return ""
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200].lower()):
        found = known(code.partition("-")[0])
        if found:
            return found if found != settings.LANGUAGE_CODE else ""
    return ""


class TaalMiddleware:
    """Speaks the chosen language on the pages that have it, and takes a choice in there: after the check of the form's token, before the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Whatever a view spoke, the next request begins in Dutch again."""
        with translation.override(settings.LANGUAGE_CODE):
            response = self.get_response(request)
        if getattr(request, "taal_getoond", ""):
            response.headers["Content-Language"] = request.taal_getoond  # type: ignore[attr-defined]
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Keep a choice and show the page again; otherwise speak."""
        match = request.resolver_match
        if match is None or match.view_name not in SURFACES:
            return None
        user = person(request)
        if user is not None and user.soort in STAFF:
            return None
        if request.method == "POST" and FIELD in request.POST:
            return self._keep(request, user)
        language = chosen(request) or settings.LANGUAGE_CODE
        translation.activate(language)
        request.taal_getoond = language  # type: ignore[attr-defined]
        return None

    def _keep(self, request: HttpRequest, user: User | None) -> HttpResponse:
        """Remember it in this browser, and with the account of who is signed in. The address stays the same, so nobody is led elsewhere."""
        response = HttpResponseRedirect(request.get_full_path())
        response.status_code = 303
        code = known(request.POST[FIELD])
        if code:
            response.set_cookie(COOKIE, code, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
            if user is not None:
                User.objects.filter(pk=user.pk).update(taal=code)
        return response
