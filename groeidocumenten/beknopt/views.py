"""Counting the pages of an OPP and giving hints: of what was saved, and of what stands on a screen and is not saved. For who writes for the school.

Nothing that was sent is kept, and nothing leaves the machine.
"""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.inhoud.concepten import sent_form, sent_version
from groeidocumenten.opp.onderdelen import in_place
from groeidocumenten.opp.reading import opp_or_404
from groeidocumenten.opp.views_sectie import fillable, form_of, shape_of
from groeidocumenten.opp.werk import Werk, working

from .kijken import Tip, look
from .regels import rules_for
from .teksten import known_of, measured_goals, passages
from .tellen import length_of


@require_safe
@door(Recht.LEZEN, als="school", heel=True)
def overzicht(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Whether the OPP as it was saved is short enough, and what could go."""
    opp = opp_or_404(geopend, opp_id)
    note_reading(request, geopend, f"opp:{opp_id}")
    werk = working(geopend, opp)
    tips = look(passages(werk), measured_goals(geopend), rules_for(geopend), known_of(geopend))
    sections = {sectie.key for _deel, sectie in werk.secties() if werk.asked(sectie)}
    context = {"geopend": geopend, "opp": opp, "lengte": length_of(geopend, opp), "tips": tips, "secties": sections}
    context["schrijft"] = geopend.mag(Recht.SCHRIJVEN) and opp.beeindigd_op is None
    return render(request, "beknopt/overzicht.html", context)


@require_POST
@door(Recht.SCHRIJVEN, als="school", heel=True)
def sectie(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, onderdeel: str) -> HttpResponse:
    """Count with what stands on the screen. For the script as JSON; else the same form again, with what was typed and the count above it."""
    werk, found = fillable(geopend, opp_id, onderdeel)
    data = request.POST.copy()
    # As if a row were asked for nowhere: what was typed is shown, and not judged.
    data["rij_erbij"] = ""
    form = form_of(werk, found, werk.of(found.key).antwoorden, data)
    typed = {found.key: werk.per_sectie.get(found.key, {}) | form.typed()}
    lengte, tips = length_of(geopend, werk.opp, typed), _tips(geopend, werk, typed, found.key)
    zin = f"{lengte.zin} {_told(len(tips))}".strip()
    if "application/json" in request.headers.get("Accept", ""):
        told = {"bladzijden": lengte.bladzijden, "zin": zin, "te_lang": lengte.te_lang}
        return JsonResponse(told | {"tips": render_to_string("beknopt/tips.html", {"tips": tips})})
    shown = sent_form(request.POST)
    context = {
        "geopend": geopend,
        "opp": werk.opp,
        "lengte": lengte,
        "tips": tips,
        "zin": zin,
        "sectie": found,
        "form": form,
        "vorm": shape_of(werk),
        "versie": max(sent_version(request.POST), 0),
        "zitting": shown.zitting if shown else uuid4(),
        "vervangt": shown.vervangt if shown else "",
        "elders": [veld for veld in found.velden if in_place(veld)],
        "geteld": True,
    }
    return render(request, "opp/sectie.html", context)


def _told(tips: int) -> str:
    return "" if not tips else "Onder het formulier staat 1 tip." if tips == 1 else f"Onder het formulier staan {tips} tips."


def _tips(geopend: GeopendDossier, werk: Werk, typed: dict[str, dict[str, Any]], key: str) -> list[Tip]:
    """Hints on this section alone: a goal is written elsewhere."""
    return look(passages(werk, typed, alleen=key), [], rules_for(geopend), known_of(geopend))
