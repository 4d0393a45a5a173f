"""What can be printed: plain text in the order of the page. Whoever fills these has already left out what the reader may not see."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class PrintRegel:
    """One question with its answer: `tekst` for text, `lijst` for a list, `kop` and `rijen` for a table; `leeg` when nothing was filled in."""

    label: str
    soort: Literal["tekst", "lijst", "tabel"] = "tekst"
    tekst: str = ""
    lijst: list[str] = field(default_factory=list)
    kop: list[str] = field(default_factory=list)
    rijen: list[list[str]] = field(default_factory=list)
    leeg: bool = False


@dataclass(frozen=True)
class PrintSectie:
    """A section; `bijgewerkt` is a readable line ("laatst gewijzigd door A. de Vries op 3 maart 2026") or empty."""

    titel: str
    regels: list[PrintRegel] = field(default_factory=list)
    bijgewerkt: str = ""


@dataclass(frozen=True)
class PrintAanvulling:
    """What a parent or pupil added to a chapter, under their own name; `datum` as it is to be read."""

    auteur: str
    datum: str
    tekst: str


@dataclass(frozen=True)
class PrintDeel:
    """A chapter."""

    titel: str
    uitleg: str = ""
    secties: list[PrintSectie] = field(default_factory=list)
    aanvullingen: list[PrintAanvulling] = field(default_factory=list)


@dataclass(frozen=True)
class PrintDocument:
    """Everything that is printed; `gemaakt_op` must be aware, `weggelaten` names the chapters that are not in this print."""

    titel: str
    leerling: str
    geboortedatum: str
    school: str
    format_naam: str
    format_versie: str | int
    format_hash: str
    gemaakt_op: datetime
    gemaakt_voor: str
    delen: list[PrintDeel] = field(default_factory=list)
    weggelaten: list[str] = field(default_factory=list)
    concept: bool = False
