"""Which parts, sections and fields apply, given what was answered: the meaning of `voorwaarden`, the same on screen, in print and in progress.

A hidden field keeps its answer: whoever changes their mind finds it again. It is only not asked, not counted and not printed, and a condition
that looks at a hidden question finds it empty, so that what hangs on it goes too.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from .answers import is_empty, stored
from .schema import AnyVeld, Berekend, Deel, FormatSchema, Groepkeuze, JaNee, Sectie, Voorwaarde

Alles = Mapping[str, Any]


def flat(per_sectie: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The answers of a whole format in one dict by field key, out of {section key: answers}; keys are unique in a format."""
    return {key: value for answers in per_sectie.values() for key, value in answers.items() if not key.startswith("_")}


def applies(part: Deel | Sectie | AnyVeld, schema: FormatSchema, alles: Alles, busy: frozenset[str] = frozenset()) -> bool:
    """Whether all conditions of this part hold.

    Args:
        schema: the whole format (as its variant has it): conditions may look at any question. A condition on a question that this
            variant lacks does not hide anything: nobody could ever fulfil it.
        alles: all answers by field key (`flat`).
        busy: keys of the questions that wait for this one, so that a circle of conditions ends.
    """
    return all(holds(voorwaarde, schema, alles, busy) for voorwaarde in part.voorwaarden)


def asked(veld: AnyVeld, schema: FormatSchema, alles: Alles, busy: frozenset[str] = frozenset()) -> bool:
    """Whether the field applies where it stands: its own conditions hold, and those of its section and part."""
    deel, sectie, _veld = schema.place_by_key[veld.key]
    return all(applies(part, schema, alles, busy) for part in (deel, sectie, veld) if part.voorwaarden)


def holds(voorwaarde: Voorwaarde, schema: FormatSchema, alles: Alles, busy: frozenset[str] = frozenset()) -> bool:
    """Whether one condition holds."""
    veld = schema.veld_by_key.get(voorwaarde.bron)
    if veld is None:
        return True
    value = _seen(veld, schema, alles, busy)
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


def _seen(veld: AnyVeld, schema: FormatSchema, alles: Alles, busy: frozenset[str]) -> Any:
    """What a condition finds at a question: its answer, a computed value, or nothing when the question itself is hidden."""
    if veld.key in busy:
        return stored(veld, dict(alles))
    if not asked(veld, schema, alles, busy | {veld.key}):
        return stored(veld, {})
    if isinstance(veld, Berekend):
        from .berekend import calculate  # a computed field asks here in turn which of its sources are hidden

        return calculate(veld, alles, schema, timezone.localdate(), busy)
    return stored(veld, dict(alles))


_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "minstens": lambda said, wanted: said >= wanted,
    "hoogstens": lambda said, wanted: said <= wanted,
}


def _compares(compare: Callable[[Decimal, Decimal], bool], said: str, waarden: tuple[str, ...]) -> bool:
    try:
        return compare(Decimal(said), Decimal(waarden[0].replace(",", ".")))
    except (InvalidOperation, IndexError):
        return False
