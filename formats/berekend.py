"""Computed fields: what `berekend` works out from other answers. Never typed, never stored, and never an error: without its sources it is empty.

A date so many weeks or months after another is plain calendar arithmetic (31 January plus one month is the last day of February); numbers are
exact decimals. Holidays and school weeks are not counted. A question that its conditions hide counts as not answered.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Context, Decimal, InvalidOperation
from functools import reduce
from typing import Any

from django.utils.formats import date_format

from .answers import is_empty, stored
from .conditions import Alles, asked
from .schema import AnyVeld, Berekend, Bestand, FormatSchema, Groepkeuze, Matrix, has_rows

# More digits than this are no figure that anybody means, and would make sums slow.
MAX_DIGITS = 30
# Room for every digit of a sum, so that nothing is rounded.
_EXACT = Context(prec=3 * MAX_DIGITS)


def computed(veld: Berekend, alles: Alles, schema: FormatSchema, today: date) -> str:
    """The computed value as people read it ("3 maart 2026", "12 jaar", "3,5"), or "" when its sources say nothing.

    Args:
        alles: all answers by field key (formats.conditions.flat).
        schema: the format that the field and its sources stand in.
        today: what an age is counted to.
    """
    value = calculate(veld, alles, schema, today)
    if not value:
        return ""
    if veld.formule == "datum_plus":
        return date_format(date.fromisoformat(value), "j F Y")
    return f"{value} jaar" if veld.formule == "leeftijd" else value.replace(".", ",")


def calculate(veld: Berekend, alles: Alles, schema: FormatSchema, today: date, busy: frozenset[str] = frozenset()) -> str:
    """The same in the shape of an answer: an ISO date, or a number with a full stop.

    Args:
        busy: keys of the fields that wait for this one; one of them as a source would be a circle, and is read as empty.
    """
    if veld.key in busy or not veld.bronnen:
        return ""
    sources = [list(_values(bron, alles, schema, today, busy | {veld.key})) for bron in veld.bronnen]
    match veld.formule:
        case "datum_plus":
            start = _first_date(sources[0])
            return _iso(_later(start, veld.aantal, veld.eenheid)) if start else ""
        case "leeftijd":
            born = _first_date(sources[0])
            return str(_age(born, today)) if born and born <= today else ""
        case "som":
            numbers = [number for values in sources for number in _numbers(values)]
            return _plain(reduce(_EXACT.add, numbers)) if numbers else ""
        case "verschil":
            firsts = [number for values in sources[:2] for number in list(_numbers(values))[:1]]
            return _plain(_EXACT.subtract(*firsts)) if len(firsts) == 2 else ""
        case "aantal":
            return str(_count(veld.bronnen[0], alles, schema, busy | {veld.key})) if sources[0] else ""


def source_keys(veld: Berekend) -> list[str]:
    """The keys of the questions that this field is worked out from."""
    return [bron.partition("/")[0] for bron in veld.bronnen]


def _values(bron: str, alles: Alles, schema: FormatSchema, today: date, busy: frozenset[str]) -> Iterator[str]:
    """The filled texts of a source, in order."""
    key, _slash, column = bron.partition("/")
    veld = schema.veld_by_key.get(key)
    if veld is None or not asked(veld, schema, alles, busy):
        return
    if isinstance(veld, Berekend):
        texts: list[str] = [calculate(veld, alles, schema, today, busy)]
    else:
        value = stored(veld, dict(alles))
        texts = [row.get(column, "") for row in _rows(veld, value)] if column else _texts(veld, value)
    yield from (text for text in texts if text)


def _rows(veld: AnyVeld, value: Any) -> list[dict[str, str]]:
    """Whatever has columns, as rows."""
    if has_rows(veld):
        return list(value)
    if isinstance(veld, Matrix):
        return [*value["rijen"].values(), *value["extra"]]
    if isinstance(veld, Groepkeuze):
        return [value["groepen"][key] for key in value["gekozen"]]
    return []


def _texts(veld: AnyVeld, value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    # Something to count: its size says how much.
    return [] if is_empty(veld, value) else ["gevuld"]


def _count(bron: str, alles: Alles, schema: FormatSchema, busy: frozenset[str]) -> int:
    key, _slash, column = bron.partition("/")
    veld = schema.veld_by_key[key]
    value = stored(veld, dict(alles))
    if column:
        return sum(bool(row.get(column)) for row in _rows(veld, value))
    if isinstance(veld, Groepkeuze):
        return len(value["gekozen"])
    if has_rows(veld) or isinstance(veld, Matrix):
        return sum(any(row.values()) for row in _rows(veld, value))
    return len(value) if isinstance(value, list) or isinstance(veld, Bestand) else 1


def _first_date(values: list[str]) -> date | None:
    try:
        return date.fromisoformat(values[0]) if values and len(values[0]) == len("2026-03-03") else None
    except ValueError:
        return None


def _later(start: date, amount: int, unit: str) -> date | None:
    """The date so much later; None beyond the calendar."""
    try:
        if unit in ("dagen", "weken"):
            return start + timedelta(days=amount * (7 if unit == "weken" else 1))
        months = start.year * 12 + start.month - 1 + amount * (12 if unit == "jaren" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, IndexError):
        return None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _numbers(values: list[str]) -> Iterator[Decimal]:
    for value in values:
        if len(value) > MAX_DIGITS:
            continue
        try:
            number = Decimal(value.replace(",", "."))
        except InvalidOperation:
            continue
        if number.is_finite() and abs(number.adjusted()) <= MAX_DIGITS:
            yield number


def _plain(number: Decimal) -> str:
    """Without an exponent, with the decimals that its sources have: "3.5", "12"."""
    return f"{number:f}"
