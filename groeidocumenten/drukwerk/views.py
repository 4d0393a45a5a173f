"""Fetching a print of a frozen version of an OPP, for whoever reads that version, also for a directeur before whom it was put."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from groeidocumenten.dossiers.access import GeopendDossier, Recht, VoorgelegdDossier
from groeidocumenten.dossiers.door import door, voorgelegddoor
from groeidocumenten.inhoud.views_files import download
from groeidocumenten.opp.models import OppVersie
from groeidocumenten.opp.reading import opp_or_404, version_or_404

from .afdrukken import AFDRUKKEN, Afdruk, is_there
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
    return _given(geopend, versie, kind, Recht.LEZEN)


# No HEAD: as above.
@require_GET
@voorgelegddoor
def pdf_directeur(request: HttpRequest, geopend: VoorgelegdDossier) -> HttpResponse:
    """The whole OPP that was put before a directeur, as the page shows it; a version made elsewhere is its own file."""
    versie = geopend.groeidocument.oppversies.select_related("opp", "format_versie__format", "bestand").filter(pk=geopend.versie_id).first()
    if versie is None:
        raise Http404
    if versie.bestand is not None:
        return download(geopend, versie.bestand)
    return _given(geopend, versie, AFDRUKKEN["opp"], Recht.INSTEMMEN)


def _given(geopend: GeopendDossier, versie: OppVersie, kind: Afdruk, recht: Recht) -> HttpResponse:
    made = kind.maak(geopend, versie)
    give_out(geopend=geopend, versie=versie, naam=kind.naam, gemaakt=made, recht=recht)
    response = HttpResponse(made.pdf, content_type="application/pdf")
    # No name in the file's name: downloads lie about on shared computers.
    name = f"{kind.naam}-versie-{versie.nummer}-{str(versie.pk)[:8]}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
