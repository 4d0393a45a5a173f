"""Days of the law: the schooljaar, and today in Amsterdam. Pure, so that every border can be tried."""

from datetime import date

# WPO art. 1, WEC art. 1, WVO 2020 art. 1.1: a schooljaar runs from 1 August to 31 July.
BEGIN_MONTH = 8


def schooljaar(day: date) -> int:
    """The year in which the schooljaar of this day begins: 31 July 2027 is in 2026, 1 August 2027 in 2027."""
    return day.year if day.month >= BEGIN_MONTH else day.year - 1


def in_words(year: int) -> str:
    """A schooljaar as people write it."""
    return f"{year}-{year + 1}"


def period(year: int) -> tuple[date, date]:
    """First and last day of a schooljaar."""
    return date(year, BEGIN_MONTH, 1), date(year + 1, BEGIN_MONTH - 1, 31)
