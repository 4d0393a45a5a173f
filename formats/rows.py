"""Answers with rows as tables and cards: repeating rows, scales, banks, people, matrices, groups, and places to sign. Only readable.py enters."""

from dataclasses import dataclass
from typing import Any

from .readers import Rol
from .schema import Bank, Bankitem, Groepkeuze, Kolom, Matrix, Ondertekening, Persoon, Rijen, Schaal
from .words import BETEKENISSEN, readable_cell, readable_date

# People with more to say than this read better as cards than as a table.
MAX_PERSON_COLUMNS = 4

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Tabelrij:
    """A row of a table, with the heading above it or ""."""

    tussenkop: str
    cellen: list[str]


@dataclass(frozen=True)
class Groep:
    """A heading with what was said under it: (question, answer)."""

    titel: str
    regels: list[tuple[str, str]]


@dataclass(frozen=True)
class Plek:
    """One place to sign: by whom, what a signature can mean there, and what was signed; `gezet` is empty as long as nobody did."""

    rol: str
    mogelijk: list[str]
    gezet: str = ""
    naam: str = ""
    datum: str = ""
    opmerking: str = ""


def table(veld: Rijen | Schaal | Matrix, value: Any) -> dict[str, Any]:
    """A table of the rows that say something. Of a matrix that prints when empty every row stays: what was not rated says something too."""
    if isinstance(veld, Matrix):
        return _matrix(veld, value)
    rijen = [_cells(veld.kolommen, row) for row in value if any(row.values())]
    kop = [kolom.label for kolom in veld.kolommen]
    if isinstance(veld, Rijen) and veld.nummering:
        kop, rijen = ["Nr.", *kop], [[str(number), *rij] for number, rij in enumerate(rijen, 1)]
    return {"soort": "tabel", "kop": kop, "rijen": rijen}


def _matrix(veld: Matrix, value: dict[str, Any]) -> dict[str, Any]:
    kop = ["", *(kolom.label for kolom in veld.kolommen)]
    rijen: list[list[str]] = []
    headings: list[str] = []
    before = ""
    for rij in veld.rijen:
        cells = value["rijen"][rij.key]
        if veld.leeg_printen or any(cells.values()):
            rijen.append([rij.label, *_cells(veld.kolommen, cells)])
            headings.append(rij.kop if rij.kop != before else "")
            before = rij.kop
    extra = [row for row in value["extra"] if any(row.values())]
    rijen += [[row["label"], *_cells(veld.kolommen, row)] for row in extra]
    headings += ["Zelf toegevoegd" if before and place == 0 else "" for place in range(len(extra))]
    return {"soort": "tabel", "kop": kop, "rijen": rijen, "tussenkoppen": headings, "rijkoppen": True}


def scale_line(veld: Schaal, value: Rows) -> str:
    """The measurements in one sentence: "Van 4 (3 maart 2026) naar 7 (12 juni 2026)"; empty when nothing was measured."""
    measured = [row for row in value if row["waarde"]]
    if not measured:
        return ""
    if all(row["datum"] for row in measured):
        measured.sort(key=lambda row: row["datum"])
    ends = [f"{veld.minimum}{f' ({veld.laag})' if veld.laag else ''}", f"{veld.maximum}{f' ({veld.hoog})' if veld.hoog else ''}"]
    told = [row["waarde"] + (f" ({readable_date(row['datum'])})" if row["datum"] else "") for row in measured]
    line = told[0] if len(told) == 1 else f"Van {told[0]} naar {told[-1]}"
    return f"{line}, op een schaal van {ends[0]} tot {ends[1]}"


def picked(veld: Bank, value: Rows, lezer: Rol) -> dict[str, Any]:
    """What was picked: a list when nothing was said about it, else a table. Sensitive things are not told to invited guests."""
    items = {item.label: item for item in veld.items}
    rows = [
        row for row in value if any(row.values()) and not (lezer == "deskundige" and row["item"] in items and items[row["item"]].gevoelig)
    ]
    both_ways = len({item.richting for item in veld.items if item.richting}) > 1
    said = [kolom for kolom in veld.kolommen if kolom.key not in ("item", "tekst")]
    filled = [kolom for kolom in said if any(row[kolom.key] for row in rows)]
    names = [_picked_name(row, items, lezer) for row in rows]
    if not filled and not both_ways:
        return {"soort": "lijst", "lijst": names}
    kop = ["Wat", *(["Werkt"] if both_ways else []), *(kolom.label for kolom in filled)]
    rijen = []
    for name, row in zip(names, rows, strict=True):
        item = items.get(row["item"])
        ways = [item.richting if item else ""] if both_ways else []
        rijen.append([name, *ways, *_cells(tuple(filled), row)])
    return {"soort": "tabel", "kop": kop, "rijen": rijen}


def _picked_name(row: dict[str, str], items: dict[str, Bankitem], lezer: Rol) -> str:
    item = items.get(row["item"])
    label = item.kindtaal if item and item.kindtaal and lezer == "leerling" else row["item"]
    return "\n".join(part for part in (label, row.get("tekst", "")) if part)


def persons(veld: Persoon, value: Rows) -> dict[str, Any]:
    """People as a table, or as cards when there is much to say of each. A form of address stands before the name."""
    rows = [_addressed(row) for row in value if any(row.values())]
    kolommen = tuple(kolom for kolom in veld.kolommen if not (kolom.key == "aanhef" and "naam" in veld.onderdelen))
    if len(kolommen) <= MAX_PERSON_COLUMNS:
        return {"soort": "tabel", "kop": [kolom.label for kolom in kolommen], "rijen": [_cells(kolommen, row) for row in rows]}
    cards = []
    for number, row in enumerate(rows, 1):
        name = row.get("naam") or f"{veld.rij_naam.capitalize()} {number}"
        cards.append(Groep(name, _said(tuple(kolom for kolom in kolommen if kolom.key != "naam"), row)))
    return {"soort": "groepen", "groepen": cards}


def _addressed(row: dict[str, str]) -> dict[str, str]:
    aanhef = row.get("aanhef", "")
    return {**row, "naam": f"{aanhef} {row['naam']}"} if "naam" in row and row["naam"] and aanhef not in ("", "geen aanhef") else row


def groups(veld: Groepkeuze, value: dict[str, Any]) -> list[Groep]:
    """The ticked options, each with the answers in its group."""
    options = {optie.key: optie for optie in veld.opties}
    return [Groep(options[key].label, _said(options[key].kolommen, value["groepen"][key])) for key in value["gekozen"]]


def signed(veld: Ondertekening, value: dict[str, Any]) -> list[Plek]:
    """Every place to sign, in the order of signing, empty ones included."""
    return [
        Plek(
            rol=slot.rol,
            mogelijk=[BETEKENISSEN[betekenis] for betekenis in slot.betekenissen],
            gezet=BETEKENISSEN.get(place["betekenis"], place["betekenis"]),
            naam=place["naam"],
            datum=readable_date(place["datum"]),
            opmerking=place["opmerking"],
        )
        for slot in veld.slots
        for place in value[slot.key]
    ]


def _cells(kolommen: tuple[Kolom, ...], row: dict[str, str]) -> list[str]:
    return [readable_cell(kolom, row[kolom.key]) for kolom in kolommen]


def _said(kolommen: tuple[Kolom, ...], row: dict[str, str]) -> list[tuple[str, str]]:
    return [(kolom.label, readable_cell(kolom, row[kolom.key])) for kolom in kolommen if row[kolom.key]]
