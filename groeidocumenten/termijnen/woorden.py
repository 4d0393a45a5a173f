"""The terms in words: one short status for lists, and how it looks (components/status.html)."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from groeidocumenten.opp.tijd import in_words

from .feiten import Termijnen
from .tellen import Evaluatieplicht, Evaluatiestand, Stand, Telling
from .wet import IEDEREEN

# What the list can be narrowed to, most urgent first; the order of the list is this order.
SOORTEN = {
    "te_laat": "OPP te laat",
    "vijf": "Week 5 van 6 voorbij",
    "vier": "Week 4 van 6 voorbij",
    "gemist": "Evaluatie gemist",
    "nadert": "Evaluatie nodig voor 31 juli",
    "loopt": "OPP in de maak",
    "zonder": "Zonder OPP, wel nodig",
    "goed": "Op tijd",
    "geen": "Geen OPP",
}
ASKS_ATTENTION = ("te_laat", "vijf", "vier", "gemist", "nadert")
_LOOKS = {"loopt": "busy", "goed": "done", "geen": "empty", "zonder": "attention"}


@dataclass(frozen=True)
class Woord:
    """A status.

    Args:
        soort: key of `SOORTEN`.
        dag: the day that it is about, for sorting; None: none.
    """

    soort: str
    tekst: str
    uitleg: str = ""
    dag: date | None = None

    @property
    def kijk(self) -> str:
        """How it looks."""
        return _LOOKS.get(self.soort, "attention")

    @property
    def volgorde(self) -> tuple[int, date]:
        """Most urgent first, then the earliest day."""
        return list(SOORTEN).index(self.soort), self.dag or date.max


def in_words_of(terms: Termijnen, onderwijstype: str, today: date) -> Woord:
    """What asks attention first: the six weeks, then the evaluation."""
    telling, plicht = terms.telling, terms.evaluatie
    if telling is not None and telling.vastgesteld is None:
        return _six_weeks(telling, today)
    if plicht is not None:
        return _evaluation(plicht, today)
    if onderwijstype in IEDEREEN:
        return Woord("zonder", "Nog geen OPP", "Op deze school heeft elke leerling een OPP.")
    return Woord("geen", "Geen OPP")


def _six_weeks(telling: Telling, today: date) -> Woord:
    stand, last = telling.stand(today), date_format(telling.uiterlijk, "j F Y")
    if stand == Stand.TE_LAAT:
        days = telling.dagen_te_laat(today)
        return Woord("te_laat", f"{days} {'dag' if days == 1 else 'dagen'} te laat", f"Uiterste dag was {last}.", telling.uiterlijk)
    days = (telling.uiterlijk - today).days
    left = "vandaag is de laatste dag" if days == 0 else f"nog {days} {'dag' if days == 1 else 'dagen'}"
    soort = {Stand.VIER: "vier", Stand.VIJF: "vijf"}.get(stand, "loopt")
    return Woord(soort, left[:1].upper() + left[1:], f"Uiterlijk vaststellen op {last}.", telling.uiterlijk)


def _evaluation(plicht: Evaluatieplicht, today: date) -> Woord:
    last = date_format(plicht.uiterlijk, "j F Y")
    stand = plicht.stand(today)
    if stand == Evaluatiestand.GEMIST:
        year = in_words(plicht.jaar - 1)
        return Woord("gemist", "Evaluatie gemist", f"In {year} is niet geëvalueerd. Doe het nu, uiterlijk {last}.", plicht.uiterlijk)
    if stand == Evaluatiestand.NADERT:
        return Woord("nadert", "Evaluatie nodig", f"Uiterlijk {last}.", plicht.uiterlijk)
    held = f"Geëvalueerd op {date_format(plicht.gehouden, 'j F Y')}." if plicht.gehouden else f"Evaluatie uiterlijk {last}."
    return Woord("goed", "Op tijd", held, plicht.uiterlijk)
