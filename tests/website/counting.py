"""A middleware that stands right behind the page cache and writes down what was really made."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

made: list[str] = []


class Counting:
    """Appends the path of every request that the cache let through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count, and go on."""
        made.append(request.path)
        return self.get_response(request)
