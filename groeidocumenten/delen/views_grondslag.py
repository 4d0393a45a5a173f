"""Other grounds of the law, for who manages access: record one with its reason, and end it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.models import Grondslag

from .forms_grondslag import GrondslagForm
from .gronden import end_grondslag, grondslagen, record_grondslag
from .views_toestemming import back, show_form


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def nieuw(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Another ground of the law, with the reason; the next step is the link."""
    form = GrondslagForm(request.POST or None, geopend=geopend)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = record_grondslag(geopend=geopend, grondslag=form.filled(), reden=given["reden"], verzoek=given["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("delen:link_op_grondslag", dossier_id=geopend.groeidocument.pk, grondslag_id=made.pk)
    return show_form(request, "delen/grondslag_nieuw.html", geopend, form)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def einde(request: HttpRequest, geopend: GeopendDossier, grondslag_id: UUID) -> HttpResponse:
    """Show what stops, then end the ground."""
    een = next((one for one in grondslagen(geopend) if one.grond.pk == grondslag_id), None)
    if een is None:
        raise Http404
    if request.method == "POST":
        end_grondslag(geopend=geopend, grondslag=een.grond)  # type: ignore[arg-type]  # of grondslagen
        messages.success(request, "De grondslag is beëindigd. Links die daarop rustten, zijn meteen dicht.")
        return back(geopend)
    links = een.grond.toegangslinks.valid()  # type: ignore[attr-defined]
    return render(request, "delen/grondslag_einde.html", {"geopend": geopend, "een": een, "links": links})


def grondslag_or_404(geopend: GeopendDossier, pk: UUID) -> Grondslag:
    """Another ground of this file.

    Raises:
        Http404: for every other id.
    """
    row: Grondslag | None = geopend.groeidocument.grondslagen.filter(pk=pk, soort__in=Grondslag.DOOR_SCHOOL).first()
    if row is None:
        raise Http404
    return row
