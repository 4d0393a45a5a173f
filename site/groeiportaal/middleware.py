"""Headers that differ between the public house, the private house and the admin."""

from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

ADMIN_PATH = "/admin/"


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """django-csp with one exception: the admin's own pages need inline styles, and only those get them."""

    def get_policy_parts(self, request: HttpRequest, response: Any, report_only: bool = False) -> PolicyParts:
        """Choose the admin's policy under its path, the strict one everywhere else."""
        parts = super().get_policy_parts(request=request, response=response, report_only=report_only)
        if request.path.startswith(ADMIN_PATH) and not report_only:
            parts.config = settings.CONTENT_SECURITY_POLICY_ADMIN
        return parts


class PrivateResponseMiddleware:
    """Nothing of the private house, nor an answer about somebody's session, is kept by a browser, proxy or search engine."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers to every answer under a private path, errors and redirects included."""
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.path.startswith(settings.PRIVATE_PATHS):
            response.headers.pop("Cache-Control", None)
            patch_cache_control(response, no_store=True, private=True)
            response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response
