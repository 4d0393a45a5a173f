"""Who reads an answer, and whether it is in sight at all, before and after a file moves to a newer version of its format (`versions` tells it)."""

from collections.abc import Mapping
from typing import Any

from formats.conditions import asked, flat
from formats.readers import Rol
from formats.schema import FormatSchema
from groeidocumenten.dossiers.reading import schema_for

LEZERS: dict[Rol, str] = {"ouder": "ouders", "leerling": "de leerling", "deskundige": "gasten met een link"}


def readers(schema: FormatSchema) -> dict[str, set[Rol]]:
    """Who reads each question beside the school, by the rule of the door itself: it also closes what would tell about a closed question."""
    found: dict[str, set[Rol]] = {key: set() for key in schema.veld_by_key}
    for rol in LEZERS:
        for _deel, _sectie, veld in schema_for(schema, rol, fills=frozenset({rol})).velden():
            found[veld.key].add(rol)
    return found


def read_by(old: set[Rol], new: set[Rol]) -> list[str]:
    """What changes in who reads, in words; nothing when it stays the same."""
    said = []
    if more := [LEZERS[rol] for rol in LEZERS if rol in new - old]:
        said.append(f"Let op: {' en '.join(more)} kunnen dit hierna ook lezen.")
    if fewer := [LEZERS[rol] for rol in LEZERS if rol in old - new]:
        said.append(f"{' en '.join(fewer).capitalize()} lezen dit hierna niet meer.")
    return said


def comes_back(reading: set[Rol]) -> str:
    """An answer that was read as its old version allowed, which may have been by fewer people."""
    names = ["de school", *(LEZERS[rol] for rol in LEZERS if rol in reading)]
    return f"Let op: het eerdere antwoord komt terug. Wie het hierna kan lezen: {' en '.join(names)}."


def unseen(schema: FormatSchema, variant: str, per_sectie: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Keys of the questions that a file does not show: its variant lacks them, or a condition does not hold."""
    form, alles = schema.for_variant(variant), flat(per_sectie)
    return {key for key in schema.veld_by_key if key not in form.veld_by_key or not asked(form.veld_by_key[key], form, alles)}
