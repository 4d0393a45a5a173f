"""What the screens of this room share: a page with a form, doing a deed that may be refused, and the way back to the OPP."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.filetypes import Accepted
from groeidocumenten.inhoud.judging import accepted_safely

from .models import Opp

TOO_LARGE = "Dit bestand is groter dan 20 MB. Maak het kleiner, of splits het."


def page(request: HttpRequest, template: str, geopend: GeopendDossier, form: Any, **context: Any) -> HttpResponse:
    """A page with a form; 422 when something in it has to be mended."""
    return render(request, f"opp/{template}.html", {"geopend": geopend, "form": form, **context}, status=422 if form.is_bound else 200)


def did(form: forms.Form, deed: Callable[[], Any]) -> bool:
    """Whether a deed was done; what refused it stands in the form."""
    try:
        deed()
    except ValidationError as refused:
        for name, errors in refused.error_dict.items() if hasattr(refused, "error_dict") else [("", [refused])]:
            for error in errors:
                form.add_error(name if name in form.fields else None, error)
        return False
    return True


def sent_file(request: HttpRequest, form: forms.Form, name: str, *, foto: bool = False) -> Accepted | None:
    """The file that was sent in a field, judged; None when there is none or it cannot be kept, which then stands in the form."""
    if getattr(request, "upload_too_large", False):
        form.add_error(name, TOO_LARGE)
        return None
    sent = form.cleaned_data.get(name)
    if not sent:
        return None
    try:
        return accepted_safely(sent.name, sent.read(), foto=foto)
    except ValidationError as refused:
        form.add_error(name, refused)
        return None


def to_opp(geopend: GeopendDossier, opp: Opp) -> HttpResponse:
    """Back to the page of an OPP."""
    return redirect("opp:opp", dossier_id=geopend.groeidocument.pk, opp_id=opp.pk)


def to_version(geopend: GeopendDossier, opp: Opp, nummer: int) -> HttpResponse:
    """Back to a frozen version."""
    return redirect("opp:versie", dossier_id=geopend.groeidocument.pk, opp_id=opp.pk, nummer=nummer)
