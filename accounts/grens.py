"""How far into Wagtail's admin somebody comes who only heads a school: to "Mijn school", and to nothing that editors share among themselves.

Much asks no more than the right to enter the admin, also outside it. So a head has that right while the room is asked for, and not a moment longer.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .access import heads_today
from .models import User

ADMIN, ROOM = "/admin/", "/admin/mijn-school/"
# Leaving, and what every page of the admin is drawn with.
OPEN = ("/admin/login/", "/admin/logout/", "/admin/jsi18n/", "/admin/sprite/")
ENTER = "wagtailadmin.access_admin"


class GrensMiddleware:
    """Marks who asks for Mijn school, and leads a head of a school who opens another page of the admin there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through what is open to this person."""
        if request.path.startswith(ROOM):
            if isinstance(request.user, User):
                request.user.in_mijn_school = True  # type: ignore[attr-defined]
        elif request.path.startswith(ADMIN) and not request.path.startswith(OPEN) and _only_heads(request.user):
            return redirect(ROOM)
        return self.get_response(request)


def _only_heads(user: Any) -> bool:
    """Whether the role at a school is the only reason why this person may enter."""
    return heads_today(user) and not ModelBackend().has_perm(user, ENTER)
