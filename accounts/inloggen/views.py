"""The pages of the second step: the code, setting up an app, the codes on paper, and what somebody can do about it later.

Who comes here: who gave the right password a moment ago and is nobody yet (`wachtend`), and who is signed in. Everybody else is sent to log in.
"""

import time
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sleutels import KluisError

from ..federatie.koppelen import may_link
from ..federatie.koppelen import own as linked
from ..federatie.protocol import is_on
from ..models import User
from .binnen import landing, second_step, sign_in
from .codes import new_secret, step_of
from .collegas import schools_to_invite_for
from .forms import NOT_KNOWN, TOO_OFTEN, WRONG_CODE, AppEnWachtwoordForm, AppForm, CodeForm
from .stempel import ACTIVE, must_have, stamp
from .tweede_stap import Geweigerd, Uitkomst, check, has_passkey, recovery_codes, remove, renew_recovery_codes, set_up
from .wachtend import VALID, Wachtend, waiting
from .zittingen import change_key, end, own

# In the session: the sealed secret that an app is being given; until when one's own app may be replaced; that new codes were not put away yet.
SECRET, RENEWS, SHOWS = "tweede_stap_geheim", "tweede_stap_vernieuwen", "herstelcodes_tonen"
METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """The second step of signing in."""
    waits = waiting(request)
    if waits is None:
        return redirect("inloggen")
    if waits.user.tweede_stap_sinds is None:
        return redirect("tweede_stap_instellen")
    form = CodeForm(request.POST if request.method == "POST" else None)
    # The one thing to do here, as on the page before.
    form.fields["code"].widget.attrs["autofocus"] = True
    if form.is_bound and form.is_valid() and tried(form, waits.user):
        return second_step(request, waits.user, waits.verder)
    return render(request, "accounts/code.html", {"form": form, "passkey": has_passkey(waits.user)}, status=422 if form.is_bound else 200)


@require_http_methods(METHODS)
@sensitive_post_parameters("code", "wachtwoord")
def instellen(request: HttpRequest) -> HttpResponse:
    """Give an app the secret, and let it prove that it has it. The secret stays in the session; nothing of it is sent along with the form."""
    waits, renews = waiting(request), _renews(request)
    user = waits.user if waits else request.user
    if not isinstance(user, User) or not user.is_authenticated:
        return redirect("inloggen")
    if user.tweede_stap_sinds is not None and not renews:
        return redirect("tweede_stap" if waits else "beveiliging")
    kind = AppForm if waits or renews else AppEnWachtwoordForm
    form = kind(request.POST if request.method == "POST" else None)
    secret = _secret(request, user)
    if form.is_bound and form.is_valid() and _known(request, form, user) and (step := _proven(form, secret)):
        return _set_up(request, user, waits, secret=secret, step=step, renews=renews)
    adapter = get_adapter()
    context = {
        "form": form,
        "geheim": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "qr": adapter.build_totp_svg(adapter.build_totp_url(user, secret)),
        "verplicht": must_have(user),
        "vernieuwt": renews,
        "ingelogd": waits is None,
    }
    return render(request, "accounts/instellen.html", context, status=422 if form.is_bound else 200)


@require_http_methods(METHODS)
@login_required
def herstelcodes(request: HttpRequest) -> HttpResponse:
    """The codes on paper, until somebody says that they were put away; never again after that."""
    verder = request.session.get(SHOWS)
    if verder is None:
        return redirect("beveiliging")
    if request.method == "POST":
        del request.session[SHOWS]
        return redirect(landing(request.user, verder) or "start")
    return render(request, "accounts/herstelcodes.html", {"codes": recovery_codes(_person(request))})


