"""Own notes, notes that were shared, and who talked with the pupil."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door

from .forms_inbreng import DelenForm, GespreksnotitieForm, KindgesprekForm, WerkaantekeningForm
from .notities import (
    Notitie,
    asks_the_pupil,
    gesprekken,
    notities,
    own_note,
    record_gesprek,
    remove_note,
    rewrite_note,
    share_note,
    werkaantekeningen,
    write_note,
)

FORMS: dict[str, type[GespreksnotitieForm] | type[WerkaantekeningForm]] = {"gesprek": GespreksnotitieForm, "werk": WerkaantekeningForm}


@require_safe
@door(Recht.LEZEN, heel=True)
def lijst(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """The own notes, and those that were shared with this viewer."""
    if geopend.lezer == "deskundige":
        raise Http404
    note_reading(request, geopend, "notities")
    writes = geopend.lezer == "school" and geopend.mag(Recht.SCHRIJVEN)
    context = {"geopend": geopend, "notities": notities(geopend), "aantekeningen": werkaantekeningen(geopend), "schrijft": writes}
    return render(request, "inhoud/notities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def nieuw(request: HttpRequest, geopend: GeopendDossier, soort: str) -> HttpResponse:
    """Write a note of a talk, or a working note."""
    if soort not in FORMS:
        raise Http404
    form = FORMS[soort](request.POST or None)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            write_note(geopend=geopend, tekst=sent["tekst"], gesprek_op=sent.get("gesprek_op"), verzoek=sent["verzoek"])
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, "Uw notitie is bewaard. Alleen u ziet hem.")
            return redirect("inhoud:notities", dossier_id=geopend.groeidocument.pk)
    context = {"geopend": geopend, "form": form, "soort": soort}
    return render(request, "inhoud/notitie_nieuw.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def notitie(request: HttpRequest, geopend: GeopendDossier, notitie_id: UUID) -> HttpResponse:
    """Change, share or throw away an own note that was not shared."""
    found = own_note(geopend, notitie_id)
    if found is None or found.gedeeld_op is not None:
        raise Http404
    deed = request.POST.get("doe", "")
    delen = DelenForm(request.POST if deed == "deel" else None)
    start = {"tekst": found.tekst, "versie": found.versie, "gesprek_op": found.gesprek_op}
    form = FORMS[found.soort](request.POST if request.method == "POST" and not deed else None, initial=start)
    try:
        if said := _do(geopend, found, deed, form, delen):
            messages.success(request, said)
            return redirect("inhoud:notities", dossier_id=geopend.groeidocument.pk)
    except ValidationError as wrong:
        (form if form.is_bound else delen).add_error(None, wrong)
    context = {"geopend": geopend, "notitie": found, "form": form, "delen": delen}
    return render(request, "inhoud/notitie.html", context, status=422 if request.method == "POST" else 200)


def _do(geopend: GeopendDossier, found: Notitie, deed: str, form: Any, delen: DelenForm) -> str:
    """What a post of the page asks; what to say of it, or "" when nothing was done."""
    if deed == "gooi_weg":
        remove_note(geopend=geopend, notitie=found)
        return "De notitie is weg."
    if deed == "deel" and found.soort == "gesprek" and delen.is_valid():
        share_note(geopend=geopend, notitie=found, lezers=delen.cleaned_data["lezers"])
        return "De notitie is gedeeld."
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        rewrite_note(geopend=geopend, notitie=found, tekst=sent["tekst"], gesprek_op=sent.get("gesprek_op"), versie=sent["versie"] or 0)
        return "Uw notitie is bewaard. Alleen u ziet hem."
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school")
def kindgesprek(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, sectie: str) -> HttpResponse:
    """Write down who talked with the pupil about a section."""
    deel, found = geopend.sectie(hoofdstuk, sectie)
    if not asks_the_pupil(geopend, found):
        raise Http404
    before = gesprekken(geopend).get(found.key)
    start = {"gevoerd_door": before.gevoerd_door, "gevoerd_op": before.gevoerd_op} if before else {"gevoerd_door": geopend.viewer.name}
    form = KindgesprekForm(request.POST or None, initial=start)
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            record_gesprek(
                geopend=geopend,
                sectie=found,
                gevoerd_door=sent["gevoerd_door"],
                gevoerd_op=sent["gevoerd_op"],
                verzoek=sent["verzoek"],
            )
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, "Er staat nu bij wie het gesprek voerde.")
            return redirect("inhoud:hoofdstuk", dossier_id=geopend.groeidocument.pk, hoofdstuk=deel.key)
    context = {"geopend": geopend, "deel": deel, "sectie": found, "form": form}
    return render(request, "inhoud/kindgesprek.html", context, status=422 if form.is_bound else 200)
