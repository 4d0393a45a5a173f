"""One address of every kind of public page, found in the running demo: each page type by its rows, every other page by following the links.

Nothing has to be added here for a new page type or a new view: a page type without an example in the demo is named by a test, and a view that
some page links to is walked to. What no link leads to stands in EXTRA.
"""

import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from tests.browser.stage import Stage

# Addresses that no link leads to, or whose query makes another page of them.
EXTRA = {
    "niet gevonden": "/bestaat-niet/",
    "zoeken, gevonden": "/zoeken/?q=opp",
    "zoeken, niets gevonden": "/zoeken/?q=xqzwvk",
    "zoeken, te lang": "/zoeken/?q=" + "a" * 300,
    "formulieren, bladzijde die er niet is": "/formulieren/?page=9999",
    "formulieren, onbekend filter": "/formulieren/?doelgroep=ouder&kleur=blauw",
}
# Downloads, pictures and answers for programs; and the private house, which has tests of its own.
NOT_WALKED = (*settings.PRIVATE_PATHS, settings.STATIC_URL, settings.MEDIA_URL, "/api/", "/documenten/")
# How many addresses under one page type may look different while having as many parts.
EXAMPLES_UNDER_A_PAGE = 2

PAGES = """
    SELECT type.app_label, type.model, page.url_path
    FROM wagtailcore_page page JOIN django_content_type type ON type.id = page.content_type_id
    WHERE page.live AND page.depth > 1 ORDER BY page.path
"""
ROOT = """
    SELECT page.url_path FROM wagtailcore_site site JOIN wagtailcore_page page ON page.id = site.root_page_id WHERE site.is_default_site
"""


@dataclass
class Answer:
    """What the server gave for one address."""

    path: str
    status: int
    html: str


@dataclass
class Walk:
    """`kinds` has one address per kind of page; `answers` everything that was fetched on the way."""

    kinds: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def walk(stage: Stage) -> Walk:
    """Fetch every live page and what those pages link to, and choose the fullest example of each kind."""
    done = Walk()
    types = _page_types(stage)
    fullest: dict[str, Answer] = {}
    for path, kind in types.items():
        answer = _fetch(stage, path, done)
        if answer and (kind not in fullest or len(answer.html) > len(fullest[kind].html)):
            fullest[kind] = answer
    done.kinds = {kind: answer.path for kind, answer in fullest.items()}
    for kind, address in EXTRA.items():
        _fetch(stage, address, done)
        done.kinds[kind] = address
    for address in _linked(done):
        for kind in _kinds(address, types):
            if kind not in done.kinds and _fetch(stage, address, done):
                done.kinds[kind] = address
                break
    return done


def _page_types(stage: Stage) -> dict[str, str]:
    """Path → "app.Model" for every live page of the default site."""
    root = stage.rows(ROOT)[0][0]
    found = {}
    for app, model, url_path in stage.rows(PAGES):
        if url_path.startswith(root):
            found["/" + url_path[len(root) :]] = f"{app}.{model}"
    return found


def _linked(done: Walk) -> list[str]:
    """Every address on the way that a link of a fetched page leads to, in the order of first sight."""
    seen: dict[str, None] = {}
    for answer in list(done.answers.values()):
        links = _Links()
        links.feed(answer.html)
        for link in links.found:
            address = urldefrag(urljoin(f"http://here{answer.path}", link))[0]
            path = address.removeprefix("http://here")
            # A link to a place on the page itself leads nowhere else: on the 404 page that would be the address that is not there.
            if path.startswith("/") and path != answer.path and not path.startswith(NOT_WALKED):
                seen[path] = None
    return list(seen)


def _kinds(address: str, types: dict[str, str]) -> list[str]:
    """The names this address may be an example for: its view, or what lies under the nearest page; a query makes it another kind."""
    parts = urlsplit(address)
    try:
        view = resolve(parts.path).view_name
    except Resolver404:
        return []
    above = parts.path
    while above not in types and above != "/":
        above = re.sub(r"[^/]+/?$", "", above)
    under = parts.path[len(above) :].strip("/").count("/") + 1 if parts.path != above else 0
    names = [view] if view != "wagtail_serve" else [f"{types.get(above, 'nergens')}, {under} dieper" if under else types[above]]
    if under and view == "wagtail_serve":
        names = [f"{names[0]} ({number})" for number in range(1, EXAMPLES_UNDER_A_PAGE + 1)]
    return [f"{name}, met een vraag" for name in names[:1]] if parts.query else names


def _fetch(stage: Stage, address: str, done: Walk) -> Answer | None:
    """The page at this address, or None for what is not HTML."""
    if address not in done.answers:
        try:
            answer = urllib.request.urlopen(stage.url + address, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            if answer.headers.get_content_type() != "text/html":
                return None
            done.answers[address] = Answer(address, answer.status, answer.read().decode())
    return done.answers[address]
