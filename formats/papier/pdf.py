"""A groeidocument on paper: from prepared text to a tagged PDF/UA-1, with typst. Knows no database, no request and no rights.

Who calls `render` has already left out what the reader may not see. Data reaches typst as JSON and is shown as text, never read as markup;
the template folder is all that typst may read, and the fonts are its own and ours, so that every machine makes the same document.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone

from formats.papier.characters import FONTS_DIR, SIGN, Cleaner, all_marks, is_plain
from formats.papier.document import PrintAanvulling, PrintBijlage, PrintDeel, PrintDocument, PrintRegel, PrintSectie, PrintVak
from formats.papier.prepare import Preparation, dutch_date

__all__ = [
    "PrintAanvulling",
    "PrintBijlage",
    "PrintDeel",
    "PrintDocument",
    "PrintRegel",
    "PrintResult",
    "PrintSectie",
    "PrintVak",
    "compile_pdf",
    "count_pages",
    "dutch_date",
    "render",
]

TEMPLATE_ROOT = Path(__file__).resolve().parents[2] / "templates" / "pdf"
TEMPLATE = TEMPLATE_ROOT / "groeidocument.typ"
ATTEMPTS = 10


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
    data = Preparation(cleaner, lege_weglaten).document(document)
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


def count_pages(document: PrintDocument, *, lege_weglaten: bool = False) -> int:
    """On how many A4 pages typst lays this document out: the same template and data as `render`, without making the PDF."""
    return pages_of(Preparation(Cleaner(), lege_weglaten).document(document))


def pages_of(data: dict[str, Any], template: Path = TEMPLATE) -> int:
    """The number of pages of prepared data; the template tells it in `<bladzijden>`."""
    told = typst.query(
        template,
        "<bladzijden>",
        field="value",
        one=True,
        root=TEMPLATE_ROOT,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data)},
    )
    return int(json.loads(told))


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
