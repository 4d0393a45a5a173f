"""Gezag on the pupil's page: add, correct, end, record an objection, tie an account. Only for who guides the school."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .access import GeopendeLeerling
from .door import leerlingdoor
from .forms_leerling import AccountForm, BezwaarForm, GezagEindeForm, GezagNieuwForm, GezagWijzigForm
from .gezag import KOLOMMEN, Relatie, correct_gezag, end_gezag, find_account, record_objection, register_gezag, relatie, tie_account
from .leerling import Changed
from .models import Gezagsrelatie
from .names import lookalikes
from .views_leerling import back, conflicted, show_form


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def nieuw(request: HttpRequest, geopend: GeopendeLeerling) -> HttpResponse:
    """Write down somebody with a legal relation to the pupil; an account is not needed."""
    form = GezagNieuwForm(request.POST or None)
    words = {
        "titel": "Leg een ouder of verzorger vast",
        "knop": "Leg de relatie vast",
        "gelijkenden": lookalikes(geopend.viewer, geopend.leerling),
    }
    if form.is_bound and form.is_valid():
        gezag = form.save(commit=False)
        gezag.adres_afgeschermd = form.cleaned_data["adres_afgeschermd"]
        try:
            register_gezag(geopend=geopend, gezag=gezag, adres=form.cleaned_data["adres"], verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "De relatie is vastgelegd.")
            return back(geopend)
    return show_form(request, geopend, form, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def wijzigen(request: HttpRequest, geopend: GeopendeLeerling, gezag_id: UUID) -> HttpResponse:
    """Correct a relation."""
    found = _relatie_or_404(geopend, gezag_id)
    form = GezagWijzigForm(request.POST or None, gezag=found.gezag, adres=found.adres)
    words = {"titel": f"Wijzig de relatie van {found.gezag.naam}", "knop": "Bewaar de relatie"}
    if form.is_bound and form.is_valid():
        values, cleaned = {name: form.cleaned_data[name] for name in KOLOMMEN}, form.cleaned_data
        done = _tried(
            request, geopend, form, words, correct_gezag, gezag=gezag_id, waarden=values, adres=cleaned["adres"], versie=cleaned["versie"]
        )
        if done is not None:
            return done
    return show_form(request, geopend, form, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def einde(request: HttpRequest, geopend: GeopendeLeerling, gezag_id: UUID) -> HttpResponse:
    """End a relation, and with it the access that rested on it."""
    gezag = _relatie_or_404(geopend, gezag_id).gezag
    form = GezagEindeForm(request.POST or None, initial={"geldig_tot": timezone.localdate(), "versie": gezag.versie})
    words = {
        "titel": f"Beëindig de relatie van {gezag.naam}",
        "lead": "De relatie blijft in de lijst staan, met haar einddatum. Wie gezag had en een account heeft, kan de groeidocumenten "
        "van deze leerling daarna niet meer openen.",
        "knop": "Beëindig de relatie",
        "gevaar": True,
        "gelijkenden": lookalikes(geopend.viewer, geopend.leerling),
    }
    if form.is_bound and form.is_valid():
        cleaned = form.cleaned_data
        done = _tried(
            request,
            geopend,
            form,
            words,
            end_gezag,
            gezag=gezag_id,
            geldig_tot=cleaned["geldig_tot"],
            bron=cleaned["bron"],
            versie=cleaned["versie"],
        )
        if done is not None:
            return done
    return show_form(request, geopend, form, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def bezwaar(request: HttpRequest, geopend: GeopendeLeerling, gezag_id: UUID) -> HttpResponse:
    """Record that an objection is known, or that it is settled."""
    found = _relatie_or_404(geopend, gezag_id)
    sinds = found.gezag.bezwaar_bekend_op
    initial = {"stand": "bekend" if sinds else "", "sinds": sinds, "toelichting": found.toelichting, "versie": found.gezag.versie}
    form = BezwaarForm(request.POST or None, initial=initial)
    words = {
        "titel": f"Bezwaar van {found.gezag.naam}",
        "lead": "Zolang er geen bezwaar bekend is, mag één ouder met gezag namens beide toestemming geven. Is er een bezwaar bekend, "
        "dan is de toestemming van iedereen met gezag nodig.",
        "knop": "Bewaar",
    }
    if form.is_bound and form.is_valid():
        cleaned = form.cleaned_data
        day = cleaned["sinds"] if cleaned["stand"] == "bekend" else None
        text = cleaned["toelichting"].replace("\r\n", "\n").strip()
        done = _tried(
            request, geopend, form, words, record_objection, gezag=gezag_id, sinds=day, toelichting=text, versie=cleaned["versie"]
        )
        if done is not None:
            return done
    return show_form(request, geopend, form, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def account(request: HttpRequest, geopend: GeopendeLeerling, gezag_id: UUID) -> HttpResponse:
    """Tie an account to a relation, in two steps: the address, and then whose account it is."""
    gezag = _relatie_or_404(geopend, gezag_id).gezag
    form = AccountForm(request.POST or None, initial={"versie": gezag.versie})
    words = {
        "titel": f"Koppel een account aan {gezag.naam}",
        "lead": "Met gezag kan deze persoon daarna de groeidocumenten van deze leerling lezen en aanvullen.",
        "knop": "Zoek het account",
        "gelijkenden": lookalikes(geopend.viewer, geopend.leerling),
    }
    if not (form.is_bound and form.is_valid()):
        return show_form(request, geopend, form, **words)
    found = find_account(form.cleaned_data["email"])
    if found is None:
        form.add_error("email", "Er is geen account van één persoon met dit adres. U kunt het account later koppelen.")
        return show_form(request, geopend, form, **words)
    if form.cleaned_data["account"] != found.pk:
        step = {"leerling": geopend.leerling, "gezag": gezag, "account": found, "form": form, **words}
        return render(request, "dossiers/account_koppelen.html", step)
    done = _tried(request, geopend, form, words, tie_account, gezag=gezag_id, account=found, versie=form.cleaned_data["versie"])
    return show_form(request, geopend, form, **words) if done is None else done


def _tried(
    request: HttpRequest, geopend: GeopendeLeerling, form: Any, words: dict[str, Any], act: Any, **wanted: Any
) -> HttpResponse | None:
    """Do the deed and go back to the pupil; None when it was refused, with the reason in the form."""
    try:
        act(geopend=geopend, **wanted)
    except Changed as conflict:
        return conflicted(request, geopend, form, conflict, **words)
    except ValidationError as refused:
        form.add_error(None, refused)
        return None
    messages.success(request, "De wijziging is bewaard.")
    return back(geopend)


def _relatie_or_404(geopend: GeopendeLeerling, pk: UUID) -> Relatie:
    gezag: Gezagsrelatie | None = geopend.leerling.gezagsrelaties.select_related("gebruiker").filter(pk=pk).first()
    if gezag is None:
        raise Http404
    return relatie(geopend, gezag)
