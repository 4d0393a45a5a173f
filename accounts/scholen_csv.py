"""Reads a CSV with schools: pure, from bytes to lines that are each right or say what is wrong. No database."""

import csv
import io
import re
from dataclasses import dataclass, field

from .models import Onderwijstype

MAX_BYTES = 1_000_000
MOST_LINES = 5_000
KOLOMMEN = {
    "brin": "BRIN",
    "vestiging": "Vestiging",
    "rio": "RIO-code",
    "naam": "Naam",
    "onderwijstype": "Onderwijstype",
    "bestuur": "Bestuur",
}
VERPLICHT = tuple(name for name in KOLOMMEN if name != "rio")
ANDERE_NAMEN = {"rio-code": "rio", "riocode": "rio", "bevoegd gezag": "bestuur", "school": "naam", "vestigingsnummer": "vestiging"}
FORMULA = ("=", "+", "-", "@")
LONGEST = 150

_BRIN = re.compile(r"[0-9]{2}[A-Z]{2}")
_VESTIGING = re.compile(r"[0-9]{1,2}")
_RIO = re.compile(r"[0-9]{3}[A-Z][0-9]{3}")
_KINDS = {str(value): str(value) for value in Onderwijstype.values} | {
    label.casefold(): str(value) for value, label in Onderwijstype.choices
}


class Onleesbaar(Exception):
    """The file as a whole cannot be read; what it says is for the person who sent it."""


@dataclass
class Regel:
    """One line of the file, and what is wrong with it."""

    nummer: int
    waarden: dict[str, str]
    fouten: list[str] = field(default_factory=list)

    @property
    def sleutel(self) -> tuple[str, str]:
        """What a school is known by."""
        return self.waarden["brin"], self.waarden["vestiging"]


def text_of(content: bytes) -> str:
    """The letters of a file.

    Raises:
        Onleesbaar: if they are not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Onleesbaar("Dit bestand is niet in UTF-8 opgeslagen. Kies in uw spreadsheet “CSV UTF-8” bij het opslaan.") from None


def read(text: str) -> list[Regel]:
    """Every line, checked by itself and against the others of the file; separated by ; or by a comma.

    Raises:
        Onleesbaar: if it has no such columns, no lines or too many.
    """
    if "\x00" in text:
        raise Onleesbaar("Dit is geen CSV-bestand.")
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") >= first.count(",") else ",")
    try:
        names = [_column(name) for name in next(rows, [])]
        _whole(names)
        found = [_line(rows.line_num, names, row) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as wrong:
        raise Onleesbaar(f"Regel {rows.line_num} van dit bestand is geen goede CSV.") from wrong
    if not found:
        raise Onleesbaar("Er staan geen scholen in dit bestand.")
    if len(found) > MOST_LINES:
        raise Onleesbaar(f"Dit bestand heeft meer dan {MOST_LINES} regels. Splits het.")
    _doubles(found)
    return found


def _column(name: str) -> str:
    plain = name.strip().casefold()
    return ANDERE_NAMEN.get(plain, plain)


def _whole(names: list[str]) -> None:
    missing = [KOLOMMEN[name] for name in VERPLICHT if name not in names]
    if missing:
        raise Onleesbaar(f"Op de eerste regel ontbreekt: {', '.join(missing)}. Zet daar de namen van de kolommen.")
    if any(names.count(name) > 1 for name in KOLOMMEN):
        raise Onleesbaar("Op de eerste regel staat een kolom twee keer.")


def _line(number: int, names: list[str], row: list[str]) -> Regel:
    told = dict(zip(names, (cell.strip() for cell in row), strict=False))
    values = {name: told.get(name, "") for name in KOLOMMEN}
    line = Regel(number, values)
    if len(row) != len(names):
        line.fouten.append(f"Deze regel heeft {len(row)} kolommen in plaats van {len(names)}.")
    values["brin"] = values["brin"].upper()
    if not _BRIN.fullmatch(values["brin"]):
        line.fouten.append("Een BRIN is twee cijfers en twee letters.")
    if not _VESTIGING.fullmatch(values["vestiging"]):
        line.fouten.append("Een vestiging is twee cijfers.")
    values["vestiging"] = values["vestiging"].zfill(2)
    values["rio"] = values["rio"].upper()
    if values["rio"] and not _RIO.fullmatch(values["rio"]):
        line.fouten.append("Een RIO-code is drie cijfers, een letter en drie cijfers.")
    kind = _KINDS.get(values["onderwijstype"].casefold())
    if kind is None:
        line.fouten.append(f"Het onderwijstype is een van: {', '.join(Onderwijstype.values)}.")
    values["onderwijstype"] = kind or values["onderwijstype"]
    for name in ("naam", "bestuur"):
        line.fouten += _name_errors(KOLOMMEN[name], values[name])
    return line


def _name_errors(what: str, text: str) -> list[str]:
    if not text:
        return [f"{what} is leeg."]
    if len(text) > LONGEST:
        return [f"{what} is langer dan {LONGEST} tekens."]
    if text.startswith(FORMULA) or not text.isprintable():
        return [f"{what} begint met een teken dat een spreadsheet als formule leest, of heeft een regeleinde."]
    return []


def _doubles(lines: list[Regel]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        first = seen.setdefault(line.sleutel, line.nummer)
        if first != line.nummer:
            line.fouten.append(f"Dezelfde BRIN en vestiging staan ook op regel {first}.")
