"""Computed fields: calendar arithmetic, exact sums, and nothing at all where a source is missing."""

from datetime import date
from typing import Any

import pytest

from formats.berekend import calculate, computed
from formats.conditions import applies
from formats.schema import (
    AnyVeld,
    Berekend,
    Datum,
    Deel,
    FormatSchema,
    Getal,
    Groepkeuze,
    JaNee,
    Kolom,
    KorteTekst,
    Matrix,
    Matrixrij,
    Meerkeuze,
    OptieMetGroep,
    Rijen,
    Schaal,
    Sectie,
    Voorwaarde,
)

TODAY = date(2026, 3, 3)


def a_schema(*velden: AnyVeld) -> FormatSchema:
    """A format with these fields."""
    return FormatSchema(titel="x", soort="opp", delen=(Deel(key="d", titel="D", secties=(Sectie(key="s", titel="S", velden=velden),)),))


def later(start: str, aantal: int, eenheid: str) -> str:
    """The date that a datum_plus gives."""
    veld = Berekend.model_validate(
        {"key": "b", "label": "b", "formule": "datum_plus", "bronnen": ["a"], "aantal": aantal, "eenheid": eenheid}
    )
    return calculate(veld, {"a": start}, a_schema(Datum(key="a", label="a"), veld), TODAY)


@pytest.mark.parametrize(
    ("start", "aantal", "eenheid", "end"),
    [
        ("2026-03-03", 6, "weken", "2026-04-14"),
        ("2026-12-28", 6, "weken", "2027-02-08"),
        ("2026-03-03", 10, "dagen", "2026-03-13"),
        ("2026-01-31", 1, "maanden", "2026-02-28"),
        ("2028-01-31", 1, "maanden", "2028-02-29"),
        ("2026-08-31", 6, "maanden", "2027-02-28"),
        ("2026-12-15", 1, "maanden", "2027-01-15"),
        ("2028-02-29", 1, "jaren", "2029-02-28"),
        ("2026-03-31", -1, "maanden", "2026-02-28"),
        ("2026-03-03", 9999, "jaren", ""),
        ("2026-03-03", 10**12, "dagen", ""),
        ("2026-03-03", -9999, "jaren", ""),
        ("2019", 6, "weken", ""),
        ("2019-05", 6, "weken", ""),
        ("onzin", 6, "weken", ""),
        ("2026-02-30", 6, "weken", ""),
        ("", 6, "weken", ""),
    ],
)
def test_a_date_so_much_later_is_plain_calendar_arithmetic(start: str, aantal: int, eenheid: str, end: str) -> None:
    assert later(start, aantal, eenheid) == end


def test_people_read_dates_and_numbers_the_dutch_way() -> None:
    plus = Berekend(key="p", label="p", formule="datum_plus", bronnen=("d",), aantal=6)
    som = Berekend(key="s", label="s", formule="som", bronnen=("g", "h"))
    oud = Berekend(key="o", label="o", formule="leeftijd", bronnen=("d",))
    schema = a_schema(Datum(key="d", label="d"), Getal(key="g", label="g"), Getal(key="h", label="h"), plus, som, oud)
    alles = {"d": "2014-03-04", "g": "0.1", "h": "0.2"}
    assert computed(plus, alles, schema, TODAY) == "15 april 2014"
    assert computed(som, alles, schema, TODAY) == "0,3"
    assert computed(oud, alles, schema, TODAY) == "11 jaar"
    assert computed(oud, alles, schema, date(2026, 3, 4)) == "12 jaar"
    assert [computed(veld, {}, schema, TODAY) for veld in (plus, som, oud)] == ["", "", ""]


@pytest.mark.parametrize("born", ["2026-03-04", "2014", "", "x"])
def test_nobody_who_is_not_born_has_an_age(born: str) -> None:
    oud = Berekend(key="o", label="o", formule="leeftijd", bronnen=("d",))
    assert calculate(oud, {"d": born}, a_schema(Datum(key="d", label="d"), oud), TODAY) == ""


def test_sums_and_differences_are_exact() -> None:
    som = Berekend(key="s", label="s", formule="som", bronnen=("g", "weg", "uren/aantal"))
    verschil = Berekend(key="v", label="v", formule="verschil", bronnen=("g", "h"))
    uren = Rijen(key="uren", label="u", kolommen=(Kolom(key="aantal", label="a", type="getal"),))
    schema = a_schema(Getal(key="g", label="g"), Getal(key="h", label="h"), uren, som, verschil)
    rows = [{"aantal": "0.1"}, {"aantal": ""}, {"aantal": "onzin"}, {"aantal": "1e999999"}, {"aantal": "NaN"}, {"aantal": "9" * 500}]
    assert calculate(som, {"g": "99999999999999999999.25", "uren": rows}, schema, TODAY) == "99999999999999999999.35"
    assert calculate(verschil, {"g": "2.5", "h": "3"}, schema, TODAY) == "-0.5"
    assert calculate(verschil, {"g": "2.5"}, schema, TODAY) == ""
    assert calculate(verschil, {"h": "2.5"}, schema, TODAY) == ""


