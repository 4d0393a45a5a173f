"""The talks of one file: the list, one talk with agenda, report and afspraken, planning and sharing it. Who sees which talk, `talks` says."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.inhoud.actions import Conflict, Saved

from .actions import add_talk, cancel_talk, save_talk, share, writes
from .agreements import finishes
from .forms import DelenForm, GesprekForm, NieuwGesprekForm, initial_of
from .register import persons
from .talks import OpenGesprek, reads_concept, talk_for, talks_for

ONCE_MORE = ("afgezegd", "vastgesteld")


@require_safe
@door(Recht.LEZEN, heel=True)
def lijst(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """The talks that this viewer sees, newest first, and the afspraken that are open."""
    talks = talks_for(geopend)
    note_reading(request, geopend, "gesprekken")
    deeds = [(talk, one, finishes(geopend, one.afspraak)) for talk in talks if talk.stand != "afgezegd" for one in talk.afspraken]
    context = {
        "geopend": geopend,
        "gesprekken": talks,
        "open": [deed for deed in deeds if deed[1].afspraak.gedaan_op is None],
        "schrijft": writes(geopend),
    }
    return render(request, "gesprekken/lijst.html", context)


@require_safe
@door(Recht.LEZEN, heel=True)
def gesprek(request: HttpRequest, geopend: GeopendDossier, gesprek_id: UUID) -> HttpResponse:
    """One talk: when, with whom, what for, the agenda, the report and what was agreed."""
    talk = talk_for(geopend, gesprek_id)
    note_reading(request, geopend, f"gesprek {gesprek_id}")
    context = {
        "geopend": geopend,
        "gesprek": talk,
        "afspraken": [(one, finishes(geopend, one.afspraak)) for one in talk.afspraken],
        "schrijft": writes(geopend),
        "leest_concept": reads_concept(geopend),
        "vooraf": Recht.AANVULLEN in geopend.rechten and not talk.gesprek.voorbij and talk.gesprek.stand not in ONCE_MORE,
    }
    return render(request, "gesprekken/gesprek.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def nieuw(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Plan or record a talk."""
    form = NieuwGesprekForm(request.POST or None, personen=persons(geopend))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            made = add_talk(geopend=geopend, soort=said["soort"], wanneer=form.moment(), inhoud=form.plain(), verzoek=said["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Het gesprek staat in de lijst.")
            return redirect("gesprekken:gesprek", dossier_id=geopend.groeidocument.pk, gesprek_id=made.pk)
    return shown_form(request, "gesprekken/nieuw.html", geopend, form)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def wijzigen(request: HttpRequest, geopend: GeopendDossier, gesprek_id: UUID) -> HttpResponse:
    """Change moment, place, goal or participants. When somebody else saved meanwhile, both texts are shown."""
    talk = talk_for(geopend, gesprek_id)
    form = GesprekForm(request.POST or None, personen=persons(geopend), initial=initial_of(talk.gesprek, talk.inhoud))

    def save() -> None:
        save_talk(geopend=geopend, gesprek=talk.gesprek, wanneer=form.moment(), inhoud=form.plain(), versie=versie_of(request))

    return saved_or_both(request, geopend, form, save, template="gesprekken/wijzigen.html", talk=talk, saved=talk.saved, lines=talk_lines)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def delen(request: HttpRequest, geopend: GeopendDossier, gesprek_id: UUID) -> HttpResponse:
    """Say who outside the school sees a talk; for a kindgesprek with a warning first (dossier 8.43)."""
    talk = talk_for(geopend, gesprek_id)
    if not talk.leest_verslag:
        raise Http404
    shared = talk.gesprek.gedeeld_op is not None
    form = DelenForm(request.POST or None, gedeeld=shared, initial={"leerling": talk.gesprek.leerling_leest})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        share(geopend=geopend, gesprek=talk.gesprek, ouders=bool(said.get("ouders")), leerling=said["leerling"])
        messages.success(request, "Bewaard wie dit gesprek leest.")
        return to_talk(geopend, talk)
    return shown_form(request, "gesprekken/delen.html", geopend, form, gesprek=talk)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def afzeggen(request: HttpRequest, geopend: GeopendDossier, gesprek_id: UUID) -> HttpResponse:
    """Ask first, then call a talk off."""
    talk = talk_for(geopend, gesprek_id)
    if request.method == "POST" and request.POST.get("bevestig") == "ja":
        try:
            cancel_talk(geopend=geopend, gesprek=talk.gesprek)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        else:
            messages.success(request, "Het gesprek is afgezegd. Laat de deelnemers dit ook zelf weten.")
        return to_talk(geopend, talk)
    return render(request, "gesprekken/afzeggen.html", {"geopend": geopend, "gesprek": talk})


def saved_or_both(
    request: HttpRequest,
    geopend: GeopendDossier,
    form: Any,
    save: Callable[[], None],
    *,
    template: str,
    talk: OpenGesprek,
    saved: Saved,
    lines: Callable[[dict[str, Any]], list[tuple[str, str]]],
    **context: Any,
) -> HttpResponse:
    """Save a form of something with states; on a conflict show what stands there now beside what was typed."""
    context |= {"geopend": geopend, "form": form, "gesprek": talk}
    if form.is_bound and form.is_valid():
        try:
            save()
        except Conflict as conflict:
            now = conflict.current
            shown = context | {"current": now, "nu": lines(now.antwoorden), "versie": now.versie}
            return render(request, template, shown, status=409)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Bewaard.")
            return to_talk(geopend, talk)
    versie = versie_of(request) if form.is_bound else saved.versie
    return render(request, template, context | {"versie": versie}, status=422 if form.is_bound else 200)


def shown_form(request: HttpRequest, template: str, geopend: GeopendDossier, form: Any, **context: Any) -> HttpResponse:
    """A page with a form; 422 when something in it has to be mended."""
    return render(request, template, {"geopend": geopend, "form": form, **context}, status=422 if form.is_bound else 200)


def to_talk(geopend: GeopendDossier, talk: OpenGesprek) -> HttpResponse:
    """Back to the page of a talk."""
    return redirect("gesprekken:gesprek", dossier_id=geopend.groeidocument.pk, gesprek_id=talk.gesprek.pk)


def versie_of(request: HttpRequest) -> int:
    """The state that the form was made from; nonsense matches none, so that nothing is overwritten by it."""
    sent = request.POST.get("versie", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else -1


def talk_lines(inhoud: dict[str, Any]) -> list[tuple[str, str]]:
    """A saved state of a talk as (label, text)."""
    moment = inhoud.get("wanneer")
    when = date_format(timezone.localtime(datetime.fromisoformat(moment)), "j F Y H:i") if moment else "nog te plannen"
    people = [f"{one['naam']} ({one['rol']})" if one["rol"] else one["naam"] for one in inhoud.get("deelnemers") or []]
    lines = [
        ("Naam", inhoud["naam"]),
        ("Doel", inhoud["doel"]),
        ("Wanneer", when),
        ("Plaats", inhoud["plaats"]),
        ("Wie doen mee", "\n".join(people)),
    ]
    return [(label, said) for label, said in lines if said]
