"""A guest's session: which link it came in with, and whether that link still opens anything. The guest is never signed in as a user."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.utils import timezone

from .models import Toegangslink

SESSION_KEY = "gast"
# Which pages this visit has already put into the journaal.
READ_KEY = "gezien"
# Names of posted fields that are machinery, not text of a person.
_MACHINERY = {"csrfmiddlewaretoken", "versie", "vorm", "stand", "verzoek", "rij_erbij", "rij_weg", "pincode"}


def begin(request: HttpRequest, link: Toegangslink) -> None:
    """Give a visitor who proved to have the link and its pincode a new session that holds nothing but the link.

    Whatever session there was before, also a signed-in one, is destroyed first: no fixation, no mix of rights.
    """
    now = timezone.now()
    request.session.flush()
    request.session[SESSION_KEY] = {"link": str(link.pk), "generatie": link.generatie, "sinds": now.isoformat(), "laatst": now.isoformat()}
    # The cookie goes when the browser closes: guests often sit at somebody else's computer. Both clocks below are looked at by the server.
    request.session.set_expiry(0)
    rotate_token(request)


def was_guest(request: HttpRequest) -> bool:
    """Whether this session once belonged to a guest."""
    return isinstance(request.session.get(SESSION_KEY), dict)


def current_link(request: HttpRequest) -> Toegangslink | None:
    """The link of this guest if it is valid at this moment, read again at every request; None otherwise.

    A session also ends after 15 idle minutes and after 8 hours, and when the link got a new generation.
    """
    held = request.session.get(SESSION_KEY)
    if not isinstance(held, dict):
        return None
    now = timezone.now()
    try:
        idle = now - datetime.fromisoformat(held["laatst"])
        age = now - datetime.fromisoformat(held["sinds"])
        pk, generatie = held["link"], held["generatie"]
    except (KeyError, TypeError, ValueError):
        return None
    if idle > timedelta(minutes=settings.GAST_INACTIEF_MINUTEN) or age > timedelta(hours=settings.GAST_SESSIE_UREN):
        return None
    link = (
        Toegangslink.unguarded.valid(now).filter(pk=pk, generatie=generatie).select_related("gebruiker", "toestemming", "grondslag").first()
    )
    if link is not None:
        held["laatst"] = now.isoformat()
        request.session[SESSION_KEY] = held
    return link


@receiver(user_logged_in, dispatch_uid="dossiers.guest_visit_ends_at_login")
def _leave_at_login(sender: object, request: HttpRequest, **kwargs: object) -> None:
    """Somebody signs in where a guest was: Django keeps an anonymous session's contents at login, and the two must never be one visit."""
    for key in (SESSION_KEY, READ_KEY):
        request.session.pop(key, None)


def end(request: HttpRequest) -> None:
    """Leave: nothing of the visit stays in the browser's session."""
    request.session.flush()


def access_over(request: HttpRequest) -> HttpResponse:
    """The helpful page, the same for expired, withdrawn and locked. Text that was just typed is given back, so that it is not lost."""
    return render(request, "dossiers/access_over.html", {"typed": typed(request)}, status=403)


def text_back(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing here, and give back the text that was just sent: for a closed file and for one that never was alike.

    Raises:
        Http404: if no text was sent; then the ordinary page says it.
    """
    text = typed(request)
    if not text:
        raise Http404
    return render(request, "dossiers/text_back.html", {"typed": text}, status=404)


def signed_out(request: HttpRequest, login: HttpResponse) -> HttpResponse:
    """For a form that comes in after its session ended: the text goes back to who sent it, with the way to sign in again.

    Args:
        login: the redirect to the login page; the answer to everything that carries no text.
    """
    text = typed(request)
    if not text:
        return login
    return render(request, "dossiers/signed_out.html", {"typed": text, "inloggen": login["Location"]}, status=403)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What somebody typed in what was sent, by the name of its input; the machinery of forms is left out."""
    fields = [(name, values) for name, values in request.POST.lists() if name not in _MACHINERY]
    return [(name, value) for name, values in fields for value in values if value.strip()]
