"""A groeidocument on paper: from prepared text to a tagged PDF/UA-1, with typst. Knows no database, no request and no rights.

Who calls `render` has already left out what the reader may not see. Data reaches typst as JSON and is shown as text, never read as markup;
the template folder is all that typst may read, and the fonts are its own and ours, so that every machine makes the same document.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone

from formats.papier.characters import FONTS_DIR, SIGN, Cleaner, all_marks, breakable, coverage, is_plain, is_rtl, shorten
from formats.papier.document import PrintAanvulling, PrintDeel, PrintDocument, PrintRegel, PrintSectie

__all__ = [
    "PrintAanvulling",
    "PrintDeel",
    "PrintDocument",
    "PrintRegel",
    "PrintResult",
    "PrintSectie",
    "compile_pdf",
    "dutch_date",
    "render",
]

TEMPLATE_ROOT = Path(__file__).resolve().parents[2] / "templates" / "pdf"
TEMPLATE = TEMPLATE_ROOT / "groeidocument.typ"
MAX_COLUMNS = 7  # more do not fit on A4 upright: every row becomes a small list
CONTENTS_FROM = 4  # this many chapters, or more, get a table of contents
ATTEMPTS = 10
LONG_WORD = re.compile(r"[^\W\d_]{12}")  # in a cell with such a word, words may be hyphenated
MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]


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
    for _ in range(ATTEMPTS):
        cleaner = Cleaner(refused)
        try:
            return _render_with(cleaner, document, lege_weglaten)
        except typst.TypstError as error:
            found = _refused_characters(str(error))
            if found is None:
                raise
            if not found:  # it names a plain letter and keeps silent about the mark on it
                found = all_marks()
            if found <= refused:
                break
            refused |= found
    return _render_with(Cleaner(only_plain=True), document, lege_weglaten)


def _render_with(cleaner: Cleaner, document: PrintDocument, lege_weglaten: bool) -> PrintResult:
    data = _Preparation(cleaner, lege_weglaten).document(document)
    return PrintResult(compile_pdf(data, document.gemaakt_op), cleaner.replaced())


def compile_pdf(data: dict[str, Any], made_at: datetime, template: Path | bytes = TEMPLATE) -> bytes:
    """Run the template over prepared data; raises typst.TypstError. The same data and moment give the same bytes.

    `template` is a path for a reason: typst-py spends a file id on every template given as bytes and panics after 65,535 of them (tried; with
    a path 70,000 prints in one process went well, with level memory). Bytes are for tests.
    """
    return typst.compile(  # type: ignore[type-var]  # its stub allows a union for no argument
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


def _refused_characters(message: str) -> frozenset[str] | None:
    """The unusual characters that a refusal of typst names (of a letter with a mark it names the letter), or None for another error."""
    match = _REFUSAL.search(message)
    if match is None:
        return None
    text = _ESCAPE.sub(lambda escape: chr(int(escape.group(1), 16)), match.group("text"))
    return frozenset(c for c in text if not is_plain(c) and c != SIGN)


def dutch_date(moment: datetime, *, with_time: bool = False) -> str:
    """A date as "3 maart 2026", or with its time as "3 maart 2026 om 14:03 uur", in local time."""
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
            f"Dit document gaat over een kind. Het is op {made_on} gemaakt voor {d.gemaakt_voor}, "
            "met alleen de onderdelen die deze lezer mocht zien. "
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
        data["vervangen"] = (
            f"Tekens die niet afgedrukt konden worden, staan in dit document als {SIGN}." if self._cleaner.replaced() else ""
        )
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
            "regels": [regel for regel in map(self._regel, sectie.regels) if not (self._lege_weglaten and regel["leeg"])],
        }

    def _regel(self, regel: PrintRegel) -> dict[str, Any]:
        """Empty when the caller says so, and also when nothing is left to print."""
        kinds: dict[str, Callable[[PrintRegel], dict[str, Any]]] = {"lijst": self._lijst, "tabel": self._tabel}
        answer = {} if regel.leeg else kinds.get(regel.soort, self._tekst)(regel)
        return {"label": self._line(regel.label) or "Zonder vraag", "leeg": not answer, "soort": "tekst", **answer}

    def _tekst(self, regel: PrintRegel) -> dict[str, Any]:
        alineas = self._alineas(regel.tekst)
        return {"alineas": alineas} if alineas else {}

    def _lijst(self, regel: PrintRegel) -> dict[str, Any]:
        items = [alineas for alineas in map(self._alineas, regel.lijst) if alineas]
        return {"soort": "lijst", "lijst": items} if items else {}

    def _tabel(self, regel: PrintRegel) -> dict[str, Any]:
        width = max(map(len, [regel.kop, *regel.rijen]))
        rijen = [[self._cel(cel) for cel in [*rij, *[""] * (width - len(rij))]] for rij in regel.rijen]
        if not any(cel["alineas"] for rij in rijen for cel in rij):
            return {}
        kop = [self._line(k, narrow=True) or f"Kolom {n}" for n, k in enumerate([*regel.kop, *[""] * (width - len(regel.kop))], 1)]
        if width <= MAX_COLUMNS:
            return {"soort": "tabel", "kop": kop, "rijen": rijen, "breedtes": _widths(kop, regel.rijen)}
        # An answer is told by its label here; one that is empty stays away.
        kaarten = [
            {"titel": f"Rij {n}", "velden": [{"label": k, **cel} for k, cel in zip(kop, rij, strict=True) if cel["alineas"]]}
            for n, rij in enumerate(rijen, 1)
        ]
        return {"soort": "kaarten", "kaarten": kaarten}

    def _cel(self, text: str) -> dict[str, Any]:
        return {"alineas": self._alineas(text, narrow=True), "afbreken": LONG_WORD.search(text) is not None}

    def _line(self, text: str, *, narrow: bool = False) -> str:
        """One line: for titles, names and labels."""
        return breakable(" ".join(self._cleaner.clean(text).split()), narrow=narrow)

    def _alineas(self, text: str, *, narrow: bool = False) -> list[dict[str, Any]]:
        """Paragraphs (an empty line between them), each with its direction."""
        parts = re.split(r"\n[ \u00a0]*\n\s*", self._cleaner.clean(text).strip())
        return [{"tekst": breakable(part, narrow=narrow), "rtl": is_rtl(part)} for part in parts if part.strip()]


def _widths(kop: list[str], rijen: list[list[str]]) -> list[float]:
    """A width per column, counted in characters: room for its longest word (over 11, words break), the rest by how much it says."""
    needs, wants = [], []
    for place, titel in enumerate(kop):
        cells = [rij[place] for rij in rijen if place < len(rij)]
        longest = max((len(word) for text in [titel, *cells] for word in text.split()), default=1)
        average = sum(map(len, cells)) / max(len(cells), 1)
        needs.append(min(longest, 11) + 2.5)
        wants.append(max(min(3.2 * average**0.5, 40) - needs[-1], 0.5))
    spare = max((97 if len(kop) > 4 else 87) - sum(needs), 0)
    return [round(need + spare * want / sum(wants), 2) for need, want in zip(needs, wants, strict=True)]
