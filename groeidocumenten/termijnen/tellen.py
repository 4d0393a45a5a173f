"""Counting of the terms: pure, from days to days, so that every border can be tried. Who calls it brings the facts and what day it is today.

Today is always the day in Amsterdam (`timezone.localdate`): at 23:59:59 on 31 July the old schooljaar still runs, one second later the next one,
in summer time as in winter time.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from groeidocumenten.opp.tijd import period, schooljaar

from .wet import EVALUATIE_NADERT, TERMIJN, VIER_WEKEN, VIJF_WEKEN


class Stand(StrEnum):
    """How the six weeks stand; the later ones ask more attention."""

    OP_TIJD = "op_tijd"
    LOOPT = "loopt"
    VIER = "vier"
    VIJF = "vijf"
    LAAT_KLAAR = "laat_klaar"
    TE_LAAT = "te_laat"


class Evaluatiestand(StrEnum):
    """How the evaluation of this schooljaar stands."""

    GEDAAN = "gedaan"
    LATER = "later"
    NADERT = "nadert"
    GEMIST = "gemist"


@dataclass(frozen=True)
class Telling:
    """The six weeks of one OPP.

    Args:
        begin: the day on which they began.
        grond: what made them begin (`wet.Grond`).
        vermoed: nobody wrote down when they began; counted from the day on which the school began to make the OPP.
        vastgesteld: the day of the first adoption.
    """

    begin: date
    grond: str
    vermoed: bool = False
    vastgesteld: date | None = None

    @property
    def uiterlijk(self) -> date:
        """The last day on which adopting is in time: six weeks after the day itself."""
        return self.begin + TERMIJN

    def stand(self, today: date) -> Stand:
        """How the term stands on a day; the last day of it is in time, the first of a week of warning warns."""
        if self.vastgesteld is not None:
            return Stand.OP_TIJD if self.vastgesteld <= self.uiterlijk else Stand.LAAT_KLAAR
        if today > self.uiterlijk:
            return Stand.TE_LAAT
        if today >= self.begin + VIJF_WEKEN:
            return Stand.VIJF
        return Stand.VIER if today >= self.begin + VIER_WEKEN else Stand.LOOPT

    def dagen_te_laat(self, today: date) -> int:
        """How many days after the last day it was adopted, or it is now; 0: not late."""
        return max(0, ((self.vastgesteld or today) - self.uiterlijk).days)


@dataclass(frozen=True)
class Evaluatieplicht:
    """The evaluation of the schooljaar that runs, of an adopted OPP.

    Args:
        jaar: the year in which the schooljaar begins.
        gehouden: the last evaluation in it.
        gemist: earlier schooljaren that the OPP ran through from their first day, without one.
    """

    jaar: int
    gehouden: date | None
    gemist: tuple[int, ...]

    @property
    def uiterlijk(self) -> date:
        """The last day of the schooljaar."""
        return period(self.jaar)[1]

    def stand(self, today: date) -> Evaluatiestand:
        """What asks attention first: last year was missed and this year's was not held yet, or the end of the year is near."""
        if self.gehouden is not None:
            return Evaluatiestand.GEDAAN
        if self.jaar - 1 in self.gemist:
            return Evaluatiestand.GEMIST
        return Evaluatiestand.NADERT if today > self.uiterlijk - EVALUATIE_NADERT else Evaluatiestand.LATER


def evaluation_duty(vastgesteld: date, geevalueerd: tuple[date, ...], today: date) -> Evaluatieplicht:
    """What is owed for an OPP that was adopted on a day and runs still (WPO 40a lid 3): one evaluation per schooljaar, and not every twelve months.

    The schooljaar in which it was adopted asks for one too; but only years that began while it ran are told as missed, because parents and school
    spoke of the whole plan when it was adopted.
    """
    now, held = schooljaar(today), {schooljaar(day) for day in geevalueerd}
    missed = tuple(year for year in range(schooljaar(vastgesteld) + 1, now) if year not in held)
    mine = [day for day in geevalueerd if schooljaar(day) == now]
    return Evaluatieplicht(now, max(mine) if mine else None, missed)
