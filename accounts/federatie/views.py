"""To the federation and back: signing in, and linking one's account once. Without a federation none of these addresses exists."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from ..inloggen.binnen import first_step
from ..inloggen.zeker import once_more, recently
from ..models import User
from . import koppelen, protocol

View = Callable[..., HttpResponse]
NOT_RIGHT = "Het inloggen is niet gelukt. Er is niets veranderd. Probeer het opnieuw, of log in met uw wachtwoord."
NOT_LINKED = "Bij deze inlog hoort hier nog geen account. Log een keer in met uw wachtwoord en koppel uw account bij “Account beveiligen”."
OTHER_SCHOOL = "Deze inlog is niet van een school waar u hier een rol hebt. Klopt dat niet? Vraag het aan de beheerder van uw school."
TAKEN = "Deze inlog is hier al van iemand anders. Vraag de beheerder van uw school om hulp."


def _with_federation(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not protocol.is_on():
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except ImmediateHttpResponse as answer:
            return answer.response

    return guarded


@require_GET
@_with_federation
def naar(request: HttpRequest) -> HttpResponse:
    """To the federation, to sign in."""
    asked = request.GET.get("next", "")
    verder = asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""
    return redirect(protocol.begin(request, doel="inloggen", verder=verder))


@require_GET
@_with_federation
def terug(request: HttpRequest) -> HttpResponse:
    """Back from the federation."""
    return protocol.come_back(request, _arrived)


@require_POST
@login_required
@_with_federation
def koppel(request: HttpRequest) -> HttpResponse:
    """Link one's own account. By a button of ours, after proof once more, and with a page in between: no other site can have somebody do it."""
    user = cast(User, request.user)
    if not koppelen.may_link(user):
        raise Http404
    if not recently(request):
        return once_more(redirect("beveiliging").headers["Location"])
    adres = protocol.begin(request, doel="koppelen", wie=str(user.pk))
    return render(request, "accounts/federatie_verder.html", {"adres": adres, "federatie": settings.FEDERATIE_NAAM})


@require_POST
@login_required
@_with_federation
def ontkoppel(request: HttpRequest) -> HttpResponse:
    """Take one of one's own links away."""
    try:
        which = UUID(request.POST.get("koppeling", ""))
    except ValueError:
        return redirect("beveiliging")
    if koppelen.unlink(cast(User, request.user), which):
        messages.success(request, "De koppeling is weg. U logt voortaan in met uw wachtwoord.")
    return redirect("beveiliging")


def refused(request: HttpRequest, why: str = NOT_RIGHT) -> HttpResponse:
    """One page for whatever was not right; who is signed in stays so."""
    return render(request, "accounts/federatie_niet.html", {"waarom": why, "federatie": settings.FEDERATIE_NAAM}, status=400)


def _arrived(request: HttpRequest, claims: dict[str, Any], stashed: dict[str, Any]) -> HttpResponse:
    try:
        if stashed.get("doel") == "koppelen":
            return _link(request, claims, stashed)
        user = koppelen.who_is(claims)
    except koppelen.AndereSchool:
        return refused(request, OTHER_SCHOOL)
    except koppelen.AlGekoppeld:
        return refused(request, TAKEN)
    if user is None:
        return refused(request, NOT_LINKED)
    # The federation proved the first step; ours is the second.
    return first_step(request, user, str(stashed.get("verder", "")))


def _link(request: HttpRequest, claims: dict[str, Any], stashed: dict[str, Any]) -> HttpResponse:
    """The one who asked must still be the one who is here."""
    user = request.user
    if not isinstance(user, User) or str(user.pk) != stashed.get("wie") or not koppelen.may_link(user) or not recently(request):
        return refused(request)
    koppelen.link(user, claims)
    messages.success(request, f"Uw account is gekoppeld. U kunt voortaan inloggen met {settings.FEDERATIE_NAAM}.")
    return redirect("beveiliging")
