"""“Mijn documenten”: the forms and formats of the samenwerkingsverband, empty, to print and fill in by pen."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from formats.models import FormatVersie
from formats.models import Soort as Formatsoort
from formats.papier.blank import format_document
from formats.papier.pdf import render as render_pdf
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.door import door


@dataclass(frozen=True)
class LeegFormulier:
    """A format that can be printed empty, and the variants it comes in."""

    versie: FormatVersie
    titel: str
    soort: str
    varianten: list[tuple[str, str]]


def published_for(geopend: GeopendDossier) -> QuerySet[FormatVersie]:
    """The newest version of every format of this school's samenwerkingsverband, or of no website in particular."""
    site = geopend.groeidocument.school.samenwerkingsverband.site_id
    current = FormatVersie.objects.current().filter(Q(format__site__isnull=True) | Q(format__site=site))
    return current.select_related("format").order_by("format__titel")


@require_safe
@door(Recht.LEZEN, heel=True)
def leeg(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Which forms can be printed empty, the shorter ones for parents and pupils first."""
    forms = [
        LeegFormulier(
            versie, versie.format.titel, versie.format.get_soort_display(), [(one.key, one.naam) for one in versie.schema.varianten]
        )
        for versie in published_for(geopend)
    ]
    groups = [
        ("Formulieren", [one for one in forms if one.versie.format.soort == Formatsoort.FORMULIER]),
        ("Groeidocument en OPP", [one for one in forms if one.versie.format.soort != Formatsoort.FORMULIER]),
    ]
    return render(request, "documenten/leeg.html", {"geopend": geopend, "groepen": [group for group in groups if group[1]]})


@require_safe
@door(Recht.LEZEN, heel=True)
def leeg_pdf(request: HttpRequest, geopend: GeopendDossier, versie_id: UUID) -> HttpResponse:
    """One form as an empty PDF. Nothing of the pupil is on it, also not in the name of the file."""
    versie = get_object_or_404(published_for(geopend), pk=versie_id)
    variant = request.GET.get("variant", "")
    if variant and variant not in {one.key for one in versie.schema.varianten}:
        raise Http404
    lezer = "leerling" if geopend.lezer == "leerling" else "school"
    made = render_pdf(format_document(versie.schema.for_variant(variant), versie=versie.nummer, lezer=lezer))  # type: ignore[arg-type]
    response = HttpResponse(made.pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(versie.format.titel) or "formulier"}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
