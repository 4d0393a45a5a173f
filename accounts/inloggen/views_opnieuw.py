"""The page that asks who is signed in to prove it once more, before something that a computer left alone may not do (`zeker`)."""

from typing import cast

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ..models import User
from .forms import NOT_KNOWN, TOO_OFTEN, WRONG_CODE, OpnieuwForm
from .tweede_stap import Uitkomst, check, has_passkey
from .zeker import assure
from .zittingen import change_key


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code", "wachtwoord")
@login_required
def opnieuw(request: HttpRequest) -> HttpResponse:
    """Ask for the password, or for a code of who has a second step; one of the two is enough. Then on, to an address of this site alone."""
    user = cast(User, request.user)
    asked = request.POST.get("next") or request.GET.get("next", "")
    verder = asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""
    form = OpnieuwForm(request.POST if request.method == "POST" else None, met_code=user.tweede_stap_sinds is not None)
    if form.is_bound and form.is_valid() and _proves(request, form, user):
        proven(request)
        return redirect(verder or "beveiliging")
    context = {"form": form, "passkey": has_passkey(user), "next": verder, "minuten": settings.OPNIEUW_BEWIJZEN_MINUTEN}
    return render(request, "accounts/opnieuw.html", context, status=422 if form.is_bound else 200)


def proven(request: HttpRequest) -> None:
    """It was right. The session gets another key: whoever had a copy of the old one has nothing by this."""
    change_key(request)
    assure(request)


def _proves(request: HttpRequest, form: OpnieuwForm, user: User) -> bool:
    """Whether what was typed is right; the lock-outs of password and codes count along."""
    if form.cleaned_data.get("code"):
        outcome = check(user, form.cleaned_data["code"])
        if outcome is not Uitkomst.GOED:
            form.add_error("code", TOO_OFTEN if outcome is Uitkomst.WACHT else WRONG_CODE)
        return outcome is Uitkomst.GOED
    same = authenticate(request, username=user.get_username(), password=form.cleaned_data["wachtwoord"])
    if same != user:
        form.add_error("wachtwoord", NOT_KNOWN)
    return same == user
