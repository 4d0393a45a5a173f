"""What stands in the way of adopting an OPP. Each part of the room names its own reasons here, and none of them knows the others.

A part registers a function in `OppConfig.ready`. `vaststellen` asks all of them inside its transaction, about the very version that is adopted;
the screen asks the same ones before. A reason can be liftable: then whoever adopts writes why it is done nevertheless, and that is kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from groeidocumenten.dossiers.access import GeopendDossier

from .models import Opp, OppVersie


@dataclass(frozen=True)
class Belemmering:
    """One reason why a version cannot be adopted (yet).

    Args:
        code: stable name; what was said about a liftable one is kept under it.
        tekst: what is missing, as a sentence.
        artikel: the law that asks for it, for whoever wants to know.
        adres: the page where it is put right; "" if there is none.
        op_te_heffen: the question that lifts it when it is answered ("Waarom …?"); "": it cannot be lifted.
    """

    code: str
    tekst: str
    artikel: str = ""
    adres: str = ""
    op_te_heffen: str = ""


@dataclass(frozen=True)
class Voornemen:
    """What somebody is about to adopt: which version of which OPP, on which day; `versie` is None while nothing was frozen in this round."""

    geopend: GeopendDossier
    opp: Opp
    versie: OppVersie | None
    ronde: int
    datum: date


Vraagt = Callable[[Voornemen], Iterable[Belemmering]]

_VRAGEN: dict[str, Vraagt] = {}


def register(naam: str, vraagt: Vraagt) -> None:
    """Let a part of the room name its reasons; a second one of the same name takes its place."""
    _VRAGEN[naam] = vraagt


def belemmeringen(voornemen: Voornemen) -> list[Belemmering]:
    """Every reason against adopting this version on this day, in the order in which the parts registered."""
    return [one for vraagt in _VRAGEN.values() for one in vraagt(voornemen)]
