"""Rows as a file for a spreadsheet. A cell that a spreadsheet would take for a formula is made text: names come from people."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(cell: str) -> str:
    """A cell that no spreadsheet calculates with: an apostrophe before it, also when blanks or odd spaces stand in front."""
    return f"'{cell}" if cell.startswith(FORMULA) or cell.strip().startswith(FORMULA) else cell


def csv_response(head: Sequence[str], rows: Iterable[Iterable[str]], name: str) -> HttpResponse:
    """Rows as a CSV file with semicolons, which a Dutch spreadsheet opens as columns.

    Args:
        name: the file's name without ending; no name of a person, because downloads lie about on shared computers.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(head)
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    # The mark in front tells a spreadsheet that this is UTF-8.
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
