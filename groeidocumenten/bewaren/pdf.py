"""A groeidocument on paper: from prepared text to a tagged PDF/UA-1, with typst. Knows no database, no request and no rights.

Who calls `render` has already left out what the reader may not see. Data reaches typst as JSON and is shown as text, never read as markup;
the template folder is all that typst may read, and the fonts are its own and ours, so that every machine makes the same document.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.utils import timezone

from groeidocumenten.bewaren.characters import FONTS_DIR, SIGN, Cleaner, breakable, coverage, is_rtl, shorten

TEMPLATE_ROOT = Path(__file__).resolve().parents[2] / "templates" / "pdf"
TEMPLATE = TEMPLATE_ROOT / "groeidocument.typ"
MAX_COLUMNS = 7  # more do not fit on A4 upright: every row becomes a small list
CONTENTS_FROM = 4  # this many chapters, or more, get a table of contents
ATTEMPTS = 25
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


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


@dataclass(frozen=True)
class PrintResult:
    """The PDF, and the characters that stand in it as ▯ ("U+1F600 GRINNING FACE"), to show to the maker."""

    pdf: bytes
    vervangen: list[str]


def render(document: PrintDocument, *, lege_weglaten: bool = False) -> PrintResult:
    """Make the PDF of a document.

    `lege_weglaten` leaves out unanswered questions and sections instead of printing "niet ingevuld". Never fails on a character: one that no
    font shows is printed as ▯ and named in the result; should typst refuse one that was measured as printable, it is replaced too.
    Raises ValueError when `gemaakt_op` has no time zone.
    """
    if timezone.is_naive(document.gemaakt_op):
        raise ValueError("gemaakt_op needs a time zone")
    refused: frozenset[str] = frozenset()
    for attempt in range(ATTEMPTS + 1):
        cleaner = Cleaner(refused, only_plain=attempt == ATTEMPTS)
        data = _Preparation(cleaner, lege_weglaten).document(document)
        try:
            return PrintResult(compile_pdf(data, document.gemaakt_op), cleaner.replaced())
        except typst.TypstError as error:
            found = _refused_characters(str(error))
            if not found or attempt == ATTEMPTS:
                raise
            refused |= found
    raise AssertionError("unreachable")


def compile_pdf(data: dict[str, Any], made_at: datetime, template: Path | bytes = TEMPLATE) -> bytes:
    """Run the template over prepared data; raises typst.TypstError. The same data and moment give the same bytes.

    `template` is a path for a reason: typst-py spends a file id on every template given as bytes and panics after 65,535 of them (tried; with
    a path 70,000 prints in one process went well, with level memory). Bytes are for tests.
    """
    return typst.compile(
        template,
        root=TEMPLATE_ROOT,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
        timestamp=int(made_at.timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS_DIR])


_REFUSAL = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed', re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


def _refused_characters(message: str) -> frozenset[str]:
    """The characters outside plain text that a refusal of typst names; when it names only a plain letter, its marks are at fault: all of them go."""
    match = _REFUSAL.search(message)
    if match is None:
        return frozenset()
    text = _ESCAPE.sub(lambda escape: chr(int(escape.group(1), 16)), match.group("text"))
    return frozenset(text) - {SIGN}


def dutch_date(moment: datetime, *, with_time: bool = False) -> str:
    """ "3 maart 2026", or "3 maart 2026 om 14:03 uur", in local time."""
    local = timezone.localtime(moment)
    date = f"{local.day} {MONTHS[local.month - 1]} {local.year}"
    return f"{date} om {local:%H:%M} uur" if with_time else date


class _Preparation:
    """Turns the dataclasses into the JSON of the template, with every text cleaned."""

    def __init__(self, cleaner: Cleaner, lege_weglaten: bool) -> None:
        self._cleaner = cleaner
        self._lege_weglaten = lege_weglaten

    def document(self, d: PrintDocument) -> dict[str, Any]:
        one, made_on = self._line, dutch_date(d.gemaakt_op)
        delen = [self._deel(deel) for deel in d.delen]
        format_line = f"{d.format_naam}, versie {d.format_versie}"
        notice = (
            f"Dit document gaat over een kind. Het is op {made_on} gemaakt voor {d.gemaakt_voor}, met alleen de onderdelen die deze lezer mocht zien. "
            "Deel het niet met anderen zonder overleg met de school. Bewaar het veilig en vernietig het als u het niet meer nodig hebt. "
            "Op papier verandert niets meer: de nieuwste versie staat bij de school."
        )
        summary = [
            ("Leerling", d.leerling),
            ("Geboortedatum", d.geboortedatum),
            ("School", d.school),
            ("Format", format_line),
            ("Gemaakt op", dutch_date(d.gemaakt_op, with_time=True)),
            ("Gemaakt voor", d.gemaakt_voor),
        ]
        data = {
            "families": coverage().families,
            "titel": one(d.titel) or "Groeidocument",
            "omschrijving": one(f"Groeidocument van {d.leerling}, vertrouwelijk"),
            "koptekst": one(shorten(d.leerling, 60)),
            "datum": made_on,
            "voettekst": one(f"{shorten(d.format_naam, 60)}, versie {shorten(str(d.format_versie), 12)} · {d.format_hash[:8]}"),
            "samenvatting": [{"label": label, "waarde": one(value) or "niet bekend"} for label, value in summary],
            "vertrouwelijk": one(notice),
            "concept": d.concept,
            "weggelaten": [one(titel) for titel in d.weggelaten],
            "inhoudsopgave": len(delen) >= CONTENTS_FROM,
            "delen": delen,
        }
        data["vervangen"] = f"Tekens die niet afgedrukt konden worden, staan in dit document als {SIGN}." if self._cleaner.replaced() else ""
        return data

    def _deel(self, deel: PrintDeel) -> dict[str, Any]:
        secties = [self._sectie(sectie) for sectie in deel.secties]
        return {
            "titel": self._line(deel.titel) or "Zonder titel",
            "uitleg": self._alineas(deel.uitleg),
            "secties": [s for s in secties if s["regels"]] if self._lege_weglaten else secties,
            "aanvullingen": [
                {"kop": self._line(f"Aanvulling van {a.auteur}"), "datum": self._line(a.datum), "alineas": self._alineas(a.tekst)}
                for a in deel.aanvullingen
            ],
        }

    def _sectie(self, sectie: PrintSectie) -> dict[str, Any]:
        return {
            "titel": self._line(sectie.titel) or "Zonder titel",
            "bijgewerkt": self._line(sectie.bijgewerkt),
            "regels": [self._regel(regel) for regel in sectie.regels if not (self._lege_weglaten and _is_empty(regel))],
        }

    def _regel(self, regel: PrintRegel) -> dict[str, Any]:
        common = {"label": self._line(regel.label) or "Zonder vraag", "leeg": _is_empty(regel), "soort": regel.soort}
        if common["leeg"]:
            return common
        kinds: dict[str, Callable[[PrintRegel], dict[str, Any]]] = {"lijst": self._lijst, "tabel": self._tabel}
        return common | kinds.get(regel.soort, self._tekst)(regel)

    def _tekst(self, regel: PrintRegel) -> dict[str, Any]:
        return {"alineas": self._alineas(regel.tekst)}

    def _lijst(self, regel: PrintRegel) -> dict[str, Any]:
        return {"lijst": [self._alineas(item) for item in regel.lijst if item.strip()]}

    def _tabel(self, regel: PrintRegel) -> dict[str, Any]:
        width = max(len(regel.kop), *(len(rij) for rij in regel.rijen))
        kop = [self._line(k) or f"Kolom {n}" for n, k in enumerate([*regel.kop, *[""] * (width - len(regel.kop))], 1)]
        rijen = [[{"alineas": self._alineas(cel)} for cel in [*rij, *[""] * (width - len(rij))]] for rij in regel.rijen]
        if width <= MAX_COLUMNS:
            return {"kop": kop, "rijen": rijen, "breedtes": _widths(kop, regel.rijen)}
        cards = [
            {"titel": f"Rij {n}", "velden": [{"label": k, **cel} for k, cel in zip(kop, rij, strict=True) if cel["alineas"]]}
            for n, rij in enumerate(rijen, 1)
        ]
        return {"soort": "kaarten", "kaarten": cards}

    def _line(self, text: str) -> str:
        """One line: for titles, names and labels."""
        return breakable(" ".join(self._cleaner.clean(text).split()))

    def _alineas(self, text: str) -> list[dict[str, Any]]:
        """Paragraphs (an empty line between them), each with its direction."""
        parts = re.split(r"\n[ \u00a0]*\n\s*", self._cleaner.clean(text).strip())
        return [{"tekst": breakable(part), "rtl": is_rtl(part)} for part in parts if part.strip()]


def _is_empty(regel: PrintRegel) -> bool:
    """Empty when the caller says so, and also when nothing is there to print."""
    filled = {"lijst": any(item.strip() for item in regel.lijst), "tabel": any(cel.strip() for rij in regel.rijen for cel in rij)}
    return regel.leeg or not filled.get(regel.soort, bool(regel.tekst.strip()))


def _widths(kop: list[str], rijen: list[list[str]]) -> list[float]:
    """A share of the page per column: by its longest word and its average length, so that a column of dates stays narrow."""
    shares = []
    for place, titel in enumerate(kop):
        cells = [rij[place] for rij in rijen if place < len(rij)]
        longest = max((len(word) for text in [titel, *cells] for word in text.split()), default=1)
        average = sum(map(len, cells)) / max(len(cells), 1)
        shares.append(round(min(max(longest, 3.2 * average**0.5, 6), 32), 2))
    return shares
