"""A new link: on a toestemming, on another ground, or for a gezaghouder without an account to answer one question with. The pincode shows once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.models import Bereik, Deelgrond, LinkRecht, Omvang
from groeidocumenten.dossiers.opnieuw import just_proven

from .actions import NewLink, share_with_guest
from .als_gast import Voorbeeld, remember
from .asking import ask_by_link
from .forms_link import LinkForm, VraagLinkForm
from .views_grondslag import grondslag_or_404
from .views_toestemming import back, ground_or_404, show_form, toestemming_or_404

USED = "Deze link is al gemaakt. De pincode is één keer getoond en is nu niet meer te zien."


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
@just_proven
def op_toestemming(request: HttpRequest, geopend: GeopendDossier, toestemming_id: UUID) -> HttpResponse:
    """Make a link on a toestemming; the answer shows the pincode, this once."""
    toestemming = toestemming_or_404(geopend, toestemming_id)
    if not toestemming.holds() or toestemming.doel not in toestemming.MET_LINK:
        messages.error(request, "Op deze toestemming kunt u nu geen link maken. Kijk hieronder wat er ontbreekt.")
        return redirect("delen:toestemming", dossier_id=geopend.groeidocument.pk, toestemming_id=toestemming_id)
    return _make(request, geopend, toestemming)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
@just_proven
def op_grondslag(request: HttpRequest, geopend: GeopendDossier, grondslag_id: UUID) -> HttpResponse:
    """Make a link on another ground."""
    grondslag = grondslag_or_404(geopend, grondslag_id)
    if not grondslag.in_period():
        messages.error(request, "Deze grondslag geldt niet meer. Leg eerst een nieuwe vast.")
        return back(geopend)
    return _make(request, geopend, grondslag)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
@just_proven
def vraag_met_link(request: HttpRequest, geopend: GeopendDossier, toestemming_id: UUID, antwoord_id: UUID) -> HttpResponse:
    """Send a gezaghouder without an account a link to answer this one question with."""
    een = ground_or_404(geopend, toestemming_id)
    antwoord = next((one for one in een.antwoorden if one.rij.pk == antwoord_id and one.rij.gezag_id), None)
    if antwoord is None:
        raise Http404
    if antwoord.stand != "gevraagd" or een.voorbij:
        messages.info(request, "Deze vraag is al beantwoord of niet meer nodig. Er is geen link gemaakt.")
        return redirect("delen:toegang", dossier_id=geopend.groeidocument.pk)
    form = VraagLinkForm(request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        wanted = {"email": given["ontvanger_email"], "tot": form.until(), "verzoek": given["verzoek"]}
        try:
            made = ask_by_link(geopend=geopend, antwoord=antwoord.rij, **wanted)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            return _made(request, geopend, made)
    return show_form(request, "delen/vraag_met_link.html", geopend, form, een=een, antwoord=antwoord)


def _make(request: HttpRequest, geopend: GeopendDossier, grond: Deelgrond) -> HttpResponse:
    form = LinkForm(request.POST or None, geopend=geopend, grond=grond)
    looks = "bekijk" in request.POST
    if form.is_bound:
        form.is_valid()
    if looks and (omvang := form.previewed):
        return _preview(request, geopend, grond, omvang, str(form.cleaned_data.get("recht") or LinkRecht.LEZEN))
    if form.is_bound and form.is_valid() and not looks:
        try:
            made = share_with_guest(geopend=geopend, grond=grond, wens=form.wens(), verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            return _made(request, geopend, made)
    more = any(name in form.errors or form[name].value() for name in form.MORE)
    return show_form(request, "delen/link_nieuw.html", geopend, form, grond=grond, meer_open=more)


def _preview(request: HttpRequest, geopend: GeopendDossier, grond: Deelgrond, omvang: Omvang, recht: str) -> HttpResponse:
    """Show what this link would show, in a tab of its own; the form stays where it is."""
    alone = omvang.bereik in (Bereik.DOCUMENT, Bereik.FORMULIER)
    remember(request, geopend, Voorbeeld(grond.ontvanger, LinkRecht.LEZEN if alone else LinkRecht(recht), omvang))
    return redirect("delen:als_gast", dossier_id=geopend.groeidocument.pk)


def _made(request: HttpRequest, geopend: GeopendDossier, made: NewLink | None) -> HttpResponse:
    if made is None:
        messages.info(request, USED)
        return back(geopend)
    return render(request, "delen/link_gemaakt.html", {"geopend": geopend, "gemaakt": made})


def show_refusal(form: Any, refused: ValidationError) -> None:
    """Put an action's refusal beside the field that it is about."""
    names = {"geldig_tot": "tot_en_met", "geldig_van": "vanaf"}
    for name, errors in getattr(refused, "message_dict", {"": refused.messages}).items():
        place = names.get(name, name)
        form.add_error(place if place in form.fields else None, errors)
