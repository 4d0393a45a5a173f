"""Requests of guests, seen by who manages access: who asks, and a way to deal with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.door import door

from .aanvragen import close_request, open_requests


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def aanvragen(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """The requests that wait; a POST says that one was dealt with."""
    pk = _sent(request)
    if pk is not None:
        if close_request(geopend=geopend, aanvraag=pk):
            messages.success(request, "De vraag is afgehandeld. De aanvrager ziet daar niets van.")
        return redirect("delen:aanvragen", dossier_id=geopend.groeidocument.pk)
    return render(request, "delen/vragen_om_link.html", {"geopend": geopend, "aanvragen": open_requests(geopend)})


def _sent(request: HttpRequest) -> UUID | None:
    """Which request was dealt with; None for a page that is only looked at, and for nonsense."""
    try:
        return UUID(request.POST.get("aanvraag", ""))
    except ValueError:
        return None
