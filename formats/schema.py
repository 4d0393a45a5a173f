"""The frozen shape of a format: what an editor published, written out in full, so that nothing later can change it.

A format has delen (a groeidocument calls them hoofdstukken), a deel has secties, a sectie has velden. One sectie is one form. Keys are the
ids of the editor's blocks: they survive renaming, moving and copying, and answers are stored under them.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Literal[1] = 1

# Limits that an editor does not choose; they belong to schema version 1.
MAX_TOELICHTING = 20_000
MAX_CEL = {"korte_tekst": 200, "lange_tekst": 5_000}

# Who fills a field in, or looks at the form (dossier 1.5).
Invuller = Literal["school", "ouder", "leerling", "deskundige"]


class Frozen(BaseModel):
    """Base of all schema parts: immutable, and unknown keys are an error instead of being lost."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Veld(Frozen):
    """What every field has."""

    key: str
    label: str
    hulptekst: str = ""
    invuller: Invuller = "school"
    verplicht: bool = False


class KorteTekst(Veld):
    """One line of text."""

    type: Literal["korte_tekst"] = "korte_tekst"
    max_lengte: int = 200


class LangeTekst(Veld):
    """Several lines of text."""

    type: Literal["lange_tekst"] = "lange_tekst"
    max_lengte: int = 20_000


class Keuze(Veld):
    """One option out of a list."""

    type: Literal["keuze"] = "keuze"
    opties: tuple[str, ...]


class Meerkeuze(Veld):
    """Any number of options out of a list."""

    type: Literal["meerkeuze"] = "meerkeuze"
    opties: tuple[str, ...]


class Datum(Veld):
    """A calendar date, stored as ISO 8601."""

    type: Literal["datum"] = "datum"


class JaNee(Veld):
    """Yes or no, with an explanation; the answer is {"antwoord": "ja"|"nee"|"", "toelichting": str}."""

    type: Literal["ja_nee"] = "ja_nee"
    toelichting_label: str = "Toelichting"


class Kolom(Frozen):
    """A column of a repeating row; its key is the editor's block id too."""

    key: str
    label: str
    type: Literal["korte_tekst", "lange_tekst", "datum", "keuze"] = "korte_tekst"
    opties: tuple[str, ...] = ()


class Rijen(Veld):
    """Repeating rows with typed columns; the answer is a list of {column key: value}."""

    type: Literal["rijen"] = "rijen"
    kolommen: tuple[Kolom, ...]
    max_rijen: int = 30


AnyVeld = Annotated[KorteTekst | LangeTekst | Keuze | Meerkeuze | Datum | JaNee | Rijen, Field(discriminator="type")]


class Sectie(Frozen):
    """One form: the unit that is filled in and saved at once."""

    key: str
    titel: str
    uitleg: str = ""
    velden: tuple[AnyVeld, ...]


class Deel(Frozen):
    """One part of a format; in a groeidocument this is a hoofdstuk."""

    key: str
    titel: str
    uitleg: str = ""
    secties: tuple[Sectie, ...]


class FormatSchema(Frozen):
    """A whole published format."""

    schema_version: Literal[1] = SCHEMA_VERSION
    titel: str
    soort: Literal["groeidocument", "opp", "formulier"]
    onderwijstypen: tuple[str, ...] = ()
    delen: tuple[Deel, ...]

    def canonical(self) -> str:
        """The one text of this schema: sorted keys, no spare white space, so that equal schemas are equal texts."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    def sha256(self) -> str:
        """Hex digest of the canonical text in UTF-8."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def deel(self, key: str) -> Deel:
        """The part with this key.

        Raises:
            KeyError: if the format has no such part.
        """
        return {deel.key: deel for deel in self.delen}[key]

    def sectie(self, key: str) -> tuple[Deel, Sectie]:
        """The section with this key, and the part it stands in.

        Raises:
            KeyError: if the format has no such section.
        """
        return {sectie.key: (deel, sectie) for deel, sectie in self.secties()}[key]

    def secties(self) -> Iterator[tuple[Deel, Sectie]]:
        """Every section with its part, in order."""
        for deel in self.delen:
            for sectie in deel.secties:
                yield deel, sectie
