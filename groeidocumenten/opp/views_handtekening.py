"""The school's side of signing: paper and its check, the directeur, an obvious slip, no agreement with its steps, and who signs for an adult."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import heads_of
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.inhoud.judging import Judged, judge
from groeidocumenten.inhoud.models import open_from

from .forms_tekenen import BevoegdForm, ControleForm, GeschilForm, HerstelForm, PapierForm, StapForm, VoorlegForm
from .geschil import Geschil, add_step, choose_representative, record_dispute
from .herstel import changes, correct_slip
from .kennelijk import NietKennelijk
from .models import Opp, OppVersie
from .ondertekenaars import all_signers
from .ondertekenen import CODE
from .papier import check_paper, record_paper
from .reading import versions
from .scherm import TOO_LARGE, did, page
from .tekenstand import dispute_of, readable
from .vaststellen import Vervangen
from .verschil import marked
from .views_inbreng import running_or_404
from .voorleggen import put_before_director, take_back_from_director

NIEUWER = "Er is intussen een nieuwere versie. Wat u schreef, staat er nog. Kijk of het ook bij de nieuwe versie hoort."


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def papier(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Take in a signature on paper."""
    opp, newest = _newest(request, geopend, opp_id)
    form = PapierForm(request.POST if request.method == "POST" else None, request.FILES or None, wie=all_signers(geopend))
    if form.is_bound and form.is_valid() and (scan := _scan(request, form)) is not None:
        said = form.cleaned_data
        more = {name: said[name] for name in ("code", "wie", "getekend_op", "verzoek")}
        try:
            if did(form, lambda: record_paper(geopend=geopend, opp=opp, keuze=form.keuze(), scan=scan, **more)):
                messages.success(request, "De handtekening is toegevoegd. Zij telt als een collega haar heeft gecontroleerd.")
                return _back(geopend, opp)
        except Vervangen:
            form.add_error("code", f"Dit is niet het controlegetal van versie {newest.nummer}. Laat de nieuwste versie ondertekenen.")
    return page(request, "papier", geopend, form, opp=opp, versie=newest)


