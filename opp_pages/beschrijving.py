"""A format in the words of schema.org, for search engines: a document with its versions and the files in which everybody can get it."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse

from formats.models import FormatVersie

from .word import WORD

if TYPE_CHECKING:
    from .models import FormatPage


def digital_document(page: "FormatPage", versie: FormatVersie, request: HttpRequest) -> dict[str, Any]:
    """The newest version as a DigitalDocument; one entry of `encoding` per file, of every variant."""
    variants = [one.key for one in versie.schema.varianten] or [""]
    files = [
        (name, kind, variant) for name, kind in (("leeg_formulier", "application/pdf"), ("leeg_in_word", WORD)) for variant in variants
    ]
    return {
        "@type": "DigitalDocument",
        "name": page.title,
        "description": page.omschrijving,
        "url": page.get_full_url(request),
        "inLanguage": "nl",
        "version": versie.nummer,
        "dateModified": versie.gepubliceerd_op.date().isoformat(),
        "isAccessibleForFree": True,
        "audience": {"@type": "EducationalAudience", "educationalRole": ", ".join(page.onderwijs) or "alle onderwijs"},
        "encoding": [
            {"@type": "MediaObject", "encodingFormat": kind, "contentUrl": request.build_absolute_uri(_address(name, versie, variant))}
            for name, kind, variant in files
        ],
    }


def _address(name: str, versie: FormatVersie, variant: str) -> str:
    kwargs: dict[str, Any] = {"format_id": versie.format_id, "nummer": versie.nummer}
    return reverse(name, kwargs=kwargs | ({"variant": variant} if variant else {}))
