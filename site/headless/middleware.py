"""What all answers under `/api/` share, whoever made them: the version, an ETag with 304, and no HTML error. It stands outside the page cache, so
that a stored answer gets the same.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from .api import VERSION, etag_of
from .problems import PROBLEM, problem

ROOT = "/api/"
OWN = "/api/v1/"
KEEP = "public, no-cache"
SMALL = ("application/json", "application/problem+json")


class ApiMiddleware:
    """Finishes the answers to programs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leave everything else alone."""
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        # HEAD is asked as itself further on; ninja and Wagtail may have changed it by the time that the answer is here.
        method = request.method
        response = self.get_response(request)
        request.method = method
        if not request.path_info.startswith(OWN) and request.path_info != OWN.rstrip("/"):
            return _with_etag(request, response)
        response = _with_etag(request, _as_problem(request, response))
        response.headers["API-Version"] = VERSION
        return response


def _as_problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An error that was made before or after the API itself (a wrong host, a broken middleware) in the shape of the others."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith("application/problem"):
        return response
    found = problem(response.status_code)
    for name, value in response.items():
        if name.lower() not in ("content-type", "content-length"):
            found.headers[name] = value
    return found


def _with_etag(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A strong ETag of the bytes, and 304 for who has them. A browser may keep an answer and asks each time whether it still holds."""
    if response.status_code != 200 or response.streaming or not response.headers.get("Content-Type", "").startswith(SMALL[0]):
        if response.headers.get("Content-Type") == PROBLEM:
            response.headers["Cache-Control"] = "no-store"
        return response
    if request.method not in ("GET", "HEAD") or "no-store" in response.headers.get("Cache-Control", ""):
        return response
    if not response.has_header("ETag"):
        if request.method == "HEAD":
            # The bytes may be gone already; a wrong ETag is worse than none.
            return response
        response.headers["ETag"] = etag_of(response.content)
    response.headers["Cache-Control"] = KEEP
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)