@require_safe
@door(Recht.SCHRIJVEN, als="school", heel=True)
def tekenblad(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """A sheet to print and sign on paper: who, what for, and the first characters of the digest of this version."""
    opp, newest = _newest(request, geopend, opp_id)
    context = {"geopend": geopend, "opp": opp, "versie": newest, "code": newest.sha256[:CODE], "mensen": all_signers(geopend)}
    return render(request, "opp/tekenblad.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def controle(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, handtekening_id: UUID) -> HttpResponse:
    """Check a signature on paper; for somebody else than who took it in."""
    opp = running_or_404(request, geopend, opp_id)
    rows = geopend.groeidocument.opphandtekeningen.filter(pk=handtekening_id, versie__opp=opp, wijze="papier")
    found = rows.select_related("versie", "controle", "vervangen_door").first()
    if found is None:
        raise Http404
    [shown] = readable([found])
    form = ControleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        if did(form, lambda: check_paper(geopend=geopend, opp=opp, handtekening=found.pk, **said)):
            messages.success(request, "De controle is bewaard.")
            return _back(geopend, opp)
    return page(request, "papier_controle", geopend, form, opp=opp, een=shown, zelf=shown.opgenomen_door == geopend.viewer.user.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def voorleggen(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Put the newest version before a directeur."""
    opp, newest = _newest(request, geopend, opp_id)
    directeuren = heads_of(geopend.groeidocument.school)
    form = VoorlegForm(_data(request, newest), directeuren=directeuren, initial={"sha256": newest.sha256})

    def deed() -> None:
        said = form.cleaned_data
        put_before_director(geopend=geopend, opp=opp, directeur=said["directeur"], sha256=said["sha256"])

    if _done(request, form, deed, newest):
        messages.success(request, "De directeur kan deze versie nu lezen en ondertekenen, en verder niets uit dit groeidocument.")
        return _back(geopend, opp)
    return page(request, "voorleggen", geopend, form, opp=opp, versie=newest, niemand=not directeuren.exists())


@require_POST
@door(Recht.SCHRIJVEN, als="school", heel=True)
def voorleggen_terug(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, voorlegging_id: UUID) -> HttpResponse:
    """Take a version back from a directeur."""
    opp = running_or_404(request, geopend, opp_id)
    take_back_from_director(geopend=geopend, opp=opp, voorlegging=voorlegging_id)
    messages.success(request, "De directeur kan deze versie niet meer lezen.")
    return _back(geopend, opp)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def herstel(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Correct an obvious slip: first what would change, or why this is more than a slip."""
    opp, newest = _newest(request, geopend, opp_id)
    form = HerstelForm(_data(request, newest), initial={"sha256": newest.sha256})
    if _done(request, form, lambda: correct_slip(geopend=geopend, opp=opp, **form.cleaned_data), newest):
        messages.success(request, "De fout is hersteld. De handtekeningen blijven gelden, en iedereen ziet wat er veranderde.")
        return _back(geopend, opp)
    try:
        found, waarom = [(one, marked(one.was, one.werd)) for one in changes(geopend, opp)], ""
    except NietKennelijk as more:
        found, waarom = [], str(more)
    return page(request, "herstel", geopend, form, opp=opp, versie=newest, wijzigingen=found, waarom_niet=waarom)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def geschil(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Write down that there is no agreement, and how the school goes on."""
    opp, newest = _newest(request, geopend, opp_id)
    form = GeschilForm(_data(request, newest), initial={"sha256": newest.sha256})

    def deed() -> None:
        said = form.cleaned_data
        what = Geschil(said["redenen"], said["uitgevoerd"], said["omdat"])
        record_dispute(geopend=geopend, opp=opp, sha256=said["sha256"], geschil=what, verzoek=said["verzoek"])

    if _done(request, form, deed, newest):
        messages.success(
            request, "Dit is vastgelegd. Wat tot nu toe is gezegd, staat vast als bewijsstuk. Leg hieronder de vervolgstappen vast."
        )
        return _back(geopend, opp)
    return page(request, "geschil", geopend, form, opp=opp, versie=newest)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def stap(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Add a step towards agreement."""
    opp, newest = _newest(request, geopend, opp_id)
    form = StapForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and did(form, lambda: add_step(geopend=geopend, opp=opp, **form.cleaned_data)):
        messages.success(request, "De stap is vastgelegd.")
        return _back(geopend, opp)
    return page(request, "stap", geopend, form, opp=opp, versie=newest)


@require_safe
@door(Recht.SCHRIJVEN, als="school", heel=True)
def bewijsstuk(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """The frozen exhibit, as it was, with the digest that shows it did not change."""
    import json

    opp, newest = _newest(request, geopend, opp_id)
    row = dispute_of(geopend, opp, newest) or geopend.groeidocument.oppgeschillen.filter(opp=opp).first()
    if row is None:
        raise Http404
    note_reading(request, geopend, f"opp:{opp_id}:bewijsstuk")
    inhoud = json.loads(open_from(row, "inhoud")["bewijsstuk"])
    return render(request, "opp/bewijsstuk.html", {"geopend": geopend, "opp": opp, "geschil": row, "inhoud": inhoud})


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def bevoegd(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Choose who signs for a pupil of 18 or older."""
    opp = running_or_404(request, geopend, opp_id)
    form = BevoegdForm(request.POST if request.method == "POST" else None)

    def deed() -> None:
        said = dict(form.cleaned_data)
        choose_representative(geopend=geopend, leerling_zelf=said.pop("wie") == "leerling", **said)

    if form.is_bound and form.is_valid() and did(form, deed):
        messages.success(request, "Vastgelegd is wie er tekent.")
        return _back(geopend, opp)
    return page(request, "bevoegd", geopend, form, opp=opp)


def _newest(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> tuple[Opp, OppVersie]:
    opp = running_or_404(request, geopend, opp_id)
    newest = versions(geopend, opp).first()
    if newest is None:
        raise Http404
    return opp, newest


def _data(request: HttpRequest, versie: OppVersie) -> Any:
    return request.POST if request.method == "POST" else None


def _done(request: HttpRequest, form: forms.Form, deed: Callable[[], Any], newest: OppVersie) -> bool:
    """Whether a deed on the version that was shown was done; on another one the text stays and the page says so."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        return did(form, deed)
    except Vervangen:
        form.add_error(None, NIEUWER)
        form.data = {**request.POST.dict(), "sha256": newest.sha256}
        return False


def _scan(request: HttpRequest, form: forms.Form) -> Judged | None:
    if getattr(request, "upload_too_large", False):
        form.add_error("scan", TOO_LARGE)
        return None
    sent = form.cleaned_data["scan"]
    try:
        return judge(sent.name, sent.read())
    except ValidationError as refused:
        form.add_error("scan", refused)
        return None


def _back(geopend: GeopendDossier, opp: Opp) -> HttpResponse:
    return redirect("opp:tekenen", dossier_id=geopend.groeidocument.pk, opp_id=opp.pk)
