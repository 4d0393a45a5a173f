"""How far a goal is over time, as points for a small drawing beside a table that says the same. No colours and no sizes of text in here."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from .goals import OpenDoel

WIDTH, HEIGHT = 320, 150
LEFT, RIGHT, TOP, BOTTOM = 28, 12, 12, 26
HIGHEST = 10


@dataclass(frozen=True)
class Punt:
    """One measurement, and where it stands in the drawing (as text: a template must not put separators in it)."""

    op: date
    cijfer: int
    bij: str
    x: str
    y: str


@dataclass(frozen=True)
class Lijn:
    """The drawing of one goal."""

    punten: list[Punt]

    @property
    def laatste(self) -> Punt:
        """The newest measurement."""
        return self.punten[-1]

    @property
    def breedte(self) -> str:
        """Width of the drawing, in its own units."""
        return str(WIDTH)

    @property
    def hoogte(self) -> str:
        """Height of the drawing."""
        return str(HEIGHT)

    @property
    def pad(self) -> str:
        """The points as SVG wants them for a line."""
        return " ".join(f"{punt.x},{punt.y}" for punt in self.punten)

    @property
    def roosters(self) -> list[tuple[str, str]]:
        """The lines of 0, 5 and 10: their number and their height."""
        return [(str(step), _y(step)) for step in (0, 5, HIGHEST)]

    @property
    def links(self) -> str:
        """Where the lines begin."""
        return str(LEFT)

    @property
    def rechts(self) -> str:
        """Where they end."""
        return str(WIDTH - RIGHT)

    @property
    def voet(self) -> str:
        """Where the dates stand."""
        return str(HEIGHT - 6)


def chart(doel: OpenDoel) -> Lijn | None:
    """The drawing of a goal, or None as long as there are fewer than two measurements to draw a line between."""
    measured = _measured(doel)
    if len(measured) < 2:
        return None
    first, last = measured[0][0].toordinal(), measured[-1][0].toordinal()
    days, room = max(last - first, 1), WIDTH - LEFT - RIGHT
    points = []
    for number, (day, cijfer, bij) in enumerate(measured):
        # All on one day: next to each other, in order.
        part = (day.toordinal() - first) / days if last > first else number / (len(measured) - 1)
        points.append(Punt(day, cijfer, bij, str(round(LEFT + room * part)), _y(cijfer)))
    return Lijn(points)


def _measured(doel: OpenDoel) -> list[tuple[date, int, str]]:
    start: Any = doel.inhoud.get("begincijfer")
    found = []
    if start is not None and doel.inhoud.get("van"):
        found.append((date.fromisoformat(doel.inhoud["van"]), int(start), "begin"))
    for ronde in doel.evaluaties:
        if ronde.inhoud.get("voortgang") is not None:
            found.append((ronde.gehouden_op, int(ronde.inhoud["voortgang"]), "evaluatie"))
    return sorted(found, key=lambda one: one[0])


def _y(cijfer: int) -> str:
    return str(round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * cijfer / HIGHEST))
