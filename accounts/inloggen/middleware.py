"""Nobody is somebody with a password alone, if a second step is asked of them (`stempel`); nor when nothing was done for too long."""

import time
from typing import Any

from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .stempel import ACTIVE, comes_in, must_have, quiet
from .zittingen import seen

# Not every click is written down: within a minute of the last one it changes nothing.
MINUTE = 60
# Wagtail's editor tells every few seconds that its page is open, with a POST.
PINGS = "/admin/editing-sessions/"


class TweedeStapMiddleware:
    """After Django's AuthenticationMiddleware: makes an anonymous visitor of whoever still has to pass the second step.

    It covers every address there is and will be: pages, admin, API and parts of pages. It asks nothing until a view asks who is there.
    """

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the question between the session and everybody who asks for `request.user`."""

        def who() -> Any:
            found = get_user(request)
            if not comes_in(request, found):
                return AnonymousUser()
            if found.is_authenticated and must_have(found) and quiet(request) >= MINUTE and _by_hand(request):
                request.session[ACTIVE] = int(time.time())
                seen(request)
            return found

        async def awho() -> Any:
            return request.user

        request.user = SimpleLazyObject(who)  # type: ignore[assignment]
        request.auser = awho
        return self.get_response(request)


def _by_hand(request: HttpRequest) -> bool:
    """Whether a person did this. What a page asks by itself, to see whether it is still signed in or who else is editing, is not."""
    if request.path.startswith(PINGS):
        return False
    return request.method == "POST" or request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
