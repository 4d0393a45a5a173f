"""Before sharing, handing out codes and reading the journaal: whoever signed in longer ago proves it once more (`accounts.inloggen.zeker`).

Behind the door, so that nobody learns from it what is there. What was typed goes sealed through the detour, to the same person (besluit 0030).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.inloggen.zeker import once_more, recently

from .teruggave import set_aside

View = Callable[..., HttpResponse]


def just_proven(view: View) -> View:
    """For a view behind a door: called only shortly after somebody proved who they are. Asked at the empty form already, before they type."""

    @wraps(view)
    def guarded(request: HttpRequest, opened: Any, **kwargs: Any) -> HttpResponse:
        answer = asked_again(request)
        return view(request, opened, **kwargs) if answer is None else answer

    return guarded


def asked_again(request: HttpRequest, back: str = "") -> HttpResponse | None:
    """The way to the page that asks; None for who proved it a moment ago.

    Args:
        back: where to go afterwards, for an address that only takes forms without words of anybody.
    """
    if recently(request):
        return None
    if request.method == "POST" and not back and set_aside(request):
        back = reverse("dossiers:teruggave")
    return once_more(back or request.get_full_path())
