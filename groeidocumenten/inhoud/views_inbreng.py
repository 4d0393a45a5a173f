"""Suggestions, requests for correction, and changing an own aanvulling. The school answers; both sides keep seeing what was said."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from formats.answers import has_answer, stored
from formats.schema import AnyVeld, Deel, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door

from .actions import Conflict, aanvullingen, correct_aanvulling, saved_section, withdraw_aanvulling
from .correcties import add_zienswijze, ask_correction, correctie, decide, may_ask, may_decide
from .forms import AanvullingForm
from .forms_inbreng import AfwijzenForm, BesluitForm, CorrectieForm, VoorstelForm, ZienswijzeForm
from .inbreng import Stuk, accept, decline, may_suggest, suggest, voorstel, withdraw_voorstel
from .stemmen import Stem


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN)
def voorstellen(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, sectie: str, vraag: str) -> HttpResponse:
    """Suggest another text for a field that somebody else fills in."""
    deel, found = geopend.sectie(hoofdstuk, sectie)
    veld = next((one for one in found.velden if one.key == vraag and may_suggest(geopend, one)), None)
    if veld is None:
        raise Http404
    now = stored(veld, saved_section(geopend, found).antwoorden)
    form = VoorstelForm(request.POST or None, veld=veld, initial={"nieuw": now})
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            suggest(
                geopend=geopend,
                hoofdstuk=deel.key,
                sectie=found,
                veld=veld,
                nieuw=sent["nieuw"],
                reden=sent["reden"],
                verzoek=sent["verzoek"],
            )
        except ValidationError as refused:
            form.add_error("nieuw", refused)
        else:
            messages.success(request, "Uw voorstel staat klaar voor de school. U ziet hier wat de school ermee doet.")
            return _back(geopend, deel)
    note_reading(request, geopend, deel.key)
    context = {"geopend": geopend, "deel": deel, "veld": veld, "nu": now, "form": form}
    return render(request, "inhoud/voorstel_doen.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN)
def beoordelen(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, voorstel_id: UUID) -> HttpResponse:
    """One suggestion beside the text that stands there now: the school answers it, its writer can take it back."""
    deel, stuk = geopend.hoofdstuk(hoofdstuk), voorstel(geopend, hoofdstuk, voorstel_id)
    if stuk is None:
        raise Http404
    found, veld = _place(deel, stuk)
    judges = geopend.lezer == "school" and geopend.mag(Recht.SCHRIJVEN)
    current, form, refused = saved_section(geopend, found), AfwijzenForm(), ""
    deed = request.POST.get("doe", "")
    try:
        if deed == "neem_over" and judges:
            accept(geopend=geopend, sectie=found, veld=veld, pk=stuk.pk, versie=_number(request.POST.get("versie", "")))
            messages.success(request, f"Het voorstel bij “{veld.label}” is overgenomen.")
            return _back(geopend, deel)
        if deed == "wijs_af" and judges:
            form = AfwijzenForm(request.POST)
            if form.is_valid():
                decline(geopend=geopend, veld=veld, pk=stuk.pk, reden=form.cleaned_data["antwoord"])
                messages.success(request, f"Uw antwoord op het voorstel bij “{veld.label}” is bewaard.")
                return _back(geopend, deel)
        if deed == "trek_in" and stuk.eigen:
            withdraw_voorstel(geopend=geopend, veld=veld, pk=stuk.pk)
            messages.success(request, "U hebt uw voorstel ingetrokken.")
            return _back(geopend, deel)
    except Conflict:
        refused = "Iemand bewaarde deze sectie net. Vergelijk het voorstel met de tekst die er nu staat."
        current = saved_section(geopend, found)
    except ValidationError as wrong:
        refused, stuk = wrong.messages[0], voorstel(geopend, hoofdstuk, voorstel_id) or stuk
    note_reading(request, geopend, deel.key)
    now = stored(veld, current.antwoorden)
    context = {"geopend": geopend, "deel": deel, "veld": veld, "stuk": stuk, "oordeelt": judges, "form": form, "geweigerd": refused}
    context |= {"nu": now, "versie": current.versie, "veranderd": now != stuk.origineel}
    return render(request, "inhoud/voorstel.html", context, status=422 if form.is_bound else 409 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN)
def correctie_vragen(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str) -> HttpResponse:
    """Ask the school to correct something (AVG 16)."""
    deel = geopend.hoofdstuk(hoofdstuk)
    if not may_ask(geopend):
        raise Http404
    velden = [veld for sectie in deel.secties for veld in sectie.velden if has_answer(veld)]
    form = CorrectieForm(request.POST or None, deel=deel, velden=velden, initial={"veld": request.GET.get("veld", "")})
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            ask_correction(geopend=geopend, deel=deel, veld=sent["veld"], tekst=sent["tekst"], verzoek=sent["verzoek"])
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, "Uw verzoek is bij de school. De school antwoordt binnen een maand.")
            return _back(geopend, deel)
    context = {"geopend": geopend, "deel": deel, "form": form}
    return render(request, "inhoud/correctie_vragen.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN)
def correctie_antwoord(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, verzoek_id: UUID) -> HttpResponse:
    """One request for correction: the school answers it; who was refused, puts the own view beside the text."""
    deel, stuk = geopend.hoofdstuk(hoofdstuk), correctie(geopend, hoofdstuk, verzoek_id)
    if stuk is None:
        raise Http404
    decides, views = stuk.open and may_decide(geopend), stuk.staat == "afgewezen" and stuk.eigen and not stuk.zienswijze
    form: BesluitForm | ZienswijzeForm | None = None
    if decides:
        form = BesluitForm(request.POST or None)
    elif views:
        form = ZienswijzeForm(request.POST or None)
    if form is not None and form.is_bound and form.is_valid():
        sent = form.cleaned_data
        try:
            if decides:
                decide(geopend=geopend, pk=stuk.pk, aangepast=sent["besluit"] == "aangepast", antwoord=sent["antwoord"])
                messages.success(request, "Uw antwoord is bewaard. Wie het vroeg, ziet het in dit hoofdstuk.")
            else:
                add_zienswijze(geopend=geopend, pk=stuk.pk, tekst=sent["tekst"], verzoek=sent["verzoek"])
                messages.success(request, "Uw zienswijze staat bij het hoofdstuk.")
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            return _back(geopend, deel)
    note_reading(request, geopend, deel.key)
    context = {"geopend": geopend, "deel": deel, "stuk": stuk, "form": form, "beslist": decides}
    return render(request, "inhoud/correctie.html", context, status=422 if form is not None and form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN)
def aanvulling_wijzigen(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, aanvulling_id: UUID) -> HttpResponse:
    """Correct or withdraw an own aanvulling."""
    deel = geopend.hoofdstuk(hoofdstuk)
    stem = _own_voice(geopend, deel, aanvulling_id)
    form = AanvullingForm(request.POST or None, initial={"tekst": stem.tekst})
    try:
        if request.POST.get("doe") == "trek_in":
            withdraw_aanvulling(geopend=geopend, pk=aanvulling_id)
            messages.success(request, "U hebt uw aanvulling ingetrokken.")
            return _back(geopend, deel)
        if form.is_bound and form.is_valid():
            correct_aanvulling(geopend=geopend, pk=aanvulling_id, tekst=form.cleaned_data["tekst"], verzoek=form.cleaned_data["verzoek"])
            messages.success(request, f"Uw aanvulling bij “{deel.titel}” is gewijzigd.")
            return _back(geopend, deel)
    except ValidationError as wrong:
        form.add_error(None, wrong)
    context = {"geopend": geopend, "deel": deel, "form": form}
    return render(request, "inhoud/aanvulling_wijzigen.html", context, status=422 if form.is_bound else 200)


def _own_voice(geopend: GeopendDossier, deel: Deel, pk: UUID) -> Stem:
    for stem in aanvullingen(geopend, deel.key).get(deel.key, []):
        if stem.pk == pk and stem.eigen and not stem.ingetrokken:
            return stem
    raise Http404


def _place(deel: Deel, stuk: Stuk) -> tuple[Sectie, AnyVeld]:
    for sectie in deel.secties:
        for veld in sectie.velden:
            if veld.key == stuk.veld:
                return sectie, veld
    raise Http404


def _back(geopend: GeopendDossier, deel: Deel) -> HttpResponse:
    return redirect("inhoud:hoofdstuk", dossier_id=geopend.groeidocument.pk, hoofdstuk=deel.key)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
