"""The empty form of a published version on paper, for everybody who can see the page of the format. A version never changes, so neither does its PDF."""

import threading
from collections import OrderedDict
from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from wagtail.models import Site

from formats.models import FormatVersie
from formats.papier.blank import format_document
from formats.papier.pdf import render

from .models import FormatPage

MAX_BYTES = 24 * 1024 * 1024


class _Made:
    """The last printed forms by hash and variant, so that a popular one is printed once per process."""

    def __init__(self) -> None:
        self._pdfs: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[str, str]) -> bytes | None:
        with self._lock:
            if key in self._pdfs:
                self._pdfs.move_to_end(key)
            return self._pdfs.get(key)

    def put(self, key: tuple[str, str], pdf: bytes) -> None:
        with self._lock:
            self._bytes += len(pdf) - len(self._pdfs.pop(key, b""))
            self._pdfs[key] = pdf
            while self._bytes > MAX_BYTES:
                self._bytes -= len(self._pdfs.popitem(last=False)[1])


_made = _Made()


@require_safe
def leeg_formulier(request: HttpRequest, format_id: UUID, nummer: int, variant: str = "") -> HttpResponse:
    """The PDF of one version, or of one variant of it.

    Raises:
        Http404: for a version that is not there, a format whose page is not public on this site, and a variant that the version does not have.
    """
    versie = get_object_or_404(FormatVersie.objects.select_related("format"), format=format_id, nummer=nummer)
    site = Site.find_for_request(request)
    here = FormatPage.objects.descendant_of(site.root_page) if site else FormatPage.objects.none()
    if not here.live().public().filter(format=format_id).exists():
        raise Http404
    if variant and variant not in {one.key for one in versie.schema.varianten}:
        raise Http404
    pdf = empty_pdf(versie, variant)
    name = slugify(f"{versie.schema.titel} versie {nummer} leeg")
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "public, max-age=3600"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def empty_pdf(versie: FormatVersie, variant: str = "") -> bytes:
    """The empty form, dated on the day of publication: the same bytes whenever it is printed."""
    key = (versie.sha256, f"{versie.nummer}:{variant}")
    pdf = _made.get(key)
    if pdf is None:
        document = format_document(versie.schema.for_variant(variant), versie=versie.nummer)
        pdf = render(replace(document, gemaakt_op=versie.gepubliceerd_op, format_hash=versie.sha256)).pdf
        _made.put(key, pdf)
    return pdf
