"""Rows that grow: rijen, measurements on a scale, things picked from a bank, people. A button that posts adds one; a script does it at once."""

from typing import Any

from ..schema import Bank, Optiegroep, Persoon, Rijen, Schaal
from .base import Fout, Fouten, Getoond, Invulveld, Samenhang
from .cellrow import Celrij, Row
from .choice import KeuzeCel
from .sent import Sent


class RijenVeld(Invulveld):
    """A list of rows; `raw` is the rows as they stand in the inputs, empty ones included."""

    template = "formats/veld/rows.html"

    def __init__(self, veld: Rijen | Schaal | Bank | Persoon) -> None:
        super().__init__(veld)
        self.cellen = Celrij(veld.kolommen)
        self.rij_naam: str = getattr(veld, "rij_naam", "meting" if isinstance(veld, Schaal) else "regel")
        self.min_rijen: int = getattr(veld, "min_rijen", 0)
        self.hint = _hint(veld, self.rij_naam)

    def start(self, answer: Any) -> Any:
        """As many rows as the format asks for, and always one to write in."""
        rows = [self.cellen.start(row) for row in answer]
        return rows + [self.cellen.start(self.cellen.empty) for _ in range(max(self.min_rijen, 1) - len(rows))]

    def read(self, sent: Sent, answer: Any) -> Any:
        """The sent rows, however many; the earlier ones when nothing was sent about rows."""
        numbers = sent.rows(self.name)
        if numbers is None:
            return self.start(answer)
        return [self.cellen.read(sent, f"{self.name}__{number}", self.cellen.empty) for number in numbers]

    def press(self, raw: Any, add: bool, part: str) -> tuple[Any, str]:
        """A row more, up to the most there may be, or the row with this number less."""
        if not add:
            return without(raw, part), ""
        # Somebody without a row was looking at an empty one.
        rows = raw or [self.cellen.start(self.cellen.empty)]
        if len(rows) >= self.veld.max_rijen:
            return rows, ""
        return [*rows, self.cellen.start(self.cellen.empty)], self.cellen.first(f"{self.name}__{len(rows)}")

    def typed(self, raw: Any) -> Any:
        """The rows in which something stands."""
        return [row for row in map(self.cellen.typed, raw) if any(row.values())]

    def clean(self, raw: Any, earlier: Any, samenhang: Samenhang) -> tuple[Any, Fouten]:
        """The filled rows, each cell by its own type. Too many rows are refused, never cut off."""
        fouten: Fouten = {}
        rows: list[Row] = []
        for number, row in enumerate(raw):
            label = f"{self.veld.label}, {self.rij_naam} {number + 1}"
            cleaned = self.cellen.clean(row, earlier, f"{self.name}__{number}", label, fouten)
            if any(cleaned.values()):
                rows.append(cleaned)
        too_many(len(rows), max(self.veld.max_rijen, len(earlier)), self, fouten)
        return rows, fouten

    def show(self, raw: Any, fouten: Fouten, samenhang: Samenhang, attrs: str, earlier: Any) -> Getoond:
        """Each row with its inputs, and one empty row for a script to copy."""
        rows = raw or self.start([])
        shown = [self.cellen.by_phase(self._vakken(number, row, fouten, earlier, attrs)) for number, row in enumerate(rows)]
        empty = self.cellen.by_phase(self._vakken(0, self.cellen.start(self.cellen.empty), {}, earlier, ""))
        lijf = {"rijen": shown, "leeg": empty, "rij_naam": self.rij_naam, "vol": len(rows) >= self.veld.max_rijen}
        lijf |= {"meer": self.veld.max_rijen > 1 or len(rows) > 1, "name": self.name, "max": self.veld.max_rijen}
        has_files = any(kolom.type == "bestand" for kolom in self.cellen.kolommen)
        lijf["bestand_url"] = samenhang.bestand_url(self.veld.key) if has_files and samenhang.bestand_url else ""
        return Getoond(lijf=lijf)

    def _vakken(self, number: int, row: Any, fouten: Fouten, earlier: Any, focus: str) -> list[Any]:
        return self.cellen.vakken(row, earlier, f"{self.name}__{number}", fouten, focus)


class BankVeld(RijenVeld):
    """Things picked from a bank. What a bank calls sensitive is not offered to an invited guest."""

    def __init__(self, veld: Bank) -> None:
        super().__init__(veld)
        self.gevoelig = frozenset(item.label for item in veld.items if item.gevoelig)
        kolom = veld.kolommen[0]
        groepen = (Optiegroep(label=groep.label, opties=self._open(groep.opties)) for groep in kolom.groepen)
        self.for_guests = Celrij(veld.kolommen)
        self.for_guests.cellen["item"] = KeuzeCel(self._open(kolom.opties), groepen=[groep for groep in groepen if groep.opties])

    def _open(self, opties: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(optie for optie in opties if optie not in self.gevoelig)

    def closed(self, answer: Any, lezer: str) -> bool:
        """Whether something was picked that this reader may not see: then the list can only be read, without it."""
        return lezer == "deskundige" and any(row["item"] in self.gevoelig for row in answer)

    def clean(self, raw: Any, earlier: Any, samenhang: Samenhang) -> tuple[Any, Fouten]:
        """As other rows; a guest picks from what a guest may see."""
        return RijenVeld.clean(self._for(samenhang), raw, earlier, samenhang)

    def show(self, raw: Any, fouten: Fouten, samenhang: Samenhang, attrs: str, earlier: Any) -> Getoond:
        """As other rows."""
        return RijenVeld.show(self._for(samenhang), raw, fouten, samenhang, attrs, earlier)

    def _for(self, samenhang: Samenhang) -> "BankVeld":
        if samenhang.lezer != "deskundige" or not self.gevoelig:
            return self
        guest = object.__new__(BankVeld)
        guest.__dict__.update(self.__dict__, cellen=self.for_guests)
        return guest


def without(raw: list[Any], part: str) -> list[Any]:
    """The rows without the one with this number; all of them when there is no such row."""
    index = int(part) if part.isascii() and part.isdecimal() and len(part) <= 4 else len(raw)
    return [row for number, row in enumerate(raw) if number != index]


def too_many(count: int, most: int, field: Any, fouten: Fouten) -> None:
    """Add an error when there are more rows than may be kept. Rows that were kept before may stay."""
    if count > most:
        over = count - most
        message = f"Er passen hoogstens {most} regels en het zijn er nu {count}. Haal er {over} weg."
        fouten[field.name] = Fout(field.veld.label, message, f"id_{field.name}")


def _hint(veld: Any, rij_naam: str) -> str:
    if isinstance(veld, Schaal):
        low, high = (
            f"{number}{f' is ‘{word}’' if word else ''}" for number, word in ((veld.minimum, veld.laag), (veld.maximum, veld.hoog))
        )
        return f"Kies een cijfer van {veld.minimum} tot {veld.maximum}." + (f" {low}, {high}." if veld.laag or veld.hoog else "")
    if getattr(veld, "min_rijen", 0) > 1:
        return f"Er wordt gevraagd om ten minste {veld.min_rijen}: vul in wat u al weet."
    return ""
