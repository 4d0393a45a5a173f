"""Conditions: what shows and what hides, chains of them, and circles that end."""

from typing import Any

import pytest

from formats.conditions import applies, asked, flat, visible_delen, visible_secties, visible_velden
from formats.schema import AnyVeld, Deel, FormatSchema, Getal, JaNee, Keuze, KorteTekst, Meerkeuze, Sectie, Voorwaarde


def only(bron: str, *waarden: str, vergelijking: str = "is") -> tuple[Voorwaarde, ...]:
    """One condition."""
    return (Voorwaarde.model_validate({"bron": bron, "vergelijking": vergelijking, "waarden": waarden}),)


def a_schema(*secties: tuple[AnyVeld, ...], **deel: Any) -> FormatSchema:
    """A format with one part."""
    made = tuple(Sectie(key=f"s{n}", titel="S", velden=velden) for n, velden in enumerate(secties))
    return FormatSchema(titel="x", soort="opp", delen=(Deel(key="d", titel="D", secties=made, **deel),))


@pytest.mark.parametrize(
    ("vergelijking", "waarden", "answer", "shown"),
    [
        ("is", ("havo",), "havo", True),
        ("is", ("havo", "vwo"), "vwo", True),
        ("is", ("havo",), "", False),
        ("is_niet", ("havo",), "vwo", True),
        ("is_niet", ("havo",), "havo", False),
        ("gevuld", (), "x", True),
        ("gevuld", (), "", False),
        ("leeg", (), "", True),
        ("leeg", (), "x", False),
        ("minstens", ("3,5",), "3.5", True),
        ("minstens", ("3.5",), "3.4", False),
        ("hoogstens", ("10",), "9", True),
        ("hoogstens", ("10",), "onzin", False),
        ("minstens", (), "3", False),
    ],
)
def test_one_condition(vergelijking: str, waarden: tuple[str, ...], answer: str, shown: bool) -> None:
    vraag = KorteTekst(key="v", label="v", voorwaarden=only("k", *waarden, vergelijking=vergelijking))
    assert applies(vraag, a_schema((KorteTekst(key="k", label="k"), vraag)), {"k": answer}) is shown


def test_a_list_holds_when_one_of_its_options_does() -> None:
    vraag = KorteTekst(key="v", label="v", voorwaarden=only("m", "rust"))
    schema = a_schema((Meerkeuze(key="m", label="m", opties=("rust", "tijd")), vraag))
    assert applies(vraag, schema, {"m": ["tijd", "rust"]})
    assert not applies(vraag, schema, {"m": ["tijd"]})


def test_a_question_that_the_variant_lacks_hides_nothing() -> None:
    vraag = KorteTekst(key="v", label="v", voorwaarden=only("weg", "ja"))
    assert applies(vraag, a_schema((vraag,)), {})


def test_what_hangs_on_a_hidden_question_is_hidden_too() -> None:
    a = JaNee(key="a", label="a")
    b = JaNee(key="b", label="b", voorwaarden=only("a", "ja"))
    c = KorteTekst(key="c", label="c", voorwaarden=only("b", "ja"))
    schema = a_schema((a, b, c))
    answers = {"a": {"antwoord": "ja"}, "b": {"antwoord": "ja"}}
    assert applies(c, schema, answers)
    assert not applies(c, schema, answers | {"a": {"antwoord": "nee"}})


def test_a_question_in_a_hidden_section_or_part_counts_as_empty() -> None:
    hidden = Sectie(key="s1", titel="S", velden=(Getal(key="g", label="g"),), voorwaarden=only("k", "ja"))
    first = Sectie(key="s0", titel="S", velden=(Keuze(key="k", label="k", opties=("ja", "nee")),))
    last = Sectie(key="s2", titel="S", velden=(KorteTekst(key="v", label="v", voorwaarden=only("g", vergelijking="gevuld")),))
    schema = FormatSchema(titel="x", soort="opp", delen=(Deel(key="d", titel="D", secties=(first, hidden, last)),))
    veld = schema.veld_by_key["v"]
    assert asked(veld, schema, {"k": "ja", "g": "3"})
    assert not asked(veld, schema, {"k": "nee", "g": "3"})
    assert [sectie.key for sectie in visible_secties(schema.delen[0], schema, {"k": "nee"})] == ["s0", "s2"]
    assert [veld.key for veld in visible_velden(last, schema, {"k": "ja", "g": "3"})] == ["v"]
    assert list(visible_delen(schema, {})) == list(schema.delen)


def test_a_circle_of_conditions_ends() -> None:
    a = KorteTekst(key="a", label="a", voorwaarden=only("b", "x"))
    b = KorteTekst(key="b", label="b", voorwaarden=only("a", "x"))
    zelf = KorteTekst(key="z", label="z", voorwaarden=only("z", "x"))
    schema = a_schema((a, b, zelf))
    for veld in (a, b, zelf):
        assert applies(veld, schema, {}) in (True, False)
        assert applies(veld, schema, {"a": "x", "b": "x", "z": "x"}) in (True, False)


def test_the_answers_of_all_sections_become_one_without_what_belongs_to_no_field() -> None:
    assert flat({"s1": {"a": "1", "_nvt": {"b": "x"}}, "s2": {"c": "3"}}) == {"a": "1", "c": "3"}
