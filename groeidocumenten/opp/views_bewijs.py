"""Fetching the receipt of a signature: an own one, or one that the school took in on paper."""

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from groeidocumenten.dossiers.access import GeopendDossier, Recht, VoorgelegdDossier
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.door import door, voorgelegddoor
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.models import open_from

from .bewijs import receipt_code, remember_given
from .bewijsblad import receipt_pdf
from .models import Handtekening
from .reading import opp_or_404, writes
from .tekenstand import counts


# No HEAD: a receipt that is made is given out and remembered as such.
@require_GET
@door(Recht.LEZEN, heel=True)
def bewijs(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, handtekening_id: UUID) -> HttpResponse:
    """The receipt of an own signature as a PDF. The school fetches those that it took in on paper."""
    opp = opp_or_404(geopend, opp_id)
    row = geopend.groeidocument.opphandtekeningen.filter(pk=handtekening_id, versie__opp=opp).select_related("versie", "controle").first()
    mine = row is not None and row.persoon_id == geopend.viewer.user.pk and not geopend.viewer.is_guest
    paper = row is not None and row.wijze == Handtekening.Wijze.PAPIER and writes(geopend)
    if row is None or not (mine or paper) or not counts(row):
        raise Http404
    return receipt_answer(geopend, row)


# No HEAD: a receipt that is made is given out and remembered as such.
@require_GET
@voorgelegddoor
def bewijs_directeur(request: HttpRequest, geopend: VoorgelegdDossier) -> HttpResponse:
    """The receipt of the directeur's own signature."""
    rows = geopend.groeidocument.opphandtekeningen.filter(versie=geopend.versie_id, persoon=geopend.viewer.user.pk)
    row = rows.select_related("versie").order_by("-over", "op").first()
    if row is None:
        raise Http404
    return receipt_answer(geopend, row)


def receipt_answer(geopend: GeopendDossier, row: Handtekening) -> HttpResponse:
    """The receipt of a signature that this viewer may have, remembered by its digest, with its line in the journaal."""
    pdf = receipt_pdf(row, open_from(row, "inhoud"), receipt_code(row.pk, row.sha256))
    with transaction.atomic():
        remember_given(geopend, row.versie, pdf)
        note(Handeling.OPP_BEWIJS, geopend, str(row.pk))
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="ontvangstbewijs-{str(row.pk)[:8]}-{timezone.localdate():%Y%m%d}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
