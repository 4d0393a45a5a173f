"""Reading and writing in an opened groeidocument. Whoever comes here passed the door; a view shows only what the opened file shows."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from formats.answers import has_answer
from formats.forms import SectieForm
from formats.progress import Progress
from formats.readable import Regel
from formats.schema import Deel, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door

from .actions import Conflict, Saved, aanvullingen, add_aanvulling, save_section, saved_section
from .content import Inhoud, read_content
from .forms import AanvullingForm
from .moves import dropped, newer_version
from .parts import Stand, standing
from .section import section_form, typed_elsewhere


@dataclass(frozen=True)
class SectieView:
    """A section as a page shows it."""

    sectie: Sectie
    saved: Saved
    regels: list[Regel]
    may_fill: bool


@dataclass(frozen=True)
class HoofdstukView:
    """A hoofdstuk as the task list shows it."""

    deel: Deel
    progress: Progress
    changed: Saved | None
    voices: int
    for_viewer: bool
    stand: Stand | None


@require_safe
@door(Recht.LEZEN)
def dossier(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """The file's first page: its hoofdstukken as a task list, and what this viewer can do."""
    inhoud, voices = read_content(geopend), aanvullingen(geopend)
    words = standing(inhoud)
    chapters = [_hoofdstuk(inhoud, deel, len(voices.get(deel.key, ())), words.get(deel.key)) for deel in inhoud.delen]
    note_reading(request, geopend, "")
    varianten = {one.key: one for one in geopend.schema.varianten}
    context = {
        "geopend": geopend,
        "hoofdstukken": chapters,
        "nieuwste": newer_version(geopend.groeidocument) if geopend.mag(Recht.DELEN) else None,
        "variant": varianten.get(geopend.groeidocument.variant),
        "vervallen": dropped(geopend, inhoud.vervallen),
    }
    return render(request, "inhoud/dossier.html", context)


@require_safe
@door(Recht.LEZEN)
def hoofdstuk(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str) -> HttpResponse:
    """One hoofdstuk: the answers, and beside them what others added."""
    deel, inhoud = geopend.hoofdstuk(hoofdstuk), read_content(geopend)
    sections = [_sectie(inhoud, sectie) for sectie in inhoud.secties(deel)]
    note_reading(request, geopend, deel.key)
    context = {
        "geopend": geopend,
        "deel": deel,
        "secties": sections,
        "stemmen": aanvullingen(geopend, deel.key).get(deel.key, []),
        "stand": standing(inhoud).get(deel.key),
        "geldt": deel in inhoud.delen,
        "meldt": geopend.mag(Recht.SCHRIJVEN) and geopend.lezer == "school",
    }
    return render(request, "inhoud/hoofdstuk.html", context | _neighbours(inhoud, deel))


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN)
def sectie(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, sectie: str) -> HttpResponse:
    """Fill in one section. What was typed stays on an error; when somebody else saved meanwhile, both texts are shown."""
    deel, found = geopend.sectie(hoofdstuk, sectie)
    if not _may_fill(geopend, found):
        raise Http404
    current = saved_section(geopend, found)
    # The form shows what was written before: opening it is reading.
    note_reading(request, geopend, deel.key)
    vorm = f"{geopend.groeidocument.format_versie_id}:{geopend.groeidocument.variant}"
    context: dict[str, Any] = {"geopend": geopend, "deel": deel, "sectie": found, "versie": current.versie, "vorm": vorm}
    inhoud = read_content(geopend)
    if request.method != "POST":
        return render(request, "inhoud/sectie.html", context | {"form": section_form(inhoud, found, current)})
    form = section_form(inhoud, found, current, data=request.POST)
    # A form made from another state than `current` must never be merged with it: -1 matches no version.
    versie = _versie(request)
    based_on = versie if versie == current.versie else -1
    if request.POST.get("vorm", vorm) != vorm:
        # The file moved to another form of its format while somebody typed: what has no place here any more is given back as text.
        based_on, context["typed"] = -1, typed_elsewhere(request, found)
    if form.row_request:
        return render(request, "inhoud/sectie.html", context | {"form": form, "versie": versie})
    if not form.is_valid():
        return render(request, "inhoud/sectie.html", context | {"form": form, "versie": versie}, status=422)
    try:
        saved = save_section(geopend=geopend, sectie=found, antwoorden=form.answers(), versie=based_on)
    except Conflict as conflict:
        return _both_texts(request, context, inhoud, conflict.current, form)
    when = timezone.localtime(saved.op)
    messages.success(request, f"“{found.titel}” is bewaard om {when:%H:%M}.")
    return redirect("inhoud:hoofdstuk", dossier_id=geopend.groeidocument.pk, hoofdstuk=deel.key)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN)
def aanvullen(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str) -> HttpResponse:
    """Add a text to a hoofdstuk under one's own name."""
    deel = geopend.hoofdstuk(hoofdstuk)
    form = AanvullingForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            add_aanvulling(geopend=geopend, hoofdstuk=deel.key, tekst=form.cleaned_data["tekst"], verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, f"Uw aanvulling staat bij “{deel.titel}”.")
            return redirect("inhoud:hoofdstuk", dossier_id=geopend.groeidocument.pk, hoofdstuk=deel.key)
    context = {"geopend": geopend, "deel": deel, "form": form}
    return render(request, "inhoud/aanvullen.html", context, status=422 if form.is_bound else 200)


def _both_texts(request: HttpRequest, context: dict[str, Any], inhoud: Inhoud, current: Saved, form: SectieForm) -> HttpResponse:
    """The second saver sees what stands there now beside the own text, and chooses; saving again is then on purpose."""
    shown = context | {
        "form": form,
        "versie": current.versie,
        "current": current,
        "regels": inhoud.regels(context["sectie"], current.antwoorden),
    }
    return render(request, "inhoud/sectie_conflict.html", shown, status=409)


def _may_fill(geopend: GeopendDossier, sectie: Sectie) -> bool:
    return any(has_answer(veld) and geopend.fills(veld) for veld in sectie.velden)


def _sectie(inhoud: Inhoud, sectie: Sectie) -> SectieView:
    return SectieView(sectie, inhoud.of(sectie), inhoud.regels(sectie), _may_fill(inhoud.geopend, sectie))


def _hoofdstuk(inhoud: Inhoud, deel: Deel, voices: int, stand: Stand | None) -> HoofdstukView:
    secties = list(inhoud.secties(deel))
    each = [inhoud.progress(sectie) for sectie in secties]
    total = Progress(sum(one.filled for one in each), sum(one.total for one in each), any(one.touched for one in each))
    saved = (inhoud.of(sectie) for sectie in secties)
    changed = max((state for state in saved if state.op), key=lambda state: state.op, default=None)  # type: ignore[arg-type, return-value]
    own = inhoud.geopend.lezer != "school" and any(_may_fill(inhoud.geopend, sectie) for sectie in secties)
    return HoofdstukView(deel, total, changed, voices, own, stand)


def _neighbours(inhoud: Inhoud, deel: Deel) -> dict[str, Deel | None]:
    order = list(inhoud.delen)
    if deel not in order:
        return {"vorige": None, "volgende": None}
    at = order.index(deel)
    return {"vorige": order[at - 1] if at else None, "volgende": order[at + 1] if at + 1 < len(order) else None}


def _versie(request: HttpRequest) -> int:
    """The version that the form was made from; nonsense counts as "never saw anything", so that nothing is overwritten by it."""
    text = request.POST.get("versie", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
