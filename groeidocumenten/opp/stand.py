"""What state an OPP is in, derived from its dated facts and from nothing else. Pure: who calls it brings the facts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Stand(StrEnum):
    """The road of an OPP: concept, besproken, vastgesteld, then bijgesteld or geëvalueerd as often as needed, at last beëindigd."""

    CONCEPT = "concept"
    BESPROKEN = "besproken"
    VASTGESTELD = "vastgesteld"
    BIJGESTELD = "bijgesteld"
    GEEVALUEERD = "geëvalueerd"
    BEEINDIGD = "beëindigd"


@dataclass(frozen=True)
class Feiten:
    """The facts of one OPP that its state follows from.

    Args:
        verstuurd: rounds in which a concept was sent.
        besproken: rounds in which a concept was discussed.
        vastgesteld: the days of adoption, oldest first; their number is the number of the round that runs now.
        geevalueerd: for each evaluation its day and the round that ran then.
        einde: the last day.
    """

    verstuurd: frozenset[int] = frozenset()
    besproken: frozenset[int] = frozenset()
    vastgesteld: tuple[date, ...] = ()
    geevalueerd: tuple[tuple[date, int], ...] = ()
    einde: date | None = None

    @property
    def ronde(self) -> int:
        """The round that runs now: the first one is 0, each adoption begins the next."""
        return len(self.vastgesteld)

    @property
    def stand(self) -> Stand:
        """The state."""
        if self.einde is not None:
            return Stand.BEEINDIGD
        if not self.vastgesteld:
            return Stand.BESPROKEN if 0 in self.besproken else Stand.CONCEPT
        if any(ronde == self.ronde for _day, ronde in self.geevalueerd):
            return Stand.GEEVALUEERD
        return Stand.VASTGESTELD if self.ronde == 1 else Stand.BIJGESTELD

    @property
    def in_bewerking(self) -> Stand | None:
        """How far the next version is while an adopted one counts: a concept that was sent, or discussed; None: nothing was sent yet."""
        if not self.vastgesteld or self.einde is not None:
            return None
        if self.ronde in self.besproken:
            return Stand.BESPROKEN
        return Stand.CONCEPT if self.ronde in self.verstuurd else None