@pytest.mark.parametrize(
    ("veld", "bron", "answer", "amount"),
    [
        (
            Rijen(key="a", label="a", kolommen=(Kolom(key="k", label="k"), Kolom(key="m", label="m"))),
            "a",
            [{"k": "x"}, {"k": ""}, {"m": "y"}],
            "2",
        ),
        (Rijen(key="a", label="a", kolommen=(Kolom(key="k", label="k"), Kolom(key="m", label="m"))), "a/k", [{"k": "x"}, {"m": "y"}], "1"),
        (Schaal(key="a", label="a"), "a", [{"waarde": "4"}], "1"),
        (Meerkeuze(key="a", label="a", opties=("x", "y")), "a", ["x", "y"], "2"),
        (
            Matrix(key="a", label="a", rijen=(Matrixrij(key="r", label="r"), Matrixrij(key="q", label="q")), schaal=("ja", "nee")),
            "a",
            {"rijen": {"r": {"keuze": "ja"}}, "extra": []},
            "1",
        ),
        (Groepkeuze(key="a", label="a", opties=(OptieMetGroep(key="o", label="o"),)), "a", {"gekozen": ["o"]}, "1"),
        (KorteTekst(key="a", label="a"), "a", "", ""),
    ],
)
def test_what_was_filled_in_is_counted(veld: AnyVeld, bron: str, answer: Any, amount: str) -> None:
    aantal = Berekend(key="b", label="b", formule="aantal", bronnen=(bron,))
    assert calculate(aantal, {"a": answer}, a_schema(veld, aantal), TODAY) == amount


def test_a_circle_and_a_source_that_is_not_there_are_empty() -> None:
    een = Berekend(key="een", label="1", formule="som", bronnen=("twee",))
    twee = Berekend(key="twee", label="2", formule="som", bronnen=("een",))
    niets = Berekend(key="niets", label="3", formule="datum_plus", bronnen=())
    for veld in (een, twee, niets):
        assert calculate(veld, {"een": "3"}, a_schema(een, twee, niets), TODAY) == ""


def test_a_computed_field_builds_on_another() -> None:
    een = Berekend(key="een", label="1", formule="datum_plus", bronnen=("d",), aantal=6)
    twee = Berekend(key="twee", label="2", formule="datum_plus", bronnen=("een",), aantal=6)
    assert calculate(twee, {"d": "2026-01-01"}, a_schema(Datum(key="d", label="d"), een, twee), TODAY) == "2026-03-26"


def test_a_hidden_question_adds_nothing() -> None:
    only = (Voorwaarde(bron="j", waarden=("ja",)),)
    som = Berekend(key="s", label="s", formule="som", bronnen=("g", "h"))
    schema = a_schema(JaNee(key="j", label="j"), Getal(key="g", label="g", voorwaarden=only), Getal(key="h", label="h"), som)
    alles = {"j": {"antwoord": "nee"}, "g": "3", "h": "4"}
    assert calculate(som, alles, schema, TODAY) == "4"
    assert calculate(som, alles | {"j": {"antwoord": "ja"}}, schema, TODAY) == "7"


def test_a_condition_may_look_at_a_computed_field() -> None:
    som = Berekend(key="s", label="s", formule="som", bronnen=("g",))
    vraag = KorteTekst(key="v", label="v", voorwaarden=(Voorwaarde(bron="s", vergelijking="minstens", waarden=("5",)),))
    schema = a_schema(Getal(key="g", label="g"), som, vraag)
    assert [applies(vraag, schema, {"g": number}) for number in ("4", "5", "")] == [False, True, False]


def test_a_condition_and_a_computed_field_that_wait_for_each_other_end() -> None:
    som = Berekend(key="s", label="s", formule="som", bronnen=("g",))
    getal = Getal(key="g", label="g", voorwaarden=(Voorwaarde(bron="s", vergelijking="minstens", waarden=("5",)),))
    schema = a_schema(getal, som)
    assert calculate(som, {"g": "6"}, schema, TODAY) in ("", "6")
    assert applies(getal, schema, {"g": "6"}) in (True, False)
