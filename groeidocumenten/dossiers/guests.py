"""A guest's session: which link it came in with, and whether that link still opens anything. The guest is never signed in as a user."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.utils import timezone

from accounts.talen import spoken

from .models import Toegangslink
from .prepared import Prepared

SESSION_KEY = "gast"
# Which pages this visit has already put into the journaal.
READ_KEY = "gezien"
# Names of posted fields that are machinery, not text of a person.
_MACHINERY = {"csrfmiddlewaretoken", "versie", "vorm", "stand", "verzoek", "zitting", "vervangt", "rij_erbij", "rij_weg"}
_MACHINERY |= {"pincode", "wachtwoord", "sha256", "opnieuw"}


@dataclass(frozen=True)
class Bezoek:
    """A visit as it stands at this moment.

    Args:
        link: the link of the visit if that opens something now, whatever became of the visit; None otherwise.
        agreed: whether this guest said to be the person of the link, and to keep the rules. Before that, nothing is shown.
        over: why this visit opens nothing any more although its link does: too long ago.
    """

    link: Toegangslink | None
    agreed: bool = False
    over: bool = False


def begin(request: HttpRequest, link: Toegangslink, *, agreed: bool) -> None:
    """Give a visitor who proved to have the link and its pincode a new session that holds nothing but the link.

    Whatever session there was before, also a signed-in one, is destroyed first: no fixation, no mix of rights.

    Args:
        agreed: whether the guest agreed to the rules at this browser before.
    """
    now = timezone.now().isoformat()
    request.session.flush()
    request.session[SESSION_KEY] = {"link": str(link.pk), "generatie": link.generatie, "sinds": now, "laatst": now, "akkoord": agreed}
    # The cookie goes when the browser closes: guests often sit at somebody else's computer. Both clocks below are looked at by the server.
    request.session.set_expiry(0)
    rotate_token(request)


def agreed(request: HttpRequest) -> None:
    """Remember in the session that this guest agreed to the rules of the house."""
    request.session[SESSION_KEY] = request.session[SESSION_KEY] | {"akkoord": True}


def has_agreed(request: HttpRequest) -> bool:
    """Whether this guest agreed to the rules."""
    held = request.session.get(SESSION_KEY)
    return isinstance(held, dict) and held.get("akkoord") is True


def was_guest(request: HttpRequest) -> bool:
    """Whether this session once belonged to a guest."""
    return isinstance(request.session.get(SESSION_KEY), dict)


def held_link(request: HttpRequest) -> UUID | None:
    """Id of the link that this session came in with, whatever became of it; None for a session of nobody."""
    held = request.session.get(SESSION_KEY)
    try:
        return UUID(held["link"]) if isinstance(held, dict) else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _valid_link(moment: datetime, *, pk: UUID, generatie: int) -> QuerySet[Toegangslink]:
    links = Toegangslink.unguarded.valid(moment).filter(pk=pk, generatie=generatie)
    return links.select_related("gebruiker", "toestemming", "grondslag")


_VALID = Prepared(_valid_link, pk=UUID, generatie=int)


def visit(request: HttpRequest) -> Bezoek:
    """This guest's visit, with its link read again at every request.

    It ends after 15 idle minutes and after 8 hours, when the link ends, and when the link got a new generation.
    """
    held = request.session.get(SESSION_KEY)
    if not isinstance(held, dict):
        return Bezoek(None)
    now = timezone.now()
    try:
        idle = now - datetime.fromisoformat(held["laatst"])
        age = now - datetime.fromisoformat(held["sinds"])
        pk, generatie = UUID(held["link"]), int(held["generatie"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return Bezoek(None)
    over = idle > timedelta(minutes=settings.GAST_INACTIEF_MINUTEN) or age > timedelta(hours=settings.GAST_SESSIE_UREN)
    link = next(iter(_VALID.ask(now, pk=pk, generatie=generatie)), None)
    if link is not None and not over:
        held["laatst"] = now.isoformat()
        request.session[SESSION_KEY] = held
    return Bezoek(link, has_agreed(request), over)


def link_over_by_time(request: HttpRequest) -> Toegangslink | None:
    """The link of this visit if it opens nothing because its time is over, and for no other cause; None otherwise."""
    held = request.session.get(SESSION_KEY)
    pk = held_link(request)
    if pk is None or not isinstance(held, dict):
        return None
    links = Toegangslink.unguarded.over_by_time().filter(pk=pk, generatie=_number(held.get("generatie")))
    return links.select_related("gebruiker").first()


def _number(value: object) -> int:
    return value if isinstance(value, int) else -1


@receiver(user_logged_in, dispatch_uid="dossiers.guest_visit_ends_at_login")
def _leave_at_login(sender: object, request: HttpRequest, **kwargs: object) -> None:
    """Somebody signs in where a guest was: Django keeps an anonymous session's contents at login, and the two must never be one visit."""
    for key in (SESSION_KEY, READ_KEY):
        request.session.pop(key, None)


def end(request: HttpRequest) -> None:
    """Leave: nothing of the visit stays in the browser's session."""
    request.session.flush()


def access_over(request: HttpRequest) -> HttpResponse:
    """The helpful page, the same for expired, withdrawn and locked. Text that was just typed is given back, so that it is not lost.

    It does not tell whether the text was kept apart as well: that would say what ended the access.
    """
    with spoken(request):
        return render(request, "dossiers/access_over.html", {"typed": typed(request.POST)}, status=403)


def text_back(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing here, and give back the text that was just sent: for a closed file and for one that never was alike.

    Raises:
        Http404: if no text was sent; then the ordinary page says it.
    """
    text = typed(request.POST)
    if not text:
        raise Http404
    return render(request, "dossiers/text_back.html", {"typed": text}, status=404)


def typed(sent: QueryDict) -> list[tuple[str, str]]:
    """What somebody typed in what was sent, by the name of its input; the machinery of forms is left out."""
    fields = [(name, values) for name, values in sent.lists() if name not in _MACHINERY]
    return [(name, value) for name, values in fields for value in values if value.strip()]
