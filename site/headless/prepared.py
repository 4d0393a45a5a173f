"""A query that is put into words once and asked many times: Django's translation of a list into SQL takes longer than the database's answer.

The words come from the ordinary queryset, so there is one rule about what is public and it stays where it is. They are believed for one second:
a queryset that looks at the clock is then translated anew.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

# Values that no real question has. They mark the places where the values of a question belong. Numbers fit in 32 bits: of a larger one Django
# knows that no integer column of PostgreSQL has it, and asks nothing.
TEXT = "@\x02text"
NUMBER = 2_147_000_000
LIMIT, OFFSET = 777_777_771, 777_777_773

_known: dict[Any, tuple[int, str, tuple[Any, ...]]] = {}


def mark_text(name: str) -> str:
    """A text that stands for the value of this name."""
    return f"{TEXT}{name}\x02"


def mark_number(place: int) -> int:
    """A number that stands for the value in this place."""
    return NUMBER + place


def ask(key: Any, build: Callable[[], QuerySet[Any]], values: dict[Any, Any], window: tuple[int, int] | None = None) -> list[Sequence[Any]]:
    """The rows of a queryset of values.

    Args:
        key: names the question; equal keys have equal words.
        build: makes the queryset with marks for values.
        values: mark → value.
        window: how many rows, and from where.
    """
    second = int(timezone.now().timestamp())
    found = _known.get((key, connection.vendor))
    if found is None or found[0] != second:
        rows = build()
        words, marks = (rows[OFFSET : OFFSET + LIMIT] if window else rows).query.get_compiler(connection=connection).as_sql()
        found = _known[key, connection.vendor] = (second, words.replace(f"LIMIT {LIMIT} OFFSET {OFFSET}", "LIMIT %s OFFSET %s"), marks)
    parameters = [_value(mark, values) for mark in found[2]]
    with connection.cursor() as cursor:
        cursor.execute(found[1], [*parameters, *(window or ())])
        return cursor.fetchall()


def _value(mark: Any, values: dict[Any, Any]) -> Any:
    if isinstance(mark, int) and mark >= NUMBER:
        return values[mark]
    if isinstance(mark, str) and TEXT in mark:
        # A prefix is asked with LIKE; what stands for it is inside a pattern.
        for name, value in values.items():
            if isinstance(name, str):
                mark = mark.replace(name, value)
    return mark
