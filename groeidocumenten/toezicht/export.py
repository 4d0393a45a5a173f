"""The journaal as a file for a spreadsheet. A cell that a spreadsheet would take for a formula is made text: names come from people."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone

from .lines import Regel

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
HEAD = ("Datum", "Tijd", "Wie", "Functie", "Wat", "Waar", "Leerling")


def safe(cell: str) -> str:
    """A cell that no spreadsheet calculates with: an apostrophe before it, also when blanks or odd spaces stand in front."""
    return f"'{cell}" if cell.startswith(FORMULA) or cell.strip().startswith(FORMULA) else cell


def as_csv(regels: Iterable[Regel], name: str) -> HttpResponse:
    """Lines as a CSV file with semicolons, which a Dutch spreadsheet opens as columns.

    Args:
        name: the file's name without ending; no name of a person, because downloads lie about on shared computers.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(HEAD)
    for one in regels:
        moment = timezone.localtime(one.tijd)
        cells = (f"{moment:%d-%m-%Y}", f"{moment:%H:%M:%S}", one.wie.naam, one.wie.functie, one.wat, one.waar, one.leerling)
        writer.writerow([safe(cell) for cell in cells])
    # The mark in front tells a spreadsheet that this is UTF-8.
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
