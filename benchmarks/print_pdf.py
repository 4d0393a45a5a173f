"""What a printed page costs beside an empty document, in the same run: `python benchmarks/print_pdf.py`. Prints a ratio, asserts nothing."""

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

from formats.papier.pdf import PrintDeel, PrintDocument, PrintRegel, PrintSectie, render  # noqa: E402

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


def main() -> None:
    """Measure an empty and a full document after one warm-up, and print the ratio."""
    _measure(1, 1)
    empty, _ = _measure(0, 15)
    full, pages = _measure(12, 15)
    per_page = (full - empty) / (pages - 1)
    print(f"empty document (1 page): {empty * 1000:.1f} ms; {pages} pages: {full * 1000:.1f} ms")
    print(f"one more page costs {per_page / empty:.2f} times an empty document ({per_page * 1000:.2f} ms)")


if __name__ == "__main__":
    main()
