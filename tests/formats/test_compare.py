"""Two versions in words: what was added, dropped, renamed, moved or changed, where, and nothing that changes without a word."""

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from formats.compare import Verschil, compare
from formats.schema import FormatSchema
from tests.formats.all_kinds import every_kind

SCHEMA = every_kind()
# Values for attributes that know only certain words.
WORDS = [
    "ouder", "leerling", "school", "vrij", "verplicht", "gevoelig", "onderzoek", "a", "b", "is_niet", "gevuld", "lange_tekst", "getal", "datum",
    "evaluatie", "plan", "telefoon", "email", "postcode", "som", "leeftijd", "dagen", "jaren", "bevorderend", "belemmerend", "foto", "document",
    "ib", "gezag", "rol", "naam", "akkoord", "voor_gezien", "opp", "formulier", "",
]  # fmt: skip


def sentences(new: FormatSchema, old: FormatSchema = SCHEMA) -> list[str]:
    """All differences as text."""
    return [str(verschil) for verschil in compare(old, new)]


def changed(path: str, value: Any) -> FormatSchema:
    """The sample with one value changed, at "delen.0.secties.1.titel"."""
    data = SCHEMA.model_dump(mode="json")
    *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    target: Any = data
    for step in way:
        target = target[step]
    target[last] = value
    return FormatSchema.model_validate(data)


def rearranged(change: Any) -> FormatSchema:
    """The sample after `change` worked on its data."""
    data = SCHEMA.model_dump(mode="json")
    change(data)
    return FormatSchema.model_validate(data)


def test_nothing_changed_is_nothing_to_tell() -> None:
    assert compare(SCHEMA, every_kind()) == []


def test_a_question_that_is_new_or_gone_is_told_with_its_place() -> None:
    smaller = rearranged(lambda data: data["delen"][0]["secties"][0]["velden"].pop(3))
    assert compare(SCHEMA, smaller) == [Verschil("vervallen", ("Begin", "Gegevens", "Beschrijving"), "deze vraag is vervallen", "verhaal")]
    added = compare(smaller, SCHEMA)
    assert [str(one) for one in added] == [
        "Deel ‘Begin’, sectie ‘Gegevens’, vraag ‘Beschrijving’: deze vraag is toegevoegd (opgemaakte tekst)."
    ]


def test_a_renamed_question_is_told_with_both_names() -> None:
    assert sentences(changed("delen.0.secties.0.velden.1.label", "Klas")) == [
        "Deel ‘Begin’, sectie ‘Gegevens’, vraag ‘Klas’: deze vraag heet nu ‘Klas’ (was ‘Groep’)."
    ]


def test_a_moved_question_is_told_once() -> None:
    def to_front(data: Any) -> None:
        velden = data["delen"][0]["secties"][0]["velden"]
        velden.insert(0, velden.pop(3))

    assert sentences(rearranged(to_front)) == ["Deel ‘Begin’, sectie ‘Gegevens’, vraag ‘Beschrijving’: deze vraag staat nu vooraan."]

    def down(data: Any) -> None:
        velden = data["delen"][0]["secties"][0]["velden"]
        velden.insert(4, velden.pop(1))

    assert sentences(rearranged(down)) == ["Deel ‘Begin’, sectie ‘Gegevens’, vraag ‘Groep’: deze vraag staat nu na ‘Telefoon’."]


def test_a_question_in_another_section_is_moved_and_not_lost() -> None:
    def elsewhere(data: Any) -> None:
        data["delen"][1]["secties"][0]["velden"].append(data["delen"][0]["secties"][0]["velden"].pop(1))

    assert sentences(rearranged(elsewhere)) == [
        "Deel ‘Handelingsdeel’, sectie ‘Plan’, vraag ‘Groep’: deze vraag stond eerst in deel ‘Begin’, sectie ‘Gegevens’."
    ]


def test_a_part_that_goes_names_its_questions() -> None:
    told = sentences(rearranged(lambda data: data["delen"].pop(1)))
    assert len(told) == 1
    assert told[0].startswith("Deel ‘Handelingsdeel’: dit deel is vervallen, met de vragen ‘Doelen’, ‘Welbevinden’")


def test_a_section_that_moves_to_another_part_takes_its_questions_along() -> None:
    def elsewhere(data: Any) -> None:
        data["delen"][1]["secties"].append(data["delen"][0]["secties"].pop(1))

    assert sentences(rearranged(elsewhere)) == ["Deel ‘Handelingsdeel’, sectie ‘Keuzen’: deze sectie stond eerst in deel ‘Begin’."]


