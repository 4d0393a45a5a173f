"""Conditions inside one form: which fields can be decided before anybody types, and the others in words and as data for the script."""

import json
from collections.abc import Iterable

from ..conditions import Alles, holds
from ..fields import Invulveld
from ..schema import AnyVeld, FormatSchema, Voorwaarde


def decided(fields: Iterable[Invulveld], editable: set[str], schema: FormatSchema, alles: Alles) -> set[str]:
    """The keys of the fields that this form leaves out, because nothing that is typed in it can make their conditions hold.

    A condition on a question that is asked in this form stays open. A question that is left out cannot be answered here, so what hangs
    on it alone is left out too.
    """
    conditional = [field for field in fields if field.veld.voorwaarden]
    gone: set[str] = set()
    while True:
        open_ = editable - gone
        more = {
            field.veld.key
            for field in conditional
            if any(
                (one.bron not in open_ or (field.veld.key not in editable and field.answerable)) and not holds(one, schema, alles)
                for one in field.veld.voorwaarden
            )
        }
        if more == gone:
            return gone
        gone = more


def still_open(veld: AnyVeld, here: set[str]) -> list[Voorwaarde]:
    """The conditions that are decided by what is typed in this form."""
    return [voorwaarde for voorwaarde in veld.voorwaarden if voorwaarde.bron in here]


def as_data(voorwaarden: Iterable[Voorwaarde]) -> str:
    """The conditions for the script, as JSON."""
    return json.dumps([voorwaarde.model_dump() for voorwaarde in voorwaarden], ensure_ascii=False)


def in_words(voorwaarden: Iterable[Voorwaarde], schema: FormatSchema) -> str:
    """The conditions as the end of a sentence: "‘Is er verzuim?’ met ‘ja’ is beantwoord"."""
    return " en ".join(_one(voorwaarde, schema) for voorwaarde in voorwaarden)


def _one(voorwaarde: Voorwaarde, schema: FormatSchema) -> str:
    veld = schema.veld_by_key.get(voorwaarde.bron)
    label = f"‘{veld.label if veld else voorwaarde.bron}’"
    values = " of ".join(f"‘{waarde}’" for waarde in voorwaarde.waarden)
    match voorwaarde.vergelijking:
        case "is":
            return f"bij {label} het antwoord {values} is"
        case "is_niet":
            return f"bij {label} het antwoord niet {values} is"
        case "gevuld":
            return f"{label} is ingevuld"
        case "leeg":
            return f"{label} leeg is"
        case "minstens":
            return f"{label} {values} of hoger is"
    return f"{label} {values} of lager is"
