"""The OPP's of one file, and one OPP: where it stands on its road and what comes next; beginning one, taking one in, ending one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.inhoud.moves import dropped
from groeidocumenten.inhoud.versions import VERVALLEN
from groeidocumenten.inhoud.views_format import GROEPEN, uuid_of

from .actions import Elders, end_opp, start_opp, take_in
from .evalueren import newest_adopted, rounds_of
from .forms import EindeForm, EldersForm, StartForm
from .inbreng_lezen import factors, hearings, newest_outlook
from .lezen import blocks, blocks_of
from .models import Factor, Opp
from .reading import facts, facts_of, opp_or_404, opps, versions, writes
from .scherm import did, page, sent_file, to_opp
from .snapshot import compose
from .verleden import happened
from .weg import ended_why, in_one_word, next_steps, road
from .werk import Werk, newest_states, working
from .wisselen import OppMove, move_opp, newer_version


@require_safe
@door(Recht.LEZEN, heel=True)
def lijst(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Every OPP of the file with its state; the one that runs first."""
    rows = list(opps(geopend))
    known = facts(rows)
    note_reading(request, geopend, "opp")
    context = {
        "geopend": geopend,
        "opps": [(row, known[row.pk], in_one_word(known[row.pk])) for row in rows],
        "schrijft": writes(geopend),
        "loopt": any(row.beeindigd_op is None for row in rows),
    }
    return render(request, "opp/lijst.html", context)


@require_safe
@door(Recht.LEZEN, heel=True)
def opp(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """One OPP: its road, what comes next, what stands in it for this viewer, its versions and what happened to it."""
    row = opp_or_404(geopend, opp_id)
    note_reading(request, geopend, f"opp:{opp_id}")
    known = facts_of(row)
    versies = list(versions(geopend, row))
    werk = working(geopend, row)
    context: dict[str, Any] = {
        "geopend": geopend,
        "opp": row,
        "stand": in_one_word(known),
        "feiten": known,
        "weg": road(row, known, versies[0] if versies else None),
        "volgende": next_steps(geopend, row, known),
        "versies": versies,
        "schrijft": writes(geopend),
        "doet_mee": row.beeindigd_op is None and geopend.mag(Recht.AANVULLEN),
        "secties": [(sectie, werk.progress(sectie), deel) for deel, sectie in werk.secties() if werk.asked(sectie)],
        "einde": ended_why(geopend, row) if row.beeindigd_op else None,
        "gebeurd": happened(geopend, row),
        "evaluaties": rounds_of(geopend, row),
    }
    context |= _working(geopend, row, werk)
    return render(request, f"opp/{_template(geopend)}.html", context)


def _template(geopend: GeopendDossier) -> str:
    return {"school": "opp", "leerling": "opp_leerling"}.get(geopend.lezer, "opp_anderen")


def _working(geopend: GeopendDossier, row: Opp, werk: Werk) -> dict[str, Any]:
    """What stands on the working side for this viewer, and what counts now."""
    said = factors(geopend, row)
    adopted = newest_adopted(geopend, row)
    found: dict[str, Any] = {
        "factoren": [(way.label, way.value, [one for one in said if one.richting == way]) for way in Factor.Richting],
        "horen": hearings(geopend, row),
        "geldt": adopted,
    }
    if geopend.lezer != "school":
        return found | {"blokken": blocks_of(adopted, geopend) if adopted else None}
    schema = row.format_versie.schema.for_variant(row.variant) if row.format_versie else None
    now = blocks(compose(geopend, row), schema, "school") if schema else None
    kept = newest_states(geopend, row).get(VERVALLEN)
    found["vervallen"] = dropped(geopend, open_from(kept, "antwoorden")) if kept else []
    return found | {"perspectief": newest_outlook(geopend, row), "blokken": now, "nieuwer": newer_version(row)}


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def format(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """What going on with the newest version of the format does, question by question; only a post of exactly that page moves the OPP."""
    row = opp_or_404(geopend, opp_id)
    refused = ""
    if request.method == "POST":
        try:
            versie = move_opp(geopend=geopend, opp=row, naar=uuid_of(request.POST.get("versie", "")), mark=request.POST.get("stand", ""))
        except ValidationError as stopped:
            refused = stopped.messages[0]
        else:
            messages.success(request, f"Dit OPP gebruikt nu versie {versie.nummer} van het format.")
            return to_opp(geopend, row)
    newest = newer_version(row)
    move = OppMove(geopend, row, row.format_versie, newest) if newest and row.format_versie else None
    note_reading(request, geopend, f"opp:{opp_id}")
    groups = [(move.plan.of(soort), kop, uitleg) for soort, kop, uitleg in GROEPEN] if move else []
    context = {"geopend": geopend, "opp": row, "nieuwste": newest, "move": move, "groepen": groups, "geweigerd": refused}
    return render(request, "opp/format.html", context, status=409 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def nieuw(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Begin an OPP on a published format."""
    form = StartForm(request.POST if request.method == "POST" else None, geopend=geopend)
    if form.is_bound and form.is_valid():
        versie, variant = form.cleaned_data["format"]
        made: list[Opp] = []
        if did(
            form,
            lambda: made.append(start_opp(geopend=geopend, format_versie=versie, variant=variant, verzoek=form.cleaned_data["verzoek"])),
        ):
            messages.success(request, "Het OPP is begonnen. Ouders en leerling kunnen nu hun eigen deel invullen.")
            return to_opp(geopend, made[0])
    return page(request, "nieuw", geopend, form)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def elders(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Take in an OPP that was made elsewhere, as a PDF."""
    form = EldersForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if getattr(request, "upload_too_large", False):
        form.fields["bestand"].required = False
    if form.is_bound and form.is_valid():
        said, accepted = form.cleaned_data, sent_file(request, form, "bestand")
        made: list[Opp] = []
        if accepted is not None:
            about = Elders(said["vastgesteld_op"], said["beeindigd_op"], said["toelichting"])
            if did(form, lambda: made.append(take_in(geopend=geopend, accepted=accepted, elders=about, verzoek=said["verzoek"]))):
                messages.success(request, "Het OPP is toegevoegd. Leg hieronder vast wat ermee gebeurt.")
                return to_opp(geopend, made[0])
    return page(request, "elders", geopend, form)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def beeindigen(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Write down the last day of an OPP."""
    row = opp_or_404(geopend, opp_id)
    if row.beeindigd_op is not None and request.method != "POST":
        return to_opp(geopend, row)
    form = EindeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and did(form, lambda: end_opp(geopend=geopend, opp=row, **form.cleaned_data)):
        messages.success(request, "Het OPP is beëindigd. Zet de einddatum ook in ROD.")
        return to_opp(geopend, row)
    return page(request, "beeindigen", geopend, form, opp=row)
