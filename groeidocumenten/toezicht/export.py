"""The journaal as a file for a spreadsheet."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone

from groeidocumenten.dossiers.rekenblad import csv_response

from .lines import Regel

HEAD = ("Datum", "Tijd", "Wie", "Functie", "Wat", "Waar", "Leerling")


def as_csv(regels: Iterable[Regel], name: str) -> HttpResponse:
    """Lines as a CSV file.

    Args:
        name: the file's name without ending; no name of a person, because downloads lie about on shared computers.
    """
    return csv_response(HEAD, (_cells(one) for one in regels), name)


def _cells(one: Regel) -> tuple[str, ...]:
    moment = timezone.localtime(one.tijd)
    return (f"{moment:%d-%m-%Y}", f"{moment:%H:%M:%S}", one.wie.naam, one.wie.functie, one.wat, one.waar, one.leerling)
