"""The last part of signing in: the session gets its person and its stamp, and leads to where somebody was going."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from ..models import User
from .stempel import ENTER_ADMIN, asked, stamp
from .wachtend import done, wait
from .zeker import assure

BACKEND = "django.contrib.auth.backends.ModelBackend"
DEFAULT = "start"


def first_step(request: HttpRequest, user: User, verder: str) -> HttpResponse:
    """After the right password: in, for who has no second step; to the page of that step for everybody else, still as nobody.

    Args:
        verder: an address of this site where somebody was going, or nothing.
    """
    if not asked(user):
        return second_step(request, user, verder)
    wait(request, user, verder)
    return redirect("tweede_stap" if user.tweede_stap_sinds else "tweede_stap_instellen")


def second_step(request: HttpRequest, user: User, verder: str) -> HttpResponse:
    """Everything was right: sign in and go on."""
    sign_in(request, user)
    return redirect(landing(user, verder) or resolve_url(DEFAULT))


def sign_in(request: HttpRequest, user: User) -> None:
    """Make the session this person's, with a new key, and say that the second step was passed if there is one."""
    done(request)
    login(request, user, backend=BACKEND)
    stamp(request, user)
    assure(request)


def landing(user: object, verder: str) -> str:
    """Where to go after signing in; not back to an admin that just sent this person away, because the two would go on for ever."""
    turned_away = isinstance(user, User) and not user.has_perm(ENTER_ADMIN)
    return "" if turned_away and verder.startswith("/admin") else verder
