"""One's own sessions: where somebody is signed in, ending one, ending all others. A session that was ended is nobody's at its next click.

Django keeps the sessions; a row here says whose each is, which nothing else knows. Old rows go when their session is gone.
"""

from typing import Any
from uuid import UUID

from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from ..models import User
from .models import Zitting

_Names = tuple[tuple[str, str], ...]
# In this order: the names of some browsers stand in what others say of themselves.
_BROWSERS: _Names = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
)
_BROWSERS += (("CriOS", "Chrome"), ("FxiOS", "Firefox"), ("Safari", "Safari"))
_SYSTEMS: _Names = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"), ("Windows", "Windows"))
_SYSTEMS += (("Mac OS", "Mac"), ("Linux", "Linux"))


def describe(agent: str) -> str:
    """What people call the browser and the machine that say this of themselves."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "Een browser")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return f"{browser} op {system}" if system else browser


def own(user: User) -> QuerySet[Zitting]:
    """The sessions of this person that can still be used."""
    live = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return Zitting.objects.filter(gebruiker=user, sleutel__in=live)


def begin(request: HttpRequest, user: User) -> None:
    """Remember that this session is this person's; forget sessions of theirs that are gone."""
    if request.session.session_key is None:
        request.session.create()
    Zitting.objects.filter(gebruiker=user).exclude(pk__in=own(user).values("pk")).delete()
    agent = request.META.get("HTTP_USER_AGENT", "")[:400]
    here = {"gebruiker": user, "toestel": describe(agent), "begonnen": timezone.now(), "gezien": timezone.now()}
    Zitting.objects.update_or_create(sleutel=request.session.session_key, defaults=here)


def seen(request: HttpRequest) -> None:
    """Remember that somebody did something here just now."""
    Zitting.objects.filter(sleutel=request.session.session_key).update(gezien=timezone.now())


def change_key(request: HttpRequest) -> None:
    """Give this session a new key, and stay in the list."""
    before = request.session.session_key
    request.session.cycle_key()
    Zitting.objects.filter(sleutel=before).update(sleutel=request.session.session_key)


@transaction.atomic
def end(user: User, which: UUID | None, *, besides: str | None) -> int:
    """End one session of this person, or with None all of them; never the one with the key `besides`. How many there were."""
    rows = Zitting.objects.filter(gebruiker=user).exclude(sleutel=besides)
    keys = list((rows if which is None else rows.filter(pk=which)).values_list("sleutel", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    Zitting.objects.filter(sleutel__in=keys).delete()
    return len(keys)


def remember(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Every way of signing in tells it, whatever view it was."""
    if isinstance(user, User) and not user.is_keyless:
        begin(request, user)


user_logged_in.connect(remember, dispatch_uid="accounts.inloggen.zittingen")
