"""What happens in and around a talk: points and times beforehand, the report and what is said of it, and the afspraken."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.inhoud.actions import Saved

from .actions import AGREED, add_point, agree_report, choose_time, propose_time, react, save_report
from .agreements import finish, finishes, save_agreement
from .forms import AfspraakForm, NieuweAfspraakForm, PuntForm, ReactieForm, TijdForm, VaststellenForm, VerslagForm
from .register import persons
from .talks import OpenAfspraak, OpenGesprek, reads_concept, report_history, talk_for
from .views import saved_or_both, shown_form, to_talk, versie_of


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def agenda(request: HttpRequest, geopend: GeopendDossier, gesprek_id: UUID) -> HttpResponse:
    """Put a point on the agenda, until the talk begins."""
    talk = talk_for(geopend, gesprek_id)
    form = PuntForm(request.POST or None, lezer=geopend.lezer)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            add_point(geopend=geopend, gesprek=talk.gesprek, tekst=said["tekst"], verzoek=said["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Het punt staat op de agenda.")
            return to_talk(geopend, talk)
    return shown_form(request, "gesprekken/agenda.html", geopend, form, gesprek=talk)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def tijd(request: HttpRequest, geopend: GeopendDossier, gesprek_id: UUID) -> HttpResponse:
    """Propose a moment for the talk."""
    talk = talk_for(geopend, gesprek_id)
    form = TijdForm(request.POST or None)
    if form.is_bound and form.is_valid():
        moment = form.moment()
        try:
            if moment is not None:
                propose_time(geopend=geopend, gesprek=talk.gesprek, tijdstip=moment, verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Het tijdstip is voorgesteld.")
            return to_talk(geopend, talk)
    return shown_form(request, "gesprekken/tijd.html", geopend, form, gesprek=talk)


@require_POST
@door(Recht.SCHRIJVEN, als="school", heel=True)
def tijd_kiezen(request: HttpRequest, geopend: GeopendDossier, gesprek_id: UUID) -> HttpResponse:
    """Choose one of the proposed moments."""
    talk = talk_for(geopend, gesprek_id)
    chosen = next((one for one in talk.tijden if str(one.pk) == request.POST.get("tijd")), None)
    try:
        if chosen is None:
            raise ValidationError("Kies een tijd uit de lijst.")
        choose_time(geopend=geopend, gesprek=talk.gesprek, tijdvoorstel=chosen.pk)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, "Het gesprek heeft nu een datum en tijd.")
    return to_talk(geopend, talk)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def verslag(request: HttpRequest, geopend: GeopendDossier, gesprek_id: UUID) -> HttpResponse:
    """Write the concept of the report; the second of two savers sees both texts."""
    talk = _readable(geopend, gesprek_id)
    if talk.gesprek.vastgesteld_op is not None and request.method != "POST":
        messages.info(request, AGREED)
        return to_talk(geopend, talk)
    saved = talk.verslag or Saved()
    form = VerslagForm(request.POST or None, initial=saved.antwoorden)

    def save() -> None:
        save_report(geopend=geopend, gesprek=talk.gesprek, tekst=form.cleaned_data["tekst"], versie=versie_of(request))

    def lines(inhoud: dict[str, Any]) -> list[tuple[str, str]]:
        return [("Verslag", inhoud["tekst"])]

    return saved_or_both(request, geopend, form, save, template="gesprekken/verslag.html", talk=talk, saved=saved, lines=lines)


@require_safe
@door(Recht.LEZEN, heel=True)
def verslag_geschiedenis(request: HttpRequest, geopend: GeopendDossier, gesprek_id: UUID) -> HttpResponse:
    """Every saved state of a report, for who reads its concept."""
    talk = _readable(geopend, gesprek_id)
    if not reads_concept(geopend):
        raise Http404
    note_reading(request, geopend, f"gesprek {gesprek_id}")
    context = {"geopend": geopend, "gesprek": talk, "standen": report_history(geopend, gesprek_id)}
    return render(request, "gesprekken/verslag_geschiedenis.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def vaststellen(request: HttpRequest, geopend: GeopendDossier, gesprek_id: UUID) -> HttpResponse:
    """Record that the report that is shown was agreed."""
    talk = _readable(geopend, gesprek_id)
    if talk.verslag is None or talk.gesprek.vastgesteld_op is not None:
        messages.info(request, "Er is geen concept om vast te stellen.")
        return to_talk(geopend, talk)
    form = VaststellenForm(request.POST or None, initial={"versie": talk.verslag.versie})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            agree_report(geopend=geopend, gesprek=talk.gesprek, versie=said["versie"], met_wie=said["met_wie"])
        except ValidationError as refused:
            form.add_error(None, refused)
            # The page shows the report as it is now: agreeing once more is about this one.
            form.data = {**request.POST.dict(), "versie": str(talk.verslag.versie)}
        else:
            messages.success(request, "Het verslag is vastgesteld.")
            return to_talk(geopend, talk)
    return shown_form(request, "gesprekken/vaststellen.html", geopend, form, gesprek=talk)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def reactie(request: HttpRequest, geopend: GeopendDossier, gesprek_id: UUID) -> HttpResponse:
    """Say something of a report: on the concept, or as an addition after it was agreed."""
    talk = _readable(geopend, gesprek_id)
    if talk.verslag is None:
        messages.info(request, "Er is nog geen verslag.")
        return to_talk(geopend, talk)
    form = ReactieForm(request.POST or None, lezer=geopend.lezer)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            react(geopend=geopend, gesprek=talk.gesprek, tekst=said["tekst"], verzoek=said["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Je tekst staat erbij." if geopend.lezer == "leerling" else "Uw tekst staat erbij.")
            return to_talk(geopend, talk)
    return shown_form(request, "gesprekken/reactie.html", geopend, form, gesprek=talk)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def afspraak(request: HttpRequest, geopend: GeopendDossier, gesprek_id: UUID, afspraak_id: UUID | None = None) -> HttpResponse:
    """Write an afspraak down, or change it as long as the report was not agreed."""
    talk = talk_for(geopend, gesprek_id)
    if not talk.leest_afspraken:
        raise Http404
    present = _agreement(talk, afspraak_id) if afspraak_id else None
    saved = present.saved if present else Saved()
    made = AfspraakForm if present else NieuweAfspraakForm
    form = made(request.POST or None, personen=persons(geopend), initial=_initial(present))

    def save() -> None:
        said, chosen = form.cleaned_data, form.person
        save_agreement(
            geopend=geopend,
            gesprek=talk.gesprek,
            afspraak=present.afspraak if present else None,
            inhoud=form.plain(),
            van_wie=chosen.gebruiker if chosen else None,
            uiterlijk=said["uiterlijk"],
            versie=versie_of(request) if present else 0,
            verzoek=present.afspraak.pk if present else said["verzoek"],
        )

    def lines(inhoud: dict[str, Any]) -> list[tuple[str, str]]:
        found = [("Wat", inhoud["wat"]), ("Wie", inhoud["wie"]), ("Uiterlijk", inhoud["uiterlijk"] or "")]
        return [(label, said) for label, said in found if said]

    return saved_or_both(
        request, geopend, form, save, template="gesprekken/afspraak.html", talk=talk, saved=saved, lines=lines, afspraak=present
    )


@require_POST
@door(Recht.AANVULLEN, heel=True)
def gedaan(request: HttpRequest, geopend: GeopendDossier, gesprek_id: UUID, afspraak_id: UUID) -> HttpResponse:
    """Say that an afspraak is done, or not after all."""
    talk = talk_for(geopend, gesprek_id)
    present = _agreement(talk, afspraak_id)
    if not finishes(geopend, present.afspraak):
        raise Http404
    answer = request.POST.get("gedaan")
    if answer in ("ja", "nee"):
        finish(geopend=geopend, afspraak=present.afspraak, gedaan=answer == "ja")
        messages.success(request, "Goed gedaan: deze afspraak is klaar." if answer == "ja" else "Deze afspraak staat weer open.")
    if request.POST.get("terug") == "lijst":
        return redirect("gesprekken:lijst", dossier_id=geopend.groeidocument.pk)
    return to_talk(geopend, talk)


def _readable(geopend: GeopendDossier, pk: UUID) -> OpenGesprek:
    talk = talk_for(geopend, pk)
    if not talk.leest_verslag:
        raise Http404
    return talk


def _agreement(talk: OpenGesprek, pk: UUID) -> OpenAfspraak:
    for one in talk.afspraken:
        if one.afspraak.pk == pk:
            return one
    raise Http404


def _initial(present: OpenAfspraak | None) -> dict[str, Any]:
    if present is None:
        return {}
    said = present.saved.antwoorden
    return said | {"uiterlijk": present.afspraak.uiterlijk, "wie": "" if said.get("van") else said["wie"]}
