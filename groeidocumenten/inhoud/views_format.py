"""The format of a running file: what a newer version would do, moving to it, another variant, and what has no place any more."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door

from .content import read_content
from .forms import VariantForm
from .moves import Move, change_variant, dropped, move_to, newer_version
from .stemmen import voices_elsewhere

# In the order of how much somebody should know about it.
GROEPEN = (
    (
        "vervalt",
        "Vervallen velden",
        "De nieuwe versie heeft deze vragen niet meer. Wat er is ingevuld, blijft te lezen onder “Vervallen velden”.",
    ),
    ("verandert", "Veranderde vragen", "Deze vragen houden hun antwoord, maar er wordt iets anders."),
    ("verhuist", "Verplaatste vragen", "Deze vragen staan straks op een andere plaats, met hun antwoord."),
    ("nieuw", "Nieuwe vragen", "Deze vragen komen erbij."),
    ("blijft", "Ongewijzigd", "Hier verandert niets aan."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def nieuwere_versie(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """What moving to the newest version does, question by question; only a post of exactly that page moves the file."""
    refused = ""
    if request.method == "POST":
        try:
            wissel = move_to(geopend=geopend, naar=_uuid(request.POST.get("versie", "")), mark=request.POST.get("stand", ""))
        except ValidationError as stopped:
            refused = stopped.messages[0]
        else:
            messages.success(request, f"Dit groeidocument gebruikt nu versie {wissel.naar.nummer} van het format.")
            return redirect("inhoud:dossier", dossier_id=geopend.groeidocument.pk)
    newest = newer_version(geopend.groeidocument)
    note_reading(request, geopend, "format")
    move = Move(geopend.groeidocument, newest) if newest else None
    context = {
        "geopend": geopend,
        "nieuwste": newest,
        "move": move,
        "groepen": [(move.plan.of(soort), kop, uitleg) for soort, kop, uitleg in GROEPEN] if move else [],
        "links": move.widened_links() if move else [],
        "geweigerd": refused,
    }
    return render(request, "inhoud/nieuwere_versie.html", context, status=409 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def variant(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Choose another variant of the format. Answers are kept, also those that the chosen variant does not show."""
    groeidocument = geopend.groeidocument
    varianten = groeidocument.format_versie.schema.varianten
    form = VariantForm(request.POST or None, varianten=varianten, initial={"variant": groeidocument.variant, "was": groeidocument.variant})
    if form.is_bound and form.is_valid():
        try:
            change_variant(geopend=geopend, variant=form.cleaned_data["variant"], was=form.cleaned_data["was"])
        except ValidationError as refused:
            form.add_error("variant", refused)
        else:
            messages.success(request, "De andere vorm van het format is gekozen. Alle antwoorden zijn bewaard.")
            return redirect("inhoud:dossier", dossier_id=groeidocument.pk)
    context = {"geopend": geopend, "form": form, "varianten": varianten}
    return render(request, "inhoud/variant.html", context, status=422 if form.is_bound else 200)


@require_safe
@door(Recht.LEZEN)
def vervallen(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Answers to questions that the format does not have any more, and words at hoofdstukken that do not apply, for who might read them."""
    note_reading(request, geopend, "vervallen")
    inhoud = read_content(geopend)
    elders = voices_elsewhere(geopend, [deel.key for deel in inhoud.delen])
    return render(request, "inhoud/vervallen.html", {"geopend": geopend, "groepen": dropped(geopend, inhoud.vervallen), "elders": elders})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
