"""Addresses inside answers: without a host when an answer is made, with the host of the question when it is given."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Site

from .stukken import HOST


def host_of(request: HttpRequest) -> str:
    """`https://host` of a question; Django has checked the host against ALLOWED_HOSTS."""
    return f"{request.scheme}://{request.get_host()}"


def of_site(url: str) -> str:
    """An address of this site whose host is filled in later; an empty text for an object without an address."""
    if not url:
        return ""
    parts = urlsplit(url)
    return HOST + parts._replace(scheme="", netloc="").geturl()


def of_page(page: Page) -> str:
    """The public address of a page."""
    parts = page.get_url_parts()
    return HOST + parts[2] if parts and parts[2] else ""


def of_api(name: str, *args: Any) -> str:
    """The address of something else in this API."""
    return HOST + reverse(f"api-v1:{name}", args=args)


def public_pages(model: type[Page], site: Site) -> QuerySet[Any]:
    """The pages of this kind that everybody may read on this site now, in one query: live, not past their end, under no restriction."""
    closed = PageViewRestriction.objects.alias(pad=ExpressionWrapper(OuterRef("path"), output_field=CharField())).filter(
        pad__startswith=F("page__path")
    )
    here = model.objects.filter(live=True, path__startswith=site.root_page.path, depth__gte=site.root_page.depth)
    return here.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=Now())).filter(~Exists(closed))
