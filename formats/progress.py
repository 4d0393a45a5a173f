"""How far a section is: what task lists show, and what still stands between a part and "klaar". Saving is never refused because of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .answers import answered, has_answer, reasons, stored
from .conditions import Alles, applies, flat, visible_secties, visible_velden
from .readable import alone
from .readers import Rol, reads
from .schema import AnyVeld, Deel, FormatSchema, Persoon, Rijen, Sectie


@dataclass(frozen=True)
class Progress:
    """Filled fields out of the fields that count; `touched` says that anything at all was filled in."""

    filled: int
    total: int
    touched: bool = False

    @property
    def state(self) -> Literal["leeg", "bezig", "klaar"]:
        """leeg: nothing filled in; klaar: everything that counts; bezig: between the two."""
        if not self.touched:
            return "leeg"
        return "klaar" if self.filled == self.total else "bezig"


def progress(
    sectie: Sectie,
    answers: Mapping[str, Any],
    *,
    schema: FormatSchema | None = None,
    alles: Alles | None = None,
    lezer: Rol = "school",
) -> Progress:
    """Count the gewenste and verplichte fields; a section without any counts all its fields.

    Args:
        schema: the whole format as its variant has it; without it conditions look inside the section only.
        alles: the answers of the whole file by field key; those of this section are taken from `answers`.
        lezer: whose fields count: what this reader may not read is not theirs to fill in either.
    """
    schema = schema or alone(sectie)
    seen = {**(alles or {}), **answers}
    velden = [veld for veld in visible_velden(sectie, schema, seen) if has_answer(veld) and reads(veld, lezer)]
    counting = [veld for veld in velden if veld.gewenst] or velden
    touched = any(answered(veld, dict(answers)) for veld in velden)
    return Progress(filled=sum(enough(veld, answers) for veld in counting), total=len(counting), touched=touched)


def missing(schema: FormatSchema, deel: Deel, per_sectie: Mapping[str, Mapping[str, Any]]) -> list[tuple[Sectie, AnyVeld]]:
    """The fields without which a part cannot be called ready, in order: those that block, apply, and have no (or too short an) answer.

    Args:
        schema: the whole format as its variant has it.
        per_sectie: the answers of the whole file, {section key: answers}.
    """
    alles = flat(per_sectie)
    if not applies(deel, schema, alles):
        return []
    return [
        (sectie, veld)
        for sectie in visible_secties(deel, schema, alles)
        for veld in visible_velden(sectie, schema, alles)
        if veld.blokkeert and has_answer(veld) and not enough(veld, per_sectie.get(sectie.key, {}))
    ]


def enough(veld: AnyVeld, answers: Mapping[str, Any]) -> bool:
    """Whether the field has an answer, of as many rows as it asks for, or a reason why it needs none."""
    if not answered(veld, dict(answers)):
        return False
    if not isinstance(veld, Rijen | Persoon) or (veld.nvt and veld.key in reasons(dict(answers))):
        return True
    return sum(any(row.values()) for row in stored(veld, dict(answers))) >= veld.min_rijen
