"""Reading and writing in an opened groeidocument. Whoever comes here passed the door; a view shows only what the opened file shows."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from formats.forms import SectieForm
from formats.progress import Progress, progress
from formats.readable import Regel, readable
from formats.schema import Deel, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door

from .actions import Conflict, Saved, aanvullingen, add_aanvulling, save_section, saved_section, saved_sections
from .forms import AanvullingForm


@dataclass(frozen=True)
class SectieView:
    """A section as a page shows it."""

    sectie: Sectie
    saved: Saved
    regels: list[Regel]
    progress: Progress
    may_fill: bool


@dataclass(frozen=True)
class HoofdstukView:
    """A hoofdstuk as the task list shows it."""

    deel: Deel
    progress: Progress
    changed: Saved | None
    voices: int
    for_viewer: bool


@require_safe
@door(Recht.LEZEN)
def dossier(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """The file's first page: its hoofdstukken as a task list, and what this viewer can do."""
    saved, voices = saved_sections(geopend), aanvullingen(geopend)
    chapters = [_hoofdstuk(geopend, deel, saved, len(voices.get(deel.key, ()))) for deel in geopend.hoofdstukken]
    note_reading(request, geopend, "")
    return render(request, "inhoud/dossier.html", {"geopend": geopend, "hoofdstukken": chapters})


@require_safe
@door(Recht.LEZEN)
def hoofdstuk(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str) -> HttpResponse:
    """One hoofdstuk: the answers, and beside them what others added."""
    deel = geopend.hoofdstuk(hoofdstuk)
    saved = saved_sections(geopend)
    sections = [_sectie(geopend, sectie, saved.get(sectie.key, Saved())) for sectie in deel.secties]
    note_reading(request, geopend, deel.key)
    context = {"geopend": geopend, "deel": deel, "secties": sections, "stemmen": aanvullingen(geopend, deel.key).get(deel.key, [])}
    return render(request, "inhoud/hoofdstuk.html", context | _neighbours(geopend, deel))


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
    context: dict[str, Any] = {"geopend": geopend, "deel": deel, "sectie": found, "versie": current.versie}
    if request.method != "POST":
        form = SectieForm(found, current.antwoorden, editable=geopend.invullers)
        return render(request, "inhoud/sectie.html", context | {"form": form})
    form = SectieForm(found, current.antwoorden, data=request.POST, editable=geopend.invullers)
    # A form made from another state than `current` must never be merged with it: -1 matches no version.
    versie = _versie(request)
    based_on = versie if versie == current.versie else -1
    if form.row_request:
        return render(request, "inhoud/sectie.html", context | {"form": form, "versie": versie})
    if not form.is_valid():
        return render(request, "inhoud/sectie.html", context | {"form": form, "versie": versie}, status=422)
    try:
        saved = save_section(geopend=geopend, sectie=found, antwoorden=form.answers(), versie=based_on)
    except Conflict as conflict:
        return _both_texts(request, context, conflict.current, form)
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


def _both_texts(request: HttpRequest, context: dict[str, Any], current: Saved, form: SectieForm) -> HttpResponse:
    """The second saver sees what stands there now beside the own text, and chooses; saving again is then on purpose."""
    shown = context | {
        "form": form,
        "versie": current.versie,
        "current": current,
        "regels": readable(context["sectie"], current.antwoorden),
    }
    return render(request, "inhoud/sectie_conflict.html", shown, status=409)


def _may_fill(geopend: GeopendDossier, sectie: Sectie) -> bool:
    return any(veld.invuller in geopend.invullers for veld in sectie.velden)


def _sectie(geopend: GeopendDossier, sectie: Sectie, saved: Saved) -> SectieView:
    antwoorden = saved.antwoorden
    return SectieView(sectie, saved, readable(sectie, antwoorden), progress(sectie, antwoorden), _may_fill(geopend, sectie))


def _hoofdstuk(geopend: GeopendDossier, deel: Deel, saved: dict[str, Saved], voices: int) -> HoofdstukView:
    states = [saved.get(sectie.key, Saved()) for sectie in deel.secties]
    each = [progress(sectie, state.antwoorden) for sectie, state in zip(deel.secties, states, strict=True)]
    total = Progress(sum(one.filled for one in each), sum(one.total for one in each), any(one.touched for one in each))
    changed = max((state for state in states if state.op), key=lambda state: state.op, default=None)  # type: ignore[arg-type, return-value]
    own = not geopend.mag(Recht.SCHRIJVEN) and any(_may_fill(geopend, sectie) for sectie in deel.secties)
    return HoofdstukView(deel, total, changed, voices, own)


def _neighbours(geopend: GeopendDossier, deel: Deel) -> dict[str, Deel | None]:
    order = list(geopend.hoofdstukken)
    at = order.index(deel)
    return {"vorige": order[at - 1] if at else None, "volgende": order[at + 1] if at + 1 < len(order) else None}


def _versie(request: HttpRequest) -> int:
    """The version that the form was made from; nonsense counts as "never saw anything", so that nothing is overwritten by it."""
    text = request.POST.get("versie", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
