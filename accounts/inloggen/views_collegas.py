"""Inviting colleagues, for who heads or administers a school; and the page behind the link, for who was invited."""

import json
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from sleutels import KluisError

from ..aanmelden import Bezet
from ..models import Soort, User
from .binnen import first_step
from .collegas import (
    Nieuw,
    accept,
    account_of,
    invitations_for,
    invite,
    make_account,
    of_link,
    schools_to_invite_for,
    send_again,
    take_back,
)
from .forms_collegas import UitnodigForm, WelkomForm
from .sluiten import open_text, seal_text
from .zeker import once_more, recently

PER_PAGE = 30
METHODS = ["GET", "HEAD", "POST"]
# In the session: what was typed before somebody had to prove who they are once more, sealed.
TYPED, _PLACE = "collega_getypt", "inloggen|collega getypt"
OVER = "accounts/welkom_over.html"


@require_http_methods(METHODS)
@login_required
def collegas(request: HttpRequest) -> HttpResponse:
    """Invite a colleague, and what was sent before. Nothing is here for who may invite nobody.

    Raises:
        Http404: for them.
    """
    user = _inviter(request)
    if not recently(request):
        if request.method == "POST":
            _put_aside(request)
        return once_more(request.path)
    form = UitnodigForm(request.POST if request.method == "POST" else None, door=user, initial=_typed(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            invite(door=user, school=given["school"], rol=given["rol"], email=given["email"])
        except ValidationError as refused:
            form.add_error(None, refused)  # beside its field, when it names one
        else:
            messages.success(request, f"De uitnodiging is verstuurd naar {given['email']}. De link werkt een week.")
            return redirect("collegas")
    page = Paginator(invitations_for(user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/collegas.html", {"form": form, "page_obj": page}, status=422 if form.is_bound else 200)


@require_POST
@login_required
def opnieuw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mail a new link; the old one is dead."""
    user = _inviter(request)
    if not recently(request):
        return once_more(_back())
    if send_again(door=user, pk=pk):
        messages.success(request, "Er is een nieuwe link verstuurd. De oude werkt niet meer.")
    else:
        messages.error(request, "Deze uitnodiging kunt u niet nog eens versturen. Maak zo nodig een nieuwe.")
    return redirect("collegas")


@require_POST
@login_required
def intrekken(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an invitation back."""
    if take_back(door=_inviter(request), pk=pk):
        messages.success(request, "De uitnodiging is ingetrokken. De link werkt niet meer.")
    return redirect("collegas")


@require_http_methods(METHODS)
@sensitive_post_parameters()
@sensitive_variables("token")
def welkom(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link: make an account, or take the role with the one that is there. Looking uses nothing up and shows nothing of a school."""
    row = of_link(token)
    if row is None:
        return render(request, OVER, {"wat": "oud"}, status=403)
    there = account_of(row)
    if there is not None:
        return _with_account(request, token, there)
    if request.user.is_authenticated:
        return render(request, OVER, {"wat": "ander"}, status=403)
    person = User(username=row.email, email=row.email, soort=Soort.MEDEWERKER)
    form = WelkomForm(request.POST if request.method == "POST" else None, user=person)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            user = make_account(token, Nieuw(given["voornaam"], given["achternaam"], given["nieuw"]))
        except Bezet:
            return redirect(request.path)
        # The second step comes next, as after every right password.
        return first_step(request, user, "") if user else render(request, OVER, {"wat": "oud"}, status=403)
    context = {"form": form, "email": row.email}
    return render(request, "accounts/welkom.html", context, status=422 if form.is_bound else 200)


def _with_account(request: HttpRequest, token: str, there: User) -> HttpResponse:
    if there.soort != Soort.MEDEWERKER or not there.is_active:
        return render(request, OVER, {"wat": "kan niet"}, status=403)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if request.user != there:
        return render(request, OVER, {"wat": "ander"}, status=403)
    if request.method != "POST":
        return render(request, "accounts/welkom_terug.html")
    if not accept(token, there):
        return render(request, OVER, {"wat": "oud"}, status=403)
    messages.success(request, "U hebt de uitnodiging aangenomen.")
    return redirect("start")


def _inviter(request: HttpRequest) -> User:
    """Who is signed in, if there is a school that they may invite for.

    Raises:
        Http404: otherwise.
    """
    user = cast(User, request.user)
    if not schools_to_invite_for(user).exists():
        raise Http404
    return user


def _back() -> str:
    return redirect("collegas").headers["Location"]


def _put_aside(request: HttpRequest) -> None:
    typed = {name: request.POST.get(name, "")[:200] for name in ("school", "rol", "email", "nog_eens")}
    request.session[TYPED] = seal_text(json.dumps(typed), _PLACE)


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed before the detour, once."""
    held = request.session.pop(TYPED, None)
    try:
        return dict(json.loads(open_text(held, _PLACE))) if held else {}
    except KluisError:
        return {}
