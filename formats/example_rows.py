"""Rows, cells and people of a filled-in example, and the choices that are the same each time. Only example.py enters."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zlib import crc32

from . import example_texts as texts
from .schema import MAX_CEL, Bank, Kolom, Matrix, Persoon, Schaal

START = date(2026, 9, 7)
PICKED = 4
GEGEVENS = {"telefoon": texts.TELEFOON, "email": texts.EMAIL, "postcode": texts.POSTCODE, "brin": texts.BRIN}


def seed_of(text: str) -> int:
    """A number that is always the same for a text."""
    return crc32(text.encode())


def some(opties: Sequence[str], key: str, amount: int) -> list[str]:
    """So many different options, in the order of the list."""
    if not opties:
        return []
    first = seed_of(key) % len(opties)
    return in_order(opties, [opties[(first + step) % len(opties)] for step in range(min(amount, len(opties)))])


def in_order(opties: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """What was chosen, in the order of the list, each once."""
    return [optie for optie in dict.fromkeys(opties) if optie in chosen]


def short(label: str, voorbeelden: tuple[str, ...] = ()) -> str:
    """A short answer that fits a word in the question."""
    if voorbeelden:
        return voorbeelden[0]
    return next((answer for word, answer in texts.KORT if word in label.lower()), texts.KORT_ANDERS)


def cut(text: str, length: int) -> str:
    """The text, or as much of it as fits."""
    return text if len(text) <= length else text[:length].strip()


def between(minimum: int | None, maximum: int | None, seed: int, decimals: int = 0) -> str:
    """A number within its limits, with a half where decimals are asked."""
    low = 0 if minimum is None else minimum
    low = min(low, maximum) if maximum is not None else low
    high = low + 20 if maximum is None else max(maximum, low)
    number = low + seed % (high - low + 1)
    if decimals and number < high:
        return f"{Decimal(number) + Decimal('0.5'):.{decimals}f}"
    return str(number)


def row_of(kolommen: tuple[Kolom, ...], number: int, *, empty: bool = False) -> dict[str, str]:
    """A row with every column filled, or every column empty."""
    return {kolom.key: "" if empty else _cell(kolom, number) for kolom in kolommen}


def _cell(kolom: Kolom, number: int) -> str:
    seed = seed_of(kolom.key) + number
    match kolom.type:
        case "datum":
            return (START + timedelta(days=7 * number + seed % 5)).isoformat()
        case "keuze":
            return kolom.opties[seed % len(kolom.opties)] if kolom.opties else ""
        case "getal":
            return between(kolom.minimum, kolom.maximum, seed)
        case "ja_nee":
            return "nee" if seed % 3 == 0 else "ja"
        case "telefoon" | "email":
            return GEGEVENS[kolom.type]
        case "bestand":
            return ""
        case "lange_tekst":
            return cut(texts.CEL[seed % len(texts.CEL)], MAX_CEL["lange_tekst"])
    return cut(short(kolom.label), MAX_CEL["korte_tekst"])


def measured(veld: Schaal) -> list[dict[str, str]]:
    """Measurements six weeks apart that go up."""
    width = veld.maximum - veld.minimum
    figures = [veld.minimum + width * part // 10 for part in (4, 6, 7)][: veld.max_rijen]
    return [
        {"datum": (START + timedelta(weeks=6 * number)).isoformat(), "waarde": str(figure), "toelichting": texts.OPMERKING[number]}
        for number, figure in enumerate(figures)
    ]


def picked(veld: Bank) -> list[dict[str, str]]:
    """Some things from the bank, with what can be said of them."""
    rows = []
    labels = some([item.label for item in veld.items], veld.key, min(PICKED, veld.max_rijen))
    for number, label in enumerate(labels):
        row = {kolom.key: _cell(kolom, number) for kolom in veld.kolommen}
        row |= {"item": label} | ({"tekst": ""} if veld.eigen_tekst else {})
        rows.append(row | ({"toelichting": texts.OPMERKING[number % len(texts.OPMERKING)]} if veld.met_toelichting else {}))
    return rows


def person(veld: Persoon, number: int) -> dict[str, str]:
    """A person of the kind that the field asks for; each number is another one."""
    # The register says who stands here; without it, school people come after the parents.
    first = {"gezag": 0, "leerkracht": 2, "ib": 3, "directeur": 5}.get(veld.uit_register, 2)
    aanhef, naam, rol = texts.MENSEN[(first + number) % len(texts.MENSEN)]
    known = {
        "aanhef": aanhef,
        "naam": naam,
        "rol": rol,
        "organisatie": texts.SCHOOL,
        "adres": "",
        "werkdagen": "maandag tot en met donderdag",
    }
    known |= {"telefoon": texts.TELEFOON, "email": texts.EMAIL, "gezag": "ja"}
    return {name: known[name] for name in veld.onderdelen}


def matrix(veld: Matrix) -> dict[str, Any]:
    """Every row filled in, and one added where that can be."""

    def cells(number: int) -> dict[str, str]:
        row = row_of(veld.kolommen, number)
        if veld.schaal and veld.tekst_label:  # a remark stands beside some rows, not beside all
            row["tekst"] = texts.OPMERKING[number % len(texts.OPMERKING)] if number % 3 == 0 else ""
        return row

    extra = [{"label": "Werken met de computer", **cells(0)}] if veld.uitbreidbaar and veld.max_extra else []
    return {"rijen": {rij.key: cells(number) for number, rij in enumerate(veld.rijen)}, "extra": extra}


def signature(betekenis: str, rol: str) -> dict[str, str]:
    """Somebody's signature, two weeks after the start."""
    names = {"ouder": "A. de Wit-Bakker", "leerling": texts.LEERLING, "directeur": "R. Smit", "leerkracht": "J. Vermeer"}
    naam = next((name for word, name in names.items() if word in rol.lower()), "S. Hoekstra")
    return {"betekenis": betekenis, "naam": naam, "datum": (START + timedelta(weeks=2)).isoformat(), "opmerking": ""}
