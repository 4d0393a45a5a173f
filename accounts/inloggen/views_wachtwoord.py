"""The pages of passwords: another one for who is signed in, and a new one for who forgot it. Nobody is signed in by them."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY, authenticate
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from ..models import User
from .forms import NOT_KNOWN
from .forms_wachtwoord import NieuwWachtwoordForm, VergetenForm, WijzigForm
from .tasks import ask_link
from .wachtwoord import change, choose_anew, of_link
from .zeker import assure
from .zittingen import change_key

METHODS = ["GET", "HEAD", "POST"]
SAYS = "accounts/wachtwoord_gezegd.html"


@require_http_methods(METHODS)
@sensitive_post_parameters()
@login_required
def wijzigen(request: HttpRequest) -> HttpResponse:
    """Change one's own password, with the one of now; the lock-out counts along."""
    user = cast(User, request.user)
    form = WijzigForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_bound and form.is_valid():
        if authenticate(request, username=user.get_username(), password=form.cleaned_data["huidig"]) == user:
            change_key(request)
            changed = change(user, form.cleaned_data["nieuw"], here=request.session.session_key)
            # This session goes on; all others end by the password itself, too.
            request.session[HASH_SESSION_KEY] = changed.get_session_auth_hash()
            assure(request)
            messages.success(request, "Uw wachtwoord is gewijzigd. Op andere apparaten bent u uitgelogd.")
            return redirect("beveiliging")
        form.add_error("huidig", NOT_KNOWN)
    return render(request, "accounts/wachtwoord_wijzigen.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(METHODS)
def vergeten(request: HttpRequest) -> HttpResponse:
    """Ask where to mail a link. Everybody gets the same answer, whether there is an account with this address or not."""
    form = VergetenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        ask_link(form.cleaned_data["email"])
        return redirect("wachtwoord_gevraagd")
    return render(request, "accounts/wachtwoord_vergeten.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def gevraagd(request: HttpRequest) -> HttpResponse:
    """What everybody reads who asked for a link."""
    return render(request, SAYS, {"wat": "gevraagd"})


@require_http_methods(METHODS)
@sensitive_post_parameters()
@sensitive_variables("token")
def nieuw(request: HttpRequest, wie: str, token: str) -> HttpResponse:
    """Choose a password with the link from the mail. Mail scanners open links, so looking uses nothing up; nobody is signed in by it."""
    user = of_link(wie, token)
    if user is None:
        return render(request, SAYS, {"wat": "oud"}, status=403)
    form = NieuwWachtwoordForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_bound and form.is_valid():
        if choose_anew(wie, token, form.cleaned_data["nieuw"]) is None:
            return render(request, SAYS, {"wat": "oud"}, status=403)
        return redirect("wachtwoord_klaar")
    context = {"form": form, "naam": user.get_username()}
    return render(request, "accounts/wachtwoord_nieuw.html", context, status=422 if form.is_bound else 200)


@require_safe
def klaar(request: HttpRequest) -> HttpResponse:
    """What comes after it: signing in as always, both steps."""
    return render(request, SAYS, {"wat": "klaar"})
