"""What a process remembers about a site until something public changes: its settings, its terms, the words on its pages. For this room only.

An entry is as old as the generation that was read before it was made, like a page in the page cache. Nothing made inside a transaction is
remembered beyond its request: it may hold what is rolled back a moment later.
"""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection
from django.http import HttpRequest
from wagtail.models import Site

from .generation import generation

T = TypeVar("T")

# A handful of things for each site; an installation with more sites than this forgets the oldest.
MAX_ENTRIES = 200

_lock = threading.Lock()
_entries: dict[tuple[str, int], tuple[int, Any]] = {}


def remember(name: str, request: HttpRequest, make: Callable[[Site], T], otherwise: T) -> T:
    """What `make` gives for the site of this request, made at most once per request and once per generation.

    Args:
        name: what it is; one name belongs to one `make`.
        request: says which site.
        make: asks the database; its answer is shared by all visitors of the site and may not be changed.
        otherwise: the answer where no site is found.
    """
    of_request: dict[str, Any] = request.__dict__.setdefault("_remembered", {})
    if name in of_request:
        return of_request[name]
    site = Site.find_for_request(request)
    of_request[name] = otherwise if site is None else _of_site(name, site, make)
    return of_request[name]


def _of_site(name: str, site: Site, make: Callable[[Site], T]) -> T:
    if connection.in_atomic_block:
        return make(site)
    now, key = generation.known(), (name, site.pk)
    entry = _entries.get(key)
    if entry is not None and entry[0] == now:
        return entry[1]
    before = generation.read()
    made = make(site)
    with _lock:
        _entries.pop(key, None)
        _entries[key] = (before, made)
        while len(_entries) > MAX_ENTRIES:
            del _entries[next(iter(_entries))]
    return made


def forget() -> None:
    """Forget everything, for tests."""
    with _lock:
        _entries.clear()
