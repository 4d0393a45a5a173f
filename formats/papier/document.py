"""What can be printed: plain text in the order of the page. Whoever fills these has already left out what the reader may not see."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from formats.rows import Groep, Plek


@dataclass(frozen=True)
class PrintVak:
    """Room to write on an empty form: a small label, boxes to tick, and lines to write on."""

    label: str = ""
    opties: list[str] = field(default_factory=list)
    lijnen: int = 0


@dataclass(frozen=True)
class PrintRegel:
    """One question with its answer; `leeg` when nothing was filled in. `soort` says what holds the answer:

    tekst: `tekst`; opgemaakt: `tekst` with the marks of formats/markup.py; lijst: `lijst`; tabel: `kop` and `rijen`; groepen: `groepen`;
    tekenen: `plekken`, with lines to sign on where nobody did; invullen: `vakken`, for an empty form.
    """

    label: str
    soort: Literal["tekst", "opgemaakt", "lijst", "tabel", "groepen", "tekenen", "invullen"] = "tekst"
    tekst: str = ""
    lijst: list[str] = field(default_factory=list)
    kop: list[str] = field(default_factory=list)
    rijen: list[list[str]] = field(default_factory=list)
    leeg: bool = False
    # Of a table: the heading above each row ("" for none), whether the first cell names the row, and whether rows are high enough to write in.
    tussenkoppen: list[str] = field(default_factory=list)
    rijkoppen: bool = False
    ruim: bool = False
    groepen: list[Groep] = field(default_factory=list)
    plekken: list[Plek] = field(default_factory=list)
    vakken: list[PrintVak] = field(default_factory=list)
    # Small text between the question and its answer, and below the answer.
    uitleg: str = ""
    noot: str = ""
    # Whether the question is printed when it has no answer.
    leeg_printen: bool = True


@dataclass(frozen=True)
class PrintSectie:
    """A section; `bijgewerkt` is a readable line ("laatst gewijzigd door A. de Vries op 3 maart 2026") or empty."""

    titel: str
    regels: list[PrintRegel] = field(default_factory=list)
    bijgewerkt: str = ""
    uitleg: str = ""


@dataclass(frozen=True)
class PrintAanvulling:
    """What a parent or pupil added to a chapter, under their own name; `datum` as it is to be read."""

    auteur: str
    datum: str
    tekst: str


@dataclass(frozen=True)
class PrintDeel:
    """A chapter; `nvt` is a whole sentence that says why it is not applicable."""

    titel: str
    uitleg: str = ""
    secties: list[PrintSectie] = field(default_factory=list)
    aanvullingen: list[PrintAanvulling] = field(default_factory=list)
    # Who signs this chapter, and what for in one sentence.
    ondertekenaars: list[Plek] = field(default_factory=list)
    strekking: str = ""
    nvt: str = ""
    # Left out altogether when none of its questions has an answer and nobody added anything.
    weglaten_als_leeg: bool = False


@dataclass(frozen=True)
class PrintBijlage:
    """A file inside the PDF, for programs: its name, what it is, and its text."""

    naam: str
    uitleg: str
    tekst: str
    mime: str = "application/json"


@dataclass(frozen=True)
class PrintDocument:
    """Everything that is printed; `gemaakt_op` must be aware, `weggelaten` names the chapters that are not in this print.

    `soort`: the file of a pupil, an empty form to fill in by hand, a trial of a format without any pupil, an OPP, or a bundle about an OPP.
    """

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
    soort: Literal["dossier", "leeg", "proef", "opp", "bundel"] = "dossier"
    # Instead of name and version of the format, at the bottom of every page; with the whole digest of what is printed below it.
    voettekst: str = ""
    controlegetal: str = ""
    # Rows of the summary beside those that every print has.
    gegevens: list[tuple[str, str]] = field(default_factory=list)
    bijlagen: list[PrintBijlage] = field(default_factory=list)
