"""Bars beside a table that says the same: where each of them stands. No colours and no sizes of text in here."""

from dataclasses import dataclass

from .blad import Blad
from .onderdrukken import Cel

# In units of the drawing. A bar begins where the names end: on a phone short names leave room for it.
BREEDTE, REGEL, LETTER, EINDE = 640, 30, 8, 120
LANGSTE_NAAM = 30
MEESTE = 20


@dataclass(frozen=True)
class Staaf:
    """One bar: positions are text, so that a template puts no separators in them."""

    naam: str
    tekst: str
    y: str
    midden: str
    lengte: str
    na: str


@dataclass(frozen=True)
class Tekening:
    """The bars of one column."""

    kop: str
    staven: list[Staaf]
    naam: int
    meer: int

    @property
    def vak(self) -> str:
        """The frame of the drawing, as SVG wants it."""
        return f"0 0 {BREEDTE} {REGEL * len(self.staven)}"

    @property
    def begin(self) -> str:
        """Where the bars begin."""
        return str(self.naam)

    @property
    def naam_einde(self) -> str:
        """Where the names end."""
        return str(self.naam - 10)


def draw(blad: Blad, kolom: int) -> Tekening:
    """The bars of a column, in the order of the table; the first twenty."""
    rows = blad.rijen[:MEESTE]
    most = max([row.cellen[kolom].waarde or 0 for row in rows], default=0) or 1
    names = [_short(row.naam) for row in rows]
    begin = 20 + LETTER * max(map(len, names), default=0)
    bars = [
        _bar(number, naam, row.cellen[kolom], begin=begin, most=most) for number, (naam, row) in enumerate(zip(names, rows, strict=True))
    ]
    return Tekening(blad.koppen[kolom], bars, begin, len(blad.rijen) - len(rows))


def _short(naam: str) -> str:
    return naam if len(naam) <= LANGSTE_NAAM else f"{naam[: LANGSTE_NAAM - 1]}…"


def _bar(number: int, naam: str, cel: Cel, *, begin: int, most: int) -> Staaf:
    length = round((BREEDTE - begin - EINDE) * (cel.waarde or 0) / most)
    top = number * REGEL
    return Staaf(naam, cel.tekst, str(top + 5), str(top + REGEL // 2), str(length), str(begin + length + 8))
