"""Reading and writing in an opened groeidocument. Whoever comes here passed the door; a view shows only what the opened file shows."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from formats.answers import has_answer
from formats.progress import Progress
from formats.schema import Deel, Sectie
from formats.words import INVULLERS
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door

from .actions import Saved, aanvullingen, add_aanvulling
from .content import Inhoud, read_content
from .correcties import correcties, may_ask
from .forms import AanvullingForm
from .gezien import changed_since, look
from .moves import dropped, newer_version
from .parts import Stand, standing
from .sectieblad import section_views
from .section import may_fill
from .stemmen import voices_elsewhere


@dataclass(frozen=True)
class HoofdstukView:
    """A hoofdstuk as the task list shows it."""

    deel: Deel
    progress: Progress
    changed: Saved | None
    voices: int
    for_viewer: bool
    stand: Stand | None
    # Whether something in it was saved since this viewer last looked.
    nieuw: bool
    # Who fills it in, in words.
    vullers: str


@require_safe
@door(Recht.LEZEN)
def dossier(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """The file's first page: its hoofdstukken as a task list, and what this viewer can do."""
    inhoud, voices = read_content(geopend), aanvullingen(geopend)
    words, changed = standing(inhoud), changed_since(inhoud)
    chapters = [_hoofdstuk(inhoud, deel, len(voices.get(deel.key, ())), words.get(deel.key), changed) for deel in inhoud.delen]
    note_reading(request, geopend, "")
    if request.method == "GET":
        look(inhoud)
    varianten = {one.key: one for one in geopend.schema.varianten}
    context = {
        "geopend": geopend,
        "hoofdstukken": chapters,
        "veranderd": any(one.nieuw for one in chapters),
        "nieuwste": newer_version(geopend.groeidocument) if geopend.mag(Recht.DELEN) else None,
        "variant": varianten.get(geopend.groeidocument.variant),
        "vervallen": dropped(geopend, inhoud.vervallen),
        "elders": voices_elsewhere(geopend, [deel.key for deel in inhoud.delen]),
    }
    return render(request, "inhoud/dossier.html", context)


@require_safe
@door(Recht.LEZEN)
def hoofdstuk(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str) -> HttpResponse:
    """One hoofdstuk: the answers, and beside them what others added."""
    deel, inhoud = geopend.hoofdstuk(hoofdstuk), read_content(geopend)
    sections = section_views(inhoud, deel)
    note_reading(request, geopend, deel.key)
    if request.method == "GET":
        look(inhoud, {one.sectie.key: one.saved.versie for one in sections})
    context = {
        "geopend": geopend,
        "deel": deel,
        "secties": sections,
        "stemmen": aanvullingen(geopend, deel.key).get(deel.key, []),
        "correcties": correcties(geopend, deel.key),
        "mag_correctie": may_ask(geopend),
        "stand": standing(inhoud).get(deel.key),
        "geldt": deel in inhoud.delen,
        "meldt": geopend.mag(Recht.SCHRIJVEN) and geopend.lezer == "school",
    }
    return render(request, "inhoud/hoofdstuk.html", context | _neighbours(inhoud, deel))


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


def _hoofdstuk(inhoud: Inhoud, deel: Deel, voices: int, stand: Stand | None, nieuw: dict[str, int]) -> HoofdstukView:
    secties = list(inhoud.secties(deel))
    each = [inhoud.progress(sectie) for sectie in secties]
    total = Progress(sum(one.filled for one in each), sum(one.total for one in each), any(one.touched for one in each))
    saved = (inhoud.of(sectie) for sectie in secties)
    changed = max((state for state in saved if state.op), key=lambda state: state.op, default=None)  # type: ignore[arg-type, return-value]
    own = inhoud.geopend.lezer != "school" and any(may_fill(inhoud.geopend, sectie) for sectie in secties)
    return HoofdstukView(
        deel, total, changed, voices, own, stand, any(sectie.key in nieuw for sectie in secties), _vullers(inhoud, secties)
    )


def _vullers(inhoud: Inhoud, secties: list[Sectie]) -> str:
    """Who fills in these sections, as far as this viewer reads them: "de school en ouders"."""
    asked = {veld.invuller for sectie in secties for veld in sectie.velden if has_answer(veld)}
    names = ["jij" if who == inhoud.geopend.lezer == "leerling" else name for who, name in INVULLERS.items() if who in asked]
    return " en ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _neighbours(inhoud: Inhoud, deel: Deel) -> dict[str, Deel | None]:
    order = list(inhoud.delen)
    if deel not in order:
        return {"vorige": None, "volgende": None}
    at = order.index(deel)
    return {"vorige": order[at - 1] if at else None, "volgende": order[at + 1] if at + 1 < len(order) else None}
