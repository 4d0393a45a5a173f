"""Nobody is somebody with a password alone, if a second step is asked of them (`stempel`)."""

from typing import Any

from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .stempel import comes_in


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
            return found if comes_in(request, found) else AnonymousUser()

        async def awho() -> Any:
            return request.user

        request.user = SimpleLazyObject(who)  # type: ignore[assignment]
        request.auser = awho
        return self.get_response(request)
