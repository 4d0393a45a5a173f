"""What a print costs: a page beside an empty document, and 20 pages beside typst alone on the same data, in the same run.

`python benchmarks/print_pdf.py` prints ratios and asserts nothing. The aim for 20 pages is under 3 times typst's own time.
"""

import os
import statistics
import sys
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groeiportaal.settings.test")

import django  # noqa: E402

django.setup()

from pypdf import PdfReader  # noqa: E402

from formats.papier.characters import Cleaner  # noqa: E402
from formats.papier.pdf import PrintDeel, PrintDocument, PrintRegel, PrintSectie, compile_pdf, render  # noqa: E402
from formats.papier.prepare import Preparation  # noqa: E402

SENTENCE = "Yusuf werkt graag met zijn handen en legt anderen rustig uit hoe iets werkt. "


def _document(run: int, delen: int) -> PrintDocument:
    # The run's number stands in every answer, so that nothing typst remembers from the run before can help.
    rows = [[f"{n} maart", "Leerkracht en ouders", f"{run}: {SENTENCE}"] for n in range(1, 21)]
    regels = [PrintRegel(f"Vraag {n}", tekst=f"{run}.{n} {SENTENCE * 12}") for n in range(6)]
    regels.append(PrintRegel("Gesprekken", soort="tabel", kop=["Datum", "Wie", "Afspraak"], rijen=rows))
    secties = [PrintSectie("Sectie", regels, "laatst gewijzigd door A. de Vries op 3 maart 2026")]
    chapters = [PrintDeel(f"Hoofdstuk {n}", "Uitleg bij dit hoofdstuk.", secties) for n in range(delen)]
    made = datetime(2026, 3, 5, 13, 3, tzinfo=UTC)
    return PrintDocument("Groeidocument", f"Leerling {run}", "12 juni 2017", "School", "Format", 3, "9f86d081", made, "Lezer", chapters)


def _measure(delen: int, runs: int) -> tuple[float, int]:
    seconds, pdf = [], b""
    for run in range(runs):
        document = _document(run, delen)
        start = time.perf_counter()
        pdf = render(document).pdf
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), len(PdfReader(BytesIO(pdf)).pages)


def _beside_typst(delen: int, runs: int) -> tuple[float, float, int]:
    """Medians of our whole print and of typst alone on the data that it gets from us, and the number of pages."""
    ours, alone, pdf = [], [], b""
    for run in range(runs):
        # Two documents that differ: the second of two equal ones would be answered from memory.
        start = time.perf_counter()
        render(_document(1000 + run, delen))
        ours.append(time.perf_counter() - start)
        document = _document(2000 + run, delen)
        data = Preparation(Cleaner(frozenset()), False).document(document)
        start = time.perf_counter()
        pdf = compile_pdf(data, document.gemaakt_op)
        alone.append(time.perf_counter() - start)
    return statistics.median(ours), statistics.median(alone), len(PdfReader(BytesIO(pdf)).pages)


def main() -> None:
    """Measure an empty and a full document after one warm-up, and print the ratios."""
    _measure(1, 1)
    empty, _ = _measure(0, 15)
    full, pages = _measure(12, 15)
    per_page = (full - empty) / (pages - 1)
    print(f"empty document (1 page): {empty * 1000:.1f} ms; {pages} pages: {full * 1000:.1f} ms")
    ours, alone, pages = _beside_typst(10, 11)
    print(f"{pages} pages: {ours * 1000:.1f} ms, typst alone {alone * 1000:.1f} ms: {ours / alone:.2f} times")
    print(f"one more page costs {per_page / empty:.2f} times an empty document ({per_page * 1000:.2f} ms)")


if __name__ == "__main__":
    main()
