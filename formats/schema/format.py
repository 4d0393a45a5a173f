"""Secties, delen and the whole format, and how one is read back: by key, by variant, as one canonical text."""

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from .base import ALLE_LEZERS, Frozen, Lezer, Voorwaarde
from .velden import AnyVeld, Slot

# Version 1 had seven kinds of fields and no conditions; it is read as it was written, with the defaults of today's parts.
SCHEMA_VERSION: Literal[2] = 2


class Sectie(Frozen):
    """One form: the unit that is filled in and saved at once."""

    key: str
    titel: str
    uitleg: str = ""
    velden: tuple[AnyVeld, ...]
    voorwaarden: tuple[Voorwaarde, ...] = ()
    varianten: tuple[str, ...] = ()


class Deel(Frozen):
    """One part of a format; in a groeidocument this is a hoofdstuk. It has its own readers, signers and state."""

    key: str
    titel: str
    uitleg: str = ""
    secties: tuple[Sectie, ...]
    lezers: tuple[Lezer, ...] = ALLE_LEZERS
    ondertekenaars: tuple[Slot, ...] = ()
    # What is signed for this part, in one sentence.
    strekking: str = ""
    # An empty part is left out of the print.
    weglaten_als_leeg: bool = True
    # Whether the whole part can be "niet van toepassing, omdat …".
    nvt: bool = False
    voorwaarden: tuple[Voorwaarde, ...] = ()
    varianten: tuple[str, ...] = ()


class Variant(Frozen):
    """One form of the same format: kort or uitgebreid, groep 1-2 or groep 3-8. Variants share fields, so a change keeps the answers."""

    key: str
    naam: str
    uitleg: str = ""


class FormatSchema(Frozen):
    """A whole published format."""

    schema_version: Literal[1, 2] = SCHEMA_VERSION
    titel: str
    soort: Literal["groeidocument", "opp", "formulier"]
    onderwijstypen: tuple[str, ...] = ()
    varianten: tuple[Variant, ...] = ()
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

    def velden(self) -> Iterator[tuple[Deel, Sectie, AnyVeld]]:
        """Every field with its part and section, in order."""
        for deel, sectie in self.secties():
            for veld in sectie.velden:
                yield deel, sectie, veld

    @cached_property
    def veld_by_key(self) -> dict[str, AnyVeld]:
        """Every field by its key."""
        return {veld.key: veld for _deel, _sectie, veld in self.velden()}

    @cached_property
    def place_by_key(self) -> dict[str, tuple[Deel, Sectie, AnyVeld]]:
        """Every field with its part and section, by its key."""
        return {veld.key: (deel, sectie, veld) for deel, sectie, veld in self.velden()}

    def for_variant(self, variant: str) -> "FormatSchema":
        """The format as this variant has it; the whole format for "" and for a variant that does not exist.

        Parts and sections of which the variant has nothing left are gone too. Built once per schema and variant.
        """
        if variant not in {one.key for one in self.varianten}:
            return self
        if variant not in self._variants:
            own = {name: getattr(self, name) for name in type(self).model_fields}
            # Not model_copy: that would take along what this schema has cached about itself.
            self._variants[variant] = type(self).model_construct(**own | {"delen": tuple(_trimmed_delen(self.delen, variant))})
        return self._variants[variant]

    @cached_property
    def _variants(self) -> dict[str, "FormatSchema"]:
        return {}


def _trimmed_delen(delen: tuple[Deel, ...], variant: str) -> Iterator[Deel]:
    for deel in delen:
        secties = tuple(_trimmed_secties(deel.secties, variant)) if _has(deel.varianten, variant) else ()
        if secties:
            yield deel if secties == deel.secties else deel.model_copy(update={"secties": secties})


def _trimmed_secties(secties: tuple[Sectie, ...], variant: str) -> Iterator[Sectie]:
    for sectie in secties:
        velden = tuple(veld for veld in sectie.velden if _has(veld.varianten, variant)) if _has(sectie.varianten, variant) else ()
        if velden:
            yield sectie if velden == sectie.velden else sectie.model_copy(update={"velden": velden})


def _has(varianten: tuple[str, ...], variant: str) -> bool:
    return not varianten or variant in varianten
