"""Freezing: from what stands in the editor to a schema that never changes, or a list of what must be put right first.

Everything is written out, defaults included, because a block that is missing from stored editor data gets *today's* default when it is read;
lists, banks and help texts are written out too. What must be right beyond that, formats/schema/rules.py says.
"""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from pydantic import ValidationError as SchemaError

from .freeze_kinds import KINDS, common_parts
from .freeze_records import Records
from .freeze_values import get, slots, voorwaarden, words
from .schema import AnyVeld, Deel, FormatSchema, Sectie, Variant
from .schema.places import FORMAT, named, place_of_deel, place_of_sectie
from .schema.rules import problems as rule_problems
from .schema.rules_kinds import KEY, kind_problems
from .text import clean_text

NOT_SET = "deze vraag is niet goed ingesteld. Kijk de instellingen na."


def freeze(stream_value: Any, *, titel: str, soort: str, onderwijstypen: Any, varianten: Any = ()) -> FormatSchema:
    """Freeze what an editor composed.

    Args:
        stream_value: the value of a StreamField made of FormatBlock.
        titel: the name of the format.
        soort: one of formats.models.Soort.
        onderwijstypen: the codes of the kinds of education it is meant for.
        varianten: the value of a StreamField made of VariantenBlock.

    Raises:
        ValidationError: with one Dutch message per problem, each naming its place ("Deel 2 ‘Plan’, sectie ‘Doelen’: …").
    """
    freezer = _Freezer(stream_value)
    schema = freezer.schema(stream_value, varianten, titel=titel, soort=soort, onderwijstypen=onderwijstypen)
    problems = freezer.problems + [str(problem) for problem in (rule_problems(schema) if schema else ())]
    if problems or schema is None:
        raise ValidationError(list(dict.fromkeys(problems)))
    return schema


def freeze_leniently(
    stream_value: Any, *, titel: str, soort: str, onderwijstypen: Any, varianten: Any = ()
) -> tuple[FormatSchema | None, list[str]]:
    """The schema of everything that is right already, and the problems of the rest: what the preview of a draft shows."""
    freezer = _Freezer(stream_value)
    schema = freezer.schema(stream_value, varianten, titel=titel, soort=soort, onderwijstypen=onderwijstypen)
    if schema is None:
        return None, freezer.problems
    problems = freezer.problems + [str(problem) for problem in rule_problems(schema)]
    return (_without_broken(schema) if problems else schema), list(dict.fromkeys(problems))


def freeze_veld(type_: str, key: str, value: Any) -> AnyVeld | None:
    """One field by itself, for a preview; None when it cannot be shown as it is."""
    freezer = _Freezer(())
    return freezer.veld(type_, key, value, "")


class _Freezer:
    """One pass over the blocks; it remembers what could not be read at all."""

    def __init__(self, stream_value: Any) -> None:
        self.problems: list[str] = []
        self.records = Records(stream_value)

    def schema(self, stream_value: Any, varianten: Any, *, titel: str, soort: str, onderwijstypen: Any) -> FormatSchema | None:
        """Everything that could be read."""
        parts = {
            "titel": clean_text(titel),
            "soort": soort,
            "onderwijstypen": tuple(sorted(set(onderwijstypen or ()))),
            "varianten": tuple(self._variant(child) for child in varianten or ()),
            "delen": tuple(self._deel(child, number) for number, child in enumerate(stream_value or (), 1)),
        }
        try:
            return FormatSchema(**parts)
        except SchemaError:
            self.problems.append(f"{FORMAT}: kies waarvoor dit format is.")
            return None

    def _variant(self, child: Any) -> Variant:
        return Variant(key=_key(child), naam=words(child.value, "naam"), uitleg=words(child.value, "uitleg"))

    def _deel(self, child: Any, number: int) -> Deel:
        value = child.value
        deel = Deel(
            key=_key(child),
            titel=words(value, "titel"),
            uitleg=words(value, "uitleg"),
            secties=(),
            lezers=_known(value, "lezers", ("ouder", "leerling", "deskundige")),
            ondertekenaars=slots(get(value, "ondertekenaars")),
            strekking=words(value, "strekking"),
            weglaten_als_leeg=bool(get(value, "weglaten_als_leeg")),
            nvt=bool(get(value, "nvt")),
            voorwaarden=voorwaarden(get(value, "voorwaarden")),
            varianten=tuple(get(value, "varianten") or ()),
        )
        place = place_of_deel(deel, number)
        children = get(value, "secties")
        found = (self._sectie(item, place, index) for index, item in enumerate(children.bound_blocks if children else (), 1))
        return deel.model_copy(update={"secties": tuple(found)})

    def _sectie(self, child: Any, deel_place: str, number: int) -> Sectie:
        value = child.value
        sectie = Sectie(
            key=_key(child),
            titel=words(value, "titel"),
            uitleg=words(value, "uitleg"),
            velden=(),
            voorwaarden=voorwaarden(get(value, "voorwaarden")),
            varianten=tuple(get(value, "varianten") or ()),
        )
        place = place_of_sectie(sectie, deel_place, number)
        velden = []
        for index, item in enumerate(get(value, "velden") or (), 1):
            what = "tekst" if item.block_type == "toelichting" else "vraag"
            veld = self.veld(item.block_type, _key(item), item.value, f"{place}, {what} {named(words(item.value, 'label'), index)}")
            if veld is not None:
                velden.append(veld)
        return sectie.model_copy(update={"velden": tuple(velden)})

    def veld(self, type_: str, key: str, value: Any, place: str) -> AnyVeld | None:
        """The field, or None when its parts do not make one; the problem is remembered then."""
        kind, own = KINDS[type_]
        try:
            parts = {"key": key, **common_parts(value, self.records), **own(value, self.records)}
            return kind(**parts)
        except SchemaError:
            self.problems.append(f"{place}: {NOT_SET}")
        except LookupError as missing:
            self.problems.append(f"{place}: {missing.args[0]}")
        return None


def _key(child: Any) -> str:
    """The block's id; a block that was never saved has none yet, and giving it here means that the page stores the same one."""
    if not child.id:
        child.id = str(uuid.uuid4())
    return str(child.id)


def _known(value: Any, name: str, codes: tuple[str, ...]) -> Any:
    return tuple(code for code in get(value, name) or () if code in codes)


def _without_broken(schema: FormatSchema) -> FormatSchema:
    """Only the fields, sections and parts that a form can be made of."""
    seen: set[str] = set()
    delen = []
    for deel in schema.delen:
        secties = []
        for sectie in deel.secties:
            velden = tuple(veld for veld in sectie.velden if _whole(veld, seen))
            if _new(sectie.key, seen):
                secties.append(sectie.model_copy(update={"velden": velden}))
        if _new(deel.key, seen):
            delen.append(deel.model_copy(update={"secties": tuple(secties)}))
    own = {name: getattr(schema, name) for name in type(schema).model_fields}
    return FormatSchema.model_construct(**own | {"delen": tuple(delen)})


def _whole(veld: AnyVeld, seen: set[str]) -> bool:
    named_well = bool(veld.label) or veld.type == "toelichting"
    return named_well and not any(kind_problems(veld, "")) and _new(veld.key, seen)


def _new(key: str, seen: set[str]) -> bool:
    if key in seen or not KEY.fullmatch(key):
        return False
    seen.add(key)
    return True
