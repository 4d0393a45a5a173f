"""The sheet as a file: CSV, or XLSX. No cell is ever a formula, whatever a school is called."""

import io
from collections.abc import Iterator

from django.http import HttpResponse
from openpyxl import Workbook

from groeidocumenten.dossiers.rekenblad import csv_response

from .blad import Blad, Rij

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _rows(blad: Blad) -> Iterator[Rij]:
    yield from blad.rijen
    if blad.totaal is not None:
        yield blad.totaal


def as_csv(blad: Blad, naam: str) -> HttpResponse:
    """The sheet as CSV."""
    rows = ([row.naam, *(cell.tekst for cell in row.cellen)] for row in _rows(blad))
    return csv_response((blad.eerste, *blad.koppen), rows, naam)


def as_xlsx(blad: Blad, naam: str) -> HttpResponse:
    """The sheet as XLSX: numbers are numbers, and every text is text."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Cijfers"
    rows: list[list[str | int]] = [[blad.eerste, *blad.koppen]]
    rows += [[row.naam, *(cell.tekst if cell.waarde is None else cell.waarde for cell in row.cellen)] for row in _rows(blad)]
    for across, row in enumerate(rows, 1):
        for down, value in enumerate(row, 1):
            cell = sheet.cell(across, down)
            if isinstance(value, str):
                # openpyxl takes a text that begins with = for a formula; this says it is a text.
                cell.value, cell.data_type = _plain(value), "s"
            else:
                cell.value = value
    out = io.BytesIO()
    book.save(out)
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{naam}.xlsx"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _plain(text: str) -> str:
    """Without characters that XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")
