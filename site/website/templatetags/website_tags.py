"""What templates of the public house ask for: the main menu, a link that keeps the filters, and a page number that keeps the question."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from wagtail.models import Site

register = template.Library()


@register.simple_tag(takes_context=True)
def hoofdmenu(context: dict[str, Any]) -> list[dict[str, Any]]:
    """The live pages under the site's root that an editor put in the menu: `titel`, `url`, `actief`.

    Empty in a process without the public house and on pages that are made without a request (error pages): those ask no database.
    """
    request = context.get("request")
    if request is None or settings.SITE_ROLE == "dossier":
        return []
    site = Site.find_for_request(request)
    if site is None:
        return []
    items = []
    for page in site.root_page.get_children().live().public().in_menu():
        url = page.get_url(request, current_site=site)
        if url:
            items.append({"titel": page.title, "url": url, "actief": request.path.startswith(url)})
    return items


@register.simple_tag
def adres(name: str, *args: Any) -> str:
    """The address with this name, or an empty text where this process does not serve it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def met_pagina(context: dict[str, Any], number: int) -> str:
    """The query string of this request, for another page of the same list."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = str(number)
    return f"?{query.urlencode()}" if query else "?"
