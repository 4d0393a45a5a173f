"""Toestemming for who manages access: ask, record, see every answer, end. And the second person who looks at a paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import guides_of
from accounts.models import User
from groeidocumenten.documenten.people import people_of
from groeidocumenten.documenten.views import TOO_LARGE, judged_all
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.models import Toestemming
from groeidocumenten.inhoud.judging import Judged

from .antwoorden import check_paper, closes, record_refusal, to_check
from .forms_toestemming import AntwoordForm, ControleForm, OpmerkingForm, VastleggenForm, VraagForm
from .gever import Gever, givers, pupil_decides
from .gronden import Antwoord, Grondregel, toestemmingen
from .toestemming import Wijze, ask_toestemming, record_answer, record_toestemming, withdraw_toestemming


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def vragen(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Ask people who decide, who answer in the product or by a link."""
    people = givers(geopend.groeidocument)
    form = VraagForm(request.POST or None, geopend=geopend, people=people)
    if form.is_bound and form.is_valid():
        try:
            made = ask_toestemming(geopend=geopend, vraag=form.vraag(), aan=form.people(), verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            without = [one.naam for one in form.people() if one.account is None]
            messages.success(request, "De vraag staat klaar.")
            if without:
                names = " en ".join(without)
                messages.warning(
                    request, f"{names} heeft geen account. Stuur een link, of leg het antwoord van papier of een gesprek vast."
                )
            return _after(geopend, made)
    context = {"niemand": not people, "leerling_beslist": pupil_decides(geopend.groeidocument)}
    return show_form(request, "delen/toestemming_vragen.html", geopend, form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def nieuw(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Record toestemming that was given outside the product; the next step is the link."""
    people = givers(geopend.groeidocument)
    form = VastleggenForm(request.POST or None, request.FILES or None, geopend=geopend, people=people, colleagues=colleagues(geopend))
    scan = _judged(request, form)
    if form.is_bound and form.is_valid():
        try:
            made = record_toestemming(geopend=geopend, vraag=form.vraag(), gegeven=form.gegeven(scan), verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return _after(geopend, made)
    context = {"niemand": not people, "leerling_beslist": pupil_decides(geopend.groeidocument)}
    return show_form(request, "delen/toestemming_nieuw.html", geopend, form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def bekijken(request: HttpRequest, geopend: GeopendDossier, toestemming_id: UUID) -> HttpResponse:
    """One toestemming: who said what, what is missing, and one more answer to record."""
    one = ground_or_404(geopend, toestemming_id)
    given = {answer.rij.gezag_id for answer in one.antwoorden if answer.stand in ("gegeven", "te controleren", "ingetrokken")}
    people = [gever for gever in _deciding(geopend, one) if gever.gezag_id not in given]
    form = AntwoordForm(request.POST or None, request.FILES or None, people=people, colleagues=colleagues(geopend))
    scan = _judged(request, form)
    if form.is_bound and form.is_valid():
        wanted = {"toestemming": one.grond, "gegeven": form.gegeven(scan), "verzoek": form.cleaned_data["verzoek"]}
        try:
            record_answer(geopend=geopend, **wanted)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Het antwoord is vastgelegd.")
            return redirect("delen:toestemming", dossier_id=geopend.groeidocument.pk, toestemming_id=toestemming_id)
    links = toestemming_or_404(geopend, toestemming_id).toegangslinks.with_facts().order_by("-uitgegeven_op")
    context = {"een": one, "mensen": people, "links": [(link, link.state()) for link in links], "gevers": _askable(geopend, one)}
    return show_form(request, "delen/toestemming.html", geopend, form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def intrekken(request: HttpRequest, geopend: GeopendDossier, toestemming_id: UUID) -> HttpResponse:
    """Show what stops, then end the toestemming."""
    toestemming = toestemming_or_404(geopend, toestemming_id)
    if request.method == "POST":
        withdraw_toestemming(geopend=geopend, toestemming=toestemming)
        messages.success(request, "De toestemming is ingetrokken. Links die daarop rustten, zijn meteen dicht.")
        return back(geopend)
    context = {"geopend": geopend, "toestemming": toestemming, "links": closes(geopend, toestemming)}
    return render(request, "delen/toestemming_intrekken.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def antwoord_nee(request: HttpRequest, geopend: GeopendDossier, toestemming_id: UUID, antwoord_id: UUID) -> HttpResponse:
    """Show what stops, then write down that somebody said no, or took it back, outside the product."""
    one = ground_or_404(geopend, toestemming_id)
    answer = next((each for each in one.antwoorden if each.rij.pk == antwoord_id), None)
    if answer is None:
        raise Http404
    form = OpmerkingForm(request.POST or None)
    form.fields["opmerking"].label = "Wat zei deze persoon erbij?"
    if form.is_bound and form.is_valid():
        record_refusal(geopend=geopend, antwoord=antwoord_id, opmerking=form.cleaned_data["opmerking"])
        messages.success(request, f"Vastgelegd: {answer.naam} geeft geen toestemming (meer).")
        return redirect("delen:toestemming", dossier_id=geopend.groeidocument.pk, toestemming_id=toestemming_id)
    context = {"een": one, "antwoord": answer, "links": closes(geopend, one.grond, answer.rij)}  # type: ignore[arg-type]  # of toestemmingen
    return show_form(request, "delen/antwoord_nee.html", geopend, form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.LEZEN, als="school")
def controle(request: HttpRequest, geopend: GeopendDossier, antwoord_id: UUID) -> HttpResponse:
    """The second person looks at the paper: only who was chosen for it finds this page."""
    row = to_check(geopend).select_related("toestemming", "gezag").filter(pk=antwoord_id).first()
    if row is None:
        raise Http404
    form = ControleForm(request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        check_paper(geopend=geopend, antwoord=antwoord_id, klopt=given["klopt"] == "ja", reden=given["reden"])
        messages.success(request, "Dank u wel. De begeleider ziet wat u vond.")
        return redirect("inhoud:dossier", dossier_id=geopend.groeidocument.pk)
    een = next(one for one in toestemmingen(geopend) if one.grond.pk == row.toestemming_id)
    naam = row.gezag.naam if row.gezag else geopend.groeidocument.leerling.naam
    return show_form(request, "delen/controle.html", geopend, form, een=een, rij=row, naam=naam)


def colleagues(geopend: GeopendDossier) -> list[User]:
    """Who can look at a paper: others who guide the school, and the teachers of this pupil."""
    staff = [*guides_of(geopend.groeidocument.school), *(one.gebruiker for one in people_of(geopend) if one.rol == "school")]
    return list({one.pk: one for one in staff if one.pk != geopend.viewer.user.pk}.values())


def toestemming_or_404(geopend: GeopendDossier, pk: UUID) -> Toestemming:
    """A toestemming of this file.

    Raises:
        Http404: for every other id.
    """
    row: Toestemming | None = geopend.groeidocument.toestemmingen.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def ground_or_404(geopend: GeopendDossier, pk: UUID) -> Grondregel:
    """A toestemming of this file in words.

    Raises:
        Http404: for every other id.
    """
    for one in toestemmingen(geopend):
        if one.grond.pk == pk:
            return one
    raise Http404


def _deciding(geopend: GeopendDossier, one: Grondregel) -> list[Gever]:
    return [] if one.voorbij else givers(geopend.groeidocument)


def _askable(geopend: GeopendDossier, one: Grondregel) -> list[tuple[Antwoord, Gever]]:
    """Open questions to people without an account, each with the person: a link can be sent."""
    people = {gever.gezag_id: gever for gever in _deciding(geopend, one) if gever.account is None and gever.gezag}
    return [
        (answer, people[answer.rij.gezag_id]) for answer in one.antwoorden if answer.stand == "gevraagd" and answer.rij.gezag_id in people
    ]


def _judged(request: HttpRequest, form: Any) -> Judged | None:
    """The scan, judged by its contents; None without paper, or with the reason beside the field."""
    if getattr(request, "upload_too_large", False):
        form.files = {}
        form.add_error("scan", TOO_LARGE)
        return None
    if not form.is_bound or not form.is_valid() or form.cleaned_data["wijze"] != Wijze.PAPIER:
        return None
    try:
        [judged] = judged_all([form.cleaned_data["scan"]])
    except ValidationError as refused:
        form.add_error("scan", refused)
        return None
    return judged


def _after(geopend: GeopendDossier, made: list[Toestemming]) -> HttpResponse:
    """On to the link if there is one to make now; otherwise to the toestemming, or the list."""
    holding = [one for one in made if one.doel in Toestemming.MET_LINK and one.holds()]
    dossier_id = geopend.groeidocument.pk
    if holding:
        return redirect("delen:link_nieuw", dossier_id=dossier_id, toestemming_id=holding[0].pk)
    if len(made) == 1:
        return redirect("delen:toestemming", dossier_id=dossier_id, toestemming_id=made[0].pk)
    return back(geopend)


def show_form(request: HttpRequest, template: str, geopend: GeopendDossier, form: Any, **context: Any) -> HttpResponse:
    """A page with a form about this file."""
    return render(request, template, {"geopend": geopend, "form": form, **context}, status=422 if form.is_bound else 200)


def back(geopend: GeopendDossier) -> HttpResponse:
    """To the page that says who can reach this file."""
    return redirect("delen:toegang", dossier_id=geopend.groeidocument.pk)
