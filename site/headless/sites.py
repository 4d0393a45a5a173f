"""Which site a question is for. The answer is that of Wagtail's `Site.find_for_request`; only its words are kept (`prepared`)."""

import threading
from typing import Any

from django.core.exceptions import DisallowedHost
from django.db import connection
from django.db.models import Case, IntegerField, QuerySet, When
from django.http import Http404, HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Page, Site

from website.generation import generation

from .prepared import ask, mark_number, mark_text

HOSTNAME, PORT = mark_text("hostname"), mark_number(1)
MAX_HOSTS = 200
_lock = threading.Lock()
_known: dict[tuple[str, int], tuple[int, Site | None]] = {}
EXACT, DEFAULT_OF_HOSTNAME, DEFAULT, HOSTNAME_ONLY = range(4)


def _sites() -> QuerySet[Any]:
    by_rank = Case(
        When(hostname=HOSTNAME, port=PORT, then=EXACT),
        When(hostname=HOSTNAME, is_default_site=True, then=DEFAULT_OF_HOSTNAME),
        When(is_default_site=True, then=DEFAULT),
        When(hostname=HOSTNAME, then=HOSTNAME_ONLY),
        output_field=IntegerField(),
    )
    found = Site.objects.annotate(rang=by_rank).filter(rang__isnull=False).order_by("rang")
    return found.values_list("rang", "pk", "site_name", "root_page_id", "root_page__path", "root_page__depth")


def site_of(request: HttpRequest) -> Site:
    """The site that was asked, with the place of its root page.

    Raises:
        Http404: when no site answers to this host.
    """
    try:
        hostname = split_domain_port(request.get_host())[0]
        port = int(request.get_port())
    except (DisallowedHost, ValueError):
        raise Http404 from None
    site = _remembered(hostname, port)
    if site is None:
        raise Http404
    return site


def _remembered(hostname: str, port: int) -> Site | None:
    """The site of this host, asked once per generation (`website.remembered` has the rule): a site or its root page that moves raises it."""
    if connection.in_atomic_block:
        return _find(hostname, port)
    now, key = generation.known(), (hostname, port)
    entry = _known.get(key)
    if entry is None or entry[0] != now:
        before = generation.read()
        entry = (before, _find(hostname, port))
        with _lock:
            if len(_known) > MAX_HOSTS:
                _known.clear()
            _known[key] = entry
    return entry[1]


def _find(hostname: str, port: int) -> Site | None:
    row = _best(ask("site", _sites, {HOSTNAME: hostname, PORT: port}))
    if row is None:
        return None
    _, pk, name, root_id, path, depth = row
    return Site(pk=pk, site_name=name, root_page=Page(pk=root_id, path=path, depth=depth))


def _best(rows: list[Any]) -> Any:
    """Wagtail's choice: this host and port, else this host where it is the default, else the only other site of this host, else the default."""
    if not rows:
        return None
    if rows[0][0] == DEFAULT:
        return rows[len(rows) == 2]
    return rows[0] if len(rows) == 1 or rows[0][0] != HOSTNAME_ONLY else None
