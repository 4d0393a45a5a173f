"""Ready pieces of JSON, one per public object, so that a list is one query and some joining.

Which objects a list holds, and whether one may be seen at all, is asked from the objects' own tables every time. Only their JSON is kept, and a
piece counts only when it was made in the generation that the database names in that same query (`website.generation`): a change to anything that
the public sees makes every piece worthless at once. What is missing is made there and then. A piece also ends with its day, because texts
depend on the date, and after `MAX_AGE`, the bound on a count that was lost.
"""

import json
import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import DatabaseError, transaction
from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from website.generation import generation
from website.models import Generatie

from .models import Stuk

logger = logging.getLogger(__name__)

MAX_AGE = timedelta(minutes=10)
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

    def asked(self, site: Site, question: Any) -> QuerySet[Any]:
        """Those that fit the filters of a question.

        Raises:
            BadQuestion: for a choice that there is not.
        """
        raise NotImplementedError

    def named(self, site: Site, slug: str) -> QuerySet[Any]:
        """The objects that an address with this slug can mean, the best first."""
        return self.rows(site).filter(slug=slug)

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


def with_pieces(rows: QuerySet[Any], source: Source, site: Site, field: str) -> QuerySet[Any]:
    """(id, piece) of each row; the piece is None when it must be made."""
    now = timezone.now()
    since = max(now - MAX_AGE, timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0))
    current = Coalesce(Subquery(Generatie.objects.filter(pk=1).values("nummer")), Value(-1), output_field=IntegerField())
    pieces = Stuk.objects.filter(site_id=site.pk, soort=source.soort, object_id=OuterRef("pk"), gebouwd_op__gte=since)
    pieces = pieces.annotate(nu=current).filter(generatie=F("nu"))
    return rows.annotate(stuk=Subquery(pieces.values(field)[:1])).values_list("pk", "stuk")


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
    except DatabaseError:
        # A read-only or busy database: the answer is made already, only the next one takes as long.
        logger.warning("Ready JSON could not be kept.", exc_info=True)
