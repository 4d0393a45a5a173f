"""A frozen version laid out as a page: in groups and pieces, each with the remarks about it and whether it changed. For a pupil in another order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .lezen import AFSPRAKEN, DOELEN, EIGEN, FACTOREN, HOREN, PERSPECTIEF, Blokken, Deelblok
from .opmerkingen import OpenOpmerking

KIND = {
    PERSPECTIEF: "Waar je naartoe groeit",
    FACTOREN: "Wat je helpt en wat lastig is",
    HOREN: "Wat jij zegt",
    DOELEN: "Wat je gaat leren",
    AFSPRAKEN: "Wat we afspreken",
    "": "Het hele plan",
}


@dataclass(frozen=True)
class Stuk:
    """One piece: `soort` is one of the own blocks or "sectie", `inhoud` what the template of that kind reads."""

    plek: str
    titel: str
    soort: str
    inhoud: Any
    opmerkingen: list[OpenOpmerking]
    gewijzigd: bool


@dataclass(frozen=True)
class Groep:
    """Pieces under one heading; `handelingsdeel`: instemming is asked on this."""

    titel: str
    handelingsdeel: bool
    stukken: list[Stuk]


@dataclass(frozen=True)
class Bladzijde:
    """The whole page. `rest` stands folded up."""

    groepen: list[Groep]
    rest: list[Groep]
    over_alles: list[OpenOpmerking]


def lay_out(blokken: Blokken, opmerkingen: Mapping[str, list[OpenOpmerking]], gewijzigd: set[str], *, kind: bool) -> Bladzijde:
    """The page of a version.

    Args:
        kind: for the pupil: what the pupil said and will learn comes first, in a child's words.
    """
    layer = _Laag(opmerkingen, gewijzigd, KIND if kind else EIGEN)
    eigen = dict(layer.own(blokken))
    groups = [layer.group(deel) for deel in blokken.delen]
    whole = list(opmerkingen.get("", []))
    if kind:
        first = [eigen[key] for key in (HOREN, DOELEN, FACTOREN, AFSPRAKEN, PERSPECTIEF) if key in eigen]
        return Bladzijde([Groep("", False, first)] if first else [], groups, whole)
    perspectief = [eigen[key] for key in (PERSPECTIEF, FACTOREN, HOREN) if key in eigen]
    plan = [eigen[key] for key in (DOELEN, AFSPRAKEN) if key in eigen]
    # The goals stand where the handelingsdeel of the format begins.
    at = next((number for number, group in enumerate(groups) if group.handelingsdeel), len(groups))
    groups[at:at] = [Groep("Doelen en afspraken", True, plan)]
    return Bladzijde([group for group in (Groep("Perspectief", False, perspectief), *groups) if group.stukken], [], whole)


@dataclass(frozen=True)
class _Laag:
    opmerkingen: Mapping[str, list[OpenOpmerking]]
    gewijzigd: set[str]
    namen: Mapping[str, str]

    def piece(self, plek: str, titel: str, soort: str, inhoud: Any) -> Stuk:
        return Stuk(plek, titel, soort, inhoud, list(self.opmerkingen.get(plek, [])), plek in self.gewijzigd)

    def own(self, blokken: Blokken) -> Iterator[tuple[str, Stuk]]:
        found = {
            PERSPECTIEF: blokken.perspectief,
            FACTOREN: blokken.factoren,
            HOREN: blokken.hoormomenten,
            DOELEN: blokken.doelen,
            AFSPRAKEN: blokken.afspraken,
        }
        for key, inhoud in found.items():
            if inhoud:
                yield key, self.piece(key, self.namen[key], key, inhoud)

    def group(self, deel: Deelblok) -> Groep:
        return Groep(deel.titel, deel.handelingsdeel, [self.piece(blok.plek, blok.titel, "sectie", blok.regels) for blok in deel.secties])
