"""Filling in one section of an OPP: the form with what was typed before, saving it, choosing when two people changed the same, and the autosave."""

import contextlib
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from formats.forms import SectieForm
from formats.schema import Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.inhoud import aanwezig
from groeidocumenten.inhoud.actions import Saved
from groeidocumenten.inhoud.concepten import discard, keep_concept, own_concepts, sent_form, sent_version, typed_inputs
from groeidocumenten.inhoud.content import Inhoud
from groeidocumenten.inhoud.register import proposals
from groeidocumenten.inhoud.schrijven import Bewaard, Botsing
from groeidocumenten.inhoud.section import typed_elsewhere
from groeidocumenten.inhoud.views_sectie import chosen_theirs

from .onderdelen import in_place
from .reading import opp_or_404
from .scherm import to_opp
from .schrijven import place, save_section
from .werk import Werk, fillers, working


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def sectie(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, onderdeel: str) -> HttpResponse:
    """Fill in one section. What was typed stays on an error; when somebody else changed the same meanwhile, both texts are shown."""
    werk, found = fillable(geopend, opp_id, onderdeel)
    here = place(werk.opp, found.key)
    note_reading(request, geopend, f"opp:{opp_id}")
    context: dict[str, Any] = {"geopend": geopend, "opp": werk.opp, "sectie": found, "vorm": shape_of(werk), "zitting": uuid4()}
    context["elders"] = [veld for veld in found.velden if in_place(veld)]
    if request.method != "POST" and werk.opp.beeindigd_op is not None:
        return to_opp(geopend, werk.opp)
    if request.method != "POST" and (writers := aanwezig.holders(geopend, here)):
        return render(request, "opp/sectie_bezet.html", context | {"schrijvers": writers})
    if request.method == "POST":
        return _sent(request, context, werk)
    if request.method == "GET":
        context["anderen"] = aanwezig.arrive(geopend, here).anderen
    return render(request, "opp/sectie.html", context | _shown(context, werk))


def _shown(context: dict[str, Any], werk: Werk) -> dict[str, Any]:
    """The form with the newest answers, or with what this viewer typed before and did not save."""
    found, current = context["sectie"], werk.of(context["sectie"].key)
    typed = next(iter(own_concepts(werk.geopend, place(werk.opp, found.key))), None)
    if typed is None:
        return {"form": form_of(werk, found, current.antwoorden), "versie": current.versie}
    data = typed.velden.copy()
    # As if a row were asked for nowhere: what was typed is shown, and not judged before somebody saves it.
    data["rij_erbij"] = ""
    fits = typed.vorm == context["vorm"]
    return {
        "form": form_of(werk, found, current.antwoorden, data),
        "versie": typed.versie if fits else 0,
        "typed": [] if fits else typed_elsewhere(typed.velden, found),
        "concept": typed,
        "vervangt": f"{typed.pk}:{typed.stand}",
    }


def _sent(request: HttpRequest, context: dict[str, Any], werk: Werk) -> HttpResponse:
    found = context["sectie"]
    form, shown = form_of(werk, found, werk.of(found.key).antwoorden, request.POST), sent_form(request.POST)
    versie = sent_version(request.POST)
    if shown is not None:
        context["zitting"], context["vervangt"] = shown.zitting, shown.vervangt
    if request.POST.get("vorm", context["vorm"]) != context["vorm"]:
        # The OPP moved to another version of its format while somebody typed: what has no place here any more is given back as text.
        versie, context["typed"] = -1, typed_elsewhere(request.POST, found)
    context |= {"form": form, "versie": max(versie, 0)}
    if not form.is_valid():
        _keep(werk, found, request.POST)
        return render(request, "opp/sectie.html", context, status=200 if form.row_request else 422)
    try:
        done = save_section(
            geopend=werk.geopend,
            opp=werk.opp,
            sectie=found,
            antwoorden=form.answers(),
            versie=versie,
            vorm=shown,
            van_hen=chosen_theirs(request.POST, found),
        )
    except Botsing as botsing:
        _keep(werk, found, request.POST)
        return _both_texts(request, context, werk, botsing)
    except ValidationError as refused:
        _keep(werk, found, request.POST)
        return render(request, "opp/sectie.html", context | {"geweigerd": refused.messages[0]}, status=409)
    messages.success(request, _saved_words(found, done))
    return _next(request, werk, found)


def _next(request: HttpRequest, werk: Werk, found: Sectie) -> HttpResponse:
    """After saving: on to the next section, or back to the OPP when somebody stops here or this was the last."""
    order = [sectie.key for _deel, sectie in werk.secties() if werk.asked(sectie)]
    at = order.index(found.key) + 1 if found.key in order else len(order)
    if "verder" in request.POST and at < len(order):
        return redirect("opp:sectie", dossier_id=werk.geopend.groeidocument.pk, opp_id=werk.opp.pk, onderdeel=order[at])
    return to_opp(werk.geopend, werk.opp)


def _both_texts(request: HttpRequest, context: dict[str, Any], werk: Werk, botsing: Botsing) -> HttpResponse:
    """The second saver sees what stands there now beside the own text, field by field, and chooses; saving again is then on purpose."""
    found, samen = context["sectie"], botsing.samen
    hun = {regel.key: regel for regel in werk.regels(found, botsing.current.antwoorden)}
    mijn = {regel.key: regel for regel in werk.regels(found, samen.antwoorden)}
    keys = [veld.key for veld in samen.botsingen]
    shown = context | {
        "form": form_of(werk, found, samen.antwoorden),
        "versie": botsing.current.versie,
        "current": botsing.current,
        "botsingen": [(hun[key], mijn[key]) for key in keys if key in hun and key in mijn],
        "van_ander": samen.van_ander,
    }
    return render(request, "opp/sectie_conflict.html", shown, status=409)


