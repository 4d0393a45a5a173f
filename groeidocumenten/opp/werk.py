"""The working side of an OPP as one viewer meets it: the format with what this viewer may read and fill in, and what was saved.

The school meets the whole format. Parents, the pupil and an expert with a write link meet only their own questions here; what the school wrote
they read in the frozen versions. Answers that the room keeps itself (`onderdelen.in_place`) are put in their places by `projectie`.
"""

from dataclasses import dataclass, field
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

from .inbreng_lezen import factors, newest_outlook
from .models import Opp, Oppantwoord
from .onderdelen import asked_of, in_place, plan
from .projectie import with_own


@dataclass(frozen=True)
class Werk:
    """The working side of one OPP, opened."""

    geopend: GeopendDossier
    opp: Opp
    schema: FormatSchema
    saved: dict[str, Saved]
    # Destination and factors as they would be frozen; empty for whoever does not read them here.
    eigen: tuple[dict[str, Any] | None, list[dict[str, Any]]] = field(default=(None, []))

    @cached_property
    def per_sectie(self) -> dict[str, dict[str, Any]]:
        """Answers by section, with what the room keeps in its places."""
        return with_own(self.schema, {key: saved.antwoorden for key, saved in self.saved.items()}, *self.eigen)

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
            if has_answer(veld) and veld.invuller in fills and not isinstance(veld, Bestand) and not in_place(veld)
        ]

    def to_fill(self, sectie: Sectie) -> Sectie:
        """A section as its form asks it: the questions of this viewer, and the texts between them."""
        asked = {veld.key for veld in self.asked(sectie)}
        return sectie.model_copy(update={"velden": tuple(veld for veld in sectie.velden if veld.key in asked or not has_answer(veld))})

    def regels(self, sectie: Sectie, antwoorden: dict[str, Any] | None = None) -> list[Regel]:
        """A section's answers to read."""
        answers = self.per_sectie.get(sectie.key, {}) if antwoorden is None else antwoorden
        return readable(sectie, answers, schema=self.schema, alles=self.alles, lezer=self.geopend.lezer)

    def progress(self, sectie: Sectie) -> Progress:
        """How far a section is."""
        return progress(sectie, self.per_sectie.get(sectie.key, {}), schema=self.schema, alles=self.alles, lezer=self.geopend.lezer)


def fillers(geopend: GeopendDossier) -> frozenset[str]:
    """Whose questions this viewer fills in. Somebody from outside the school who may write fills in what is asked of an expert, and no more."""
    if geopend.lezer == "deskundige":
        return frozenset({"deskundige"}) if geopend.mag(Recht.SCHRIJVEN) else frozenset()
    return geopend.invullers


def working(geopend: GeopendDossier, opp: Opp) -> Werk:
    """The working side of an OPP for this viewer; one query, and two more for the school. Empty for an OPP that was made elsewhere."""
    if opp.format_versie is None:
        return Werk(geopend, opp, FormatSchema(titel="", soort="opp", delen=()), {})
    whole, fills = opp.format_versie.schema.for_variant(opp.variant), fillers(geopend)
    if geopend.lezer != "school":
        schema = asked_of(schema_for(whole, geopend.lezer, fills=fills), fills)
        return Werk(geopend, opp, schema, _saved(geopend, opp, schema))
    outlook = newest_outlook(geopend, opp)
    place, said = outlook.frozen() if outlook else None, [factor.frozen() for factor in factors(geopend, opp)]
    return Werk(geopend, opp, plan(whole), _saved(geopend, opp, whole), (place, said))


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
