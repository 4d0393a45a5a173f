"""The OPP's of one file, and one OPP: where it stands on its road and what comes next."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door

from .reading import facts, facts_of, opp_or_404, opps, versions, writes


@require_safe
@door(Recht.LEZEN, heel=True)
def lijst(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Every OPP of the file with its state."""
    rows = list(opps(geopend))
    known = facts(rows)
    note_reading(request, geopend, "opp")
    context = {"geopend": geopend, "opps": [(row, known[row.pk]) for row in rows], "schrijft": writes(geopend)}
    return render(request, "opp/lijst.html", context)


@require_safe
@door(Recht.LEZEN, heel=True)
def opp(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """One OPP: its road, its versions, and what comes next."""
    row = opp_or_404(geopend, opp_id)
    note_reading(request, geopend, f"opp:{opp_id}")
    context = {
        "geopend": geopend,
        "opp": row,
        "feiten": facts_of(row),
        "versies": list(versions(geopend, row)),
        "schrijft": writes(geopend),
    }
    return render(request, "opp/opp.html", context)
