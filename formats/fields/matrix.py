"""Rows by columns in one table: a choice on a scale per row, or free cells; with rows that people add themselves. On a phone each row stands by itself."""

from collections.abc import Iterator
from html import escape
from typing import Any

from django.utils.safestring import SafeString

from ..schema import MAX_CEL, Matrix
from . import html
from .base import Fout, Fouten, Getoond, Invulveld, Samenhang, judge
from .cellrow import Celrij
from .cells import Cel
from .choice import KeuzeCel
from .rows import too_many, without
from .sent import Sent

NOTHING = "Niet ingevuld"
NAAM = "label"


class MatrixVeld(Invulveld):
    """A matrix; `raw` has the inputs of its own rows by key, and those of added rows in order."""

    template = "formats/veld/matrix.html"

    def __init__(self, veld: Matrix) -> None:
        super().__init__(veld)
        self.cellen = Celrij(veld.kolommen)
        self.naam = Cel(MAX_CEL["korte_tekst"])
        if veld.schaal:
            self.cellen.cellen["keuze"] = KeuzeCel(veld.schaal, radios=True)

    def start(self, answer: Any) -> Any:
        """Every row of the format; an added one when there is nothing else to write in."""
        rows = {key: self.cellen.start(row) for key, row in answer["rijen"].items()}
        extra = [self._start(row) for row in answer["extra"]]
        if self.veld.uitbreidbaar and not rows and not extra:
            extra = [self._empty()]
        return {"rijen": rows, "extra": extra}

    def read(self, sent: Sent, answer: Any) -> Any:
        """Every row of the format, and the added ones that were sent."""
        rows = {key: self.cellen.read(sent, f"{self.name}__{key}", row) for key, row in answer["rijen"].items()}
        if not self.veld.uitbreidbaar:
            return {"rijen": rows, "extra": [self._start(row) for row in answer["extra"]]}
        prefix = f"{self.name}__extra"
        numbers = sent.rows(prefix)
        if numbers is None:
            return {"rijen": rows, "extra": self.start(answer)["extra"]}
        extra = []
        for number in numbers:
            name = f"{prefix}__{number}"
            extra.append({NAAM: sent.one(f"{name}__{NAAM}"), **self.cellen.read(sent, name, self.cellen.empty)})
        return {"rijen": rows, "extra": extra}

    def press(self, raw: Any, add: bool, part: str) -> tuple[Any, str]:
        """An added row more or less."""
        if not self.veld.uitbreidbaar:
            return raw, ""
        if not add:
            return raw | {"extra": without(raw["extra"], part)}, ""
        if len(raw["extra"]) >= self.veld.max_extra:
            return raw, ""
        return raw | {"extra": [*raw["extra"], self._empty()]}, f"{self.name}__extra__{len(raw['extra'])}__{NAAM}"

    def typed(self, raw: Any) -> Any:
        """All rows of the format, and the added rows in which something stands."""
        extra = [{NAAM: row[NAAM], **self.cellen.typed(row)} for row in raw["extra"]]
        rows = {key: self.cellen.typed(row) for key, row in raw["rijen"].items()}
        return {"rijen": rows, "extra": [row for row in extra if any(row.values())]}

    def clean(self, raw: Any, earlier: Any, samenhang: Samenhang) -> tuple[Any, Fouten]:
        """Each cell by its own type."""
        fouten: Fouten = {}
        rows = {}
        for rij in self.veld.rijen:
            before = [earlier["rijen"][rij.key]]
            label = f"{self.veld.label}, {rij.label}"
            rows[rij.key] = self.cellen.clean(raw["rijen"][rij.key], before, f"{self.name}__{rij.key}", label, fouten)
        extra = []
        for number, row in enumerate(raw["extra"]):
            name, label = f"{self.name}__extra__{number}", f"{self.veld.label}, extra rij {number + 1}"
            own = judge(self.naam, row[NAAM], (), f"{name}__{NAAM}", f"{label}: naam", fouten)
            cleaned = {NAAM: own, **self.cellen.clean(row, earlier["extra"], name, label, fouten)}
            if any(cleaned.values()):
                extra.append(cleaned)
        too_many(len(extra), max(self.veld.max_extra, len(earlier["extra"])), self, fouten)
        return {"rijen": rows, "extra": extra}, fouten

    def show(self, raw: Any, fouten: Fouten, samenhang: Samenhang, attrs: str, earlier: Any) -> Getoond:
        """The table: groups of rows under their headings, then the added rows, then one empty row for a script to copy."""
        groups: list[tuple[str, list[dict[str, Any]]]] = []
        for rij in self.veld.rijen:
            if not groups or groups[-1][0] != rij.kop:
                groups.append((rij.kop, []))
            before = earlier["rijen"][rij.key]
            groups[-1][1].append(self._row(f"{self.name}__{rij.key}", rij.label, raw["rijen"][rij.key], [before], fouten))
        lijf: dict[str, Any] = {"groepen": groups, "kop": list(self._head()), "name": self.name, "breedte": len(list(self._head())) + 1}
        if self.veld.uitbreidbaar or raw["extra"]:
            prefix = f"{self.name}__extra"
            lijf["extra"] = [
                self._added(f"{prefix}__{number}", row, earlier["extra"], fouten, attrs) for number, row in enumerate(raw["extra"])
            ]
            lijf |= {"prefix": prefix, "vol": len(raw["extra"]) >= self.veld.max_extra, "max": self.veld.max_extra}
            lijf |= {"leeg": self._added(f"{prefix}__0", self._empty(), [], {}, ""), "uitbreidbaar": self.veld.uitbreidbaar}
        return Getoond(lijf=lijf)

    def _start(self, row: dict[str, str]) -> dict[str, Any]:
        return {NAAM: row[NAAM], **self.cellen.start(row)}

    def _empty(self) -> dict[str, Any]:
        return self._start({NAAM: "", **self.cellen.empty})

    def _head(self) -> Iterator[tuple[str, str]]:
        """Id and text of the columns; a scale has one for each of its words, and one for no answer."""
        for kolom in self.cellen.kolommen:
            if self.veld.schaal and kolom.key == "keuze":
                for number, word in enumerate((*self.veld.schaal, NOTHING)):
                    yield f"id_{self.name}_k{number}", word
            else:
                yield f"id_{self.name}_{kolom.key}", kolom.label

    def _added(self, name: str, row: Any, earlier: Any, fouten: Fouten, focus: str) -> dict[str, Any]:
        wrong = fouten.get(f"{name}__{NAAM}")
        ids = [f"id_{name}__{NAAM}_fout"] if wrong else []
        attrs = html.described(ids, wrong=bool(wrong), extra=" autofocus" if focus == f"{name}__{NAAM}" else "")
        naam = html.joined(
            f'<label class="gp-matrix__name" for="id_{name}__{NAAM}" id="id_{name}_rij">Eigen rij</label>',
            _error(f"id_{name}__{NAAM}", wrong),
            self.naam.html(f"{name}__{NAAM}", row[NAAM], attrs),
        )
        return self._row(name, "", row, earlier, fouten) | {"naam": naam}

    def _row(self, name: str, label: str, raw: Any, earlier: Any, fouten: Fouten) -> dict[str, Any]:
        cells: list[SafeString] = []
        for kolom in self.cellen.kolommen:
            own = f"{name}__{kolom.key}"
            wrong = fouten.get(own)
            if self.veld.schaal and kolom.key == "keuze":
                cells += self._scale(own, f"id_{name}_rij", raw[kolom.key][0], wrong)
                continue
            ids = [f"id_{own}_fout"] if wrong else []
            column = f"id_{self.name}_{kolom.key}"
            attrs = html.described(ids, wrong=bool(wrong), extra=f' aria-labelledby="id_{name}_rij {column}"')
            known = {row[kolom.key] for row in earlier if row.get(kolom.key)}
            cells.append(
                html.joined(
                    f'<label class="gp-matrix__label" for="id_{own}">{escape(kolom.label)}</label>',
                    _error(f"id_{own}", wrong),
                    self.cellen.cellen[kolom.key].html(own, raw[kolom.key], attrs, known),
                )
            )
        return {"id": f"id_{name}_rij", "label": label, "cellen": cells}

    def _scale(self, name: str, row: str, chosen: str, wrong: Fout | None) -> Iterator[SafeString]:
        """A radio button under every word; its name for a screen reader is the row's and the word's."""
        for number, (value, word) in enumerate([*((word, word) for word in self.veld.schaal), ("", NOTHING)]):
            described = f' aria-describedby="id_{name}_fout"' if wrong else ""
            yield html.joined(
                _error(f"id_{name}", wrong) if not number else "",
                f'<span class="gp-choice"><input type="radio" name="{name}" value="{escape(value)}" id="id_{name}_{number}"',
                f'{" checked" if value == chosen else ""} aria-labelledby="{row} id_{self.name}_k{number}"{described}>',
                f'<label for="id_{name}_{number}">{escape(word)}</label></span>',
            )


def _error(place: str, wrong: Fout | None) -> str:
    if wrong is None:
        return ""
    return f'<p class="gp-error" id="{place}_fout"><span class="gp-hidden">Fout: </span>{escape(wrong.tekst)}</p>'
