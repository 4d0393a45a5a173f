"""Bars beside a table that says the same: where each of them stands. No colours and no sizes of text in here."""

from dataclasses import dataclass

from .blad import Blad
from .onderdrukken import Cel

# In units of the drawing. A bar begins where the names end.
BREEDTE, REGEL, NAAM, EINDE = 640, 30, 220, 120
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
    meer: int

    @property
    def vak(self) -> str:
        """The frame of the drawing, as SVG wants it."""
        return f"0 0 {BREEDTE} {REGEL * len(self.staven)}"

    @property
    def begin(self) -> str:
        """Where the bars begin."""
        return str(NAAM)

    @property
    def naam_einde(self) -> str:
        """Where the names end."""
        return str(NAAM - 10)


def draw(blad: Blad, kolom: int) -> Tekening:
    """The bars of a column, in the order of the table; the first twenty."""
    rows = blad.rijen[:MEESTE]
    most = max([row.cellen[kolom].waarde or 0 for row in rows], default=0) or 1
    bars = [_bar(number, row.naam, row.cellen[kolom], most) for number, row in enumerate(rows)]
    return Tekening(blad.koppen[kolom], bars, len(blad.rijen) - len(rows))


def _bar(number: int, naam: str, cel: Cel, most: int) -> Staaf:
    length = round((BREEDTE - NAAM - EINDE) * (cel.waarde or 0) / most)
    short = naam if len(naam) <= LANGSTE_NAAM else f"{naam[: LANGSTE_NAAM - 1]}…"
    top = number * REGEL
    return Staaf(short, cel.tekst, str(top + 5), str(top + REGEL // 2), str(length), str(NAAM + length + 8))
