"""The site's own search as JSON: the same lines in the same order as on the page."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Schema

from website.search import MAX_QUERY, search

from ..addresses import of_site
from ..listing import Lijst
from ..question import Paging


class ZoekVraag(Paging):
    """What to look for."""

    q: str = Field("", max_length=MAX_QUERY, description=f"Waar u naar zoekt; hoogstens {MAX_QUERY} tekens.")


class Treffer(Schema):
    """Iets dat gevonden is."""

    titel: str
    omschrijving: str
    soort: str
    url: str


class ZoekLijst(Lijst):
    """Wat gevonden is."""

    resultaten: list[Treffer]


def found(request: HttpRequest, question: ZoekVraag) -> tuple[list[dict[str, Any]], int]:
    """The lines of the part that was asked, and how many there are."""
    words = question.q.replace("\x00", "").strip()
    hits = list(search(words, request).object_list) if words else []
    start = (question.page - 1) * question.pageSize
    lines = [
        {"titel": hit.titel, "omschrijving": hit.omschrijving, "soort": hit.soort, "url": of_site(hit.url)}
        for hit in hits[start : start + question.pageSize]
    ]
    return lines, len(hits)
