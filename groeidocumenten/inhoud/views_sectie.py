"""Filling in one section: the form with what was typed before, saving it, choosing when two people changed the same, and the autosave of the script."""

import contextlib
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from formats.schema import Deel, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door

from . import aanwezig
from .actions import Saved, saved_section
from .concepten import Vorm, discard, keep_concept, own_concepts, sent_form, sent_version, typed_inputs
from .content import Inhoud, read_content
from .models import open_from
from .schrijven import Bewaard, Botsing, save_form
from .section import may_fill, section_form, typed_elsewhere


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN)
def sectie(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, sectie: str) -> HttpResponse:
    """Fill in one section. What was typed stays on an error; when somebody else changed the same meanwhile, both texts are shown."""
    deel, found = _fillable(geopend, hoofdstuk, sectie)
    current = saved_section(geopend, found)
    # The form shows what was written before: opening it is reading.
    note_reading(request, geopend, deel.key)
    if request.method != "POST" and (writers := aanwezig.holders(geopend, found.key)):
        context = {"geopend": geopend, "deel": deel, "sectie": found, "schrijvers": writers}
        return render(request, "inhoud/sectie_bezet.html", context)
    inhoud = read_content(geopend)
    context = {"geopend": geopend, "deel": deel, "sectie": found, "vorm": _vorm(geopend), "zitting": uuid4()}
    if request.method == "POST":
        return _sent(request, context, inhoud, current)
    if request.method == "GET":
        context["anderen"] = aanwezig.arrive(geopend, found.key).anderen
    return render(request, "inhoud/sectie.html", context | _shown(context, inhoud, current))


def _shown(context: dict[str, Any], inhoud: Inhoud, current: Saved) -> dict[str, Any]:
    """The form with the newest answers, or with what this viewer typed before and did not save."""
    geopend, found = inhoud.geopend, context["sectie"]
    typed = next(iter(own_concepts(geopend, found.key)), None)
    if typed is None:
        return {"form": section_form(inhoud, found, current), "versie": current.versie}
    data = typed.velden.copy()
    # As if a row were asked for nowhere: what was typed is shown, and not judged before somebody saves it.
    data["rij_erbij"] = ""
    fits = typed.vorm == context["vorm"]
    return {
        "form": section_form(inhoud, found, current, data=data),
        # Typed in another form of the format: then it belongs to no version of this section.
        "versie": typed.versie if fits else 0,
        "typed": [] if fits else typed_elsewhere(typed.velden, found),
        "concept": typed,
        "vervangt": f"{typed.pk}:{typed.stand}",
    }


def _sent(request: HttpRequest, context: dict[str, Any], inhoud: Inhoud, current: Saved) -> HttpResponse:
    geopend, found = inhoud.geopend, context["sectie"]
    form, shown = section_form(inhoud, found, current, data=request.POST), sent_form(request.POST)
    versie = sent_version(request.POST)
    if shown is not None:
        context["zitting"], context["vervangt"] = shown.zitting, shown.vervangt
    if request.POST.get("vorm", context["vorm"]) != context["vorm"]:
        # The file moved to another form of its format while somebody typed: what has no place here any more is given back as text.
        versie, context["typed"] = -1, typed_elsewhere(request.POST, found)
    context |= {"form": form, "versie": max(versie, 0)}
    if not form.is_valid():
        _keep(geopend, found, shown, request.POST)
        return render(request, "inhoud/sectie.html", context, status=200 if form.row_request else 422)
    try:
        done = save_form(
            geopend=geopend, sectie=found, antwoorden=form.answers(), versie=versie, vorm=shown, van_hen=_chosen(request.POST, found)
        )
    except Botsing as botsing:
        _keep(geopend, found, shown, request.POST)
        return _both_texts(request, context, inhoud, botsing)
    messages.success(request, _saved_words(found, done))
    return redirect("inhoud:hoofdstuk", dossier_id=geopend.groeidocument.pk, hoofdstuk=context["deel"].key)


def _both_texts(request: HttpRequest, context: dict[str, Any], inhoud: Inhoud, botsing: Botsing) -> HttpResponse:
    """The second saver sees what stands there now beside the own text, field by field, and chooses; saving again is then on purpose."""
    found, current, samen = context["sectie"], botsing.current, botsing.samen
    keys = [veld.key for veld in samen.botsingen]
    hun = {regel.key: regel for regel in inhoud.regels(found, current.antwoorden)}
    mijn = {regel.key: regel for regel in inhoud.regels(found, samen.antwoorden)}
    shown = context | {
        "form": section_form(inhoud, found, Saved(antwoorden=samen.antwoorden), propose=False),
        "versie": current.versie,
        "current": current,
        # A field that a condition hides in one of the texts is only in the form.
        "botsingen": [(hun[key], mijn[key]) for key in keys if key in hun and key in mijn],
        "van_ander": samen.van_ander,
    }
    return render(request, "inhoud/sectie_conflict.html", shown, status=409)


