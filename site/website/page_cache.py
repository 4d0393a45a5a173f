"""A small page cache in front of the public house: only answers that are the same for everybody, only for requests that carry no cookie.

It stands before the session middleware, so that a hit costs no session, no user and (most seconds) no query. It stores what the whole chain
below it answered, security headers included, so that a hit and a miss have the same headers. Nobody's own page can enter: a request with a
cookie, an Authorization header or a private path passes by, and so does an answer that sets a cookie or was marked private.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from .generation import generation

# A cached page lives at most this long, whatever happens: the bound on a lost count and on texts that depend on today's date.
MAX_AGE_SECONDS = 300
MAX_ENTRY_BYTES = 512 * 1024
MAX_TOTAL_BYTES = 32 * 1024 * 1024
MAX_KEY_LENGTH = 500
# Addresses with a query string have a room of their own, so that a flood of invented queries cannot drive out the pages that everybody reads.
MAX_PAGES = 1000
MAX_VARIANTS = 200

CONTENT_TYPES = ("text/html", "application/json")
PERSONAL_HEADERS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE")
SHARED_VARY = frozenset({"cookie", "accept-encoding", "hx-request"})

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored answer, and the generation that was read before it was made."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    generation: int
    stored_at: float


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
            self.bytes += len(entry.content) - (len(old.content) if old else 0)
            self._entries[key] = entry
            while len(self._entries) > self.max_entries or self.bytes > MAX_TOTAL_BYTES // 2:
                self.bytes -= len(self._entries.popitem(last=False)[1].content)

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
        if _may_be_shared(request, response):
            room.put(key, Entry(response.content, tuple(response.headers.items()), before, monotonic()))
        return response

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


def _answer(entry: Entry, request: HttpRequest) -> HttpResponse:
    """The stored answer as a new response; HEAD gets the headers alone."""
    response = HttpResponse(b"" if request.method == "HEAD" else entry.content)
    for name, value in entry.headers:
        response.headers[name] = value
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
