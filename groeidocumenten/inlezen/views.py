"""Taking pupils in from the administration: for who guides the school. A file is sent, compared and shown; only "Lees in" stores anything."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import School
from groeidocumenten.dossiers.access import AccessOver, Viewer, schools_for
from groeidocumenten.dossiers.door import lobby

from .actions import confirm, discard, take_in
from .bewaren import head_of, round_of, rounds_of
from .forms import MB, BestandForm, BevestigForm
from .models import Inleesronde
from .tonen import MOST_DOUBTS, SOORTEN, Tonen

EARLIER = 5
Stand = Inleesronde.Stand


def _school_or_404(viewer: Viewer, pk: UUID) -> School:
    school = schools_for(viewer).filter(pk=pk).first()
    if school is None:
        raise Http404
    return school


def _ronde_or_404(school: School, pk: UUID) -> Inleesronde:
    ronde = round_of(school, pk)
    if ronde is None:
        raise Http404
    return ronde


@require_http_methods(["GET", "HEAD", "POST"])
@lobby()
def inlezen(request: HttpRequest, viewer: Viewer, school_id: UUID) -> HttpResponse:
    """Choose a file; what waits, and what was taken in before."""
    school = _school_or_404(viewer, school_id)
    posted = request.method == "POST"
    form = BestandForm(request.POST, request.FILES) if posted else BestandForm()
    if getattr(request, "upload_too_large", False):
        form.fields["bestand"].required = False
        form.add_error(
            "bestand", f"Dit bestand is groter dan {settings.INLEZEN_MAX_BYTES // MB} MB. Zo groot is de export van één school niet."
        )
    elif posted and form.is_valid():
        said = form.cleaned_data
        try:
            ronde = take_in(viewer=viewer, school=school, bestand=said["bestand"], verzoek=said["verzoek"])
            return redirect("inlezen:inlezen_ronde", school_id=school.pk, ronde_id=ronde.pk)
        except AccessOver:
            raise Http404 from None
        except ValidationError as refused:
            form.add_error("bestand", refused)
    waiting, done = rounds_of(school)
    context = {"school": school, "form": form, "wachtend": waiting, "eerder": done[:EARLIER]}
    return render(request, "inlezen/inlezen.html", context, status=422 if posted else 200)


@require_safe
@lobby()
def inlezen_ronde(request: HttpRequest, viewer: Viewer, school_id: UUID, ronde_id: UUID) -> HttpResponse:
    """What a file would change, or what it changed."""
    return _shown(request, viewer, _ronde_or_404(_school_or_404(viewer, school_id), ronde_id))


def _shown(request: HttpRequest, viewer: Viewer, ronde: Inleesronde, form: BevestigForm | None = None) -> HttpResponse:
    context: dict[str, Any] = {"ronde": ronde, "school": ronde.school, "form": form, "standen": Stand}
    if ronde.stand == Stand.KLAAR:
        tonen = Tonen(viewer, ronde, request.GET.get("soort", ""), request.GET.get("page"))
        context |= {
            "tonen": tonen,
            "page_obj": tonen.pagina,
            "query": f"soort={tonen.soort}&",
            "soorten": [(key, naam, getattr(ronde, key)) for key, naam in SOORTEN.items() if getattr(ronde, key) or key == tonen.soort],
            "begeleiders": head_of(ronde).begeleiders,
            "gekozen": form.chosen() if form is not None else set(),
            "meer_twijfel": max(0, ronde.twijfel - MOST_DOUBTS),
        }
    return render(request, "inlezen/ronde.html", context, status=422 if form is not None else 200)


@require_POST
@lobby()
def inlezen_bevestigen(request: HttpRequest, viewer: Viewer, school_id: UUID, ronde_id: UUID) -> HttpResponse:
    """Store what was shown."""
    ronde = _ronde_or_404(_school_or_404(viewer, school_id), ronde_id)
    there = redirect("inlezen:inlezen_ronde", school_id=school_id, ronde_id=ronde_id)
    if ronde.stand != Stand.KLAAR:
        return there
    doubts = [one.nummer for one in Tonen(viewer, ronde).twijfels if one.keuze]
    form = BevestigForm(request.POST, twijfel=doubts)
    if form.is_valid():
        try:
            done = confirm(viewer=viewer, ronde=ronde, versie=form.cleaned_data["versie"], dezelfde=form.numbers())
        except AccessOver:
            raise Http404 from None
        except ValidationError as refused:
            form.add_error(None, refused)
            return _shown(request, viewer, _ronde_or_404(ronde.school, ronde.pk), form)
        if done.stand == Stand.INGELEZEN:
            messages.success(request, "De leerlingen zijn ingelezen.")
        return there
    return _shown(request, viewer, ronde, form)


@require_POST
@lobby()
def inlezen_weg(request: HttpRequest, viewer: Viewer, school_id: UUID, ronde_id: UUID) -> HttpResponse:
    """Throw away what waits."""
    school = _school_or_404(viewer, school_id)
    ronde = _ronde_or_404(school, ronde_id)
    if request.POST.get("versie") != str(ronde.versie):
        # What stands there was not seen: show it first.
        return redirect("inlezen:inlezen_ronde", school_id=school_id, ronde_id=ronde_id)
    try:
        discard(viewer=viewer, ronde=ronde)
    except AccessOver:
        raise Http404 from None
    messages.success(request, "Weggegooid. Er is niets ingelezen.")
    return redirect("inlezen:inlezen", school_id=school.pk)
