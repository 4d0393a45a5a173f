"""Which texts of an OPP the rules look at: what the school writes. What parents and the pupil say is theirs, and nobody makes it shorter."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from formats.schema import Bank, FormatSchema, JaNee, KorteTekst, LangeTekst, OpgemaakteTekst, Rijen
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.opp.lezen import EIGEN, PERSPECTIEF
from groeidocumenten.opp.snapshot import goals
from groeidocumenten.opp.werk import Werk

from .kijken import Bekend, Passage

OUTLOOK = ("op_dit_moment", "basis", "onderbouwing", "nog_niet")
OF_GOAL = ("omschrijving", "beginsituatie", "aanpak", "meetwijze")
FACTOREN, DOELEN = "factoren", "doelen"


def passages(werk: Werk, antwoorden: Mapping[str, Mapping[str, Any]] | None = None, *, alleen: str = "") -> list[Passage]:
    """The school's texts, in the order of the OPP.

    Args:
        antwoorden: answers by section that are not saved yet, in place of the saved ones.
        alleen: the key of one section, to look at that alone.
    """
    said = {**werk.per_sectie, **(antwoorden or {})}
    found = list(_of_format(werk.schema, said, alleen))
    if not alleen:
        found += [*_of_outlook(werk), *_of_goals(werk.geopend)]
    return [one for one in found if one.tekst.strip()]


def measured_goals(geopend: GeopendDossier) -> list[dict[str, Any]]:
    """The goals that would stand in the OPP, without those of the pupil: a child need not say how a wish is measured."""
    return [goal for goal in goals(geopend) if goal.get("ingebracht_door") != "leerling"]


def known_of(geopend: GeopendDossier) -> Bekend:
    """What the rules must know of this pupil: names that may stand there; one query."""
    leerling = geopend.groeidocument.leerling
    names = [leerling.naam, *leerling.gezagsrelaties.valid().values_list("naam", flat=True)]
    words = frozenset(part.casefold() for name in names for part in name.split())
    return Bekend(words, int(leerling.groep) if str(leerling.groep).isdigit() else None, timezone.localdate())


def _of_format(schema: FormatSchema, said: Mapping[str, Mapping[str, Any]], alleen: str) -> Iterator[Passage]:
    for _deel, sectie, veld in schema.velden():
        if veld.invuller != "school" or (alleen and sectie.key != alleen):
            continue
        if isinstance(veld, KorteTekst | LangeTekst | OpgemaakteTekst | JaNee | Rijen | Bank):
            yield Passage(sectie.key, f"{sectie.titel}: {veld.label}", text_of(said.get(sectie.key, {}).get(veld.key)))


def _of_outlook(werk: Werk) -> Iterator[Passage]:
    outlook, factoren = werk.eigen
    for name in OUTLOOK if outlook else ():
        yield Passage(PERSPECTIEF, EIGEN[PERSPECTIEF], str((outlook or {}).get(name, "")))
    if outlook and outlook.get("basis_op"):
        yield Passage(PERSPECTIEF, EIGEN[PERSPECTIEF], f"Gegevens van {date_format(date.fromisoformat(outlook['basis_op']), 'j F Y')}")
    for factor in factoren:
        if factor["bron"] == "school":
            yield Passage(FACTOREN, EIGEN[FACTOREN], f"{factor['tekst']} {factor['toelichting']}")


def _of_goals(geopend: GeopendDossier) -> Iterator[Passage]:
    for goal in measured_goals(geopend):
        yield Passage(DOELEN, EIGEN[DOELEN], "\n".join(str(goal[name]) for name in OF_GOAL if goal.get(name)))


def text_of(value: Any) -> str:
    """All that somebody typed in an answer, whatever its shape."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "\n".join(filter(None, (text_of(one) for one in value.values())))
    return "\n".join(filter(None, (text_of(one) for one in value))) if isinstance(value, list) else ""
