"""A row of typed inputs: a row of a table that grows, the questions of a ticked option, a row of a matrix. One engine for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..schema import Kolom
from .base import Fouten, Vak, judge, vak
from .sent import Sent
from .single import kolom_cel

FASEN = {"plan": "Plan", "evaluatie": "Evaluatie"}
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Fase:
    """Inputs of one phase of the work, under a small heading; no heading for inputs of any phase."""

    kop: str
    vakken: list[Vak]


class Celrij:
    """The inputs of these columns.

    Args:
        kolommen: the frozen columns.
    """

    def __init__(self, kolommen: Sequence[Kolom]) -> None:
        self.kolommen = tuple(kolommen)
        self.cellen = {kolom.key: kolom_cel(kolom) for kolom in kolommen}
        self.empty: Row = {kolom.key: "" for kolom in kolommen}

    def start(self, row: Row) -> dict[str, Any]:
        """A stored row as it stands in the inputs."""
        return {key: cel.start(row[key]) for key, cel in self.cellen.items()}

    def read(self, sent: Sent, prefix: str, row: Row) -> dict[str, Any]:
        """What was sent under this prefix; the earlier row where nothing was sent."""
        return {key: cel.read(sent, f"{prefix}__{key}", row[key]) for key, cel in self.cellen.items()}

    def typed(self, raw: dict[str, Any]) -> Row:
        """The row as an answer, not judged."""
        return {key: cel.typed(raw[key]) for key, cel in self.cellen.items()}

    def clean(self, raw: dict[str, Any], earlier: Sequence[Row], prefix: str, label: str, fouten: Fouten) -> Row:
        """The row as an answer; what is wrong goes into `fouten`, with a label that names the row too.

        Args:
            earlier: rows that stood here before, in whatever place.
        """
        return {
            kolom.key: judge(
                self.cellen[kolom.key],
                raw[kolom.key],
                {row.get(kolom.key, "") for row in earlier},
                f"{prefix}__{kolom.key}",
                f"{label}: {kolom.label}",
                fouten,
            )
            for kolom in self.kolommen
        }

    def vakken(self, raw: dict[str, Any], earlier: Sequence[Row], prefix: str, fouten: Fouten, focus: str = "") -> list[Vak]:
        """The inputs with their labels. `focus` is the name of the input to start in."""
        shown = []
        for kolom in self.kolommen:
            name = f"{prefix}__{kolom.key}"
            known = {row[kolom.key] for row in earlier if row.get(kolom.key)}
            extra = " autofocus" if name == focus else ""
            shown.append(vak(self.cellen[kolom.key], name, kolom.label, raw[kolom.key], fouten, extra=extra, earlier=known))
        return shown

    def by_phase(self, vakken: list[Vak]) -> list[Fase]:
        """The same inputs in their phases, in the order in which the phases first come."""
        fasen: dict[str, Fase] = {}
        for kolom, one in zip(self.kolommen, vakken, strict=True):
            fasen.setdefault(kolom.fase, Fase(FASEN.get(kolom.fase, ""), [])).vakken.append(one)
        return list(fasen.values())

    def first(self, prefix: str) -> str:
        """The name of the first input."""
        return f"{prefix}__{self.kolommen[0].key}" if self.kolommen else ""