@require_POST
@door(Recht.AANVULLEN)
def concept(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, sectie: str) -> JsonResponse:
    """Keep what is being typed, for the script of the form, and say who else is at work. Sends no text of anybody."""
    _deel, found = _fillable(geopend, hoofdstuk, sectie)
    shown = sent_form(request.POST)
    if shown is None:
        return JsonResponse({"zin": "Niet bewaard. Open deze sectie opnieuw."}, status=422)
    try:
        return JsonResponse(_kept(request.POST, geopend, found, shown))
    except ValidationError as refused:
        return JsonResponse({"zin": f"Niet bewaard. {refused.messages[0]}"}, status=422)


@transaction.atomic
def _kept(sent: QueryDict, geopend: GeopendDossier, sectie: Sectie, shown: Vorm) -> dict[str, Any]:
    """Keep and tell, in one transaction: the answer leaves when all of it is there to stay."""
    answer: dict[str, Any] = {}
    if typed := typed_inputs(sent):
        row = keep_concept(geopend=geopend, sectie=sectie, vorm=shown, typed=typed)
        if row is None:
            return {"zin": "Dit formulier is al opgeslagen. Open deze sectie opnieuw om verder te schrijven.", "klaar": True}
        whose = "je tekst als je" if geopend.lezer == "leerling" else "uw tekst als u"
        answer["zin"] = f"Bewaard om {timezone.localtime(row.op):%H:%M}. Anderen zien {whose} op “Bewaar” drukt."
    if "weg" in sent:
        aanwezig.leave(geopend, sectie.key)
        return answer
    return answer | {"let_op": _news(geopend, sectie, shown, aanwezig.arrive(geopend, sectie.key))}


def _news(geopend: GeopendDossier, sectie: Sectie, shown: Vorm, met: aanwezig.Ontmoeting) -> str:
    """What somebody who is typing should know of the others."""
    said = [f"{met.overgenomen} heeft het schrijven overgenomen. Wat u typte, blijft bewaard voor u."] if met.overgenomen else []
    row = geopend.groeidocument.antwoordversies.filter(sectie=sectie.key, versie__gt=shown.versie).order_by("-versie").first()
    if row is not None:
        said.append(
            f"{open_from(row, 'naam')} bewaarde deze sectie om {timezone.localtime(row.op):%H:%M}. Als u bewaart, gaat niets verloren."
        )
    names = [one.naam for one in met.anderen if one.naam != met.overgenomen]
    if names:
        said.append(f"Hier {'werkt' if len(names) == 1 else 'werken'} nu ook: {', '.join(names)}.")
    return " ".join(said)


@require_POST
@door(Recht.AANVULLEN)
def overnemen(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, sectie: str) -> HttpResponse:
    """Start writing in a section where somebody else is at work."""
    deel, found = _fillable(geopend, hoofdstuk, sectie)
    if request.POST.get("bevestig") == "ja":
        aanwezig.take_over(geopend=geopend, sectie=found.key)
    return redirect("inhoud:sectie", dossier_id=geopend.groeidocument.pk, hoofdstuk=deel.key, sectie=found.key)


@require_POST
@door(Recht.AANVULLEN)
def concept_weg(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, sectie: str) -> HttpResponse:
    """Throw away what was typed before and not saved."""
    deel, found = _fillable(geopend, hoofdstuk, sectie)
    if shown := request.POST.get("concept", ""):
        discard(geopend=geopend, sectie=found.key, shown=shown)
        messages.success(request, "Uw niet opgeslagen tekst is weg. Hieronder staat wat er is opgeslagen.")
    return redirect("inhoud:sectie", dossier_id=geopend.groeidocument.pk, hoofdstuk=deel.key, sectie=found.key)


def _fillable(geopend: GeopendDossier, hoofdstuk: str, key: str) -> tuple[Deel, Sectie]:
    deel, found = geopend.sectie(hoofdstuk, key)
    if not may_fill(geopend, found):
        raise Http404
    return deel, found


def _keep(geopend: GeopendDossier, sectie: Sectie, shown: Vorm | None, sent: QueryDict) -> None:
    """Keep what cannot be saved yet. What does not fit in a concept stands in the answer too."""
    if shown is None or not typed_inputs(sent):
        return
    with contextlib.suppress(ValidationError):
        keep_concept(geopend=geopend, sectie=sectie, vorm=shown, typed=typed_inputs(sent))


def _saved_words(sectie: Sectie, done: Bewaard) -> str:
    said = f"“{sectie.titel}” is bewaard om {timezone.localtime(done.saved.op):%H:%M}."
    if done.van_ander:
        fields = ", ".join(f"“{veld.label}”" for veld in done.van_ander)
        said += f" Iemand anders bewaarde ondertussen ook: wat die schreef bij {fields}, is gebleven."
    return said


def _vorm(geopend: GeopendDossier) -> str:
    return f"{geopend.groeidocument.format_versie_id}:{geopend.groeidocument.variant}"


def _chosen(sent: QueryDict, sectie: Sectie) -> set[str]:
    """The fields for which the other's text was chosen."""
    return {veld.key for veld in sectie.velden if sent.get(f"kies_{veld.key}") == "hun"}
