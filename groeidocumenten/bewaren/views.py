"""Printing what this reader may see: choose hoofdstukken, get one PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from formats.papier.pdf import render as render_pdf
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.models import Handeling

from .gather import print_document


@require_safe
@door(Recht.LEZEN)
def printen(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Which hoofdstukken go on paper."""
    return render(request, "bewaren/printen.html", {"geopend": geopend})


@require_safe
@door(Recht.LEZEN)
def pdf(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """The PDF, as an attachment. A hoofdstuk that this reader may not see is "not there", as everywhere."""
    chosen = request.GET.getlist("hoofdstuk")
    for key in chosen:
        geopend.hoofdstuk(key)
    result = render_pdf(print_document(geopend, chosen=set(chosen) or None, with_empty=request.GET.get("leeg") == "ja"))
    note(Handeling.AFGEDRUKT, geopend, "alles" if not chosen else f"{len(set(chosen))} hoofdstukken")
    response = HttpResponse(result.pdf, content_type="application/pdf")
    # No name in the file's name: downloads lie about on shared computers.
    response.headers["Content-Disposition"] = f'attachment; filename="groeidocument-{str(geopend.groeidocument.pk)[:8]}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
