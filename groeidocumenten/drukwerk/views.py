"""Fetching a print of a frozen version of an OPP, for whoever reads that version."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.door import door
from groeidocumenten.opp.reading import opp_or_404, version_or_404

from .afdrukken import AFDRUKKEN, is_there
from .uitgeven import give_out


# No HEAD: every PDF that is made is given out and remembered as such.
@require_GET
@door(Recht.LEZEN, heel=True)
def pdf(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, nummer: int, afdruk: str) -> HttpResponse:
    """One PDF, as a download. What this viewer may not print is "not there", as everywhere."""
    versie = version_or_404(geopend, opp_or_404(geopend, opp_id), nummer)
    kind = AFDRUKKEN[afdruk]
    if not is_there(kind, geopend, versie):
        raise Http404
    made = kind.maak(geopend, versie)
    give_out(geopend=geopend, versie=versie, naam=afdruk, gemaakt=made)
    response = HttpResponse(made.pdf, content_type="application/pdf")
    # No name in the file's name: downloads lie about on shared computers.
    name = f"{afdruk}-versie-{nummer}-{str(versie.pk)[:8]}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
