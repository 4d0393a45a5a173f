"""The empty form of a published version on paper and in Word, for everybody who can see the page of the format.

A version never changes, so neither does what is made of it: each is made once per process, and a browser that has it gets 304.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from wagtail.models import Site

from formats.models import FormatVersie
from formats.papier.blank import format_document
from formats.papier.pdf import render
from website.models import SiteInstellingen

from .models import FormatPage
from .word import WORD, empty_word

MAX_BYTES = 24 * 1024 * 1024
# Raise this when the same version must look different from now on.
LAYOUT = 1
Key = tuple[str, ...]


class _Made:
    """The last made forms by what they are made of, so that a popular one is made once per process."""

    def __init__(self) -> None:
        self._files: OrderedDict[Key, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: Key) -> bytes | None:
        with self._lock:
            if key in self._files:
                self._files.move_to_end(key)
            return self._files.get(key)

    def put(self, key: Key, made: bytes) -> None:
        with self._lock:
            self._bytes += len(made) - len(self._files.pop(key, b""))
            self._files[key] = made
            while self._bytes > MAX_BYTES:
                self._bytes -= len(self._files.popitem(last=False)[1])


_made = _Made()


@require_safe
def leeg_formulier(request: HttpRequest, format_id: UUID, nummer: int, variant: str = "") -> HttpResponse:
    """The PDF of one version, or of one variant of it.

    Raises:
        Http404: for a version that is not there, a format whose page is not public on this site, and a variant that the version does not have.
    """
    versie = _public_version(request, format_id, nummer, variant)
    key = ("pdf", versie.sha256, str(nummer), variant)
    return _answer(request, versie, key, lambda: empty_pdf(versie, variant), "application/pdf", "pdf")


@require_safe
def leeg_in_word(request: HttpRequest, format_id: UUID, nummer: int, variant: str = "") -> HttpResponse:
    """The Word document of one version, or of one variant of it.

    Raises:
        Http404: as for the PDF.
    """
    versie = _public_version(request, format_id, nummer, variant)
    swv = swv_name(versie.format.site)
    key = ("docx", versie.sha256, str(nummer), variant, swv)

    def make() -> bytes:
        return empty_word(versie.schema, swv=swv, versie=nummer, variant=variant, gepubliceerd_op=versie.gepubliceerd_op)

    return _answer(request, versie, key, lambda: _once(key, make), WORD, "docx")


def empty_pdf(versie: FormatVersie, variant: str = "") -> bytes:
    """The empty form, dated on the day of publication: the same bytes whenever it is printed."""

    def make() -> bytes:
        document = format_document(versie.schema.for_variant(variant), versie=versie.nummer)
        return render(replace(document, gemaakt_op=versie.gepubliceerd_op, format_hash=versie.sha256)).pdf

    return _once(("pdf", versie.sha256, str(versie.nummer), variant), make)


def swv_name(site: Site | None) -> str:
    """What the samenwerkingsverband behind a site is called; empty when nobody wrote it down."""
    if site is None:
        return ""
    found = SiteInstellingen.objects.filter(site=site).values_list("organisatie", "naam").first() or ("", "")
    return next((name for name in (*found, site.site_name) if name), "")


def _public_version(request: HttpRequest, format_id: UUID, nummer: int, variant: str) -> FormatVersie:
    versie = get_object_or_404(FormatVersie.objects.select_related("format__site"), format=format_id, nummer=nummer)
    site = Site.find_for_request(request)
    here = FormatPage.objects.descendant_of(site.root_page) if site else FormatPage.objects.none()
    if not here.live().public().filter(format=format_id).exists():
        raise Http404
    if variant and variant not in {one.key for one in versie.schema.varianten}:
        raise Http404
    return versie


def _once(key: Key, make: Callable[[], bytes]) -> bytes:
    made = _made.get(key)
    if made is None:
        made = make()
        _made.put(key, made)
    return made


def _answer(request: HttpRequest, versie: FormatVersie, key: Key, make: Callable[[], bytes], kind: str, ending: str) -> HttpResponse:
    """The file, or 304 to a browser that has it; the ETag says what it is made of, so nothing is made to find out."""
    etag = f'"{hashlib.sha256(repr((LAYOUT, key)).encode()).hexdigest()[:32]}"'
    headers = {"Cache-Control": "public, max-age=3600", "ETag": etag}
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        for name, value in headers.items():
            known[name] = value
        return known
    name = slugify(f"{versie.schema.titel} versie {versie.nummer} leeg")
    place = "inline" if ending == "pdf" else "attachment"
    return HttpResponse(make(), content_type=kind, headers={**headers, "Content-Disposition": f'{place}; filename="{name}.{ending}"'})
