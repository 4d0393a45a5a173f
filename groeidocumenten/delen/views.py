"""Sharing, seen from inside the file: who can reach it, and giving and taking back access. Only for who may manage it (`Recht.DELEN`)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import guides_of
from groeidocumenten.dossiers.access import GeopendDossier, Recht, grants_on
from groeidocumenten.dossiers.actions import assign_leerkracht, end_leerkracht, record_gezag, teachers_of
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.forms import GezagForm, LeerkrachtForm
from groeidocumenten.dossiers.models import Grond, LinkRecht, Toegangslink, Toestemming

from .actions import email_of, record_toestemming, share_with_guest, withdraw_link, withdraw_toestemming
from .forms import LinkForm, ToestemmingForm


@require_safe
@door(Recht.DELEN)
def toegang(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Everybody who can reach this file, on whatever ground, with a way to end it: one screen, nobody hidden (gasten B16)."""
    groeidocument = geopend.groeidocument
    titles = {deel.key: deel.titel for deel in groeidocument.format_versie.schema.delen}
    context = {
        "geopend": geopend,
        "begeleiders": guides_of(groeidocument.school),
        "gezag": groeidocument.leerling.gezagsrelaties.select_related("gebruiker").order_by("naam"),
        "lezers": set(groeidocument.leerling.gezagsrelaties.valid().with_gezag().filter(gebruiker__is_active=True)),
        "leerkrachten": grants_on(groeidocument, Grond.LIDMAATSCHAP),
        "noodlezers": groeidocument.noodopeningen.valid().select_related("aanvrager"),
        "toestemmingen": [_shown_toestemming(one, titles) for one in groeidocument.toestemmingen.prefetch_related("gegeven_door")],
        "links": [_shown_link(link, titles) for link in groeidocument.toegangslinks.select_related("toestemming")],
    }
    return render(request, "delen/toegang.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def gezag_nieuw(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Write down a parent or other person with a legal relation to the child."""
    form = GezagForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            record_gezag(geopend=geopend, gezag=form.save(commit=False), verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "De gezagsrelatie is vastgelegd.")
            return _back(geopend)
    return _form(request, "delen/gezag_nieuw.html", geopend, form)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def leerkracht_nieuw(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Let a teacher of the school into this pupil's file."""
    form = LeerkrachtForm(request.POST or None, teachers=teachers_of(geopend.groeidocument.school))
    if form.is_bound and form.is_valid():
        try:
            assign_leerkracht(geopend=geopend, leerkracht=form.cleaned_data["leerkracht"], tot=form.cleaned_data["tot"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "De leerkracht kan nu in dit groeidocument lezen en schrijven.")
            return _back(geopend)
    return _form(request, "delen/leerkracht_nieuw.html", geopend, form)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def leerkracht_einde(request: HttpRequest, geopend: GeopendDossier, gebruiker_id: UUID) -> HttpResponse:
    """Ask first, then end a teacher's access."""
    row = grants_on(geopend.groeidocument, Grond.LIDMAATSCHAP).filter(user=gebruiker_id).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        end_leerkracht(geopend=geopend, leerkracht=row.user)
        messages.success(request, "De leerkracht kan dit groeidocument niet meer openen.")
        return _back(geopend)
    return render(request, "delen/leerkracht_einde.html", {"geopend": geopend, "leerkracht": row.user})


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def toestemming_nieuw(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Record a toestemming; the next step is the link."""
    holders = geopend.groeidocument.leerling.gezagsrelaties.valid().with_gezag().order_by("naam")
    form = ToestemmingForm(request.POST or None, delen=geopend.hoofdstukken, holders=holders)
    if form.is_bound and form.is_valid():
        try:
            toestemming = record_toestemming(
                geopend=geopend,
                toestemming=form.filled(),
                gegeven_door=list(form.cleaned_data["gegeven_door"]),
                verzoek=form.cleaned_data["verzoek"],
            )
            return redirect("delen:link_nieuw", dossier_id=geopend.groeidocument.pk, toestemming_id=toestemming.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    return _form(request, "delen/toestemming_nieuw.html", geopend, form, holders=holders)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def toestemming_intrekken(request: HttpRequest, geopend: GeopendDossier, toestemming_id: UUID) -> HttpResponse:
    """Show what stops, then take the toestemming back."""
    toestemming = _toestemming_or_404(geopend, toestemming_id)
    if request.method == "POST":
        withdraw_toestemming(geopend=geopend, toestemming=toestemming)
        messages.success(request, "De toestemming is ingetrokken. Links die daarop rustten, zijn meteen dicht.")
        return _back(geopend)
    links = toestemming.toegangslinks.select_related("toestemming")
    return render(request, "delen/toestemming_intrekken.html", {"geopend": geopend, "toestemming": toestemming, "links": links})


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def link_nieuw(request: HttpRequest, geopend: GeopendDossier, toestemming_id: UUID) -> HttpResponse:
    """Make a link on a toestemming; the answer shows the pincode, this once."""
    toestemming = _toestemming_or_404(geopend, toestemming_id)
    if not toestemming.is_valid():
        messages.error(request, "Deze toestemming geldt niet meer. Leg eerst een nieuwe vast.")
        return _back(geopend)
    form = LinkForm(request.POST or None, groeidocument=geopend.groeidocument, toestemming=toestemming)
    if form.is_bound and form.is_valid():
        try:
            made = share_with_guest(
                geopend=geopend,
                toestemming=toestemming,
                ontvanger_email=form.cleaned_data["ontvanger_email"],
                recht=LinkRecht(form.cleaned_data["recht"]),
                hoofdstukken=form.scope(),
                geldig_tot=form.until(),
                verzoek=form.cleaned_data["verzoek"],
            )
        except ValidationError as refused:
            _show_refusal(form, refused)
        else:
            if made is None:
                messages.info(request, "Deze link is al gemaakt. De pincode is één keer getoond en is nu niet meer te zien.")
                return _back(geopend)
            return render(request, "delen/link_gemaakt.html", {"geopend": geopend, "gemaakt": made, "toestemming": toestemming})
    return _form(request, "delen/link_nieuw.html", geopend, form, toestemming=toestemming)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def link_intrekken(request: HttpRequest, geopend: GeopendDossier, link_id: UUID) -> HttpResponse:
    """Ask first, then close a link."""
    link = geopend.groeidocument.toegangslinks.select_related("toestemming", "gebruiker").filter(pk=link_id).first()
    if link is None:
        raise Http404
    if request.method == "POST":
        withdraw_link(geopend=geopend, link=link)
        messages.success(request, "De link is ingetrokken. De ontvanger kan niets meer openen.")
        return _back(geopend)
    return render(request, "delen/link_intrekken.html", {"geopend": geopend, "link": link})


def _toestemming_or_404(geopend: GeopendDossier, pk: UUID) -> Toestemming:
    toestemming = geopend.groeidocument.toestemmingen.filter(pk=pk).first()
    if toestemming is None:
        raise Http404
    return toestemming


def _show_refusal(form: LinkForm, refused: ValidationError) -> None:
    """Put the action's refusal beside the field that it is about."""
    for name, errors in getattr(refused, "message_dict", {"": refused.messages}).items():
        form.add_error({"geldig_tot": "tot_en_met", "": None}.get(name, name), errors)


def _shown_link(link: Toegangslink, titles: dict[str, str]) -> dict[str, Any]:
    return {"link": link, "state": link.state(), "email": email_of(link), "delen": _titles(link.hoofdstukken, titles)}


def _shown_toestemming(toestemming: Toestemming, titles: dict[str, str]) -> dict[str, Any]:
    return {"toestemming": toestemming, "geldig": toestemming.is_valid(), "delen": _titles(toestemming.hoofdstukken, titles)}


def _titles(keys: list[str] | None, titles: dict[str, str]) -> list[str] | None:
    return None if keys is None else [titles[key] for key in keys if key in titles]


def _form(request: HttpRequest, template: str, geopend: GeopendDossier, form: Any, **context: Any) -> HttpResponse:
    return render(request, template, {"geopend": geopend, "form": form, **context}, status=422 if form.is_bound else 200)


def _back(geopend: GeopendDossier) -> HttpResponse:
    return redirect("delen:toegang", dossier_id=geopend.groeidocument.pk)
