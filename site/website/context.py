"""What every layout may show of the public house: the main menu. It is asked from the database only when a template shows it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site


def menu(request: HttpRequest) -> dict[str, Any]:
    """`menu_items`: the live pages under the site's root that an editor put in the menu."""
    return {"menu_items": SimpleLazyObject(lambda: menu_items(request))}


def menu_items(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu as `url`, `title`, `current`; empty in a process without the public house, which may not even be allowed to ask."""
    site = None if settings.SITE_ROLE == "dossier" else Site.find_for_request(request)
    if site is None:
        return []
    pages = site.root_page.get_children().live().public().in_menu()
    items = [{"url": page.get_url(request, current_site=site), "title": page.title} for page in pages]
    return [{**item, "current": request.path.startswith(item["url"])} for item in items if item["url"]]
