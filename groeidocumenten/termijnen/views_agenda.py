"""The own calendar address: made, renewed and ended by its person; and the address itself, which a calendar reads without signing in."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groeidocumenten.dossiers.access import AccessOver, Viewer
from groeidocumenten.dossiers.door import entrance, lobby
from groeidocumenten.opp.scherm import did

from .agenda import address_of, days_of, make_address, opened_feed, withdraw_address
from .forms import AgendaForm
from .ical import calendar
from .lijst import schools_of

OVER = "Dit agenda-adres werkt niet. Maak in het groeiportaal een nieuw adres, bij Termijnen."


@require_http_methods(["GET", "HEAD", "POST"])
@lobby()
def agenda(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Make an address, which is shown this once, or a new one in its place."""
    schools = schools_of(viewer)
    if not schools:
        raise Http404
    form, secret = AgendaForm(request.POST if request.method == "POST" else None), ""
    if form.is_bound and form.is_valid():
        made: list[str | None] = []
        try:
            if did(form, lambda: made.append(make_address(viewer=viewer, verzoek=form.cleaned_data["verzoek"]))):
                secret = made[0] or ""
        except AccessOver:
            raise Http404 from None
        if not secret and not form.errors:
            messages.info(request, "Het adres is al gemaakt en één keer getoond. Bent u het kwijt? Maak dan een nieuw adres.")
            return redirect("termijnen:agenda")
    address = settings.BASE_URL + reverse("agenda:feed", args=[secret]) if secret else ""
    context = {"schools": schools, "form": form if form.errors else AgendaForm(), "adres": address, "feed": address_of(viewer)}
    return render(request, "termijnen/agenda.html", context, status=422 if form.errors else 200)


@require_POST
@lobby()
def agenda_weg(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """End the address."""
    if not schools_of(viewer):
        raise Http404
    if withdraw_address(viewer=viewer):
        messages.success(request, "Het agenda-adres werkt niet meer.")
    return redirect("termijnen:agenda")


@require_safe
@entrance
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar. One answer for an address that never was, that was ended, and whose person guides and heads no school any more."""
    found = opened_feed(token)
    if found is None:
        return HttpResponse(OVER, status=403, content_type="text/plain; charset=utf-8")
    text = calendar("Termijnen OPP", days_of(found), adres=settings.BASE_URL + reverse("dossiers:overzicht"), gemaakt=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="termijnen.ics"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
