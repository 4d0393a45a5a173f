"""What of this room a visitor can find: live pages, and one by one the terms of the begrippenlijst and the questions. All of the site that was asked."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page, Site

from .remembered import remember
from .search import Hit, Source, register, register_listed
from .uitleg import termen


def register_search() -> None:
    """Called once when the app is ready."""
    register("pages", Source(_public_pages, _page_hit))
    register_listed("begrippen", _terms)
    register_listed("vragen", _questions)


def _public_pages(request: HttpRequest) -> QuerySet[Page]:
    site = Site.find_for_request(request)
    if site is None:
        return Page.objects.none()
    return Page.objects.descendant_of(site.root_page, inclusive=True).live().public().specific()


def _page_hit(page: Page, request: HttpRequest) -> Hit:
    from .models import BegrippenPage, VragenPage

    lezer = getattr(page, "lezer", "")
    return Hit(
        page.title,
        page.get_url(request) or "",
        getattr(page, "omschrijving", page.search_description),
        _kind(page),
        (lezer,) if lezer else (),
        op_titel=isinstance(page, BegrippenPage | VragenPage),
    )


def _kind(page: Page) -> str:
    """What a visitor calls it: a page of this room or an overview is a page; what another room makes keeps its own name."""
    if own := getattr(page, "zoeksoort", ""):
        return own
    general = page._meta.app_label == "website" or page._meta.model_name.endswith("indexpage")
    return "pagina" if general else page.page_type_display_name


def _terms(request: HttpRequest) -> Iterable[tuple[Hit, str]]:
    return [(Hit(term.term, term.url, term.uitleg, "begrip"), " ".join(term.schrijfwijzen)) for term in termen(request).alle]


def _questions(request: HttpRequest) -> Iterable[tuple[Hit, str]]:
    return remember("vragen", request, _read_questions, [])


def _read_questions(site: Site) -> list[tuple[Hit, str]]:
    from .models import VragenPage

    found = []
    for page in VragenPage.objects.descendant_of(site.root_page).live().public():
        url = page.get_url(current_site=site) or ""
        for block in page.vragen:
            vraag, antwoord = block.value["vraag"], block.value.plat
            found.append((Hit(vraag, f"{url}#v-{str(block.id)[:8]}", antwoord, "vraag", (page.lezer,)), f"{vraag} {antwoord}"))
    return found
