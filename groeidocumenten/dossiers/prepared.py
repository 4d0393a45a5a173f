"""Questions that are asked at every click of a guest, with their text written once: Django takes a hundred times as long to write down whether a
link is valid as a database takes to answer it.

Nothing of an answer is kept. Every asking goes to the database, with the moment and the ids of that asking; only the SQL is the same.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.utils import timezone

# Two moments and what else is asked with, so unlike anything real that each is known again in a written question; winter and summer.
_MOMENTS = (datetime(1903, 2, 7, 11, 13, 17, 190123, tzinfo=UTC), datetime(1907, 7, 29, 22, 45, 31, 870431, tzinfo=UTC))
_DAYS = 400


@dataclass(frozen=True)
class _Written:
    """A question as SQL. Each parameter is a value that never changes, or says how it is made from what is asked with."""

    queryset: QuerySet[Any, Any]
    compiler: Any
    sql: str
    makers: tuple[Callable[[datetime, dict[str, Any]], Any], ...]


class Prepared:
    """A queryset whose SQL depends on its arguments in values only.

    Args:
        build: makes the queryset of a moment and of ids and whole numbers by name.
        names: those names, each with its kind: UUID or int.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **names: type[UUID] | type[int]) -> None:
        self._build, self._names = build, names
        self._written: dict[str, _Written] = {}

    def ask(self, moment: datetime, **values: UUID | int | None) -> list[Any]:
        """The rows of this moment, read now; none when a value is None, which names nothing.

        Raises:
            TypeError: a value is missing or of another kind.
        """
        if None in values.values():
            return []
        if set(values) != set(self._names) or any(type(values[name]) is not kind for name, kind in self._names.items()):
            raise TypeError(f"asked with {values.keys()}, wants {self._names}")
        written = self._written.get(connection.vendor) or self._written.setdefault(connection.vendor, self._write())
        compiler = copy.copy(written.compiler)
        # The compiler of the first asking belongs to the thread that asked; this one asks over its own connection.
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        params = tuple(make(moment, values) for make in written.makers)
        compiler.as_sql = lambda *args, **kwargs: (written.sql, params)
        queryset = written.queryset.all()
        # Of this copy alone, which nobody gets: a queryset that was narrowed further would be asked with the text of before.
        queryset.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
        return list(queryset)

    def _sample(self, number: int) -> tuple[dict[str, Any], QuerySet[Any, Any]]:
        """The question with values that are known again."""
        values = {
            name: kind(int=(0xABAD1DEA << 90) + 977 * place + number) if kind is UUID else 1_903_000_017 + 977 * place + number
            for place, (name, kind) in enumerate(self._names.items())
        }
        return values, self._build(_MOMENTS[number], **values)

    def _write(self) -> _Written:
        """Write the question down, and find out where each value goes.

        Raises:
            RuntimeError: the question written for another moment and other ids is not this one with those filled in.
        """
        values, queryset = self._sample(0)
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        makers = self._makers(values)
        chosen = tuple(makers.get(value, _constant(value)) for value in params)
        others, other = self._sample(1)
        filled = tuple(make(_MOMENTS[1], others) for make in chosen)
        if other.query.get_compiler(using=DEFAULT_DB_ALIAS).as_sql() != (sql, filled):
            raise RuntimeError("the text of this question depends on more than its moment and ids")
        return _Written(queryset, compiler, sql, chosen)

    def _makers(self, values: dict[str, Any]) -> dict[Any, Callable[[datetime, dict[str, Any]], Any]]:
        """What each known value looks like as a parameter → how to make that parameter of another moment and other values."""
        made: dict[Any, Callable[[datetime, dict[str, Any]], Any]] = {}
        for days in range(-_DAYS, _DAYS + 1):
            for make in (_moment(timedelta(days)), _day(timedelta(days))):
                made[make(_MOMENTS[0], values)] = make
        for name in self._names:
            made[_value(name)(_MOMENTS[0], values)] = _value(name)
        return made


def _constant(value: Any) -> Callable[[datetime, dict[str, Any]], Any]:
    return lambda moment, values: value


def _moment(after: timedelta) -> Callable[[datetime, dict[str, Any]], Any]:
    return lambda moment, values: connection.ops.adapt_datetimefield_value(moment + after)


def _day(after: timedelta) -> Callable[[datetime, dict[str, Any]], Any]:
    def make(moment: datetime, values: dict[str, Any]) -> Any:
        day: date = timezone.localdate(moment) + after
        return connection.ops.adapt_datefield_value(day)

    return make


def _value(name: str) -> Callable[[datetime, dict[str, Any]], Any]:
    def make(moment: datetime, values: dict[str, Any]) -> Any:
        value = values[name]
        return value if isinstance(value, int) or connection.features.has_native_uuid_field else value.hex

    return make
