"""The working side of an OPP as one viewer meets it: the format with what this viewer may read and fill in, and what was saved.

The school meets the whole format. Parents, the pupil and an expert with a write link meet only their own questions here; what the school wrote
they read in the frozen versions. Answers that the room keeps itself (`onderdelen.kept_here`) are put in their places by `projectie`.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from formats.answers import has_answer
from formats.conditions import flat, visible_delen, visible_secties
from formats.progress import Progress, progress
from formats.readable import Regel, readable
from formats.schema import AnyVeld, Bestand, Deel, FormatSchema, Sectie
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.reading import schema_for
from groeidocumenten.dossiers.viewer import Recht
from groeidocumenten.inhoud.actions import Saved
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.inhoud.visible import only

from .models import Opp, Oppantwoord
from .onderdelen import kept_here


@dataclass(frozen=True)
class Werk:
    """The working side of one OPP, opened."""

    geopend: GeopendDossier
    opp: Opp
    schema: FormatSchema
    saved: dict[str, Saved]

    @cached_property
    def per_sectie(self) -> dict[str, dict[str, Any]]:
        """Answers by section."""
        return {key: saved.antwoorden for key, saved in self.saved.items()}

    @cached_property
    def alles(self) -> dict[str, Any]:
        """Answers by field, to judge conditions and to compute with."""
        return flat(self.per_sectie)

    def secties(self) -> list[tuple[Deel, Sectie]]:
        """The sections that apply, with their parts."""
        delen = visible_delen(self.schema, self.alles)
        return [(deel, sectie) for deel in delen for sectie in visible_secties(deel, self.schema, self.alles)]

    def of(self, sectie: str) -> Saved:
        """The newest state of a section; an empty one if nothing was saved yet."""
        return self.saved.get(sectie) or Saved()

    def asked(self, sectie: Sectie) -> list[AnyVeld]:
        """The questions of a section that this viewer fills in by its form. Files are added elsewhere; what the room keeps is not asked twice."""
        fills = fillers(self.geopend)
        return [
            veld
            for veld in sectie.velden
            if has_answer(veld) and veld.invuller in fills and not isinstance(veld, Bestand) and not kept_here(veld)
        ]

    def regels(self, sectie: Sectie, antwoorden: dict[str, Any] | None = None) -> list[Regel]:
        """A section's answers to read."""
        answers = self.of(sectie.key).antwoorden if antwoorden is None else antwoorden
        return readable(sectie, answers, schema=self.schema, alles=self.alles, lezer=self.geopend.lezer)

    def progress(self, sectie: Sectie) -> Progress:
        """How far a section is."""
        return progress(sectie, self.of(sectie.key).antwoorden, schema=self.schema, alles=self.alles, lezer=self.geopend.lezer)


def fillers(geopend: GeopendDossier) -> frozenset[str]:
    """Whose questions this viewer fills in. Somebody from outside the school who may write fills in what is asked of an expert, and no more."""
    if geopend.lezer == "deskundige":
        return frozenset({"deskundige"}) if geopend.mag(Recht.SCHRIJVEN) else frozenset()
    return geopend.invullers


def working(geopend: GeopendDossier, opp: Opp) -> Werk:
    """The working side of an OPP for this viewer; one query. Empty for an OPP that was made elsewhere."""
    if opp.format_versie is None:
        return Werk(geopend, opp, FormatSchema(titel="", soort="opp", delen=()), {})
    whole = opp.format_versie.schema.for_variant(opp.variant)
    schema = whole if geopend.lezer == "school" else _own(schema_for(whole, geopend.lezer, fills=fillers(geopend)), fillers(geopend))
    return Werk(geopend, opp, schema, _saved(geopend, opp, schema))


def newest_states(geopend: GeopendDossier, opp: Opp) -> dict[str, Oppantwoord]:
    """The newest row of every section, sealed; one query."""
    newest: dict[str, Oppantwoord] = {}
    for row in geopend.groeidocument.oppantwoorden.filter(opp=opp):
        newest.setdefault(row.sectie, row)
    return newest


def _saved(geopend: GeopendDossier, opp: Opp, schema: FormatSchema) -> dict[str, Saved]:
    velden = {sectie.key: sectie.velden for _deel, sectie in schema.secties()}
    return {
        key: Saved(row.versie, only(open_from(row, "antwoorden"), velden[key], geopend.lezer), open_from(row, "naam"), row.op)
        for key, row in newest_states(geopend, opp).items()
        if key in velden
    }


def _own(schema: FormatSchema, vult: frozenset[str]) -> FormatSchema:
    """A format with only the questions of these fillers that a form asks, and the texts between them."""
    delen = []
    for deel in schema.delen:
        secties = []
        for sectie in deel.secties:
            velden = tuple(veld for veld in sectie.velden if not has_answer(veld) or (veld.invuller in vult and not kept_here(veld)))
            if any(has_answer(veld) for veld in velden):
                secties.append(sectie.model_copy(update={"velden": velden}))
        if secties:
            delen.append(deel.model_copy(update={"secties": tuple(secties)}))
    own = {name: getattr(schema, name) for name in type(schema).model_fields}
    # Not model_copy: that would take along what the schema has cached about itself.
    return type(schema).model_construct(**own | {"delen": tuple(delen)})
