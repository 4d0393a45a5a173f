"""Pages at the end of a file: close it, open it again, start the next one. Only for who guides the school; a closed file comes in too."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from .access import GeopendDossier, Recht, schools_for
from .closing import Bericht, NotNow, close_file, closures, resume_file, start_next, told
from .door import door
from .forms_closing import AfsluitForm, HeropenForm, VolgendeForm
from .kamers import offers_of, open_matters_for
from .names import lookalikes
from .views import formats_for


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AFSLUITEN, als="school", heel=True, ook_gesloten=True)
def afsluiten(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """What is still open, why it closes, who is told; then the file is closed."""
    if geopend.groeidocument.afgesloten_op is not None:
        messages.info(request, "Dit groeidocument is al afgesloten.")
        return _to_file(geopend)
    zaken = open_matters_for(geopend)
    form = AfsluitForm(request.POST or None, zaken=zaken)
    if form.is_bound and form.is_valid():
        seen = bool(form.cleaned_data.get("open_gezien"))
        try:
            bericht = close_file(geopend=geopend, reden=form.cleaned_data["reden"], open_gezien=seen, vertel=form.tells)
        except NotNow:
            messages.info(request, "Dit groeidocument is al afgesloten.")
            return _to_file(geopend)
        except ValidationError as refused:
            form.add_error("open_gezien" if "open_gezien" in form.fields else None, refused.messages)
        else:
            messages.success(request, "Het groeidocument is afgesloten. Het kan nog gelezen worden. Links van gasten zijn dicht.")
            _say_mail(request, bericht)
            return _to_file(geopend)
    context = {"zaken": zaken, "links": _running_links(geopend)}
    return _page(request, "dossiers/afsluiten.html", geopend, form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AFSLUITEN, als="school", heel=True, ook_gesloten=True)
def heropenen(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Why a closed file opens again."""
    if geopend.groeidocument.afgesloten_op is None:
        messages.info(request, "Dit groeidocument is al open.")
        return _to_file(geopend)
    form = HeropenForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            bericht = resume_file(geopend=geopend, reden=form.cleaned_data["reden"], vertel=form.tells)
        except NotNow:
            messages.info(request, "Dit groeidocument is al open.")
        else:
            messages.success(request, "Het groeidocument is weer open. Links van gasten blijven dicht: maak zo nodig een nieuwe.")
            _say_mail(request, bericht)
        return _to_file(geopend)
    return _page(request, "dossiers/heropenen.html", geopend, form, afsluitingen=closures(geopend))


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AFSLUITEN, als="school", heel=True, ook_gesloten=True)
def volgende(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Start the next file of this pupil: on which format, and what goes along."""
    keuzes = offers_of(geopend)
    form = VolgendeForm(request.POST or None, formats=formats_for(schools_for(geopend.viewer)), keuzes=keuzes)
    if form.is_bound and form.is_valid():
        versie, variant = form.cleaned_data["format_versie"]
        wanted = {name: form.cleaned_data[name] for name in ("keuzes", "verzoek")}
        try:
            new = start_next(geopend=geopend, format_versie=versie, variant=variant, **wanted)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, "Het volgende groeidocument is gestart. Bij wat meeging, staat waar het vandaan komt.")
            return redirect("inhoud:dossier", dossier_id=new.pk)
    return _page(request, "dossiers/volgende.html", geopend, form)


def _running_links(geopend: GeopendDossier) -> int:
    return sum(1 for link in geopend.groeidocument.toegangslinks.with_facts() if link.state() in ("actief", "nog niet gebruikt"))


def _say_mail(request: HttpRequest, bericht: Bericht) -> None:
    """What became of the mails: who closes a file must know whether parents were told."""
    if bericht.nog_niet:
        waiting = f"{bericht.nog_niet} van {bericht.aan} berichten zijn nog niet verzonden."
        messages.warning(request, f"{waiting} Dat wordt vanzelf opnieuw geprobeerd. Is er haast bij, bel dan.")
    elif bericht.aan:
        messages.info(request, f"Bericht verzonden aan {bericht.aan} {'persoon' if bericht.aan == 1 else 'personen'}.")


def _page(request: HttpRequest, template: str, geopend: GeopendDossier, form: Any, **context: Any) -> HttpResponse:
    leerling = geopend.groeidocument.leerling
    shared = {"geopend": geopend, "leerling": leerling, "form": form, "gelijkenden": lookalikes(geopend.viewer, leerling)}
    told_people = [person.get_full_name() for person in told(geopend.groeidocument)]
    return render(request, template, shared | {"ontvangers": told_people} | context, status=422 if form.is_bound else 200)


def _to_file(geopend: GeopendDossier) -> HttpResponse:
    return redirect("inhoud:dossier", dossier_id=geopend.groeidocument.pk)
