"""What changed in one part of a format: its attributes, and the lists inside it (columns, options, rows, signers), each as a sentence.

Every attribute of the schema is looked at because the schema itself is asked which there are; a new attribute needs no line here, only a name.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from .compare_words import DINGEN, named, quoted, spoken
from .schema import FormatSchema, Frozen

# Lists of parts with attributes of their own, which are compared part by part.
_NAMES = ("label", "naam", "rol", "titel")


def changed_attributes(old: Frozen, new: Frozen, schemas: tuple[FormatSchema, FormatSchema], *, apart: Sequence[str] = ()) -> Iterator[str]:
    """One sentence for each difference between two readings of the same part, without full stop.

    Args:
        schemas: the old and the new format, to call questions by their labels.
        apart: attributes that the caller tells about itself.
    """
    for attribute in type(new).model_fields:
        if attribute in ("key", *apart):
            continue
        before, after = getattr(old, attribute, None), getattr(new, attribute)
        if before != after:
            yield from _change(attribute, before, after, schemas)


def _change(attribute: str, before: Any, after: Any, schemas: tuple[FormatSchema, FormatSchema]) -> Iterator[str]:
    is_list = isinstance(before, tuple) and isinstance(after, tuple) and attribute in DINGEN
    if is_list and any(isinstance(item, Frozen) for item in (*before, *after)):
        yield from changed_parts(attribute, before, after, schemas)
    elif is_list and attribute != "varianten":
        yield from _changed_texts(attribute, before, after)
    else:
        name, now, was = named(attribute), spoken(attribute, after, schemas[1]), spoken(attribute, before, schemas[0])
        yield f"{name} is nu {now} (was {was})" if name.startswith(("de ", "het ")) else f"{name}: nu {now}, eerder {was}"


def changed_parts(
    attribute: str, before: Sequence[Frozen], after: Sequence[Frozen], schemas: tuple[FormatSchema, FormatSchema]
) -> Iterator[str]:
    """The differences between two lists of parts: added, gone, renamed, changed inside, in another order."""
    one, many = DINGEN[attribute]
    old, new = {_key(part): part for part in before}, {_key(part): part for part in after}
    told = False
    for key, part in new.items():
        if key not in old:
            told = True
            yield f"{one} {quoted(_name(part))} is toegevoegd"
    for key, part in old.items():
        if key not in new:
            told = True
            yield f"{one} {quoted(_name(part))} is vervallen"
    for key in (key for key in new if key in old):
        for sentence in _changed_part(one, old[key], new[key], schemas):
            told = True
            yield sentence
    if [key for key in old if key in new] != [key for key in new if key in old]:
        told = True
        yield f"de volgorde van de {many} is veranderd"
    if not told:  # the same thing twice became once, or the other way round
        yield f"de {many} zijn nu {_all(after)} (waren {_all(before)})"


def _changed_part(one: str, old: Frozen, new: Frozen, schemas: tuple[FormatSchema, FormatSchema]) -> Iterator[str]:
    before, after = _name(old), _name(new)
    if before != after:
        yield f"{one} {quoted(before)} heet nu {quoted(after)}"
    for sentence in changed_attributes(old, new, schemas, apart=[name for name in _NAMES if name in type(new).model_fields][:1]):
        yield f"{one} {quoted(after)}: {sentence}"


def _changed_texts(attribute: str, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    one, many = DINGEN[attribute]
    added, gone = [text for text in after if text not in before], [text for text in before if text not in after]
    yield from (f"{one} {quoted(text)} is toegevoegd" for text in dict.fromkeys(added))
    yield from (f"{one} {quoted(text)} is vervallen" for text in dict.fromkeys(gone))
    if [text for text in before if text in after] != [text for text in after if text in before]:
        yield f"de volgorde van de {many} is veranderd"


def _key(part: Frozen) -> str:
    return str(getattr(part, "key", None) or _name(part))


def _name(part: Frozen) -> str:
    return next((str(getattr(part, name)) for name in _NAMES if name in type(part).model_fields), "")


def _all(parts: Sequence[Frozen]) -> str:
    return ", ".join(quoted(_name(part)) for part in parts) or "leeg"
