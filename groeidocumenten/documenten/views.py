"""The documents of a pupil: the list, adding, one document, and fetching it. What a viewer may read is asked of `reading.readable` only."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note, note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.models import Bereik, Handeling
from groeidocumenten.inhoud.judging import Judged, judge
from groeidocumenten.inhoud.models import open_from

from .actions import add_documents
from .forms import DirectForm, DocumentForm
from .listing import Stuk, document_for, documents_for
from .models import Documentversie
from .people import people_of
from .reading import changes, from_guests, readable
from .sealing import contents

TOO_LARGE = "Dit is samen groter dan 20 MB. Voeg de bestanden een voor een toe, of maak ze kleiner."


@require_safe
@door(Recht.LEZEN, heel=True)
def lijst(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Every document that this viewer may read, by hoofdstuk; what still has to be sorted comes first."""
    note_reading(request, geopend, "documenten")
    return _list(request, geopend, DirectForm())


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def direct(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Drop files on the pupil; what they are is chosen later. A script sends them one by one and is answered with JSON."""
    if request.method != "POST":
        return redirect("documenten:lijst", dossier_id=geopend.groeidocument.pk)
    form = _bound(request, DirectForm(request.POST, request.FILES), "bestanden")
    program = "application/json" in request.headers.get("Accept", "")
    if form.is_valid():
        try:
            files = judged_all(form.cleaned_data["bestanden"])
            made = add_documents(geopend=geopend, files=files, verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error("bestanden", refused)
        else:
            if program:
                adres = reverse("documenten:document", args=[geopend.groeidocument.pk, made[0].pk])
                return JsonResponse({"naam": files[0].naam, "adres": adres})
            many = "1 document is" if len(files) == 1 else f"{len(files)} documenten zijn"
            messages.success(request, f"{many} toegevoegd. Kies hieronder wat het is en wie het mag lezen.")
            return redirect("documenten:lijst", dossier_id=geopend.groeidocument.pk)
    if program:
        return JsonResponse({"fout": " ".join(fout for fouten in form.errors.values() for fout in fouten)}, status=422)
    return _list(request, geopend, form)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def toevoegen(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Add one document with everything that is said of it."""
    if request.method != "POST":
        return render(request, "documenten/toevoegen.html", {"geopend": geopend, "form": DocumentForm(geopend=geopend)})
    form = _bound(request, DocumentForm(request.POST, request.FILES, geopend=geopend), "bestand")
    if form.is_valid():
        try:
            [judged] = judged_all([form.cleaned_data["bestand"]])
            add_documents(geopend=geopend, files=[judged], verzoek=form.cleaned_data["verzoek"], gegevens=form.gegevens())
        except ValidationError as refused:
            form.add_error("bestand", refused)
        else:
            messages.success(request, f"“{judged.naam}” is toegevoegd.")
            return redirect("documenten:lijst", dossier_id=geopend.groeidocument.pk)
    return render(request, "documenten/toevoegen.html", {"geopend": geopend, "form": form}, status=422)


@require_safe
@door(Recht.LEZEN, heel=True, stuk=Bereik.DOCUMENT)
def document(request: HttpRequest, geopend: GeopendDossier, document_id: UUID) -> HttpResponse:
    """One document: what it is, what it looks like, and for the school its earlier versions."""
    stuk = one_or_404(geopend, document_id)
    note_reading(request, geopend, f"document {stuk.document.pk}")
    named = set(stuk.document.lezers.values_list("gebruiker_id", flat=True))
    school = geopend.lezer == "school"
    context = {
        "geopend": geopend,
        "stuk": stuk,
        "wijzigt": changes(geopend, stuk.document),
        "na_te_kijken": school and geopend.mag(Recht.DELEN) and from_guests(readable(geopend).filter(pk=document_id)).exists(),
        "lezers": [one for one in people_of(geopend) if one.pk in named] if school and named else [],
        "versies": [_shown(versie) for versie in stuk.document.versies.all()] if school else [],
    }
    return render(request, "documenten/document.html", context)


@require_safe
@door(Recht.LEZEN, heel=True, stuk=Bereik.DOCUMENT)
def bestand(request: HttpRequest, geopend: GeopendDossier, document_id: UUID) -> HttpResponse:
    """Fetch a document. Always as a download, so that nothing in it can act as a page of ours."""
    return _download(geopend, one_or_404(geopend, document_id).versie)


@require_safe
@door(Recht.LEZEN, als="school", heel=True)
def versie(request: HttpRequest, geopend: GeopendDossier, document_id: UUID, nummer: int) -> HttpResponse:
    """Fetch an earlier version; only for the school."""
    stuk = one_or_404(geopend, document_id)
    found = next((one for one in stuk.document.versies.all() if one.nummer == nummer), None)
    if found is None:
        raise Http404
    return _download(geopend, found)


@require_safe
@door(Recht.LEZEN, heel=True, stuk=Bereik.DOCUMENT)
def voorbeeld(request: HttpRequest, geopend: GeopendDossier, document_id: UUID) -> HttpResponse:
    """The picture that stands for a document: of our own making, so that it may be shown in a page."""
    found = one_or_404(geopend, document_id).versie
    if not found.beeld_soort:
        raise Http404
    response = HttpResponse(contents(found, beeld=True), content_type=found.beeld_soort)
    response.headers["Content-Disposition"] = "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    note(Handeling.DOCUMENT_GEZIEN, geopend, f"{document_id} voorbeeld")
    return response


def one_or_404(geopend: GeopendDossier, pk: UUID, *, verwijderd: bool = False) -> Stuk:
    """One document that this viewer may read.

    Raises:
        Http404: if it does not exist or is not for this viewer; the two look the same.
    """
    stuk = document_for(geopend, readable(geopend, verwijderd=verwijderd).filter(pk=pk))
    if stuk is None:
        raise Http404
    return stuk


def judged_all(sent: list[Any]) -> list[Judged]:
    """Judge every file before any is kept.

    Raises:
        ValidationError: naming each file that cannot be kept; then none is.
    """
    judged, refused = [], []
    for one in sent:
        try:
            judged.append(judge(one.name, one.read()))
        except ValidationError as no:
            reason = " ".join(no.messages)
            refused.append(reason if len(sent) == 1 else f"“{one.name[:80]}”: {reason}")
    if refused:
        if len(sent) > 1:
            refused.append("Er is nog niets toegevoegd. Kies de andere bestanden opnieuw.")
        raise ValidationError(refused)
    return judged


def _bound(request: HttpRequest, form: Any, name: str) -> Any:
    """A form that knows when its file was too large to be read at all."""
    if getattr(request, "upload_too_large", False):
        form.fields[name].required = False
        form.files = {}
        form.add_error(name, TOO_LARGE)
    return form


def _list(request: HttpRequest, geopend: GeopendDossier, form: DirectForm) -> HttpResponse:
    stukken = documents_for(geopend)
    groups: dict[str, list[Stuk]] = {}
    for stuk in stukken:
        if stuk.document.ingedeeld:
            groups.setdefault(stuk.deel, []).append(stuk)
    manages = geopend.lezer == "school" and geopend.mag(Recht.DELEN)
    waits = set(from_guests(readable(geopend)).values_list("pk", flat=True)) if manages else set[UUID]()
    order = ["", *(deel.titel for deel in geopend.hoofdstukken)]
    context = {
        "geopend": geopend,
        "form": form,
        "van_gasten": [stuk for stuk in stukken if stuk.document.pk in waits],
        "in_te_delen": [stuk for stuk in stukken if not stuk.document.ingedeeld],
        "groepen": [(titel or "Bij het hele groeidocument", groups[titel]) for titel in order if titel in groups],
        "verwijderd": len(readable(geopend, verwijderd=True)) if geopend.lezer == "school" else 0,
    }
    return render(request, "documenten/lijst.html", context, status=422 if form.is_bound else 200)


def _shown(versie: Documentversie) -> dict[str, Any]:
    return {"versie": versie, "naam": open_from(versie, "bestandsnaam"), "door": open_from(versie, "naam")}


def _download(geopend: GeopendDossier, versie: Documentversie) -> HttpResponse:
    response = HttpResponse(contents(versie), content_type=versie.soort)
    disposition = content_disposition_header(as_attachment=True, filename=open_from(versie, "bestandsnaam"))
    response.headers["Content-Disposition"] = str(disposition)
    response.headers["X-Content-Type-Options"] = "nosniff"
    note(Handeling.DOCUMENT_GEZIEN, geopend, str(versie.document_id))
    return response
