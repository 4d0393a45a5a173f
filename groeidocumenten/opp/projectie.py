"""Puts what the room keeps itself into its places in the format, so that the text, the print and the check of completeness show it there.

Only where the shape is known: factors into a bank of factors, the destination into the question about it. Hearings, talks, evaluations and
signatures stand beside the format, with more than its rows could hold. Pure.
"""

from collections.abc import Iterable
from typing import Any

from formats.schema import Bank, FormatSchema, Keuze

from .inbreng_lezen import OpenFactor, OpenPerspectief
from .onderdelen import FACTOREN, kept_here

BRON = {"school": "school", "ouder": "ouders", "leerling": "leerling", "deskundige": "deskundige"}


def with_own(
    schema: FormatSchema, per_sectie: dict[str, dict[str, Any]], outlook: OpenPerspectief | None, factoren: Iterable[OpenFactor]
) -> dict[str, dict[str, Any]]:
    """The answers by section, with those that the room keeps in their places."""
    result = {key: dict(answers) for key, answers in per_sectie.items()}
    said = list(factoren)
    taken = False
    for _deel, sectie, veld in schema.velden():
        if not kept_here(veld):
            continue
        answers = result.setdefault(sectie.key, {})
        answers.pop(veld.key, None)
        if isinstance(veld, Bank):
            ways = {FACTOREN[code] for code in veld.wettelijk if code in FACTOREN}
            if rows := [_row(veld, factor) for factor in said if factor.richting in ways]:
                answers[veld.key] = rows
        elif "uitstroombestemming" in veld.wettelijk and outlook is not None:
            where = outlook.inhoud.get("bestemming", "")
            if where and not taken and (not isinstance(veld, Keuze) or where in veld.opties or veld.anders):
                answers[veld.key], taken = where, True
    return {key: answers for key, answers in result.items() if answers}


def _row(veld: Bank, factor: OpenFactor) -> dict[str, str]:
    """A factor as a row of this bank. What the bank does not have in its list goes into own words."""
    known = {item.label for item in veld.items}
    item = factor.inhoud.get("item", "")
    own = [part for part in ("" if item in known else item, factor.inhoud.get("tekst", "")) if part]
    row = {
        "item": item if item in known else "",
        "tekst": "\n".join(own),
        "invloed": factor.inhoud.get("invloed", ""),
        "bron": BRON.get(factor.bron, ""),
        "toelichting": factor.inhoud.get("toelichting", ""),
    }
    return {kolom.key: row[kolom.key] for kolom in veld.kolommen}
