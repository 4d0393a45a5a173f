"""The emergency opening: ask for one, confirm one, end one early, review one. Outside any file, because who asks and who confirms stand outside."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import colleagues_in
from groeidocumenten.dossiers.access import AccessOver, Viewer
from groeidocumenten.dossiers.door import lobby

from . import mail
from .actions import CONFIRM_WITHIN, MOST_PER_DAY, NotNow, TooOften, ask, confirm, refuse, review, withdraw
from .forms import NoodForm, OordeelForm
from .openings import Opening, all_shown, asks_at, opening_for, openings_for, oversees

PER_PAGE = 20
TOO_OFTEN = f"U hebt vandaag al {MOST_PER_DAY} keer een noodopening gevraagd. Bel de intern begeleider of de directeur."


@require_http_methods(["GET", "HEAD", "POST"])
@lobby()
def noodopeningen(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Ask for an emergency opening; see the own ones, those to confirm, and those to oversee. The answer is the same whoever was meant."""
    schools = list(asks_at(viewer))
    if not schools and not oversees(viewer).exists():
        raise Http404
    colleagues = colleagues_in(schools).exclude(pk=viewer.user.pk)
    form = NoodForm(request.POST or None, schools=asks_at(viewer), colleagues=colleagues) if schools else None
    status = 200
    if request.method == "POST":
        if form is None:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        status = 422
        if form.is_valid():
            try:
                return _asked(request, viewer, form)
            except TooOften:
                form.add_error(None, TOO_OFTEN)
                status = 429
            except ValidationError as refused:
                form.add_error(None, refused)
    page = Paginator(openings_for(viewer), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "noodopeningen": all_shown(viewer, list(page.object_list))}
    return render(request, "toezicht/noodopeningen.html", context, status=status)


def _asked(request: HttpRequest, viewer: Viewer, form: NoodForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        row = ask(viewer=viewer, **{name: said[name] for name in ("school", "naam", "geboortedatum", "reden", "bevestiger", "verzoek")})
    except AccessOver:
        raise Http404 from None
    # When the answer has been sent: a mail that only goes out for a pupil who is there must not make the answer come later.
    request.after_answer = [lambda: mail.ask_to_confirm(row)]  # type: ignore[attr-defined]
    name, minutes = said["bevestiger"].get_full_name(), int(CONFIRM_WITHIN.total_seconds() // 60)
    messages.info(
        request,
        f"Uw vraag is vastgelegd. Past zij bij een leerling van de school, dan krijgt {name} bericht om te bevestigen. "
        f"Dat kan de komende {minutes} minuten. Bel {name} ook even.",
    )
    return redirect("toezicht:noodopeningen")


@require_http_methods(["GET", "HEAD"])
@lobby()
def noodopening(request: HttpRequest, viewer: Viewer, nood_id: UUID) -> HttpResponse:
    """One emergency opening, as far as it is this viewer's business."""
    return _page(request, opening_for(viewer, nood_id), OordeelForm())


@require_POST
@lobby()
def bevestigen(request: HttpRequest, viewer: Viewer, nood_id: UUID) -> HttpResponse:
    """The second person says yes."""
    found = opening_for(viewer, nood_id)
    if request.POST.get("bevestig") == "ja":
        try:
            confirm(viewer=viewer, opening=nood_id)
        except NotNow:
            messages.info(request, "Dit verzoek is al beantwoord of vervallen.")
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        else:
            messages.success(
                request, f"Bevestigd. {found.aanvrager} kan nu 30 minuten lezen. De intern begeleider, directeur en FG krijgen bericht."
            )
    return redirect("toezicht:noodopening", nood_id=nood_id)


@require_POST
@lobby()
def weigeren(request: HttpRequest, viewer: Viewer, nood_id: UUID) -> HttpResponse:
    """The second person says no."""
    opening_for(viewer, nood_id)
    if request.POST.get("bevestig") == "ja":
        try:
            refuse(viewer=viewer, opening=nood_id)
        except NotNow:
            messages.info(request, "Dit verzoek is al beantwoord of vervallen.")
        else:
            messages.success(request, "U hebt geweigerd. Wie het vroeg, krijgt daarvan geen bericht: zeg het zelf.")
    return redirect("toezicht:noodopening", nood_id=nood_id)


@require_POST
@lobby()
def intrekken(request: HttpRequest, viewer: Viewer, nood_id: UUID) -> HttpResponse:
    """End an opening before its time."""
    _overseen_or_404(viewer, nood_id)
    if request.POST.get("bevestig") == "ja":
        try:
            withdraw(viewer=viewer, opening=nood_id)
        except AccessOver:
            raise Http404 from None
        except NotNow:
            messages.info(request, "Deze noodopening was al voorbij.")
        else:
            messages.success(request, "De noodopening is ingetrokken. De lezer kan niets meer openen.")
    return redirect("toezicht:noodopening", nood_id=nood_id)


@require_POST
@lobby()
def beoordelen(request: HttpRequest, viewer: Viewer, nood_id: UUID) -> HttpResponse:
    """Write down whether it was right."""
    found = _overseen_or_404(viewer, nood_id)
    form = OordeelForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        review(viewer=viewer, opening=nood_id, oordeel=form.cleaned_data["oordeel"])
    except AccessOver:
        raise Http404 from None
    except NotNow:
        messages.info(request, "Deze noodopening loopt nog, of is al nagekeken.")
    else:
        messages.success(request, "Bewaard. De noodopening is nagekeken.")
    return redirect("toezicht:noodopening", nood_id=nood_id)


def _overseen_or_404(viewer: Viewer, pk: UUID) -> Opening:
    found = opening_for(viewer, pk)
    if not found.ziet_toe:
        raise Http404
    return found


def _page(request: HttpRequest, found: Opening, form: Any, status: int = 200) -> HttpResponse:
    return render(request, "toezicht/noodopening.html", {"nood": found, "form": form}, status=status)
