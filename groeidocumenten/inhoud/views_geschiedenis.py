"""Looking back: what a section was, what changed since this viewer looked, and putting an earlier text back."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from formats.schema import Deel, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door

from .actions import Conflict, Saved, saved_section
from .content import Inhoud, read_content
from .geschiedenis import Wijziging, back_to, changes, put_back, states_at, steps
from .gezien import changed_since, look
from .schrijven import own_fields, state_at
from .section import may_fill

PER_PAGE = 25


@dataclass(frozen=True)
class Veranderd:
    """A section that was saved since this viewer looked, and what changed in it."""

    deel: Deel
    sectie: Sectie
    saved: Saved
    wijzigingen: list[Wijziging]


@require_safe
@door(Recht.LEZEN)
def geschiedenis(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, sectie: str) -> HttpResponse:
    """The saved states of one section, newest first, with what each changed. Not for guests: a link shows what stands there now."""
    deel, found = _section(geopend, hoofdstuk, sectie)
    rows = geopend.groeidocument.antwoordversies.filter(sectie=found.key).order_by("-versie")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    # One more than the page shows, to compare its last one with.
    start = page.start_index() - 1 if page.paginator.count else 0
    shown = steps(geopend, found, rows[start : start + PER_PAGE + 1])
    note_reading(request, geopend, deel.key)
    context = {
        "geopend": geopend,
        "deel": deel,
        "sectie": found,
        "page_obj": page,
        "stappen": [stap for stap in shown if stap.versie > page.paginator.count - start - PER_PAGE],
        "newest": page.paginator.count,
        "eigen": {veld.key for veld in own_fields(geopend, found)} if _may_put_back(geopend, found) else set(),
    }
    return render(request, "inhoud/geschiedenis.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN)
def terugzetten(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, sectie: str, versie: int) -> HttpResponse:
    """Show what putting an earlier text back would change, and do it on a post of exactly that page."""
    deel, found = _section(geopend, hoofdstuk, sectie)
    then, now = state_at(geopend, found.key, versie), saved_section(geopend, found)
    if then is None or versie == 0 or not _may_put_back(geopend, found):
        raise Http404
    sent = request.POST if request.method == "POST" else request.GET
    keys = {sent["veld"]} if sent.get("veld") else None
    if keys and not keys & {veld.key for veld in own_fields(geopend, found)}:
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            put_back(geopend=geopend, sectie=found, naar=versie, keys=keys, versie=_number(request.POST.get("nu", "")))
        except (Conflict, LookupError):
            refused = "Iemand bewaarde deze sectie net. Kijk hieronder wat er nu verandert."
        else:
            messages.success(request, f"De eerdere tekst van “{found.titel}” staat er weer. Wat er stond, blijft in de geschiedenis.")
            return redirect("inhoud:hoofdstuk", dossier_id=geopend.groeidocument.pk, hoofdstuk=deel.key)
    note_reading(request, geopend, deel.key)
    context = {
        "geopend": geopend,
        "deel": deel,
        "sectie": found,
        "naar": then,
        "nu": now,
        "veld": next(iter(keys or ()), ""),
        "wijzigingen": changes(geopend, found, now.antwoorden, back_to(geopend, found, now, then, keys)),
        "geweigerd": refused,
    }
    return render(request, "inhoud/terugzetten.html", context, status=409 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.LEZEN)
def wijzigingen(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """What was changed since this viewer last looked, old beside new; a post says that it was seen."""
    inhoud = read_content(geopend)
    if request.method == "POST":
        if shown := _shown(request.POST.getlist("gezien")):
            look(inhoud, shown)
        return redirect("inhoud:dossier", dossier_id=geopend.groeidocument.pk)
    note_reading(request, geopend, "wijzigingen")
    return render(request, "inhoud/wijzigingen.html", {"geopend": geopend, "veranderd": _changed(inhoud)})


def _changed(inhoud: Inhoud) -> list[Veranderd]:
    since = changed_since(inhoud)
    before = states_at(inhoud.geopend, since)
    found = []
    for deel in inhoud.delen:
        for sectie in inhoud.secties(deel):
            if sectie.key in since:
                saved, was = inhoud.of(sectie), before.get(sectie.key, Saved())
                found.append(Veranderd(deel, sectie, saved, changes(inhoud.geopend, sectie, was.antwoorden, saved.antwoorden)))
    return found


def _section(geopend: GeopendDossier, hoofdstuk: str, sectie: str) -> tuple[Deel, Sectie]:
    """A section whose earlier texts this viewer may read: what was corrected must not be found again by somebody from outside.

    Raises:
        Http404: for a guest, and for a section that this viewer does not read.
    """
    if geopend.viewer.is_guest:
        raise Http404
    return geopend.sectie(hoofdstuk, sectie)


def _may_put_back(geopend: GeopendDossier, sectie: Sectie) -> bool:
    return geopend.mag(Recht.AANVULLEN) and may_fill(geopend, sectie) and bool(own_fields(geopend, sectie))


def _shown(sent: list[str]) -> dict[str, int]:
    """What a page showed, from its hidden inputs: "section:version"."""
    pairs = [text.rpartition(":") for text in sent]
    return {key: _number(versie) for key, _colon, versie in pairs if key and _number(versie) > 0}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
