"""Handing out toegangscodes on the page of a pupil, and the requests for one: for who guides the school."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models_uitnodiging import Uitnodiging
from groeidocumenten.dossiers.access import GeopendeLeerling, Viewer, schools_for
from groeidocumenten.dossiers.door import leerlingdoor, lobby
from groeidocumenten.dossiers.leerling import note_leerling
from groeidocumenten.dossiers.models import Gezagsrelatie, Handeling
from groeidocumenten.dossiers.opnieuw import just_proven

from .aanvragen import requests_for, settle
from .forms import UitgeefForm
from .handing_out import DAYS, for_letter, hand_out, handed_out, may_get_one, take_back
from .letter import letter


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
@just_proven
def uitgeven(request: HttpRequest, geopend: GeopendeLeerling, gezag_id: UUID) -> HttpResponse:
    """What was handed out to this parent, and a next toegangscode. The page after it shows the code, once."""
    gezag = _gezag(geopend, gezag_id)
    form = UitgeefForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        wijze, cleaned = Uitnodiging.Wijze(form.cleaned_data["wijze"]), form.cleaned_data
        try:
            made = hand_out(geopend=geopend, gezag=gezag.pk, wijze=wijze, email=cleaned["email"], verzoek=cleaned["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)  # beside its field, when it names one
        else:
            if made is None:
                messages.info(request, "Deze code is al gemaakt en wordt niet nog eens getoond. Kwijt? Maak dan een nieuwe.")
                return redirect("toegangscodes:uitgeven", leerling_id=geopend.leerling.pk, gezag_id=gezag.pk)
            context = {"leerling": geopend.leerling, "gezag": gezag, "gemaakt": made, "email": cleaned["email"]}
            return render(request, "toegangscodes/gemaakt.html", context)
    given = handed_out(geopend, gezag)
    context = {
        "leerling": geopend.leerling,
        "gezag": gezag,
        "form": form if may_get_one(gezag) or form.is_bound else None,
        "uitgegeven": given,
        "open": next((one for one in given if one.uitnodiging.stand in ("open", "op slot")), None),
        "dagen": {wijze.value: days for wijze, days in DAYS.items()},
    }
    return render(request, "toegangscodes/uitgeven.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters()
@require_POST
@leerlingdoor
def brief(request: HttpRequest, geopend: GeopendeLeerling, gezag_id: UUID) -> HttpResponse:
    """The letter, for who has kenmerk and code on the screen: they are kept nowhere, so the page sends them along."""
    gezag = _gezag(geopend, gezag_id)
    kenmerk, code = (request.POST.get(name, "")[:40] for name in ("kenmerk", "code"))
    row = for_letter(gezag, kenmerk, code)
    if row is None:
        messages.error(request, "De brief is niet meer te maken: deze code geldt niet (meer). Maak een nieuwe toegangscode.")
        return redirect("toegangscodes:uitgeven", leerling_id=geopend.leerling.pk, gezag_id=gezag.pk)
    pdf = letter(school=geopend.leerling.school, naam=gezag.naam, kenmerk=kenmerk, code=code, geldig_tot=row.uitnodiging.geldig_tot)
    note_leerling(Handeling.AFGEDRUKT, geopend, row)
    response = HttpResponse(pdf, content_type="application/pdf")
    # No name in the file's name: downloads lie about on shared computers.
    response.headers["Content-Disposition"] = 'attachment; filename="brief-toegangscode.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@leerlingdoor
def intrekken(request: HttpRequest, geopend: GeopendeLeerling, gezag_id: UUID) -> HttpResponse:
    """Take back what was handed out and not used."""
    gezag = _gezag(geopend, gezag_id)
    if take_back(geopend=geopend, gezag=gezag.pk):
        messages.success(request, "De toegangscode is ingetrokken. Niemand kan hem nog gebruiken.")
    return redirect("toegangscodes:uitgeven", leerling_id=geopend.leerling.pk, gezag_id=gezag.pk)


@require_safe
@lobby()
def aanvragen(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Who asked the schools that this person guides for a toegangscode."""
    if not schools_for(viewer).exists():
        raise Http404
    return render(request, "toegangscodes/aanvragen.html", {"aanvragen": requests_for(viewer)})


@require_POST
@lobby()
def afgehandeld(request: HttpRequest, viewer: Viewer, aanvraag_id: UUID) -> HttpResponse:
    """A request was dealt with, whatever was decided: what was typed in it is gone."""
    if not settle(viewer=viewer, pk=aanvraag_id):
        raise Http404
    messages.success(request, "De aanvraag is afgehandeld en gewist.")
    return redirect("toegangscodes:aanvragen")


def _gezag(geopend: GeopendeLeerling, pk: UUID) -> Gezagsrelatie:
    row: Gezagsrelatie | None = geopend.leerling.gezagsrelaties.select_related("gebruiker").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
