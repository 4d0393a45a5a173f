"""Changing a document: what is said of it, its file, taking it away and putting it back. For the school, and for who answers for it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.door import door
from groeidocumenten.inhoud.models import open_from

from .actions import TERUG_DAGEN, Verouderd, describe_document, remove_document, replace_file, restore_document
from .forms import GegevensForm, VervangForm, VerwijderForm
from .listing import Stuk, documents_for
from .nakijken import accept_from_guest
from .reading import changes, readable
from .views import TOO_LARGE, judged_all, one_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def wijzigen(request: HttpRequest, geopend: GeopendDossier, document_id: UUID) -> HttpResponse:
    """Say what a document is. When somebody else did meanwhile, what stands there now is shown beside what was typed."""
    stuk = _changeable(geopend, document_id)
    form = GegevensForm(request.POST or None, geopend=geopend, document=stuk.document)
    context: dict[str, Any] = {"geopend": geopend, "stuk": stuk, "form": form, "stand": stuk.document.stand}
    if not form.is_bound:
        return render(request, "documenten/wijzigen.html", context)
    if not form.is_valid():
        return render(request, "documenten/wijzigen.html", context | {"stand": _stand(request)}, status=422)
    try:
        describe_document(geopend=geopend, document=stuk.document, gegevens=form.gegevens(), stand=_stand(request))
    except Verouderd:
        return render(request, "documenten/wijzigen.html", context | {"verouderd": True}, status=409)
    messages.success(request, f"“{stuk.naam}” is bijgewerkt.")
    if not readable(geopend).filter(pk=document_id).exists():
        # A leerkracht who let only others read it does not read it any more either.
        return redirect("documenten:lijst", dossier_id=geopend.groeidocument.pk)
    return redirect("documenten:document", dossier_id=geopend.groeidocument.pk, document_id=document_id)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def vervangen(request: HttpRequest, geopend: GeopendDossier, document_id: UUID) -> HttpResponse:
    """Put a newer file in the place of the present one."""
    stuk = _changeable(geopend, document_id)
    form = VervangForm(request.POST or None, request.FILES or None)
    if getattr(request, "upload_too_large", False):
        form = VervangForm(request.POST, {})
        form.fields["bestand"].required = False
        form.add_error("bestand", TOO_LARGE)
    elif form.is_bound and form.is_valid():
        try:
            [judged] = judged_all([form.cleaned_data["bestand"]])
            replace_file(geopend=geopend, document=stuk.document, judged=judged, verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error("bestand", refused)
        else:
            messages.success(request, f"“{judged.naam}” staat nu in de plaats van “{stuk.naam}”.")
            return redirect("documenten:document", dossier_id=geopend.groeidocument.pk, document_id=document_id)
    context = {"geopend": geopend, "stuk": stuk, "form": form}
    return render(request, "documenten/vervangen.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def verwijderen(request: HttpRequest, geopend: GeopendDossier, document_id: UUID) -> HttpResponse:
    """Ask why, then take a document away."""
    stuk = _changeable(geopend, document_id)
    form = VerwijderForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        remove_document(geopend=geopend, document=stuk.document, reden=form.cleaned_data["reden"])
        messages.success(request, f"“{stuk.naam}” is verwijderd. De school kan het nog {TERUG_DAGEN} dagen terughalen.")
        return redirect("documenten:lijst", dossier_id=geopend.groeidocument.pk)
    context = {"geopend": geopend, "stuk": stuk, "form": form, "dagen": TERUG_DAGEN}
    return render(request, "documenten/verwijderen.html", context, status=422 if form.is_bound else 200)


@require_POST
@door(Recht.DELEN, als="school", heel=True)
def nagekeken(request: HttpRequest, geopend: GeopendDossier, document_id: UUID) -> HttpResponse:
    """Let what a guest put here stay."""
    stuk = one_or_404(geopend, document_id)
    try:
        accept_from_guest(geopend=geopend, document=stuk.document, versie=_number(request, "versie"))
    except Verouderd:
        messages.info(request, f"De gast verving “{stuk.naam}” net. Bekijk het nieuwe bestand.")
        return redirect("documenten:document", dossier_id=geopend.groeidocument.pk, document_id=document_id)
    messages.success(request, f"“{stuk.naam}” blijft staan.")
    return redirect("documenten:lijst", dossier_id=geopend.groeidocument.pk)


@require_safe
@door(Recht.LEZEN, als="school", heel=True)
def verwijderd(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """What was removed and can still be put back, with the reasons."""
    rows = [
        {"stuk": stuk, "reden": open_from(stuk.document, "verwijderd_reden"), "tot": _until(stuk)}
        for stuk in documents_for(geopend, verwijderd=True)
    ]
    return render(request, "documenten/verwijderd.html", {"geopend": geopend, "rijen": rows, "dagen": TERUG_DAGEN})


@require_POST
@door(Recht.SCHRIJVEN, als="school", heel=True)
def terughalen(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Put a removed document back: the one whose key was sent."""
    try:
        stuk = one_or_404(geopend, UUID(request.POST.get("document", "")), verwijderd=True)
    except (ValueError, Http404):
        messages.info(request, "Dit document is al teruggehaald, of het is er niet meer.")
        return redirect("documenten:verwijderd", dossier_id=geopend.groeidocument.pk)
    if restore_document(geopend=geopend, document=stuk.document):
        messages.success(request, f"“{stuk.naam}” is teruggehaald.")
    else:
        messages.info(request, "Dit document kan niet meer worden teruggehaald.")
    return redirect("documenten:lijst", dossier_id=geopend.groeidocument.pk)


def _changeable(geopend: GeopendDossier, pk: UUID) -> Stuk:
    """A document that this viewer may change.

    Raises:
        Http404: for every other one.
    """
    stuk = one_or_404(geopend, pk)
    if not changes(geopend, stuk.document):
        raise Http404
    return stuk


def _until(stuk: Stuk) -> Any:
    removed = stuk.document.verwijderd_op
    return removed + timedelta(days=TERUG_DAGEN) if removed else None


def _stand(request: HttpRequest) -> int:
    return _number(request, "stand")


def _number(request: HttpRequest, name: str) -> int:
    """The number of what was shown; nonsense matches nothing, so that nothing is overwritten by it."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
