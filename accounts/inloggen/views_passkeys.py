"""The pages of passkeys: one's own list, the challenge that the script asks for, and coming in with one."""

import json
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from ..models import User
from . import passkeys
from .binnen import first_step, second_step
from .forms_passkeys import PasskeyForm
from .stempel import asked
from .tweede_stap import Geweigerd
from .views_opnieuw import proven
from .wachtend import waiting
from .zeker import once_more, recently
from .zittingen import describe

MANY = f"U hebt al {passkeys.MOST} passkeys. Haal er eerst een weg."


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def lijst(request: HttpRequest) -> HttpResponse:
    """One's own passkeys, and a next one. Asks for proof first, at looking already: a device that is added opens everything later."""
    user = cast(User, request.user)
    if not recently(request):
        return once_more(request.path)
    name = describe(request.headers.get("User-Agent", "")[:400])
    form = PasskeyForm(request.POST if request.method == "POST" else None, initial={"naam": name})
    if form.is_bound and form.is_valid():
        try:
            if passkeys.add(request, user, form.cleaned_data["naam"], answered(request)):
                messages.success(request, "De passkey is toegevoegd. Hiermee kunt u voortaan inloggen.")
                return redirect("passkeys")
            form.add_error(None, passkeys.NOT_RIGHT)
        except Geweigerd:
            form.add_error(None, MANY)
    context = {"form": form, "passkeys": [(row, row.data["name"]) for row in passkeys.own(user)]}
    return render(request, "accounts/passkeys.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def weg(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own passkey away; another person's is not among them."""
    if not recently(request):
        return once_more(redirect("passkeys").headers["Location"])
    if passkeys.remove(user=cast(User, request.user), pk=pk, here=request.session.session_key):
        messages.success(request, "De passkey is weg. Op andere apparaten bent u uitgelogd.")
    return redirect("passkeys")


@require_POST
def vraag(request: HttpRequest) -> HttpResponse:
    """A challenge for the script of the page: for who is signed in, who waits for the second step, or nobody yet."""
    voor = request.POST.get("voor", "")
    waits = waiting(request) if voor == passkeys.CODE else None
    if waits is not None:
        user: User | None = waits.user
    elif voor in (passkeys.ERBIJ, passkeys.OPNIEUW) and request.user.is_authenticated:
        user = request.user
    elif voor == passkeys.INLOGGEN and not request.user.is_authenticated:
        user = None
    else:
        return JsonResponse({"fout": "Log opnieuw in."}, status=403)
    if voor == passkeys.ERBIJ and not recently(request):
        return JsonResponse({"fout": "Bevestig eerst opnieuw dat u het bent."}, status=403)
    return JsonResponse(passkeys.ask(request, voor, user))


@require_POST
def binnen(request: HttpRequest) -> HttpResponse:
    """Come in with a passkey alone: the device saw its owner, and that is two steps. Who lost the second step sets it up first, as always."""
    if request.user.is_authenticated:
        return redirect("start")
    user = passkeys.proven(request, passkeys.INLOGGEN, None, answered(request))
    if user is None:
        return render(request, "accounts/passkey_niet.html", status=422)
    verder = _onward(request)
    if asked(user) and user.tweede_stap_sinds is None:
        return first_step(request, user, verder)
    return second_step(request, user, verder)


@require_POST
def code(request: HttpRequest) -> HttpResponse:
    """The second step with a passkey, after the right password."""
    waits = waiting(request)
    if waits is None:
        return redirect("inloggen")
    if waits.user.tweede_stap_sinds is None or passkeys.proven(request, passkeys.CODE, waits.user, answered(request)) is None:
        return render(request, "accounts/passkey_niet.html", {"terug": "code"}, status=422)
    return second_step(request, waits.user, waits.verder)


@require_POST
@login_required
def opnieuw(request: HttpRequest) -> HttpResponse:
    """Proof once more, with a passkey."""
    verder = _onward(request)
    if passkeys.proven(request, passkeys.OPNIEUW, cast(User, request.user), answered(request)) is None:
        return render(request, "accounts/passkey_niet.html", {"terug": "opnieuw", "next": verder}, status=422)
    proven(request)
    return redirect(verder or "beveiliging")


def answered(request: HttpRequest) -> Any:
    """What the browser said, as the script sent it; nothing for what is no JSON."""
    try:
        return json.loads(request.POST.get("antwoord", "")[:20_000])
    except (ValueError, RecursionError):
        return None


def _onward(request: HttpRequest) -> str:
    asked_for = request.POST.get("next", "")
    return asked_for if url_has_allowed_host_and_scheme(asked_for, allowed_hosts=None) else ""
