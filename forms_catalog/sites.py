"""Which samenwerkingsverband a formulier belongs to, and which of them an editor works for. Several live on one installation, each on its own site."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Site
from wagtail.permission_policies.pages import PagePermissionPolicy


def default_site() -> int | None:
    """The key of the site that a new formulier belongs to as long as nobody chose another."""
    return Site.objects.order_by("-is_default_site", "pk").values_list("pk", flat=True).first()


def asked_site(request: HttpRequest | None) -> Site | None:
    """The site that was asked; without a request the default one."""
    return Site.find_for_request(request) if request is not None else Site.objects.filter(is_default_site=True).first()


def sites_of(user: Any) -> list[Site]:
    """The sites whose formulieren this editor may work on: those whose home page the editor may change or add pages to."""
    known: list[Site] | None = getattr(user, "_catalogue_sites", None)
    if known is None:
        policy = PagePermissionPolicy()
        sites = Site.objects.select_related("root_page")
        known = [site for site in sites if policy.user_has_any_permission_for_instance(user, ["add", "change"], site.root_page)]
        user._catalogue_sites = known
    return known
