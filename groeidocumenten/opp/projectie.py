"""Puts what the room keeps itself into its places in the format, so that the text, the print and the check of completeness show it there.

Only where the shape is known: factors into a bank, rows or a text about factors, the destination and what belongs to it into the questions
about that. Everything is in the shape of a
frozen content, so that a version that is read back for somebody who may see less is put together in the same way. Pure.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from formats.schema import AnyVeld, Bank, Datum, FormatSchema, Keuze, KorteTekst, LangeTekst, OpgemaakteTekst, Rijen

from .onderdelen import FACTOREN, VAN_OPP, in_place

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
BRON = {"school": "school", "ouder": "ouders", "leerling": "leerling", "deskundige": "deskundige"}


def with_own(
    schema: FormatSchema,
    per_sectie: Mapping[str, Mapping[str, Any]],
    perspectief: Mapping[str, Any] | None,
    factoren: Iterable[Mapping[str, Any]],
) -> dict[str, dict[str, Any]]:
    """The answers by section, with those that the room keeps in their places.

    The destination goes into the first question about it that has such an answer; a format can ask it per kind of education.
    """
    result = {key: dict(answers) for key, answers in per_sectie.items()}
    said, outlook = list(factoren), dict(perspectief or {})
    for _deel, sectie, veld in schema.velden():
        if in_place(veld):
            answers = result.setdefault(sectie.key, {})
            answers.pop(veld.key, None)
            if value := _value(veld, outlook, said):
                answers[veld.key] = value
                if "uitstroombestemming" in veld.wettelijk:
                    outlook["bestemming"] = ""
    return {key: answers for key, answers in result.items() if answers}


def _value(veld: AnyVeld, outlook: Mapping[str, Any], said: list[Mapping[str, Any]]) -> Any:
    """What the room has for one question, in its own shape; nothing where it does not fit."""
    if veld.voorvullen.startswith(VAN_OPP):
        return _fitting(veld, str(outlook.get(veld.voorvullen.removeprefix(VAN_OPP), "") or ""))
    ways = {FACTOREN[code] for code in veld.wettelijk if code in FACTOREN}
    if ways:
        rows = [_row(veld, factor) for factor in said if factor["richting"] in ways]
        return rows if isinstance(veld, Bank | Rijen) else "\n".join(row["tekst"] for row in rows)
    return _fitting(veld, str(outlook.get("bestemming", "")))


def _fitting(veld: AnyVeld, text: str) -> str:
    """A text as the answer to this question, if it can be one."""
    if isinstance(veld, Keuze):
        return text if text in veld.opties or veld.anders else ""
    if isinstance(veld, Datum):
        return text if ISO.fullmatch(text) else ""
    return text if isinstance(veld, KorteTekst | LangeTekst | OpgemaakteTekst) else ""


def _row(veld: AnyVeld, factor: Mapping[str, Any]) -> dict[str, str]:
    """A factor as a row: of a bank in its columns, of other rows the factor in the first column for text and what was said of it in the last."""
    item, own, more = (str(factor.get(name, "")) for name in ("item", "tekst", "toelichting"))
    if isinstance(veld, Rijen):
        columns = [kolom.key for kolom in veld.kolommen if kolom.type in ("korte_tekst", "lange_tekst")]
        row = dict.fromkeys((kolom.key for kolom in veld.kolommen), "")
        if columns:
            row[columns[0]] = "\n".join(part for part in (item, own, more if len(columns) == 1 else "") if part)
            if len(columns) > 1:
                row[columns[-1]] = more
        return row
    if not isinstance(veld, Bank):
        return {"tekst": ": ".join(part for part in (item or own, more) if part)}
    # What the bank does not have in its list goes into own words.
    known = item in {one.label for one in veld.items}
    row = {
        "item": item if known else "",
        "tekst": "\n".join(part for part in ("" if known else item, own) if part),
        "invloed": str(factor.get("invloed", "")),
        "bron": BRON.get(factor["bron"], ""),
        "toelichting": more,
    }
    return {kolom.key: row[kolom.key] for kolom in veld.kolommen}
