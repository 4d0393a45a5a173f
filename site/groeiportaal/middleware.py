"""Headers that differ between the public house, the private house and the admin."""

from typing import Any

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from wagtail.contrib.redirects.middleware import RedirectMiddleware

ADMIN_PATH = "/admin/"


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """django-csp with two exceptions: the admin's own pages need inline styles, and a preview is shown in a frame of the admin."""

    def get_policy_parts(self, request: HttpRequest, response: Any, report_only: bool = False) -> PolicyParts:
        """Choose the admin's policy under its path, the strict one everywhere else."""
        parts = super().get_policy_parts(request=request, response=response, report_only=report_only)
        if request.path.startswith(ADMIN_PATH) and not report_only:
            parts.config = settings.CONTENT_SECURITY_POLICY_ADMIN
        elif getattr(request, "is_preview", False):
            # Wagtail makes a preview as a request of its own for the page's public address, and shows the answer in a frame of the editor.
            parts.config = {**(parts.config or {}), "frame-ancestors": [SELF]}
        return parts


class PrivateResponseMiddleware:
    """Nothing of the private house, nor an answer about somebody's session, is kept by a browser, proxy or search engine."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers to every answer under a private path, errors and redirects included; and let wait what is done after the answer."""
        response = self.get_response(request)
        # What a view or its door left for later, so that the answer does not tell by its time whether there was anything to do.
        response._resource_closers.extend(getattr(request, "after_answer", ()))  # type: ignore[attr-defined]
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.path.startswith(settings.PRIVATE_PATHS):
            response.headers.pop("Cache-Control", None)
            patch_cache_control(response, no_store=True, private=True)
            response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response


class PublicRedirectMiddleware(RedirectMiddleware):
    """Wagtail's redirects, for the public house alone: what an editor types leads nobody away from a private address, nor is it looked up there."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Leave the answer of a private address as it is."""
        if request.path.startswith(settings.PRIVATE_PATHS):
            return response
        return super().process_response(request, response)


class DropNulMiddleware:
    """Takes NUL characters out of an address. No person types one, SQLite keeps them, and PostgreSQL answers them with an error."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Clean path and query before anybody reads them; forms refuse NUL themselves."""
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\x00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "").replace("\x00", "")
        if "\x00" in request.path_info:
            request.path_info = request.path_info.replace("\x00", "")
            request.path = request.path.replace("\x00", "")
        return self.get_response(request)
