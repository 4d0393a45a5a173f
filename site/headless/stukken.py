"""Ready pieces of JSON, one per public object, so that a list is one query and some joining.

Which objects a list holds, and whether one may be seen at all, is asked from the objects' own tables every time. Only their JSON is kept, and a
piece counts only when it was made in the generation that the database names in that same query (`website.generation`): a change to anything that
the public sees makes every piece worthless at once. What is missing is made there and then. A piece also ends with its day, because texts
depend on the date, and after `MAX_AGE`, the bound on a count that was lost.
"""

import json
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import DatabaseError, transaction
from django.db.models import BigIntegerField, Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, Site

from website.generation import generation
from website.models import Generatie

from .models import Stuk
from .prepared import ask, mark_number, mark_text

logger = logging.getLogger(__name__)

# A site that stands for any site, and a slug that stands for any slug.
SITE, DEPTH, PATH, SLUG = mark_number(1), mark_number(2), mark_text("path"), mark_text("slug")
MARKED = Site(pk=SITE, root_page=Page(pk=SITE, path=PATH, depth=DEPTH))
MAX_AGE = timedelta(minutes=10)
FORGOTTEN_AFTER = timedelta(days=1)
# Stands in a stored piece where the host of the question belongs. JSON never holds this character by itself.
HOST = "\x01"
_ESCAPED = '"\\u0001'


class Json(NamedTuple):
    """An object as JSON: a line in a list, and the whole."""

    kort: str
    lang: str


class Source:
    """A kind of public objects. A subclass says which ones a site shows and what is told about each."""

    soort: str

    def rows(self, site: Site) -> QuerySet[Any]:
        """The objects that everybody may see on this site, in the order of the list."""
        raise NotImplementedError

    def asked(self, site: Site, question: Any) -> QuerySet[Any] | None:
        """Those that fit the filters of a question; None when it has no filter and asks for all of them.

        Raises:
            BadQuestion: for a choice that there is not.
        """
        return None

    def named(self, site: Site, slug: str) -> QuerySet[Any]:
        """The objects that an address with this slug can mean, the best first."""
        return self.rows(site).filter(slug=slug)

    def is_plain(self, slug: str) -> bool:
        """Whether `named` asks for this slug as for any other; False where it may also be a number or an id."""
        return True

    def load(self, ids: list[int], site: Site) -> Iterable[Any]:
        """These objects with all that `describe` needs, in a number of queries that does not grow."""
        raise NotImplementedError

    def describe(self, row: Any, request: HttpRequest, site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
        """The line in a list, and what the whole has besides. Addresses come from `addresses`."""
        raise NotImplementedError


def dump(value: Any) -> str:
    """JSON in which addresses of this site wait for their host."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain).replace(_ESCAPED, f'"{HOST}')


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value)


def with_pieces(rows: QuerySet[Any], source: Source, site_id: int, field: str, since: Any) -> QuerySet[Any]:
    """(id, piece) of each row; the piece is None when it must be made.

    Args:
        rows: the objects.
        source: what kind of objects they are.
        site_id: the site whose pieces are wanted.
        field: which piece, `kort` or `lang`.
        since: pieces from before this moment do not count.
    """
    current = Coalesce(Subquery(Generatie.objects.filter(pk=1).values("nummer")), Value(-1), output_field=BigIntegerField())
    pieces = Stuk.objects.filter(site_id=site_id, soort=source.soort, object_id=OuterRef("pk"), gebouwd_op__gte=since)
    pieces = pieces.annotate(nu=current).filter(generatie=F("nu"))
    return rows.annotate(stuk=Subquery(pieces.values(field)[:1])).values_list("pk", "stuk")


def oldest() -> datetime:
    """Pieces from before this moment do not count: a piece ends with its day, and after `MAX_AGE`. Rounded, so that questions can share their words."""
    now = timezone.now().replace(microsecond=0)
    return max(now - MAX_AGE, timezone.localtime(now).replace(hour=0, minute=0, second=0))


def find(source: Source, site: Site, field: str, *, slug: str | None = None, window: tuple[int, int]) -> list[Any]:
    """(id, piece) of all objects of a site, or of those with a slug, in words that are kept (`prepared`).

    Args:
        source: what kind of objects.
        site: the site that is asked.
        field: which piece, `kort` or `lang`.
        slug: only what an address with this slug can mean.
        window: how many, and from where.
    """
    values: dict[Any, Any] = {SITE: site.pk, DEPTH: site.root_page.depth, PATH: site.root_page.path}
    key: tuple[str, ...] = (source.soort, field)
    if slug is None:
        return ask(key, lambda: with_pieces(source.rows(MARKED), source, SITE, field, oldest()), values, window)
    if not source.is_plain(slug):
        return list(with_pieces(source.named(site, slug), source, site.pk, field, oldest())[window[1] : sum(window)])
    return ask(
        (*key, "slug"), lambda: with_pieces(source.named(MARKED, SLUG), source, SITE, field, oldest()), {**values, SLUG: slug}, window
    )


def count(source: Source, site: Site) -> int:
    """How many objects a site shows."""
    values = {SITE: site.pk, DEPTH: site.root_page.depth, PATH: site.root_page.path}
    rows = ask(
        (source.soort, "count"),
        lambda: source.rows(MARKED).order_by().annotate(een=Value(1)).values("een").annotate(n=Count("pk")).values_list("n"),
        values,
    )
    return int(rows[0][0]) if rows else 0


def fill(found: list[tuple[int, str | None]], source: Source, request: HttpRequest, site: Site, field: str) -> list[str]:
    """The pieces in the order of what was found, after making those that are missing. What has gone meanwhile is left out."""
    missing = [key for key, text in found if text is None]
    if not missing:
        return [text for _, text in found if text is not None]
    made = make(missing, source, request, site)
    texts = (text if text is not None else getattr(made.get(key), field, None) for key, text in found)
    return [text for text in texts if text is not None]


def make(ids: list[int], source: Source, request: HttpRequest, site: Site) -> dict[int, Json]:
    """Make the pieces of these objects and keep them for the next question."""
    # Read first: a change while they are being made gives a newer counter, and then they are never used.
    number = generation.read()
    made = {}
    for row in source.load(ids, site):
        line, rest = source.describe(row, request, site)
        made[row.pk] = Json(dump(line), dump({**line, **rest}))
    _keep(made, source.soort, site, number)
    return made


def _keep(made: dict[int, Json], soort: str, site: Site, number: int) -> None:
    now = timezone.now()
    rows = [
        Stuk(site_id=site.pk, soort=soort, object_id=key, generatie=number, gebouwd_op=now, kort=one.kort, lang=one.lang)
        for key, one in made.items()
    ]
    try:
        with transaction.atomic():
            Stuk.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["site_id", "soort", "object_id"],
                update_fields=["generatie", "gebouwd_op", "kort", "lang"],
            )
            # What was withdrawn long ago does not stay behind here.
            Stuk.objects.filter(site_id=site.pk, soort=soort, gebouwd_op__lt=now - FORGOTTEN_AFTER).delete()
    except DatabaseError:
        # A read-only or busy database: the answer is made already, only the next one takes as long.
        logger.warning("Ready JSON could not be kept.", exc_info=True)
