"""A frozen version as one viewer reads it: the text in reading order, without what this viewer may not read, and the remarks beside it.

The same blocks show the working side to the school, so that what is sent looks like what was written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from formats.conditions import applies, flat
from formats.readable import Regel, readable
from formats.readers import Rol
from formats.schema import FormatSchema
from formats.words import readable_date
from groeidocumenten.doelen.goals import regels as goal_lines
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.reading import schema_for
from groeidocumenten.inhoud.visible import only

from .models import Factor, Hoormoment, Moment, OppVersie
from .onderdelen import handelingssecties, own_blocks_apart, plan
from .projectie import with_own

PERSPECTIEF, FACTOREN, HOREN, DOELEN, AFSPRAKEN = "perspectief", "factoren", "hoormomenten", "doelen", "afspraken"
# Places that are no section: what a remark can be about beside the sections.
EIGEN = {
    PERSPECTIEF: "Verwachte bestemming",
    FACTOREN: "Wat helpt en wat het moeilijker maakt",
    HOREN: "Wat de leerling zegt",
    DOELEN: "Doelen",
    AFSPRAKEN: "Afspraken",
    "": "Het hele OPP",
}
OUTLOOK_LABELS = (
    ("bestemming", "Verwachte bestemming"),
    ("nog_niet", "Waarom dat nog niet te zeggen is"),
    ("laagste", "Ten minste"),
    ("hoogste", "Ten hoogste"),
    ("op_dit_moment", "Op dit moment"),
    ("basis", "Waar dat op rust"),
    ("basis_op", "Gegevens van"),
    ("onderbouwing", "Onderbouwing"),
)
# What of it a pupil reads: the rest is for adults, and stands in what can be folded open.
KIND_OUTLOOK = {"bestemming", "laagste", "hoogste"}
KIND_GOAL = {"Aanpak", "Wie doet wat", "Evalueren op"}
DEED_LABELS = (("wat", "Wat"), ("wie", "Wie"), ("hoe_vaak", "Hoe vaak"))


@dataclass(frozen=True)
class Sectieblok:
    """A section to read."""

    plek: str
    titel: str
    regels: list[Regel]


@dataclass(frozen=True)
class Deelblok:
    """A part of the format to read; `handelingsdeel` says whether instemming is asked on something in it."""

    titel: str
    handelingsdeel: bool
    secties: list[Sectieblok]


@dataclass(frozen=True)
class Doelblok:
    """A goal to read."""

    id: str
    titel: str
    kindtaal: str
    regels: list[tuple[str, str]]
    interventies: list[list[tuple[str, str]]]


@dataclass(frozen=True)
class Blokken:
    """Everything of an OPP in reading order."""

    perspectief: list[tuple[str, str]]
    peildatum: date | None
    factoren: list[tuple[str, list[dict[str, Any]]]]
    hoormomenten: list[dict[str, Any]]
    delen: list[Deelblok]
    doelen: list[Doelblok]
    afspraken: list[dict[str, Any]]
    # Of a version that is a file.
    bestand: dict[str, Any] = field(default_factory=dict)
    toelichting: str = ""

    @property
    def perspectiefdelen(self) -> list[Deelblok]:
        """The parts without handelingsdeel."""
        return [deel for deel in self.delen if not deel.handelingsdeel]

    @property
    def handelingsdelen(self) -> list[Deelblok]:
        """The parts with handelingsdeel."""
        return [deel for deel in self.delen if deel.handelingsdeel]


def blocks_of(versie: OppVersie, geopend: GeopendDossier) -> Blokken:
    """A frozen version for this viewer."""
    schema = versie.format_versie.schema.for_variant(versie.variant) if versie.format_versie else None
    return blocks(versie.opened(), schema, geopend.lezer)


def answers_for(versie: OppVersie, geopend: GeopendDossier) -> dict[str, dict[str, Any]]:
    """The answers of a frozen version by section as this viewer may read them, with what the room keeps in its places: for paper and programs.

    `versie.opened()` has everything, also what is closed to guests; whoever shows something of it to somebody asks here.
    """
    if versie.format_versie is None:
        return {}
    whole, content = versie.format_versie.schema.for_variant(versie.variant), versie.opened()
    seen = schema_for(plan(whole), geopend.lezer, fills=frozenset())
    said = [factor for factor in content["factoren"] if not (geopend.lezer == "deskundige" and factor["gevoelig"])]
    answers = with_own(seen, content["antwoorden"], content["perspectief"], said)
    return {sectie.key: only(answers.get(sectie.key, {}), sectie.velden, geopend.lezer) for _deel, sectie in seen.secties()}


def blocks(content: Mapping[str, Any], schema: FormatSchema | None, lezer: Rol) -> Blokken:
    """A content in the shape of a frozen one, as somebody in this place reads it.

    Args:
        schema: the format of the content, whole; None for a version that is a file.
    """
    outlook = content.get("perspectief") or {}
    said = [factor for factor in content.get("factoren", []) if not (lezer == "deskundige" and factor["gevoelig"])]
    return Blokken(
        perspectief=[
            (label, _day(name, outlook.get(name, "")))
            for name, label in OUTLOOK_LABELS
            if outlook.get(name) and (lezer != "leerling" or name in KIND_OUTLOOK)
        ],
        peildatum=date.fromisoformat(outlook["peildatum"]) if outlook else None,
        factoren=[
            (way.label, found) for way in Factor.Richting if (found := [_factor(one, lezer) for one in said if one["richting"] == way])
        ],
        hoormomenten=[_hearing(one) for one in content.get("hoormomenten", [])],
        delen=_delen(content.get("antwoorden", {}), schema, lezer) if schema else [],
        doelen=[_goal(one, lezer) for one in content.get("doelen", [])],
        afspraken=[one | {"uiterlijk": _iso(one.get("uiterlijk"))} for one in content.get("afspraken", [])],
        bestand=content.get("bestand", {}),
        toelichting=content.get("toelichting", ""),
    )


def places(blokken: Blokken) -> dict[str, str]:
    """What a remark can be about, with its name: the own blocks that say something, every section, and the whole."""
    shown = {
        PERSPECTIEF: blokken.perspectief,
        FACTOREN: blokken.factoren,
        HOREN: blokken.hoormomenten,
        DOELEN: blokken.doelen,
        AFSPRAKEN: blokken.afspraken,
        "": True,
    }
    sections = {blok.plek: blok.titel for deel in blokken.delen for blok in deel.secties}
    return {key: EIGEN[key] for key, there in shown.items() if there} | sections


def _delen(antwoorden: Mapping[str, Any], schema: FormatSchema, lezer: Rol) -> list[Deelblok]:
    seen = schema_for(own_blocks_apart(schema), lezer, fills=frozenset())
    per_sectie = {sectie.key: only(antwoorden.get(sectie.key, {}), sectie.velden, lezer) for _deel, sectie in seen.secties()}
    whole = schema_for(schema, lezer, fills=frozenset())
    alles = flat({sectie.key: only(antwoorden.get(sectie.key, {}), sectie.velden, lezer) for _deel, sectie in whole.secties()})
    handeling = handelingssecties(schema)
    found = []
    for deel in seen.delen:
        # Judged with the whole format: conditions look at what the room keeps in its places too.
        shown = [sectie for sectie in deel.secties if applies(deel, whole, alles) and applies(sectie, whole, alles)]
        secties = [
            Sectieblok(sectie.key, sectie.titel, said)
            for sectie in shown
            # What is empty is left out: an OPP is as short as it can be (dossier 2.3).
            if (
                said := [line for line in readable(sectie, per_sectie[sectie.key], schema=whole, alles=alles, lezer=lezer) if not line.leeg]
            )
        ]
        if secties:
            found.append(Deelblok(deel.titel, any(blok.plek in handeling for blok in secties), secties))
    return found


def _factor(factor: Mapping[str, Any], lezer: Rol) -> dict[str, Any]:
    name = factor.get("kindtaal") if lezer == "leerling" and factor.get("kindtaal") else factor.get("item", "")
    words = "\n".join(part for part in (name, factor.get("tekst", "")) if part)
    return {**factor, "wat": words, "wie": Factor.Bron(factor["bron"]).label}


def _hearing(moment: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **moment,
        "datum": date.fromisoformat(moment["datum"]),
        "moment_naam": Moment(moment["moment"]).label,
        "vorm_naam": Hoormoment.Vorm(moment["vorm"]).label,
        "uitkomst_naam": Hoormoment.Uitkomst(moment["uitkomst"]).label,
        "gehoord": moment["uitkomst"] == Hoormoment.Uitkomst.GEHOORD,
    }


def _goal(goal: Mapping[str, Any], lezer: Rol) -> Doelblok:
    said = dict(goal)
    deeds = [[(label, str(deed[name])) for name, label in DEED_LABELS if deed.get(name)] for deed in said["interventies"]]
    lines = [line for line in goal_lines(said) if line[0] not in ("Doel", "In de taal van de leerling")]
    if lezer == "leerling":
        lines = [line for line in lines if line[0] in KIND_GOAL]
    return Doelblok(said["id"], str(said.get("omschrijving", "")), str(said.get("kindtaal", "")), lines, deeds)


def _day(name: str, value: str) -> str:
    return readable_date(value) if name == "basis_op" else value


def _iso(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
