"""A format behind glass: its parts as visitors look at them, empty or with an invented pupil's answers, and who fills in what. Pure reading."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.http import urlencode

from formats.answers import has_answer
from formats.conditions import flat
from formats.example import example_answers
from formats.forms import SectieForm
from formats.readable import Regel, readable
from formats.schema import Deel, FormatSchema, Sectie
from formats.words import INVULLERS

from .voorbeeld import delen_for, whole

INGEVULD = "ingevuld"
# In the order in which people ask for it.
VOLGORDE = ("school", "ouder", "leerling", "deskundige")


@dataclass(frozen=True)
class Sectiebeeld:
    """One section: its empty form, or its answers."""

    sectie: Sectie
    als: str
    form: SectieForm | None = None
    regels: list[Regel] | None = None


@dataclass(frozen=True)
class Deelbeeld:
    """One part, how many questions it has, and who fills it in."""

    deel: Deel
    als: str
    secties: list[Sectiebeeld]
    vragen: int
    wie: str


@dataclass(frozen=True)
class Aandeel:
    """What one kind of person fills in: how many questions, and in which parts (none named when it is in all of them)."""

    wie: str
    vragen: int
    delen: tuple[str, ...]


class Vraag:
    """What a visitor asks of the page by its address: the variant, empty or filled in, and whether everything is unfolded."""

    def __init__(self, data: Any, schema: FormatSchema | None) -> None:
        keys = [one.key for one in schema.varianten] if schema else []
        # A variant that does not exist is the first one, so that no query string can break the page.
        self.variant = data.get("variant") if data.get("variant") in keys else "".join(keys[:1])
        self.ingevuld = data.get("voorbeeld") == INGEVULD
        self.alles_open = data.get("open") == "alles"

    def _query(self, **other: Any) -> str:
        asked = {"variant": self.variant, "voorbeeld": INGEVULD if self.ingevuld else "", "open": "alles" if self.alles_open else ""}
        kept = {name: value for name, value in {**asked, **other}.items() if value}
        return f"?{urlencode(kept)}#voorbeeld"

    @property
    def leeg_url(self) -> str:
        """The same with the empty form."""
        return self._query(voorbeeld="")

    @property
    def ingevuld_url(self) -> str:
        """The same with the filled-in example."""
        return self._query(voorbeeld=INGEVULD)

    @property
    def open_url(self) -> str:
        """The same, unfolded or folded."""
        return self._query(open="" if self.alles_open else "alles")

    def variant_url(self, key: str) -> str:
        """The same in another variant."""
        return self._query(variant=key)


def parts(schema: FormatSchema, *, ingevuld: bool) -> list[Deelbeeld]:
    """The parts of a format in one variant, to look at."""
    return _filled(schema) if ingevuld else _empty(schema)


def shares(schema: FormatSchema) -> list[Aandeel]:
    """Who fills in what, as far as somebody has anything to fill in."""
    per: dict[str, Counter[str]] = {}
    for deel, _sectie, veld in schema.velden():
        if has_answer(veld):
            per.setdefault(veld.invuller, Counter())[deel.titel] += 1
    everywhere = {deel.titel for deel in schema.delen}
    return [
        Aandeel(INVULLERS[code], per[code].total(), () if set(per[code]) == everywhere else tuple(per[code]))
        for code in VOLGORDE
        if code in per
    ]


def _empty(schema: FormatSchema) -> list[Deelbeeld]:
    return [
        _part(deel, als, [Sectiebeeld(sectie, sectie_als, form=form) for sectie, sectie_als, form in secties])
        for deel, als, secties in whole(schema)
    ]


def _filled(schema: FormatSchema) -> list[Deelbeeld]:
    """Only what these answers open: so a reader sees the format as one pupil would have it."""
    example = example_answers(schema)
    alles = flat(example)
    return [
        _part(
            beeld.deel,
            "",
            [
                Sectiebeeld(sectie, "", regels=readable(sectie, example.get(sectie.key, {}), schema=schema, alles=alles))
                for sectie in beeld.secties
            ],
        )
        for beeld in delen_for(schema, example, "school")
    ]


def _part(deel: Deel, als: str, secties: list[Sectiebeeld]) -> Deelbeeld:
    velden = [veld for sectie in deel.secties for veld in sectie.velden if has_answer(veld)]
    found = {veld.invuller for veld in velden}
    wie = [INVULLERS[code] for code in VOLGORDE if code in found]
    return Deelbeeld(deel, als, secties, len(velden), ", ".join(wie))
