"""Finds the terms of a site's begrippenlijst in a text and puts their explanation beside the first mention. Readable by everybody.

The explanation stands in the page itself, in a popover that a browser opens by itself: by click, by touch and by keyboard, closed again by
Escape, and without a script. A browser that knows no popovers shows the explanation in the sentence.
"""

import re
from dataclasses import dataclass, field
from html import unescape

from django.http import HttpRequest
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page, Site

from .remembered import remember

TAGS = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# A term in a heading, a link, a button or code is left alone.
CLOSED = frozenset(
    {"a", "h1", "h2", "h3", "h4", "h5", "h6", "button", "summary", "label", "code", "pre", "dfn", "script", "style", "option"}
)


@dataclass(frozen=True)
class Term:
    """What a page needs to know of a term."""

    term: str
    slug: str
    uitleg: str
    bron: str
    url: str
    schrijfwijzen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Termen:
    """All terms of a site, and the pattern that finds any way of writing them."""

    patroon: re.Pattern[str] | None = None
    per_schrijfwijze: dict[str, Term] = field(default_factory=dict)
    alle: tuple[Term, ...] = ()

    def of(self, found: str) -> Term | None:
        """The term of a piece of text that the pattern found."""
        return self.per_schrijfwijze.get(found) or self.per_schrijfwijze.get(found.casefold())


def termen(request: HttpRequest) -> Termen:
    """The terms of the site that was asked; of live pages that everybody may see."""
    return remember("termen", request, _read, Termen())


def _read(site: Site) -> Termen:
    from .begrippen import Begrip

    pages = Page.objects.live().public().descendant_of(site.root_page)
    rows = list(Begrip.objects.filter(page__page_ptr__in=pages).select_related("page").order_by("term", "pk"))
    urls: dict[int, str] = {}
    alle, per_schrijfwijze, exact, loose = [], {}, [], []
    for row in rows:
        if row.page_id not in urls:
            urls[row.page_id] = row.page.get_url(current_site=site) or ""
        term = Term(row.term, row.slug, row.uitleg, row.bron, f"{urls[row.page_id]}#{row.slug}", tuple(row.schrijfwijzen))
        alle.append(term)
        for name in row.schrijfwijzen:
            # An abbreviation is only found as it is written: "PO" is a term, the "po" in "Po en Noor" is a name.
            strict = sum(letter.isupper() for letter in name) > 1
            per_schrijfwijze.setdefault(name if strict else name.casefold(), term)
            (exact if strict else loose).append(re.escape(escape(name)))
    return Termen(_pattern(exact, loose), per_schrijfwijze, tuple(alle))


def _pattern(exact: list[str], loose: list[str]) -> re.Pattern[str] | None:
    """One pattern for all; longer ways of writing first, so that "extra ondersteuning" is not taken for "ondersteuning"."""
    if not exact and not loose:
        return None
    names = sorted([*exact, *(f"(?i:{name})" for name in loose)], key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(names)})(?![\w-])")


def explain(html: str, request: HttpRequest) -> SafeString:
    """The same HTML with an explanation at the first mention on this page of each term.

    Args:
        html: safe HTML, for instance what the `richtext` filter gives.
        request: remembers which terms this page has explained already.
    """
    known = termen(request)
    if known.patroon is None:
        return mark_safe(html)  # noqa: S308  it came in as safe HTML
    seen: set[str] = request.__dict__.setdefault("_explained", set())
    closed: list[str] = []
    parts = TAGS.split(html)
    for place, part in enumerate(parts):
        if place % 2:
            _follow(part, closed)
        elif not closed and part.strip():
            parts[place] = known.patroon.sub(lambda match: _mark(match[0], known, seen), part)
    return mark_safe("".join(parts))  # noqa: S308  the pieces of safe HTML, and what format_html made


def _follow(tag: str, closed: list[str]) -> None:
    """Keep the list of open elements in which no term is explained."""
    found = NAME.match(tag)
    if found is None or found[2].lower() not in CLOSED:
        return
    name = found[2].lower()
    if not found[1]:
        closed.append(name)
    elif name in closed:
        del closed[closed.index(name) :]


def _mark(found: str, known: Termen, seen: set[str]) -> str:
    term = known.of(unescape(found))
    if term is None or term.slug in seen:
        return found
    seen.add(term.slug)
    return format_html(
        '<button type="button" class="gp-term" popovertarget="begrip-{slug}">{found}</button>'
        '<span class="gp-term__uitleg" id="begrip-{slug}" popover role="note">'
        '<strong>{term}</strong> {uitleg} <a href="{url}">Naar de begrippenlijst</a></span>',
        slug=term.slug,
        found=mark_safe(found),  # noqa: S308  a piece of safe HTML
        term=term.term,
        uitleg=term.uitleg,
        url=term.url,
    )