def test_what_stays_of_a_part_that_goes_is_told_as_moved() -> None:
    def dissolve(data: Any) -> None:
        gone = data["delen"].pop(1)
        data["delen"][0]["secties"].extend(gone["secties"])

    told = sentences(rearranged(dissolve))
    assert "Deel ‘Handelingsdeel’: dit deel is vervallen." in told
    assert "Deel ‘Begin’, sectie ‘Plan’: deze sectie stond eerst in deel ‘Handelingsdeel’." in told
    assert not any("vraag" in one for one in told)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("delen.0.secties.0.velden.1.eis", "vrij", "het antwoord is nu vrij in te vullen (was verplicht)"),
        ("delen.0.secties.0.velden.1.invuller", "ouder", "wie dit invult: nu ouders, eerder de school"),
        ("delen.0.secties.0.velden.1.lezers", ["ouder"], "nu ouders, eerder ouders, de leerling en deskundigen"),
        ("delen.0.secties.0.velden.1.lezers", [], "wie dit naast de school leest: nu niemand"),
        ("delen.0.secties.0.velden.1.max_lengte", 99, "het hoogste aantal tekens is nu 99 (was 60)"),
        ("delen.0.secties.0.velden.1.voorvullen", "leerling.naam", "nu ‘Leerling: naam’, eerder ‘School: naam’"),
        ("delen.0.secties.0.velden.1.voorvullen", "vraag:signalen", "nu het eerdere antwoord op ‘Signalen’"),
        ("delen.0.secties.1.velden.0.wettelijk", [], "het wettelijke onderdeel is nu niets (was uitstroombestemming)"),
        (
            "delen.0.secties.1.velden.5.voorwaarden",
            [],
            "wanneer dit wordt gevraagd: nu altijd, eerder als bij ‘Is er verzuim?’ ‘ja’ is ingevuld",
        ),
        ("delen.0.secties.1.velden.2.opties", ["rust", "uitleg"], "optie ‘tijd’ is vervallen"),
        ("delen.0.secties.1.velden.2.opties", ["tijd", "rust", "uitleg"], "de volgorde van de opties is veranderd"),
        ("delen.0.secties.1.velden.6.opties.0.kolommen.0.label", "Wie?", "optie ‘Remedial teaching’: kolom ‘Door wie?’ heet nu ‘Wie?’"),
        ("delen.1.secties.0.velden.0.kolommen.1.type", "datum", "kolom ‘Wie?’: de soort is nu datum (was korte tekst)"),
        ("delen.1.secties.0.velden.6.rijen.0.kop", "", "rij ‘Lezen’: het kopje is nu niets (was ‘Leren’)"),
        ("delen.1.secties.1.velden.2.slots.0.aantal", 1, "ondertekenaar ‘Ouder’: het aantal is nu 1 (was 2)"),
        ("delen.1.secties.1.velden.2.slots.1.betekenissen", ["voor_gezien"], "nu voor gezien, eerder akkoord"),
        (
            "delen.1.secties.0.velden.2.items.1.gevoelig",
            False,
            "onderdeel van de bank ‘Slaapt slecht’: of dit gevoelig is: nu nee, eerder ja",
        ),
        ("delen.0.secties.0.velden.12.bronnen", ["uren"], "nu ‘Uren per week’, eerder ‘Uren per week’ en ‘Doelen’, kolom ‘Uren’"),
        ("delen.1.strekking", "Anders.", "waarvoor wordt getekend: nu ‘Anders.’, eerder ‘U stemt in met het handelingsdeel.’"),
        ("delen.1.varianten", [], "in welke varianten dit staat: nu alle, eerder ‘Uitgebreid’"),
        ("varianten.0.naam", "Heel kort", "Variant ‘Kort’ heet nu ‘Heel kort’"),
        ("titel", "Nieuw", "Het format heet nu ‘Nieuw’ (was ‘Proefformat’)"),
        ("schema_version", 1, "Het format is in een nieuwe vorm opgeslagen"),
    ],
)
def test_a_change_is_told_in_words(path: str, value: Any, told: str) -> None:
    found = sentences(changed(path, value))
    assert len(found) == 1
    assert told in found[0]


