"""What every layout may show of the public house: name, logo, theme, main menu and footer of the site that was asked.

Each is asked from the database only when a template shows it, and never in a process without the public house, which may not even be allowed to.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from .remembered import remember


@dataclass(frozen=True)
class Huisstijl:
    """What a layout shows of a site's settings."""

    naam: str = ""
    voettekst: str = ""
    thema: str = ""
    logo: str = ""
    logo_breedte: int = 0
    logo_hoogte: int = 0


def menu(request: HttpRequest) -> dict[str, Any]:
    """`menu_items` and `footer_items`, `site_name`, and `huisstijl` with the footer's sentence, the theme's address and the logo."""
    if settings.SITE_ROLE == "dossier":
        return {"menu_items": [], "footer_items": [], "site_name": "", "huisstijl": Huisstijl()}
    return {
        "menu_items": SimpleLazyObject(lambda: menu_items(request)),
        "footer_items": SimpleLazyObject(lambda: footer_items(request)),
        "site_name": SimpleLazyObject(lambda: huisstijl(request).naam),
        "huisstijl": SimpleLazyObject(lambda: huisstijl(request)),
    }


def menu_items(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu as `url`, `title`, `current`: the live pages under the site's root that an editor put there."""
    items: list[tuple[str, str]] = remember("menu", request, _menu, [])
    return [{"url": url, "title": title, "current": request.path.startswith(url)} for url, title in items]


def _menu(site: Site) -> list[tuple[str, str]]:
    pages = site.root_page.get_children().live().public().in_menu()
    return [(url, page.title) for page in pages if (url := page.get_url(current_site=site))]


def footer_items(request: HttpRequest) -> list[dict[str, Any]]:
    """What every page leads to, as `url` and `title`: questions, terms and news, contact, ouder- en jeugdsteunpunt, privacy, accessibility."""
    return remember("footer", request, _footer, [])


def _footer(site: Site) -> list[dict[str, Any]]:
    from .models import BegrippenPage, ContactPage, NieuwsIndexPage, PrivacyPage, SteunpuntPage, ToegankelijkheidPage, VragenIndexPage

    kinds = (VragenIndexPage, BegrippenPage, NieuwsIndexPage, ContactPage, SteunpuntPage, PrivacyPage, ToegankelijkheidPage)
    pages = list(Page.objects.descendant_of(site.root_page).live().public().type(*kinds).select_related("content_type"))
    pages.sort(key=lambda page: [kind._meta.model_name for kind in kinds].index(page.content_type.model))
    return [{"url": url, "title": page.title} for page in pages if (url := page.get_url(current_site=site))]


def huisstijl(request: HttpRequest) -> Huisstijl:
    """Name and look of the site that was asked."""
    return remember("huisstijl", request, _huisstijl, Huisstijl())


def _huisstijl(site: Site) -> Huisstijl:
    from .models import SiteInstellingen
    from .thema import address

    found = SiteInstellingen.objects.filter(site=site).select_related("logo").first()
    if found is None:
        return Huisstijl(naam=site.site_name)
    logo = found.logo.get_rendition("max-320x80|format-webp") if found.logo else None
    return Huisstijl(
        naam=found.naam or site.site_name,
        voettekst=found.voettekst,
        thema=address(found.kleur),
        logo=logo.url if logo else "",
        logo_breedte=logo.width // 2 if logo else 0,
        logo_hoogte=logo.height // 2 if logo else 0,
    )
