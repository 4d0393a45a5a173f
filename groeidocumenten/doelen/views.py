"""The goals of one file: the list, one goal with all that hangs on it, writing and proposing. The school writes; others propose and react."""

from collections.abc import Callable
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
from groeidocumenten.inhoud.actions import Conflict, Saved

from .actions import add_goal, decide, next_period, save_goal, writes
from .chart import chart
from .forms import BesluitForm, DoelForm, NieuwDoelForm, VoorstelForm
from .forms_follow import PeriodeForm
from .goals import LABELS, OpenDoel, goal_for, goals_for, history, regels
from .lijsten import gebieden, voorbeelden

# The states in the order of the list, with their heading; for the pupil in the words of a child.
GROUPS = (
    ("voorstel", "Voorstellen", "Dit is voorgesteld"),
    ("loopt", "Doelen die lopen", "Hier werk je aan"),
    ("afgerond", "Afgeronde doelen", "Dit is klaar"),
    ("afgewezen", "Voorstellen die niet zijn overgenomen", "Dit doen we nu niet"),
)


@require_safe
@door(Recht.LEZEN, heel=True)
def lijst(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Every goal by state, of all areas or of one; with the balance of new goals and onderhoudsdoelen."""
    doelen = goals_for(geopend)
    areas = sorted({doel.inhoud.get("gebied") or "" for doel in doelen} - {""})
    area = request.GET.get("gebied", "")
    shown = [doel for doel in doelen if doel.inhoud.get("gebied") == area] if area in areas else doelen
    child = geopend.lezer == "leerling"
    running = [doel for doel in doelen if doel.stand == "loopt"]
    note_reading(request, geopend, "doelen")
    context = {
        "geopend": geopend,
        "groepen": [(je if child else u, found) for stand, u, je in GROUPS if (found := [doel for doel in shown if doel.stand == stand])],
        "gebieden": areas,
        "gebied": area if area in areas else "",
        "nieuw": sum(not doel.onderhoud for doel in running),
        "onderhoud": sum(doel.onderhoud for doel in running),
        "schrijft": writes(geopend),
    }
    return render(request, "doelen/leerling_lijst.html" if child else "doelen/lijst.html", context)


@require_safe
@door(Recht.LEZEN, heel=True)
def doel(request: HttpRequest, geopend: GeopendDossier, doel_id: UUID) -> HttpResponse:
    """One goal: what it says, how far it is, what is done for it, and what everybody said. The pupil reads the own words first."""
    found = goal_for(geopend, doel_id)
    note_reading(request, geopend, f"doel {doel_id}")
    context = {"geopend": geopend, "doel": found, "lijn": chart(found), "schrijft": writes(geopend)}
    return render(request, "doelen/leerling_doel.html" if geopend.lezer == "leerling" else "doelen/doel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def nieuw(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Add a goal; who does not write goals here makes a proposal, and the pupil says it in the own words."""
    school = writes(geopend)
    form: Any
    if school:
        form = NieuwDoelForm(request.POST or None, gebieden=gebieden(geopend))
    else:
        form = VoorstelForm(request.POST or None, lezer=geopend.lezer)
    if form.is_bound and form.is_valid():
        try:
            made = add_goal(geopend=geopend, inhoud=form.plain(), verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            said = {"school": "Het doel staat in de lijst.", "leerling": "Je doel staat erbij. De school kijkt ernaar."}
            messages.success(request, said.get(geopend.lezer, "Uw voorstel staat erbij. De school kijkt ernaar."))
            return redirect("doelen:doel", dossier_id=geopend.groeidocument.pk, doel_id=made.pk)
    if not school:
        return shown_form(request, "doelen/voorstel.html", geopend, form)
    return shown_form(request, "doelen/nieuw.html", geopend, form, voorbeelden=voorbeelden(geopend))


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def wijzigen(request: HttpRequest, geopend: GeopendDossier, doel_id: UUID) -> HttpResponse:
    """Change a goal. When somebody else saved meanwhile, both texts are shown and nothing is overwritten."""
    found = goal_for(geopend, doel_id)
    form = DoelForm(request.POST or None, gebieden=gebieden(geopend), initial=found.inhoud)

    def save() -> None:
        save_goal(geopend=geopend, doel=found.doel, inhoud=form.plain(), versie=versie_of(request))

    return saved_or_both(request, geopend, form, save, template="doelen/wijzigen.html", doel=found, saved=found.saved, back=found)


@require_safe
@door(Recht.LEZEN, heel=True)
def geschiedenis(request: HttpRequest, geopend: GeopendDossier, doel_id: UUID) -> HttpResponse:
    """Every saved state of a goal, newest first. Not for guests: a link shows what stands there now."""
    if geopend.viewer.is_guest:
        raise Http404
    found = goal_for(geopend, doel_id)
    note_reading(request, geopend, f"doel {doel_id}")
    states = [(saved, regels(saved.antwoorden)) for saved in history(geopend, doel_id)]
    return render(request, "doelen/geschiedenis.html", {"geopend": geopend, "doel": found, "standen": states})


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def beslissen(request: HttpRequest, geopend: GeopendDossier, doel_id: UUID) -> HttpResponse:
    """Answer a proposal: take it over, or decline it with a reason."""
    found = goal_for(geopend, doel_id)
    if found.stand != "voorstel":
        messages.info(request, "Dit voorstel is al beantwoord.")
        return to_goal(geopend, found)
    form = BesluitForm(request.POST or None)
    if form.is_bound and form.is_valid():
        taken = form.cleaned_data["besluit"] == "overnemen"
        decide(geopend=geopend, doel=found.doel, overgenomen=taken, reden=form.cleaned_data["reden"])
        if not taken:
            messages.success(request, "Uw antwoord staat bij het voorstel.")
            return to_goal(geopend, found)
        messages.success(request, "Het voorstel is nu een doel. Vul aan wat nog ontbreekt.")
        return redirect("doelen:wijzigen", dossier_id=geopend.groeidocument.pk, doel_id=doel_id)
    return shown_form(request, "doelen/beslissen.html", geopend, form, doel=found)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def periode(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Let unfinished goals go on in a next period."""
    running = [(str(one.doel.pk), one.kort) for one in goals_for(geopend) if one.stand == "loopt"]
    form = PeriodeForm(request.POST or None, doelen=running, initial={"doelen": [pk for pk, _ in running]})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        chosen = [UUID(pk) for pk in said["doelen"]]
        moved = next_period(geopend=geopend, doelen=chosen, van=said["van"], tot=said["tot"], evalueren_op=said["evalueren_op"])
        what = "1 doel gaat" if moved == 1 else f"{moved} doelen gaan"
        messages.success(request, f"{what} door in de nieuwe periode.")
        return redirect("doelen:lijst", dossier_id=geopend.groeidocument.pk)
    return shown_form(request, "doelen/periode.html", geopend, form, lopend=running)


def saved_or_both(
    request: HttpRequest,
    geopend: GeopendDossier,
    form: Any,
    save: Callable[[], None],
    *,
    template: str,
    saved: Saved,
    back: OpenDoel,
    labels: tuple[tuple[str, str], ...] = LABELS,
    **context: Any,
) -> HttpResponse:
    """Save a form of something with states; on a conflict show what stands there now beside what was typed."""
    if form.is_bound and form.is_valid():
        try:
            save()
        except Conflict as conflict:
            now = conflict.current
            context |= {"current": now, "nu": regels(now.antwoorden, labels), "versie": now.versie}
            return render(request, template, {"geopend": geopend, "form": form, **context}, status=409)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Bewaard.")
            return to_goal(geopend, back)
    versie = versie_of(request) if form.is_bound else saved.versie
    return shown_form(request, template, geopend, form, versie=versie, **context)


def shown_form(request: HttpRequest, template: str, geopend: GeopendDossier, form: Any, **context: Any) -> HttpResponse:
    """A page with a form; 422 when something in it has to be mended."""
    return render(request, template, {"geopend": geopend, "form": form, **context}, status=422 if form.is_bound else 200)


def to_goal(geopend: GeopendDossier, doel: OpenDoel) -> HttpResponse:
    """Back to the page of a goal."""
    return redirect("doelen:doel", dossier_id=geopend.groeidocument.pk, doel_id=doel.doel.pk)


def versie_of(request: HttpRequest) -> int:
    """The state that the form was made from; nonsense matches none, so that nothing is overwritten by it."""
    sent = request.POST.get("versie", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else -1


def running_or_404(geopend: GeopendDossier, pk: UUID) -> OpenDoel:
    """A goal of the plan, finished or not.

    Raises:
        Http404: if it is not there, or still a proposal.
    """
    found = goal_for(geopend, pk)
    if found.stand not in ("loopt", "afgerond"):
        raise Http404
    return found
