"""How far into Wagtail's admin somebody comes who only heads a school: to "Mijn school", and to nothing that editors share among themselves.

Many pages of the admin ask no more than the right to enter it. So for a head this is a list of what is open, not of what is closed.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .access import heads_today

ADMIN, ROOM = "/admin/", "/admin/mijn-school/"
# The room itself, leaving, and what every page of the admin is drawn with.
OPEN = (ROOM, "/admin/login/", "/admin/logout/", "/admin/jsi18n/", "/admin/sprite/")
ENTER = "wagtailadmin.access_admin"


class GrensMiddleware:
    """Leads a head of a school who opens another page of the admin to Mijn school."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through what is open to this person."""
        if request.path.startswith(ADMIN) and not request.path.startswith(OPEN) and _only_heads(request.user):
            return redirect(ROOM)
        return self.get_response(request)


def _only_heads(user: Any) -> bool:
    """Whether the role at a school is the only reason why this person may enter."""
    return heads_today(user) and not ModelBackend().has_perm(user, ENTER)
