"""Printing what this reader may see: choose hoofdstukken, get one PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from formats.papier.pdf import render as render_pdf
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.content import read_content
from groeidocumenten.inhoud.moves import dropped

from .beside import ROOMS
from .gather import Wens, print_document


@require_safe
@door(Recht.LEZEN)
def printen(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Which hoofdstukken go on paper."""
    inhoud = read_content(geopend)
    kamers = [(name, label) for name, (label, make) in ROOMS.items() if make(geopend) is not None]
    context = {"geopend": geopend, "delen": inhoud.delen, "vervallen": dropped(geopend, inhoud.vervallen), "kamers": kamers}
    return render(request, "bewaren/printen.html", context)


@require_safe
@door(Recht.LEZEN)
def pdf(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """The PDF, as an attachment. A hoofdstuk that this reader may not see is "not there", as everywhere."""
    chosen = request.GET.getlist("hoofdstuk")
    for key in chosen:
        geopend.hoofdstuk(key)
    wens = _wens(request, set(chosen) or None)
    result = render_pdf(print_document(geopend, wens))
    note(Handeling.AFGEDRUKT, geopend, _what(wens))
    response = HttpResponse(result.pdf, content_type="application/pdf")
    # No name in the file's name: downloads lie about on shared computers.
    response.headers["Content-Disposition"] = f'attachment; filename="groeidocument-{str(geopend.groeidocument.pk)[:8]}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _wens(request: HttpRequest, hoofdstukken: set[str] | None) -> Wens:
    """What was asked; who ticks nothing gets the whole file, who ticks something gets that alone."""
    rooms = frozenset(request.GET.getlist("ook")) & frozenset(ROOMS)
    if hoofdstukken is None:
        hoofdstukken = set() if rooms else None
        rooms = rooms or frozenset(ROOMS)
    asked = {name: request.GET.get(name) == "ja" for name in ("leeg", "vervallen", "concept")}
    return Wens(hoofdstukken, rooms, **asked)


def _what(wens: Wens) -> str:
    """What was printed, for the journaal: how many hoofdstukken and which rooms, never a title."""
    if wens.hoofdstukken is None and len(wens.kamers) == len(ROOMS):
        return "alles"
    return " ".join([f"{len(wens.hoofdstukken or ())} hoofdstukken", *sorted(wens.kamers)])
