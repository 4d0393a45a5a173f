"""Small numbers are not shown, and nobody can work them out from totals: pure rules over a table of counts.

A number below five could point at a child. It is hidden; and where a total is shown, so many other numbers of the column are hidden with it that
the total leaves every hidden small number anything from nought to four. A number that is a part of another (in time, of adopted) is hidden too
when the rest is small, because the rest is the one minus the other.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

KLEIN = 5
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Cel:
    """One number as it may be shown: `waarde` is None for one that is hidden."""

    waarde: int | None
    klein: bool = False

    @property
    def tekst(self) -> str:
        """In words."""
        if self.waarde is not None:
            return str(self.waarde)
        return f"minder dan {KLEIN}" if self.klein else "niet getoond"


def column(numbers: Mapping[K, int]) -> tuple[dict[K, Cel], Cel]:
    """A column of counts, and its total."""
    small = {key for key, number in numbers.items() if number < KLEIN}
    hidden = set(small)
    shown = sorted((key for key in numbers if key not in small), key=lambda key: (numbers[key], str(key)))
    safe = _safe(numbers, small, hidden)
    while not safe and shown:
        hidden.add(shown.pop(0))
        safe = _safe(numbers, small, hidden)
    cells = {key: Cel(None if key in hidden else number, key in small) for key, number in numbers.items()}
    return cells, _total(sum(numbers.values()), safe)


def part(parts: Mapping[K, int], whole: Mapping[K, int], shown: Mapping[K, Cel]) -> tuple[dict[K, Cel], Cel]:
    """A column of counts that are each a part of another column.

    Args:
        shown: the other column as it is shown. What is hidden there, is hidden here.
    """
    small = {key for key, number in parts.items() if number < KLEIN}
    hidden = {key for key in parts if key in small or whole[key] - parts[key] < KLEIN or shown[key].waarde is None}
    cells = {key: Cel(None if key in hidden else number, key in small) for key, number in parts.items()}
    rest = {key: whole[key] - parts[key] for key in parts}
    told = not hidden or (len(hidden) > 1 and all(sum(side[key] for key in hidden) >= 2 * KLEIN for side in (parts, rest)))
    total, left = sum(parts.values()), sum(rest.values())
    return cells, _total(total, told and left >= KLEIN)


def _safe(numbers: Mapping[K, int], small: Collection[K], hidden: Collection[K]) -> bool:
    """Whether a total leaves each hidden small number anything from nought to four, for somebody who knows that the others are five or more."""
    more, together = len(hidden) - len(small), sum(numbers[key] for key in hidden)
    if not small:
        return True
    if not more:
        return len(small) > 1 and 0 < together < (KLEIN - 1) * len(small)
    return together - KLEIN * more >= (KLEIN - 1) * len(small)


def _total(number: int, told: bool) -> Cel:
    return Cel(number if told and number >= KLEIN else None, number < KLEIN)
