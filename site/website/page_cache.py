"""A small page cache in front of the public house: only answers that are the same for everybody, only for requests that carry no cookie.

It stands before the session middleware, so that a hit costs no session, no user and (most seconds) no query. It stores what the whole chain
below it answered, security headers included, so that a hit and a miss have the same headers. Nobody's own page can enter: a request with a
cookie, an Authorization header or a private path passes by, and so does an answer that sets a cookie or was marked private.

What is stored is stored packed too, and sent packed to who can unpack it: a quarter of the bytes, at no cost per visitor. Only what is stored is
packed: a page that holds somebody's secret beside words from its address must never be (that is how BREACH guesses a token), and those are not here.
"""

import gzip
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from .generation import generation

# A cached page lives at most this long, whatever happens: the bound on a lost count and on texts that depend on today's date.
MAX_AGE_SECONDS = 300
MAX_ENTRY_BYTES = 512 * 1024
MAX_TOTAL_BYTES = 32 * 1024 * 1024
MAX_KEY_LENGTH = 500
# Addresses with a query string have a room of their own, so that a flood of invented queries cannot drive out the pages that everybody reads.
MAX_PAGES = 1000
MAX_VARIANTS = 200
# Below this the packed bytes and their header are no gain.
PACK_FROM_BYTES = 500

CONTENT_TYPES = ("text/html", "application/json")
PERSONAL_HEADERS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE")
# A browser that can unpack gzip names it, with a weight above nothing.
UNPACKS = re.compile(r"(?:^|,)\s*gzip\s*(?!;\s*q=0(?:\.0*)?\s*(?:,|$))(?:;|,|$)", re.IGNORECASE)
SHARED_VARY = frozenset({"cookie", "accept-encoding", "hx-request"})

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored answer, and the generation that was read before it was made; `packed` is empty where packing is no gain."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    generation: int
    stored_at: float
    packed: bytes = b""

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return len(self.content) + len(self.packed)


class Room:
    """A bounded dict that forgets what was used longest ago."""

    def __init__(self, max_entries: int) -> None:
        self.max_entries = max_entries
        self.bytes = 0
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key) -> Entry | None:
        """The stored answer, moved to the front."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, key: Key, entry: Entry) -> None:
        """Store an answer and forget the oldest until everything fits."""
        with self._lock:
            old = self._entries.pop(key, None)
            self.bytes += entry.size - (old.size if old else 0)
            self._entries[key] = entry
            while len(self._entries) > self.max_entries or self.bytes > MAX_TOTAL_BYTES // 2:
                self.bytes -= self._entries.popitem(last=False)[1].size

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self.bytes = 0


pages = Room(MAX_PAGES)
variants = Room(MAX_VARIANTS)


class PageCacheMiddleware:
    """Answers cookie-less GET and HEAD requests for public pages from memory."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if settings.SITE_ROLE == "dossier":
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.private_paths = tuple(settings.PRIVATE_PATHS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve a stored answer, or make one and store it if it may be shared."""
        key = self._key(request)
        if key is None:
            return self.get_response(request)
        room = variants if key[3] else pages
        entry = room.get(key)
        if entry is not None and entry.generation == generation.known() and monotonic() - entry.stored_at < MAX_AGE_SECONDS:
            return _answer(entry, request)
        if request.method == "HEAD":
            return self.get_response(request)
        # Read before the page is made: a change during the making gives a newer counter, and then this entry is never served.
        before = generation.read()
        response = self.get_response(request)
        if not _may_be_shared(request, response):
            return response
        made = _entry(response, before)
        room.put(key, made)
        return _answer(made, request)

    def _key(self, request: HttpRequest) -> Key | None:
        """Where the answer to this request is stored, or None if it may not be."""
        meta = request.META
        if request.method not in ("GET", "HEAD") or any(meta.get(name) for name in PERSONAL_HEADERS):
            return None
        if request.path.startswith(self.private_paths):
            return None
        query = meta.get("QUERY_STRING", "")
        if len(request.path) + len(query) > MAX_KEY_LENGTH:
            return None
        try:
            return (request.scheme or "", request.get_host(), request.path, query)
        except DisallowedHost:
            return None


def _entry(response: HttpResponse, before: int) -> Entry:
    """What is kept of an answer."""
    patch_vary_headers(response, ["Accept-Encoding"])
    packed = b""
    if len(response.content) >= PACK_FROM_BYTES and not response.has_header("Content-Encoding"):
        # The time in the header of gzip would make the same page another one every second.
        packed = gzip.compress(response.content, 6, mtime=0)
    return Entry(response.content, tuple(response.headers.items()), before, monotonic(), packed)


def _answer(entry: Entry, request: HttpRequest) -> HttpResponse:
    """The stored answer as a new response, packed where the visitor's browser asked for that; HEAD gets the headers alone."""
    packed = bool(entry.packed) and UNPACKS.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) is not None
    content = entry.packed if packed else entry.content
    response = HttpResponse(b"" if request.method == "HEAD" else content)
    for name, value in entry.headers:
        response.headers[name] = value
    if packed:
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(content))
        if response.headers.get("ETag", "").startswith('"'):
            response.headers["ETag"] = f"W/{response.headers['ETag']}"
    return response


def _may_be_shared(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this answer is the same for every visitor."""
    if response.status_code != 200 or response.streaming or response.cookies or getattr(request, "is_preview", False):
        return False
    if not response.headers.get("Content-Type", "").startswith(CONTENT_TYPES) or len(response.content) > MAX_ENTRY_BYTES:
        return False
    # A form's token is personal even when its cookie was not sent again.
    if request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or "'nonce-" in response.headers.get("Content-Security-Policy", ""):
        return False
    cache_control = response.headers.get("Cache-Control", "").lower()
    if any(word in cache_control for word in ("private", "no-store", "no-cache", "max-age=0")):
        return False
    vary = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    return vary <= SHARED_VARY
