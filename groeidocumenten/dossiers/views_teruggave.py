"""Offers back what somebody typed in a form that could not come in: after signing in again, or because the form was older than the session.

Only for who typed it (`teruggave`); a guest gets it back from a form that was too old, in the file where the guest is.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from .access import Viewer
from .door import lobby, viewer_of
from .teruggave import as_sent, let_go, offered

PAGE = "dossiers/teruggave.html"


@require_http_methods(["GET", "HEAD", "POST"])
@lobby()
def teruggave(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what was kept while this person was signed out, to send it after all or to throw it away."""
    if request.method == "POST":
        let_go(request, request.POST.get("weg", ""))
        messages.info(request, "De tekst is weg.")
        return redirect("dossiers:teruggave")
    found = offered(request, viewer)
    if not found:
        return redirect("dossiers:overzicht")
    return render(request, PAGE, {"stukken": found, "naam": viewer.name})


def form_too_old(request: HttpRequest) -> HttpResponse | None:
    """For a form of our own whose token counts no longer, because somebody signed in again elsewhere meanwhile: the text, with a fresh form.

    Returns:
        None if nobody typed anything.
    """
    sent = as_sent(request)
    if not sent.teksten:
        return None
    viewer = viewer_of(request)
    if isinstance(viewer, HttpResponse):
        return viewer
    return render(request, PAGE, {"stukken": [sent], "naam": viewer.name, "te_oud": True}, status=403)