@require_POST
@door(Recht.AANVULLEN, heel=True)
def concept(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, onderdeel: str) -> JsonResponse:
    """Keep what is being typed, for the script of the form, and say who else is at work. Sends no text of anybody."""
    werk, found = fillable(geopend, opp_id, onderdeel)
    if sent_form(request.POST) is None:
        return JsonResponse({"zin": "Niet bewaard. Open dit onderdeel opnieuw."}, status=422)
    try:
        return JsonResponse(_kept(request.POST, werk, found))
    except ValidationError as refused:
        return JsonResponse({"zin": f"Niet bewaard. {refused.messages[0]}"}, status=422)


@transaction.atomic
def _kept(sent: QueryDict, werk: Werk, found: Sectie) -> dict[str, Any]:
    """Keep and tell, in one transaction: the answer leaves when all of it is there to stay."""
    answer: dict[str, Any] = {}
    shown, here = sent_form(sent), found.model_copy(update={"key": place(werk.opp, found.key)})
    if shown is not None and (typed := typed_inputs(sent)):
        row = keep_concept(geopend=werk.geopend, sectie=here, vorm=shown, typed=typed)
        if row is None:
            return {"zin": "Dit formulier is al opgeslagen. Open dit onderdeel opnieuw om verder te schrijven.", "klaar": True}
        whose = "je tekst als je" if werk.geopend.lezer == "leerling" else "uw tekst als u"
        answer["zin"] = f"Bewaard om {timezone.localtime(row.op):%H:%M}. Anderen zien {whose} op “Bewaar” drukt."
    if "weg" in sent:
        aanwezig.leave(werk.geopend, here.key)
        return answer
    met = aanwezig.arrive(werk.geopend, here.key)
    said = [f"{met.overgenomen} heeft het schrijven overgenomen. Wat u typte, blijft bewaard voor u."] if met.overgenomen else []
    current = werk.of(found.key)
    if shown is not None and current.versie > shown.versie and current.op is not None:
        said.append(f"{current.door} bewaarde dit onderdeel om {timezone.localtime(current.op):%H:%M}. Als u bewaart, gaat niets verloren.")
    names = [one.naam for one in met.anderen if one.naam != met.overgenomen]
    if names:
        said.append(f"Hier {'werkt' if len(names) == 1 else 'werken'} nu ook: {', '.join(names)}.")
    return answer | {"let_op": " ".join(said)}


@require_POST
@door(Recht.AANVULLEN, heel=True)
def overnemen(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, onderdeel: str) -> HttpResponse:
    """Start writing in a section where somebody else is at work."""
    werk, found = fillable(geopend, opp_id, onderdeel)
    if request.POST.get("bevestig") == "ja":
        aanwezig.take_over(geopend=geopend, sectie=place(werk.opp, found.key))
    return redirect("opp:sectie", dossier_id=geopend.groeidocument.pk, opp_id=opp_id, onderdeel=onderdeel)


@require_POST
@door(Recht.AANVULLEN, heel=True)
def concept_weg(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, onderdeel: str) -> HttpResponse:
    """Throw away what was typed before and not saved."""
    werk, found = fillable(geopend, opp_id, onderdeel)
    if shown := request.POST.get("concept", ""):
        discard(geopend=geopend, sectie=place(werk.opp, found.key), shown=shown)
        messages.success(request, "Uw niet opgeslagen tekst is weg. Hieronder staat wat er is opgeslagen.")
    return redirect("opp:sectie", dossier_id=geopend.groeidocument.pk, opp_id=opp_id, onderdeel=onderdeel)


def fillable(geopend: GeopendDossier, opp_id: UUID, key: str) -> tuple[Werk, Sectie]:
    """A section in which this viewer fills in something.

    Raises:
        Http404: for every other one.
    """
    werk = working(geopend, opp_or_404(geopend, opp_id))
    for _deel, found in werk.schema.secties():
        if found.key == key and werk.asked(found):
            return werk, found
    raise Http404


def form_of(werk: Werk, found: Sectie, answers: dict[str, Any], data: Any = None) -> SectieForm:
    """The form of a section, without the questions that the room keeps itself, and with what the register knows in empty fields."""
    return SectieForm(
        werk.to_fill(found),
        answers,
        data=data,
        editable=fillers(werk.geopend),
        lezer=werk.geopend.lezer,
        schema=werk.schema,
        alles=werk.alles,
        voorstellen=proposals(Inhoud(werk.geopend, {}, {}), found, answers),
    )


def _keep(werk: Werk, found: Sectie, sent: QueryDict) -> None:
    """Keep what cannot be saved yet. What does not fit in a concept stands in the answer too."""
    shown = sent_form(sent)
    if shown is None or not typed_inputs(sent):
        return
    here = found.model_copy(update={"key": place(werk.opp, found.key)})
    with contextlib.suppress(ValidationError):
        keep_concept(geopend=werk.geopend, sectie=here, vorm=shown, typed=typed_inputs(sent))


def _saved_words(found: Sectie, done: Bewaard) -> str:
    saved: Saved = done.saved
    said = f"“{found.titel}” is bewaard om {timezone.localtime(saved.op):%H:%M}." if saved.op else f"“{found.titel}” is bewaard."
    if done.van_ander:
        fields = ", ".join(f"“{veld.label}”" for veld in done.van_ander)
        said += f" Iemand anders bewaarde ondertussen ook: wat die schreef bij {fields}, is gebleven."
    return said


def shape_of(werk: Werk) -> str:
    """Which shape of the format a form was made of."""
    return f"{werk.opp.format_versie_id}:{werk.opp.variant}"