def test_a_question_of_another_kind_is_told() -> None:
    def other_kind(data: Any) -> None:
        data["delen"][0]["secties"][0]["velden"][1] = {"type": "datum", "key": "groep", "label": "Groep"}

    assert any("de soort is nu datum (was korte tekst)" in one for one in sentences(rearranged(other_kind)))


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of every value in the data of a schema, lists included."""
    if isinstance(node, dict):
        for key, child in node.items():
            yield from leaves(child, (*path, key))
    else:
        yield path
        for place, child in enumerate(node) if isinstance(node, list) else ():
            yield from leaves(child, (*path, place))


def variations(value: Any) -> Iterator[Any]:
    """Other values of the same kind."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int) or value is None:
        yield (value or 0) + 7
        yield (value or 0) - 1
    elif isinstance(value, str):
        yield value + " anders"
        yield from (word for word in WORDS if word != value)
    elif isinstance(value, list):
        yield value[:-1]
        yield list(reversed(value))
        yield [*value, *copy.deepcopy(value[:1])]
        yield [*value, "ouder"]
        yield [*value, "telefoon"]


def one_change_each() -> Iterator[tuple[tuple[Any, ...], FormatSchema]]:
    """Every value of the sample changed, in each way that still gives a format."""
    data = SCHEMA.model_dump(mode="json")
    for path in leaves(data):
        parent: Any = data
        for step in path[:-1]:
            parent = parent[step]
        kept = parent[path[-1]]
        for value in variations(copy.deepcopy(kept)):
            parent[path[-1]] = value
            try:
                yield path, FormatSchema.model_validate(data)
            except ValidationError:
                continue
            finally:
                parent[path[-1]] = kept
            if not isinstance(kept, list):
                break


def test_nothing_of_a_format_changes_without_a_word() -> None:
    tried: set[str] = set()
    for path, other in one_change_each():
        if other == SCHEMA:
            continue
        tried.add(next(str(step) for step in reversed(path) if isinstance(step, str)))
        for old, new in ((SCHEMA, other), (other, SCHEMA)):
            found = [str(one) for one in compare(old, new)]
            assert found, path
            if path[-1] != "key" and len({veld.key for _deel, _sectie, veld in other.velden()}) == len(list(other.velden())):
                assert "De opbouw van het format is veranderd." not in found, path
            assert not any(re.search("[a-z]_[a-z]", one) for one in found), found
    # Every attribute that any part of a format has was among them.
    parts = [SCHEMA, *SCHEMA.delen, *(sectie for _deel, sectie in SCHEMA.secties()), *(veld for _deel, _sectie, veld in SCHEMA.velden())]
    attributes = {name for part in parts for name in type(part).model_fields}
    assert attributes - tried <= {"type"}


def test_every_attribute_has_a_name_of_its_own() -> None:
    from formats.compare_words import NAMEN, SOORTEN
    from formats.schema import VELDEN, Deel, Frozen, Kolom, Sectie, Variant
    from formats.schema.velden import Bankitem, Matrixrij, OptieMetGroep, Pictogram, Slot

    parts: list[type[Frozen]] = [
        *VELDEN.values(),
        Deel,
        Sectie,
        FormatSchema,
        Variant,
        Kolom,
        Bankitem,
        Matrixrij,
        OptieMetGroep,
        Pictogram,
        Slot,
    ]
    attributes = {name for part in parts for name in part.model_fields}
    assert attributes - set(NAMEN) == {"key", "delen", "secties", "velden"}
    assert set(VELDEN) <= set(SOORTEN)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_other_order_is_told(data: st.DataObject) -> None:
    source = SCHEMA.model_dump(mode="json")
    sectie = source["delen"][0]["secties"][0]
    sectie["velden"] = data.draw(st.permutations(sectie["velden"]))
    other = FormatSchema.model_validate(source)
    found = compare(SCHEMA, other)
    assert bool(found) is (other != SCHEMA)
    assert all(one.soort == "verplaatst" for one in found)
    assert len(found) < len(sectie["velden"])


def test_duplicate_keys_in_a_draft_break_nothing() -> None:
    def twice(data: Any) -> None:
        data["delen"].append(copy.deepcopy(data["delen"][0]))

    other = rearranged(twice)
    assert compare(SCHEMA, other)
    assert compare(other, SCHEMA)


def test_long_texts_are_shortened() -> None:
    told = sentences(changed("delen.0.uitleg", "lang " * 5000))
    assert len(told[0]) < 1000
