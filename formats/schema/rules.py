"""What must be right in a format beyond its shape: keys, names, numbers, limits, and everything that points from one question to another.

Freezing asks it before a version is published and the exchange asks it before a file is read in; both show the problems to an editor, so each
names its place and says what to do. Nothing here changes a schema.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..text import clean_text
from . import limits
from .base import Frozen
from .format import Deel, FormatSchema, Sectie
from .places import FORMAT, named, place_of_deel, place_of_sectie, place_of_veld, short
from .rules_kinds import KEY, Gevonden, kind_problems, slot_problems, twice
from .rules_links import link_problems
from .velden import AnyVeld, Toelichting

_ONDERWIJSTYPE = re.compile(r"[a-z]{2,12}")
_PARTS = ("delen", "secties", "velden")


@dataclass(frozen=True)
class Probleem:
    """Something that must be put right: where ("Deel 2 ‘Perspectief’, sectie ‘Doelen’, vraag ‘Datum’") and what to do about it."""

    plaats: str
    tekst: str

    def __str__(self) -> str:
        return f"{self.plaats}: {self.tekst}"


def problems(schema: FormatSchema) -> list[Probleem]:
    """Everything that is wrong with a format, in the order of the format; an empty list when it can be published."""
    found = _whole(schema) if _too_many(schema) else _all(schema)
    return list(dict.fromkeys(Probleem(place, text) for place, text in found))


def _too_many(schema: FormatSchema) -> bool:
    """Whether a format is so far past its limits that looking at every question of it would only cost time."""
    return sum(1 for _ in schema.velden()) > limits.VELDEN or len(schema.delen) > limits.DELEN or len(schema.varianten) > limits.VARIANTEN


def _all(schema: FormatSchema) -> Iterator[Gevonden]:
    seen: set[str] = set()
    yield from _whole(schema)
    for number, deel in enumerate(schema.delen, 1):
        place = place_of_deel(deel, number)
        yield from _deel(deel, place, schema, seen)
        for index, sectie in enumerate(deel.secties, 1):
            sectie_place = place_of_sectie(sectie, place, index)
            yield from _sectie(sectie, sectie_place, schema, seen)
            for order, veld in enumerate(sectie.velden, 1):
                yield from _veld(veld, place_of_veld(veld, sectie_place, order), schema, seen)
    yield from link_problems(schema)


def _whole(schema: FormatSchema) -> Iterator[Gevonden]:
    if not schema.titel:
        yield FORMAT, "heeft nog geen titel."
    yield from _texts(schema, FORMAT, "titel")
    if not schema.delen:
        yield FORMAT, "is nog leeg. Voeg een deel toe."
    yield from _count(len(schema.delen), limits.DELEN, FORMAT, "delen")
    yield from _count(sum(1 for _ in schema.velden()), limits.VELDEN, FORMAT, "vragen")
    yield from _count(len(schema.varianten), limits.VARIANTEN, FORMAT, "varianten")
    for code in schema.onderwijstypen:
        if not _ONDERWIJSTYPE.fullmatch(code):
            yield FORMAT, f"het soort onderwijs ‘{short(code)}’ bestaat niet."
    keys: set[str] = set()
    for number, variant in enumerate(schema.varianten, 1):
        place = f"Variant {named(variant.naam, number)}"
        if not variant.naam:
            yield place, "geef deze variant een naam."
        yield from _key(variant.key, place, "deze variant", keys)
        yield from _texts(variant, place)
        if number <= limits.VARIANTEN and schema.delen and not schema.for_variant(variant.key).delen:
            yield place, "in deze variant blijft geen enkele vraag over. Zet bij een paar vragen deze variant aan."
    for naam in twice([variant.naam for variant in schema.varianten]):
        yield FORMAT, f"de variant ‘{short(naam)}’ staat er twee keer."


def _deel(deel: Deel, place: str, schema: FormatSchema, seen: set[str]) -> Iterator[Gevonden]:
    if not deel.titel:
        yield place, "dit deel heeft nog geen titel."
    yield from _key(deel.key, place, "dit deel", seen)
    if not deel.secties:
        yield place, "voeg een sectie toe."
    yield from _count(len(deel.secties), limits.SECTIES_PER_DEEL, place, "secties")
    yield from _texts(deel, place)
    yield from slot_problems(deel.ondertekenaars, place)
    yield from _variants(deel.varianten, place, schema)


def _sectie(sectie: Sectie, place: str, schema: FormatSchema, seen: set[str]) -> Iterator[Gevonden]:
    if not sectie.titel:
        yield place, "deze sectie heeft nog geen titel."
    yield from _key(sectie.key, place, "deze sectie", seen)
    if not sectie.velden:
        yield place, "voeg een vraag toe."
    yield from _count(len(sectie.velden), limits.VELDEN_PER_SECTIE, place, "vragen")
    yield from _texts(sectie, place)
    yield from _variants(sectie.varianten, place, schema)


def _veld(veld: AnyVeld, place: str, schema: FormatSchema, seen: set[str]) -> Iterator[Gevonden]:
    # A text between the questions may do without a heading.
    if not veld.label and not isinstance(veld, Toelichting):
        yield place, "schrijf op wat u wilt vragen."
    yield from _key(veld.key, place, "deze vraag", seen)
    yield from _texts(veld, place)
    yield from _count(len(veld.voorbeelden), limits.VOORBEELDEN, place, "voorbeelden")
    yield from _variants(veld.varianten, place, schema)
    yield from kind_problems(veld, place)


def _key(key: str, place: str, what: str, seen: set[str]) -> Iterator[Gevonden]:
    """Answers are stored under a key, so two parts may never share one."""
    if not KEY.fullmatch(key):
        yield place, f"{what} is beschadigd. Haal dit weg en maak het opnieuw."
    elif key in seen:
        yield place, f"{what} staat er twee keer, door kopiëren en plakken. Haal de kopie weg en maak die opnieuw."
    seen.add(key)


def _variants(varianten: Sequence[str], place: str, schema: FormatSchema) -> Iterator[Gevonden]:
    known = {variant.key for variant in schema.varianten}
    if any(key not in known for key in varianten):
        yield place, "hoort bij een variant die er niet meer is. Kies de varianten opnieuw."


def _count(number: int, most: int, place: str, what: str) -> Iterator[Gevonden]:
    if number > most:
        yield place, f"heeft {number} {what}; er passen er hoogstens {most}. Haal er een paar weg of verdeel ze."


def _texts(part: Frozen, place: str, *names: str) -> Iterator[Gevonden]:
    """Texts that are too long, that hold what cannot be stored, or that have lines where one line belongs.

    Args:
        names: the attributes to look at; without any, all of the part, but not the parts that it is made of.
    """
    attributes = names or [name for name in type(part).model_fields if name not in _PARTS]
    for name, text in _strings({name: getattr(part, name) for name in attributes}, ""):
        most = limits.TEKSTEN.get(name, limits.TEKST)
        if len(text) > most:
            fits = f"{most:,}".replace(",", ".")
            yield place, f"de tekst ‘{short(text)}’ is te lang: er passen hoogstens {fits} tekens."
        elif clean_text(text) != text:
            yield place, f"de tekst ‘{short(clean_text(text))}’ heeft tekens of spaties die daar niet horen. Typ de tekst opnieuw."
        elif "\n" in text and name not in limits.MET_REGELS:
            yield place, f"de tekst ‘{short(text)}’ moet op één regel passen."


def _strings(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Every text inside, with the name of the attribute that holds it."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, key)
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item, name)
    elif isinstance(value, Frozen):
        yield from _strings({field: getattr(value, field) for field in type(value).model_fields}, name)
