"""What stands in an opened file, read once per page: the newest answers that this viewer may see, and which parts and questions apply.

Screens, print and acts all read it here, so that they cannot show different things.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from django.urls import reverse

from formats.conditions import flat, visible_delen, visible_secties
from formats.progress import Progress, missing, progress
from formats.readable import Regel, readable
from formats.schema import AnyVeld, Deel, Sectie
from groeidocumenten.dossiers.access import GeopendDossier

from .actions import Saved, newest_rows, opened
from .models import open_from
from .versions import VERVALLEN
from .visible import only


@dataclass(frozen=True)
class Inhoud:
    """The answers of one file as this viewer reads them."""

    geopend: GeopendDossier
    saved: dict[str, Saved]
    # Of every question that somebody in this viewer's place may read: conditions look beyond the hoofdstukken of a link.
    per_sectie: dict[str, dict[str, Any]] = field(repr=False)
    # Answers without a question, as stored; `moves.dropped` says who reads which.
    vervallen: dict[str, Any] = field(repr=False, default_factory=dict)

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

    def regels(self, sectie: Sectie, antwoorden: dict[str, Any] | None = None) -> list[Regel]:
        """A section's answers to read.

        Args:
            antwoorden: other answers than the newest ones, such as what somebody typed.
        """
        answers = self.of(sectie).antwoorden if antwoorden is None else antwoorden
        return readable(sectie, answers, bestand_adres=self.file_address(sectie), **self._seams)

    def progress(self, sectie: Sectie) -> Progress:
        """How far a section is."""
        return progress(sectie, self.of(sectie).antwoorden, **self._seams)

    def missing(self, deel: Deel) -> list[tuple[Sectie, AnyVeld]]:
        """The blocking questions of a hoofdstuk that apply and have no answer, with their sections."""
        return missing(self.geopend.schema, deel, self.per_sectie)

    def file_address(self, sectie: Sectie) -> Callable[[str], str]:
        """Where an added file of this section is fetched."""
        deel, _sectie = self.geopend.schema.sectie(sectie.key)
        return partial(_file_address, self.geopend.groeidocument.pk, deel.key)

    @property
    def _seams(self) -> dict[str, Any]:
        return {"schema": self.geopend.schema, "alles": self.alles, "lezer": self.geopend.lezer}


def _file_address(dossier: UUID, hoofdstuk: str, bestand: str) -> str:
    """The address of a file, or "" for an id that cannot be one."""
    try:
        return reverse("inhoud:bestand", args=[dossier, hoofdstuk, UUID(bestand)])
    except ValueError:
        return ""


def read_content(geopend: GeopendDossier) -> Inhoud:
    """Read and open the newest state of every section; one query, whatever their number."""
    rows = {row.sectie: row for row in newest_rows(geopend.groeidocument)}
    saved = {key: opened(rows[key], geopend) for key in geopend.velden if key in rows}
    per_sectie = {
        sectie.key: only(open_from(rows[sectie.key], "antwoorden"), sectie.velden, geopend.lezer)
        for _deel, sectie in geopend.schema.secties()
        if sectie.key in rows
    }
    vervallen = open_from(rows[VERVALLEN], "antwoorden") if VERVALLEN in rows else {}
    return Inhoud(geopend, saved, per_sectie, vervallen)