@require_http_methods(METHODS)
@sensitive_post_parameters("code")
@login_required
def beveiliging(request: HttpRequest) -> HttpResponse:
    """How one's own account is guarded: another phone, new codes on paper, and for who may do without, no second step any more."""
    user = _person(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and user.tweede_stap_sinds is None:
        return redirect("beveiliging")
    if form.is_bound and form.is_valid() and tried(form, user):
        return _do(request, user, request.POST.get("doe", ""))
    context = {
        "form": form,
        "verplicht": must_have(user),
        "over": len(recovery_codes(user)) if user.tweede_stap_sinds else 0,
        "regels": user.inlogregels.all()[:10],
        "zittingen": own(user),
        "federatie": settings.FEDERATIE_NAAM if is_on() and may_link(user) else "",
        "koppelingen": linked(user) if is_on() else [],
        "hier": request.session.session_key,
        "nodigt_uit": schools_to_invite_for(user).exists(),
    }
    return render(request, "accounts/beveiliging.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def zittingen(request: HttpRequest) -> HttpResponse:
    """End one of one's own other sessions, or all of them. Another person's is not among them, whatever id was sent."""
    sent = request.POST.get("zitting", "")
    try:
        which = UUID(sent) if sent != "alle" else None
    except ValueError:
        return redirect("beveiliging")
    count = end(_person(request), which, besides=request.session.session_key)
    messages.success(request, "Daar bent u nu uitgelogd." if count else "Daar was u al uitgelogd.")
    return redirect("beveiliging")


@require_POST
def verder(request: HttpRequest) -> HttpResponse:
    """Somebody is still there: the hour begins anew. 204 for who is signed in; the login page for who is not any more."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403) if "json" in request.headers.get("Accept", "") else redirect("inloggen")
    if ACTIVE in request.session:
        request.session[ACTIVE] = int(time.time())
    return HttpResponse(status=204)


def tried(form: CodeForm, user: User) -> bool:
    """Whether the code of this form was right; otherwise the form says what is wrong."""
    outcome = check(user, form.cleaned_data["code"])
    if outcome is not Uitkomst.GOED:
        form.add_error("code", TOO_OFTEN if outcome is Uitkomst.WACHT else WRONG_CODE)
    return outcome is Uitkomst.GOED


def _do(request: HttpRequest, user: User, what: str) -> HttpResponse:
    """One of the deeds of the page about one's own account, after a code was given for it.

    Raises:
        PermissionDenied: for who may not do without.
    """
    if what == "telefoon":
        request.session[RENEWS] = (timezone.now() + VALID).isoformat()
        return redirect("tweede_stap_instellen")
    if what == "uit":
        try:
            remove(user=user, door=user)
        except Geweigerd as refused:
            raise PermissionDenied from refused
        messages.success(request, "De tweede stap staat uit. U logt weer in met alleen uw wachtwoord.")
        return redirect("beveiliging")
    renew_recovery_codes(user=user)
    request.session[SHOWS] = request.path
    return redirect("herstelcodes")


def _set_up(request: HttpRequest, user: User, waits: Wachtend | None, *, secret: str, step: int, renews: bool) -> HttpResponse:
    try:
        user = set_up(user=user, secret=secret, step=step, replace=renews)
    except Geweigerd:
        # Another window was earlier; what it set up counts.
        return redirect("inloggen")
    for key in (SECRET, RENEWS):
        request.session.pop(key, None)
    if waits:
        sign_in(request, user)
    else:
        change_key(request)
        stamp(request, user)
    request.session[SHOWS] = waits.verder if waits else ""
    return redirect("herstelcodes")


def _renews(request: HttpRequest) -> bool:
    """Whether somebody gave a code a moment ago to move their second step to another phone."""
    until: str = request.session.get(RENEWS, "")
    return until != "" and request.user.is_authenticated and timezone.now() < datetime.fromisoformat(until)


def _person(request: HttpRequest) -> User:
    """Who is signed in, behind `login_required`."""
    return cast(User, request.user)


def _secret(request: HttpRequest, user: User) -> str:
    """The secret that is being given in this session to this person: the same when the page is opened again, so that an app need not be told twice."""
    adapter, held = get_adapter(), request.session.get(SECRET)
    if isinstance(held, dict) and held.get("voor") == str(user.pk):
        try:
            return str(adapter.decrypt(held["geheim"]))
        except KluisError:
            pass
    secret = new_secret()
    request.session[SECRET] = {"voor": str(user.pk), "geheim": adapter.encrypt(secret)}
    return secret


def _known(request: HttpRequest, form: Any, user: User) -> bool:
    """Whether the password is right, where it is asked again; the lock-out counts along."""
    if "wachtwoord" not in form.fields:
        return True
    same = authenticate(request, username=user.get_username(), password=form.cleaned_data["wachtwoord"])
    if same != user:
        form.add_error("wachtwoord", NOT_KNOWN)
    return same == user


def _proven(form: Any, secret: str) -> int | None:
    step = step_of(secret, form.cleaned_data["code"])
    if step is None:
        form.add_error("code", WRONG_CODE)
    return step
