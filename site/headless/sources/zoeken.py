"""The site's own search as JSON: the same lines in the same order as on the page, with the same filters and the same "bedoelde u"."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Schema

from website.lezers import Lezer
from website.search import MAX_QUERY, find

from ..addresses import of_site
from ..listing import Lijst
from ..problems import BadQuestion
from ..question import Paging

UNKNOWN = "Deze waarde kennen we hier niet."


class ZoekVraag(Paging):
    """What to look for."""

    q: str = Field("", max_length=MAX_QUERY, description=f"Waar u naar zoekt; hoogstens {MAX_QUERY} tekens.")
    soort: str = Field("", max_length=50, description="Alleen deze soort, bijvoorbeeld handleiding.")
    lezer: str = Field("", max_length=20, description="Alleen voor deze lezer: " + ", ".join(Lezer.values) + ".")


class Treffer(Schema):
    """Iets dat gevonden is."""

    titel: str
    omschrijving: str
    soort: str
    lezers: list[str]
    url: str


class ZoekLijst(Lijst):
    """Wat gevonden is."""

    bedoeld: str = Field(..., description="Als er niets gevonden is: een vraag die erop lijkt en wel iets vindt.")
    resultaten: list[Treffer]


def found(request: HttpRequest, question: ZoekVraag) -> tuple[list[dict[str, Any]], int, str]:
    """The lines of the part that was asked, how many there are, and what may have been meant.

    Raises:
        BadQuestion: for a kind that no line has, or a reader that we do not know.
    """
    asked = find(question.q.replace("\x00", "").strip(), request, soort=question.soort, lezer=question.lezer)
    if asked.onbekend:
        names = {"soort": question.soort, "lezer": question.lezer}
        raise BadQuestion({name: UNKNOWN for name, value in names.items() if value and value[:50] in asked.onbekend})
    hits = list(asked.resultaten.object_list)
    start = (question.page - 1) * question.pageSize
    lines = [
        {"titel": hit.titel, "omschrijving": hit.omschrijving, "soort": hit.soort, "lezers": list(hit.lezers), "url": of_site(hit.url)}
        for hit in hits[start : start + question.pageSize]
    ]
    return lines, len(hits), asked.bedoeld
