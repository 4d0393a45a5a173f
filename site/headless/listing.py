"""Answers of the API: a part of a list with the way to the parts beside it, or one object, joined from ready pieces."""

import json
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Schema
from wagtail.models import Site

from .addresses import host_of
from .question import Paging, refuse_unknown
from .sites import site_of
from .stukken import HOST, Source, count, dump, fill, find, oldest, with_pieces

JSON = "application/json; charset=utf-8"
MAX_SLUG = 255


class Links(Schema):
    """De weg naar dit deel van de lijst en naar de delen ernaast."""

    self: str
    next: str | None
    prev: str | None


class Lijst(Schema):
    """Wat elke lijst over zichzelf vertelt."""

    aantal: int = Field(..., description="Hoeveel er in totaal zijn, over alle pagina's.")
    page: int
    page_size: int
    links: Links


def answer_question(request: HttpRequest, source: Source, question: Paging) -> HttpResponse:
    """What the filters leave of these objects, one part of it.

    Raises:
        BadQuestion: for a parameter or a choice that we do not know.
        Http404: when no site answers to this host.
    """
    refuse_unknown(request, type(question))
    return answer_list(request, source, question, site_of(request))


def answer_named(request: HttpRequest, source: Source, slug: str) -> HttpResponse:
    """One object by its slug, or by the id that older programs know it by.

    Raises:
        BadQuestion: for any parameter.
        Http404: when there is none that everybody may see.
    """
    refuse_unknown(request)
    return answer_one(request, source, clean_slug(slug), site_of(request))


def clean_slug(slug: str) -> str:
    """A slug that a database can be asked for."""
    return slug.replace("\x00", "")[:MAX_SLUG]


def answer_list(request: HttpRequest, source: Source, question: Paging, site: Site) -> HttpResponse:
    """One page of a list; a page past the end is empty, as programs expect.

    Args:
        request: the request.
        source: what kind of objects they are.
        question: the filters, and which part.
        site: the site that was asked.
    """
    start, size = (question.page - 1) * question.pageSize, question.pageSize
    rows = source.asked(site, question)
    # One more than asked tells whether there is a next page; the total costs a query only where it cannot be told from that.
    if rows is None:
        found = find(source, site, "kort", window=(size + 1, start))
    else:
        found = list(with_pieces(rows, source, site.pk, "kort", oldest())[start : start + size + 1])
    if len(found) > size or (not found and start):
        total = count(source, site) if rows is None else rows.count()
    else:
        total = start + len(found)
    return assemble(request, question, fill(found[:size], source, request, site, "kort"), total)


def assemble(request: HttpRequest, question: Paging, pieces: list[str], total: int, besides: dict[str, Any] | None = None) -> HttpResponse:
    """The answer around these pieces, with its links in the body and in the header.

    Args:
        request: the request.
        question: which part.
        pieces: the JSON of each line.
        total: how many there are in all.
        besides: what this list also says about itself.
    """
    host = host_of(request)
    links = _links(request, host, question, total)
    about = {"aantal": total, "page": question.page, "page_size": question.pageSize, "links": links, **(besides or {})}
    head = json.dumps(about, ensure_ascii=False)
    response = as_json(f'{head[:-1]}, "resultaten": [{",".join(pieces)}]}}', host)
    response.headers["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items() if url)
    return response


def _links(request: HttpRequest, host: str, question: Paging, total: int) -> dict[str, str | None]:
    last = max(1, -(-total // question.pageSize))
    rest = [(key, value) for key, values in request.GET.lists() if key != "page" for value in values]

    def of(number: int) -> str:
        return f"{host}{request.path}?{urlencode([*rest, ('page', number)])}"

    return {
        "self": of(question.page),
        "next": of(question.page + 1) if question.page < last else None,
        "prev": of(min(question.page - 1, last)) if question.page > 1 else None,
    }


def answer_one(request: HttpRequest, source: Source, slug: str, site: Site) -> HttpResponse:
    """The object that this slug means, as a whole.

    Raises:
        Http404: when there is none.
    """
    pieces = fill(find(source, site, "lang", slug=slug, window=(1, 0)), source, request, site, "lang")
    if not pieces:
        raise Http404
    return as_json(pieces[0], host_of(request))


def as_json(text: str, host: str) -> HttpResponse:
    """JSON in which the addresses get their host."""
    return HttpResponse(text.replace(HOST, host), content_type=JSON)


def answer_made(request: HttpRequest, value: Any) -> HttpResponse:
    """Something that is made for this question."""
    return as_json(dump(value), host_of(request))
