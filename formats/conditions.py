"""Which parts, sections and fields apply, given what was answered: the meaning of `voorwaarden`, the same on screen, in print and in progress.

A hidden field keeps its answer: whoever changes their mind finds it again. It is only not asked, not counted and not printed.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from .answers import is_empty, stored
from .schema import AnyVeld, Deel, FormatSchema, Groepkeuze, JaNee, Sectie, Voorwaarde

Alles = Mapping[str, Any]


def flat(per_sectie: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The answers of a whole format in one dict by field key, out of {section key: answers}; keys are unique in a format."""
    return {key: value for answers in per_sectie.values() for key, value in answers.items() if not key.startswith("_")}


def applies(part: Deel | Sectie | AnyVeld, schema: FormatSchema, alles: Alles) -> bool:
    """Whether all conditions of this part hold.

    Args:
        schema: the whole format (as its variant has it): conditions may look at any question. A condition on a question that this
            variant lacks does not hide anything: nobody could ever fulfil it.
        alles: all answers by field key (`flat`).
    """
    return all(holds(voorwaarde, schema, alles) for voorwaarde in part.voorwaarden)


def holds(voorwaarde: Voorwaarde, schema: FormatSchema, alles: Alles) -> bool:
    """Whether one condition holds."""
    veld = schema.veld_by_key.get(voorwaarde.bron)
    if veld is None:
        return True
    value = stored(veld, dict(alles))
    if voorwaarde.vergelijking in ("gevuld", "leeg"):
        return is_empty(veld, value) == (voorwaarde.vergelijking == "leeg")
    said = said_by(veld, value)
    compare = _COMPARE.get(voorwaarde.vergelijking)
    if compare is None:
        found = any(waarde in said for waarde in voorwaarde.waarden)
        return found if voorwaarde.vergelijking == "is" else not found
    return any(_compares(compare, text, voorwaarde.waarden) for text in said)


def said_by(veld: AnyVeld, value: Any) -> list[str]:
    """An answer (as `stored` gives it) as the texts that a condition is compared with."""
    if isinstance(veld, JaNee):
        return [value["antwoord"]] if value["antwoord"] else []
    if isinstance(veld, Groepkeuze):
        labels = {optie.key: optie.label for optie in veld.opties}
        return [labels[key] for key in value["gekozen"]]
    if isinstance(value, list):
        return [item if isinstance(item, str) else item.get("item", "") for item in value]
    return [value] if isinstance(value, str) and value else []


def visible_delen(schema: FormatSchema, alles: Alles) -> Iterable[Deel]:
    """The parts that apply, whole."""
    return (deel for deel in schema.delen if applies(deel, schema, alles))


def visible_secties(deel: Deel, schema: FormatSchema, alles: Alles) -> Iterable[Sectie]:
    """The sections of a part that apply."""
    return (sectie for sectie in deel.secties if applies(sectie, schema, alles))


def visible_velden(sectie: Sectie, schema: FormatSchema, alles: Alles) -> Iterable[AnyVeld]:
    """The fields of a section that apply."""
    return (veld for veld in sectie.velden if applies(veld, schema, alles))


_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "minstens": lambda said, wanted: said >= wanted,
    "hoogstens": lambda said, wanted: said <= wanted,
}


def _compares(compare: Callable[[Decimal, Decimal], bool], said: str, waarden: tuple[str, ...]) -> bool:
    try:
        return compare(Decimal(said), Decimal(waarden[0].replace(",", ".")))
    except (InvalidOperation, IndexError):
        return False
