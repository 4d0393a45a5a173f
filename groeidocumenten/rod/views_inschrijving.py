"""When a pupil is registered at the school: for who guides it. The list for ROD is checked against it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groeidocumenten.dossiers.access import GeopendeLeerling
from groeidocumenten.dossiers.door import leerlingdoor
from groeidocumenten.dossiers.leerling import Changed
from groeidocumenten.dossiers.views_leerling import conflicted, show_form
from groeidocumenten.opp.scherm import did

from .actions import add_registration, change_registration
from .forms import InschrijvingForm, InschrijvingWijzigForm


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def inschrijvingen(request: HttpRequest, geopend: GeopendeLeerling) -> HttpResponse:
    """The periods that were written down, and a form for a new one."""
    leerling = geopend.leerling
    form = InschrijvingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        if did(form, lambda: add_registration(geopend=geopend, periode=form.periode(), verzoek=said["verzoek"])):
            messages.success(request, "De inschrijving is vastgelegd.")
            return redirect("rod:inschrijvingen", leerling_id=leerling.pk)
    rows = list(leerling.inschrijvingen.select_related("school"))
    context = {"leerling": leerling, "rijen": rows, "form": form}
    return render(request, "rod/inschrijvingen.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def inschrijving(request: HttpRequest, geopend: GeopendeLeerling, inschrijving_id: UUID) -> HttpResponse:
    """Correct a period, or write down that the pupil left."""
    row = geopend.leerling.inschrijvingen.filter(pk=inschrijving_id).first()
    if row is None:
        raise Http404
    form = InschrijvingWijzigForm.of(row, request.POST if request.method == "POST" else None)
    words = {"titel": "Wijzig de inschrijving", "knop": "Bewaar de inschrijving"}
    if form.is_bound and form.is_valid():
        versie = form.cleaned_data["versie"]
        try:
            change_registration(geopend=geopend, inschrijving=inschrijving_id, periode=form.periode(), versie=versie)
        except Changed as conflict:
            return conflicted(request, geopend, form, conflict, **words)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "De inschrijving is bewaard.")
            return redirect("rod:inschrijvingen", leerling_id=geopend.leerling.pk)
    return show_form(request, geopend, form, **words)
