"""Questions under a file: the list, asking, what was answered, opening again and withdrawing."""

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
from groeidocumenten.dossiers.models import Bereik
from groeidocumenten.inhoud.models import open_from

from .actions import ask, open_again, withdraw
from .forms import HeropenForm, VraagForm
from .reading import Gevraagd, Invulling, asked, questions, to_fill, to_read
from .taking_over import matches, take_over


@require_safe
@door(Recht.LEZEN, heel=True)
def lijst(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Every question that this viewer may see: what is open first."""
    rows = asked(geopend)
    note_reading(request, geopend, "formulieren")
    context = {
        "geopend": geopend,
        "open": sorted((one for one in rows if one.vraag.open), key=lambda one: one.uiterlijk),
        "klaar": [one for one in rows if not one.vraag.open],
        "vraagt": geopend.lezer == "school" and geopend.mag(Recht.SCHRIJVEN),
    }
    return render(request, "vragen/lijst.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def nieuw(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Ask somebody to fill in a formulier."""
    form = VraagForm(request.POST if request.method == "POST" else None, geopend=geopend)
    if form.is_bound and form.is_valid():
        try:
            gevraagd = form.gevraagd()
            vraag = ask(geopend=geopend, gevraagd=gevraagd, verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, f"Het formulier staat klaar voor {gevraagd.mens.naam}.")
            return _back(geopend, vraag.pk)
    return render(request, "vragen/nieuw.html", {"geopend": geopend, "form": form}, status=422 if form.is_bound else 200)


@require_safe
@door(Recht.LEZEN, heel=True, stuk=Bereik.FORMULIER)
def vraag(request: HttpRequest, geopend: GeopendDossier, vraag_id: UUID) -> HttpResponse:
    """One question: its sections to fill in for whoever was asked, its answers once they were handed in."""
    one = one_or_404(geopend, vraag_id)
    note_reading(request, geopend, f"formulier {one.vraag.pk}")
    fills = one.mijn and one.vraag.open and geopend.mag(Recht.AANVULLEN)
    inside = to_fill(geopend, one.vraag) if fills else to_read(geopend, one.vraag)
    shown = one.vraag.ingediend_op is not None and one.vraag.wijze == "online" and one.vraag.ingetrokken_op is None
    school = geopend.lezer == "school" and geopend.mag(Recht.SCHRIJVEN)
    context = {
        "geopend": geopend,
        "een": one,
        "vult": fills,
        "secties": [(sectie, inside.progress(sectie)) for _deel, sectie in inside.secties()] if fills else [],
        "delen": _answers(inside) if shown else [],
        "scans": list(one.vraag.scans.select_related("document")) if one.vraag.wijze == "papier" else [],
        "heropend": open_from(one.vraag, "heropend_reden") if one.vraag.heropend_reden else "",
        "school": school,
    }
    return render(request, "vragen/vraag.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def heropenen(request: HttpRequest, geopend: GeopendDossier, vraag_id: UUID) -> HttpResponse:
    """Let whoever was asked go on, and say why."""
    one = one_or_404(geopend, vraag_id)
    form = HeropenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        open_again(geopend=geopend, vraag=one.vraag, reden=form.cleaned_data["reden"])
        messages.success(request, f"{one.naam} kan het formulier weer wijzigen.")
        return _back(geopend, vraag_id)
    return render(request, "vragen/heropenen.html", {"geopend": geopend, "een": one, "form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def intrekken(request: HttpRequest, geopend: GeopendDossier, vraag_id: UUID) -> HttpResponse:
    """Ask first, then take a question back."""
    one = one_or_404(geopend, vraag_id)
    if request.method == "POST" and request.POST.get("bevestig") == "ja":
        withdraw(geopend=geopend, vraag=one.vraag)
        messages.success(request, "Het formulier is ingetrokken.")
        return _back(geopend, vraag_id)
    return render(request, "vragen/intrekken.html", {"geopend": geopend, "een": one})


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def overnemen(request: HttpRequest, geopend: GeopendDossier, vraag_id: UUID) -> HttpResponse:
    """Show which answers have a place in a hoofdstuk, and copy them there with their origin."""
    one = one_or_404(geopend, vraag_id)
    if one.vraag.ingediend_op is None or one.vraag.ingetrokken_op is not None:
        messages.info(request, "Overnemen kan pas als het formulier is ingediend.")
        return _back(geopend, vraag_id)
    if request.method == "POST" and request.POST.get("bevestig") == "ja":
        count = take_over(geopend=geopend, vraag=one.vraag)
        said = "1 antwoord is" if count == 1 else f"{count} antwoorden zijn"
        messages.success(request, f"{said} overgenomen. Bij elk antwoord staat waar het vandaan komt.")
        return _back(geopend, vraag_id)
    found = matches(geopend, one.vraag)
    context = {"geopend": geopend, "een": one, "nieuw": [m for m in found if not m.bezet], "bezet": [m for m in found if m.bezet]}
    return render(request, "vragen/overnemen.html", context)


def one_or_404(geopend: GeopendDossier, pk: UUID) -> Gevraagd:
    """One question that this viewer may see.

    Raises:
        Http404: for every other one.
    """
    found = asked(geopend, questions(geopend).filter(pk=pk))
    if not found:
        raise Http404
    return found[0]


def _answers(inside: Invulling) -> list[tuple[str, list[Any]]]:
    delen: dict[str, list[Any]] = {}
    for deel, sectie in inside.secties():
        delen.setdefault(deel.titel, []).append({"sectie": sectie, "saved": inside.of(sectie), "regels": inside.regels(sectie)})
    return list(delen.items())


def _back(geopend: GeopendDossier, pk: UUID) -> HttpResponse:
    return redirect("vragen:vraag", dossier_id=geopend.groeidocument.pk, vraag_id=pk)
