"""Whom a programmer can ask about the API: the samenwerkingsverband whose site was asked."""

from email.utils import parseaddr

from django.conf import settings
from django.http import HttpRequest

from .sites import site_of


def contact_of(request: HttpRequest, host: str) -> dict[str, str]:
    """`name`, `url` and `email` for the description of the API."""
    name = site_of(request).site_name or settings.WAGTAIL_SITE_NAME
    return {"name": name, "url": f"{host}/", "email": parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}
