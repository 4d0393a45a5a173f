"""Site search over what everybody may read. Other apps add their own public things with `register`; nothing enters by being indexed alone.

A question is asked of every source; what comes back is counted per kind and per reader, and cut into pages. Everything belongs to the site that
was asked. When nothing is found, the nearest words of the public pages are offered; no word of anything unpublished can be among them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import slugify
from wagtail.search.backends import get_search_backend
from wagtail.search.index import SearchField
from wagtail.search.query import And, Or, PlainText, SearchQuery

from .lezers import Lezer
from .remembered import remember
from .woorden import asked_words, forms, nearest, vocabulary, words

MAX_QUERY = 200
MAX_WORDS = 8
PER_PAGE = 10
# Per source; nobody reads on to the hundredth result, and it bounds the work of one question.
MAX_RESULTS = 100


@dataclass(frozen=True)
class Hit:
    """One line in the list of results. `op_titel`: only worth showing when its title holds the question, because its parts are found one by one."""

    titel: str
    url: str
    omschrijving: str
    soort: str
    lezers: tuple[str, ...] = ()
    op_titel: bool = False

    @property
    def voor(self) -> list[str]:
        """Who it is for, as a visitor reads it."""
        return [str(lezer.label) for lezer in Lezer if lezer in self.lezers]


@dataclass(frozen=True)
class Source:
    """Something searchable: which rows are public, and how a row becomes a line."""

    public: Callable[[HttpRequest], QuerySet[Any]]
    to_hit: Callable[[Any, HttpRequest], Hit]


# What is searched in memory: every line with the text that it is found by.
Listed = Callable[[HttpRequest], Iterable[tuple[Hit, str]]]


@dataclass(frozen=True)
class Keuze:
    """A filter with how many results it would leave."""

    waarde: str
    naam: str
    aantal: int
    gekozen: bool


@dataclass
class Gevonden:
    """The answer to one question."""

    resultaten: Paginator
    soorten: list[Keuze] = field(default_factory=list)
    lezers: list[Keuze] = field(default_factory=list)
    onbekend: list[str] = field(default_factory=list)
    bedoeld: str = ""
    zonder_woorden: bool = False


_sources: dict[str, Source] = {}
_listed: dict[str, Listed] = {}


def register(name: str, source: Source) -> None:
    """Make public rows of another app searchable; the name keeps a second registration from doubling them."""
    _sources[name] = source


def register_listed(name: str, source: Listed) -> None:
    """Make a short list searchable that is remembered per site: it costs no query per question."""
    _listed[name] = source


def search(question: str, request: HttpRequest) -> Paginator:
    """All lines for this question, the best first."""
    return find(question, request).resultaten


def find(question: str, request: HttpRequest, *, soort: str = "", lezer: str = "") -> Gevonden:
    """The lines for this question, filtered and counted.

    Args:
        question: what somebody typed; anything may be in it.
        request: says which site.
        soort: only this kind, by its address-like name ("handleiding"); an unknown one is ignored and named in the answer.
        lezer: only for this reader; likewise.
    """
    asked = asked_words(question, MAX_WORDS)
    hits = _all_hits(asked, request) if asked else []
    kinds = {slugify(hit.soort): hit.soort for hit in hits}
    unknown = [value for value, known in ((soort, not hits or soort in kinds), (lezer, lezer in Lezer.values)) if value and not known]
    soort, lezer = ("" if value in unknown else value for value in (soort, lezer))
    of_kind = [hit for hit in hits if not soort or slugify(hit.soort) == soort]
    of_reader = [hit for hit in hits if not lezer or lezer in hit.lezers]
    per_kind = Counter(slugify(hit.soort) for hit in of_reader)
    per_reader = Counter(name for hit in of_kind for name in hit.lezers)
    return Gevonden(
        resultaten=Paginator([hit for hit in of_kind if not lezer or lezer in hit.lezers], PER_PAGE),
        soorten=[Keuze(key, kinds[key], per_kind[key], key == soort) for key in sorted(kinds) if per_kind[key] or key == soort],
        lezers=[Keuze(name.value, str(name.label), per_reader[name], name == lezer) for name in Lezer if per_reader[name] or name == lezer],
        onbekend=[value[:50] for value in unknown],
        bedoeld="" if hits else _meant(asked, request),
        zonder_woorden=not asked,
    )


def _all_hits(asked: list[str], request: HttpRequest) -> list[Hit]:
    """The lines of every source: titles that hold every word first, then titles with a word that begins so, then the rest."""
    per_word = [forms(word) for word in asked]
    query = And([Or([PlainText(form) for form in per]) if len(per) > 1 else PlainText(per[0]) for per in per_word])
    hits = [hit for source in _sources.values() for hit in _hits(source, query, " ".join(asked), request)]
    hits += [hit for source in _listed.values() for hit, text in source(request) if _holds(text, per_word)]
    ranked = []
    for hit in dict.fromkeys(hits):
        rank = 0 if _holds(hit.titel, per_word, whole=True) else 1 if _holds(hit.titel, per_word) else 2
        if rank < 2 or not hit.op_titel:
            ranked.append((rank, len(hit.titel) if rank < 2 else 0, hit))
    ranked.sort(key=lambda row: row[:2])
    return [hit for *_, hit in ranked]


def _hits(source: Source, query: SearchQuery, question: str, request: HttpRequest) -> Iterator[Hit]:
    """The lines of one source: whole words anywhere first, then titles with a word that only begins like the question."""
    backend = get_search_backend()
    public = source.public(request)
    found = [*backend.search(query, public)[:MAX_RESULTS], *backend.autocomplete(question, public)[:MAX_RESULTS]]
    for row in {row.pk: row for row in found}.values():
        hit = source.to_hit(row, request)
        if hit.url:
            yield hit


def _holds(text: str, per_word: list[list[str]], *, whole: bool = False) -> bool:
    """Whether a text has every word of the question, in some form or, unless `whole`, as the beginning of a word."""
    there = words(text)
    return all(any(word in per or (not whole and word.startswith(per[0])) for word in there) for per in per_word)


def _meant(asked: list[str], request: HttpRequest) -> str:
    """The question with each unknown word replaced by the nearest one on the public pages; empty when there is nothing better."""
    known: Counter[str] = remember("woorden", request, lambda site: _vocabulary(request), Counter())
    better = [nearest(word, known) or word for word in asked]
    return " ".join(better) if better != asked and all(word in known for word in better) else ""


def _vocabulary(request: HttpRequest) -> Counter[str]:
    """Every word that a search of this site could find."""
    texts = (text for source in _sources.values() for row in source.public(request) for text in _texts(row))
    listed = (f"{hit.titel} {hit.omschrijving} {text}" for source in _listed.values() for hit, text in source(request))
    return vocabulary([*texts, *listed])


def _texts(row: Any) -> Iterator[str]:
    """What the search engine indexes of this row, related rows left out: those would cost a query each."""
    for one in row.get_search_fields():
        if isinstance(one, SearchField):
            value = one.get_value(row)
            yield from value if isinstance(value, list) else [str(value or "")]
