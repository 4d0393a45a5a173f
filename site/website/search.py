"""Site search over what everybody may read. Other apps add their own public things with `register`; nothing enters by being indexed alone."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page, Site
from wagtail.search.backends import get_search_backend

MAX_QUERY = 200
PER_PAGE = 10
# Per source; nobody reads on to the hundredth result, and it bounds the work of one question.
MAX_RESULTS = 100


@dataclass(frozen=True)
class Hit:
    """One line in the list of results."""

    titel: str
    url: str
    omschrijving: str
    soort: str


@dataclass(frozen=True)
class Source:
    """Something searchable: which rows are public, and how a row becomes a line."""

    public: Callable[[HttpRequest], QuerySet[Any]]
    to_hit: Callable[[Any, HttpRequest], Hit]


_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Make public rows of another app searchable; the name keeps a second registration from doubling them."""
    _sources[name] = source


def search(question: str, request: HttpRequest) -> Paginator:
    """All lines for this question: titles that hold every word first, then the order of the search engine."""
    # Letters and digits only: SQLite's search engine takes a lone quotation mark for the begin of its own query language, and fails.
    words = re.findall(r"\w+", question.casefold())
    hits = [hit for source in _sources.values() for hit in _hits(source, " ".join(words), request)] if words else []
    hits.sort(key=lambda hit: not all(word in hit.titel.casefold() for word in words))
    return Paginator(hits, PER_PAGE)


def _hits(source: Source, question: str, request: HttpRequest) -> list[Hit]:
    """The lines of one source: whole words anywhere first, then titles with a word that only begins like the question."""
    backend = get_search_backend()
    public = source.public(request)
    found = [*backend.search(question, public)[:MAX_RESULTS], *backend.autocomplete(question, public)[:MAX_RESULTS]]
    rows = list({row.pk: row for row in found}.values())
    return [hit for hit in (source.to_hit(row, request) for row in rows) if hit.url]


def _public_pages(request: HttpRequest) -> QuerySet[Page]:
    site = Site.find_for_request(request)
    if site is None:
        return Page.objects.none()
    return Page.objects.descendant_of(site.root_page, inclusive=True).live().public().specific()


def _page_hit(page: Page, request: HttpRequest) -> Hit:
    return Hit(page.title, page.get_url(request) or "", getattr(page, "omschrijving", page.search_description), page.page_type_display_name)


register("pages", Source(_public_pages, _page_hit))
