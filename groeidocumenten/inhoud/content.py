"""What stands in an opened file, read once per page: the newest answers that this viewer may see, and which parts and questions apply.

Screens, print and acts all read it here, so that they cannot show different things.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from formats.answers import answered, has_answer
from formats.conditions import flat, visible_delen, visible_secties, visible_velden
from formats.progress import Progress, progress
from formats.readable import Regel, readable
from formats.schema import AnyVeld, Deel, Sectie
from groeidocumenten.dossiers.access import GeopendDossier

from .actions import Saved, newest_rows, only, opened
from .models import open_from


@dataclass(frozen=True)
class Inhoud:
    """The answers of one file as this viewer reads them."""

    geopend: GeopendDossier
    saved: dict[str, Saved]
    # Of every question that somebody in this viewer's place may read: conditions look beyond the hoofdstukken of a link.
    per_sectie: dict[str, dict[str, Any]] = field(repr=False)

    @cached_property
    def alles(self) -> dict[str, Any]:
        """All answers by field key, to judge conditions and to compute with; never shown as they are."""
        return flat(self.per_sectie)

    @cached_property
    def delen(self) -> tuple[Deel, ...]:
        """The hoofdstukken that this viewer sees and that apply, in order."""
        applying = {deel.key for deel in visible_delen(self.geopend.schema, self.alles)}
        return tuple(deel for deel in self.geopend.hoofdstukken if deel.key in applying)

    def secties(self, deel: Deel) -> Iterator[Sectie]:
        """The sections of a hoofdstuk that apply."""
        return iter(visible_secties(deel, self.geopend.schema, self.alles))

    def of(self, sectie: Sectie) -> Saved:
        """The newest state of a section; an empty one if nothing was saved yet."""
        return self.saved.get(sectie.key) or Saved()

    def regels(self, sectie: Sectie) -> list[Regel]:
        """A section's answers to read."""
        return readable(sectie, self.of(sectie).antwoorden)

    def progress(self, sectie: Sectie) -> Progress:
        """How far a section is."""
        return progress(sectie, self.of(sectie).antwoorden)

    def missing(self, deel: Deel) -> list[tuple[Sectie, AnyVeld]]:
        """The blocking questions of a hoofdstuk that apply and have no answer, with their sections."""
        found = []
        for sectie in self.secties(deel):
            for veld in visible_velden(sectie, self.geopend.schema, self.alles):
                if veld.blokkeert and has_answer(veld) and not answered(veld, self.of(sectie).antwoorden):
                    found.append((sectie, veld))
        return found


def read_content(geopend: GeopendDossier) -> Inhoud:
    """Read and open the newest state of every section; one query, whatever their number."""
    rows = {row.sectie: row for row in newest_rows(geopend.groeidocument)}
    saved = {key: opened(rows[key], geopend) for key in geopend.velden if key in rows}
    readable_by_place = {sectie.key: {veld.key for veld in sectie.velden} for _deel, sectie in geopend.schema.secties()}
    per_sectie = {key: only(open_from(rows[key], "antwoorden"), velden) for key, velden in readable_by_place.items() if key in rows}
    return Inhoud(geopend, saved, per_sectie)
