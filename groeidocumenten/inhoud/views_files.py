"""Files of an answer: a page to add one, the way to fetch it, and a page to take it away. Who sees the field sees its files."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from formats.answers import stored
from formats.schema import Bestand, Deel, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note, note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.models import Handeling

from .actions import saved_section
from .content import read_content
from .files import add_file, contents, find_file, remove_file
from .forms import BestandForm
from .judging import accepted_safely
from .models import Bijlage, open_from
from .moves import dropped_file


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN)
def toevoegen(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, sectie: str, veld: str) -> HttpResponse:
    """Add a file to an answer. The page shows the files that are there, each with a way to take it off."""
    deel, found, asked = _fillable(geopend, hoofdstuk, sectie, veld)
    form = BestandForm(request.POST or None, request.FILES or None)
    if getattr(request, "upload_too_large", False):
        form = BestandForm(request.POST, {})
        form.fields["bestand"].required = False
        form.add_error("bestand", "Dit bestand is groter dan 20 MB. Maak het kleiner, of splits het.")
    elif form.is_bound and form.is_valid():
        try:
            sent = form.cleaned_data["bestand"]
            accepted = accepted_safely(sent.name, sent.read(), foto=asked.soort != "document")
            add_file(geopend=geopend, sectie=found, veld=asked, accepted=accepted, verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error("bestand", refused)
        else:
            messages.success(request, f"“{accepted.naam}” is toegevoegd bij “{asked.label}”.")
            return redirect("inhoud:hoofdstuk", dossier_id=geopend.groeidocument.pk, hoofdstuk=deel.key)
    address = read_content(geopend).file_address(found)
    there = [(item["naam"], address(item["id"])) for item in stored(asked, saved_section(geopend, found).antwoorden)]
    note_reading(request, geopend, deel.key)
    context = {"geopend": geopend, "deel": deel, "sectie": found, "veld": asked, "form": form, "bestanden": there}
    return render(request, "inhoud/bestand_toevoegen.html", context, status=422 if form.is_bound else 200)


@require_safe
@door(Recht.LEZEN)
def bestand(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, bijlage_id: UUID) -> HttpResponse:
    """Fetch a file. Always as a download, so that nothing in it can act as a page of ours."""
    _sectie, _veld, bijlage = _named(geopend, geopend.hoofdstuk(hoofdstuk), bijlage_id)
    return download(geopend, bijlage)


@require_safe
@door(Recht.LEZEN)
def vervallen_bestand(request: HttpRequest, geopend: GeopendDossier, bijlage_id: UUID) -> HttpResponse:
    """Fetch a file of an answer whose question the format does not have any more."""
    bijlage = dropped_file(geopend, read_content(geopend).vervallen, bijlage_id)
    if bijlage is None:
        raise Http404
    return download(geopend, bijlage)


def download(geopend: GeopendDossier, bijlage: Bijlage) -> HttpResponse:
    """A file as a download, with its line in the journaal; who asks has judged who may have it."""
    response = HttpResponse(contents(bijlage), content_type=bijlage.soort)
    disposition = content_disposition_header(as_attachment=True, filename=open_from(bijlage, "bestandsnaam"))
    response.headers["Content-Disposition"] = str(disposition)
    response.headers["X-Content-Type-Options"] = "nosniff"
    note(Handeling.BESTAND_GEZIEN, geopend, str(bijlage.pk))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN)
def weghalen(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str, bijlage_id: UUID) -> HttpResponse:
    """Ask before a file is taken out of the answer."""
    deel = geopend.hoofdstuk(hoofdstuk)
    sectie, veld, bijlage = _named(geopend, deel, bijlage_id)
    if not geopend.fills(veld):
        raise Http404
    naam = open_from(bijlage, "bestandsnaam")
    if request.method == "POST" and request.POST.get("bevestig") == "ja":
        remove_file(geopend=geopend, sectie=sectie, veld=veld, bijlage=bijlage)
        messages.success(request, f"“{naam}” is weggehaald.")
        return redirect("inhoud:hoofdstuk", dossier_id=geopend.groeidocument.pk, hoofdstuk=deel.key)
    context = {"geopend": geopend, "deel": deel, "veld": veld, "naam": naam, "door": open_from(bijlage, "naam"), "op": bijlage.op}
    return render(request, "inhoud/bestand_weghalen.html", context)


def _fillable(geopend: GeopendDossier, hoofdstuk: str, sectie: str, key: str) -> tuple[Deel, Sectie, Bestand]:
    """A field for files that this viewer sees and fills in.

    Raises:
        Http404: for every other address.
    """
    deel, found = geopend.sectie(hoofdstuk, sectie)
    for veld in found.velden:
        if veld.key == key and isinstance(veld, Bestand) and geopend.fills(veld):
            return deel, found, veld
    raise Http404


def _named(geopend: GeopendDossier, deel: Deel, pk: UUID) -> tuple[Sectie, Bestand, Bijlage]:
    found = find_file(geopend, deel, pk)
    if found is None:
        raise Http404
    return found
