"""Orders that keep somebody away from a pupil, for who guides the pupil's school: record, add addresses that became known, end."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from .access import GeopendeLeerling
from .blokkades import Bevel, add_addresses, bevelen, end_blokkade, record_blokkade
from .door import leerlingdoor
from .forms_blokkade import AdressenForm, BlokkadeForm, OpheffenForm
from .names import lookalikes
from .views_leerling import back, show_form

LEAD = "Naar deze adressen kan niemand een link maken, en links die al lopen gaan dicht. Alleen wie de leerling begeleidt, ziet dit."


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def nieuw(request: HttpRequest, geopend: GeopendeLeerling) -> HttpResponse:
    """Write down an order."""
    form = BlokkadeForm(request.POST or None, relaties=geopend.leerling.gezagsrelaties.order_by("naam"))
    words = {
        "titel": "Leg een contactverbod of beperking vast",
        "lead": LEAD,
        "knop": "Leg vast",
        "gelijkenden": lookalikes(geopend.viewer, geopend.leerling),
    }
    if form.is_bound and form.is_valid():
        try:
            record_blokkade(geopend=geopend, bepaling=form.bepaling(), verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Het is vastgelegd. Links naar deze adressen zijn dicht.")
            return back(geopend)
    return show_form(request, geopend, form, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def adressen(request: HttpRequest, geopend: GeopendeLeerling, blokkade_id: UUID) -> HttpResponse:
    """Add addresses of the same person."""
    bevel = _bevel_or_404(geopend, blokkade_id)
    form = AdressenForm(request.POST or None)
    words = {"titel": f"Adressen van {bevel.naam}", "lead": LEAD, "knop": "Voeg de adressen toe"}
    if form.is_bound and form.is_valid():
        try:
            add_addresses(geopend=geopend, blokkade=blokkade_id, adressen=form.cleaned_data["adressen"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "De adressen zijn toegevoegd.")
            return back(geopend)
    return show_form(request, geopend, form, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def einde(request: HttpRequest, geopend: GeopendeLeerling, blokkade_id: UUID) -> HttpResponse:
    """End an order, after saying what follows."""
    bevel = _bevel_or_404(geopend, blokkade_id)
    form = OpheffenForm(request.POST if request.method == "POST" else None)
    words = {
        "titel": f"Hef het contactverbod van {bevel.naam} op",
        "lead": "Daarna kan er weer een link naar deze adressen. Een link die hierdoor dicht was en nog niet verlopen is, gaat weer open: "
        "trek die eerst in als dat niet moet.",
        "knop": "Hef op",
        "gevaar": True,
    }
    if form.is_bound and form.is_valid():
        end_blokkade(geopend=geopend, blokkade=blokkade_id)
        messages.success(request, "Het is opgeheven.")
        return back(geopend)
    return show_form(request, geopend, form, **words)


def _bevel_or_404(geopend: GeopendeLeerling, pk: UUID) -> Bevel:
    for one in bevelen(geopend):
        if one.blokkade.pk == pk and one.blokkade.opgeheven_op is None:
            return one
    raise Http404
