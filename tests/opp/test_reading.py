"""What is read of an OPP: the handelingsdeel of any format, answers in their places, differences in words, states and days of the law."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from formats.schema import Bank, Bankitem, Deel, FormatSchema, Keuze, Kolom, LangeTekst, Rijen, Sectie
from groeidocumenten.opp.onderdelen import handelingssecties, handelingsvelden
from groeidocumenten.opp.projectie import with_own
from groeidocumenten.opp.stand import Feiten, Stand
from groeidocumenten.opp.tijd import period, schooljaar
from groeidocumenten.opp.verschil import marked
from opp_pages import default_formats
from tests.builders.opp import opp_schema


def text(key, *codes, **more):
    return LangeTekst(key=key, label=key, wettelijk=codes, **more)


def form(*delen):
    return FormatSchema(titel="x", soort="opp", delen=delen)


# --- which questions are the handelingsdeel ----------------------------------------------------------


def test_a_part_with_guidance_and_without_destination_is_handelingsdeel_as_a_whole_but_for_the_evaluation():
    begeleiding = Sectie(key="s1", titel="s1", velden=(text("a", "individuele_begeleiding"), text("b")))
    terug = Sectie(key="s2", titel="s2", velden=(text("c", "evaluatie"),))
    assert handelingsvelden(form(Deel(key="d", titel="d", secties=(begeleiding, terug)))) == {"a", "b"}


def test_the_destination_is_never_in_the_handelingsdeel_wherever_a_format_puts_it():
    mixed = Sectie(key="s", titel="s", velden=(text("waar", "uitstroombestemming"), text("hoe", "individuele_begeleiding"), text("los")))
    assert handelingsvelden(form(Deel(key="d", titel="d", secties=(mixed,)))) == {"hoe"}
    for name in default_formats.NAMES:
        schema = default_formats.schema(name)
        destination = {veld.key for _deel, _sectie, veld in schema.velden() if "uitstroombestemming" in veld.wettelijk}
        assert not destination & handelingsvelden(schema), name


def test_every_shipped_opp_format_has_a_handelingsdeel():
    opps = [schema for name in default_formats.NAMES if (schema := default_formats.schema(name)).soort == "opp"]
    assert len(opps) > 5 and all(handelingssecties(schema) for schema in opps)


# --- answers in their places ---------------------------------------------------------------------------


FACTOR = {"richting": "bevorderend", "bron": "ouder", "item": "doorzetter", "tekst": "", "toelichting": "Elke dag.", "invloed": "veel"}


def test_a_factor_stands_in_the_bank_of_the_format_with_who_says_so():
    placed = with_own(opp_schema(), {}, None, [FACTOR])
    assert placed["opp-sectie-bestemming"]["opp-plus"] == [
        {"item": "doorzetter", "tekst": "", "invloed": "veel", "bron": "ouders", "toelichting": "Elke dag."}
    ]


def test_a_factor_that_the_bank_does_not_have_becomes_own_words_and_rows_without_a_bank_take_it_too():
    rijen = Rijen(
        key="r", label="r", wettelijk=("bevorderende_factoren",), kolommen=(Kolom(key="wat", label="Wat"), Kolom(key="hoe", label="Hoe"))
    )
    bank = Bank(key="b", label="b", bank="x", items=(Bankitem(label="iets"),), wettelijk=("bevorderende_factoren",))
    placed = with_own(form(Deel(key="d", titel="d", secties=(Sectie(key="s", titel="s", velden=(rijen, bank)),))), {}, None, [FACTOR])
    assert placed["s"]["r"] == [{"wat": "doorzetter", "hoe": "Elke dag."}]
    assert placed["s"]["b"][0]["tekst"] == "doorzetter"


def test_the_destination_stands_in_the_first_question_that_has_it():
    one, two = (
        Keuze(key=key, label=key, opties=options, wettelijk=("uitstroombestemming",))
        for key, options in (("x", ("vwo", "havo")), ("y", ("werk", "vwo")))
    )
    schema = form(Deel(key="d", titel="d", secties=(Sectie(key="s", titel="s", velden=(one, two)),)))
    assert with_own(schema, {}, {"bestemming": "werk"}, []) == {"s": {"y": "werk"}}
    assert with_own(schema, {}, {"bestemming": "vwo"}, []) == {"s": {"x": "vwo"}}
    assert with_own(schema, {}, {"bestemming": "dagbesteding"}, []) == {}


def test_a_question_that_an_editor_marked_takes_its_answer_from_the_opp():
    velden = (text("laagste", voorvullen="opp.laagste"), text("vrij"))
    schema = form(Deel(key="d", titel="d", secties=(Sectie(key="s", titel="s", velden=velden),)))
    placed = with_own(schema, {"s": {"laagste": "oud", "vrij": "blijft"}}, {"laagste": "vmbo"}, [])
    assert placed == {"s": {"laagste": "vmbo", "vrij": "blijft"}}


# --- differences -------------------------------------------------------------------------------------


def test_the_words_that_came_and_went_are_marked():
    pieces = marked("Elke dag een kwartier lezen.", "Elke week een half uur lezen.")
    assert "".join(one.tekst for one in pieces if one.soort != "kwam") == "Elke dag een kwartier lezen."
    assert "".join(one.tekst for one in pieces if one.soort != "ging") == "Elke week een half uur lezen."


@given(st.text(max_size=60), st.text(max_size=60))
def test_marked_words_always_give_both_texts_back(was, werd):
    pieces = marked(was, werd)
    assert "".join(one.tekst for one in pieces if one.soort != "kwam") == was
    assert "".join(one.tekst for one in pieces if one.soort != "ging") == werd


# --- states and days -----------------------------------------------------------------------------------


DAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("feiten", "stand"),
    [
        (Feiten(), Stand.CONCEPT),
        (Feiten(verstuurd=frozenset({0})), Stand.CONCEPT),
        (Feiten(verstuurd=frozenset({0}), besproken=frozenset({0})), Stand.BESPROKEN),
        (Feiten(besproken=frozenset({0}), vastgesteld=(DAY,)), Stand.VASTGESTELD),
        (Feiten(vastgesteld=(DAY,), geevalueerd=((DAY, 1),)), Stand.GEEVALUEERD),
        (Feiten(vastgesteld=(DAY, DAY), geevalueerd=((DAY, 1),)), Stand.BIJGESTELD),
        (Feiten(vastgesteld=(DAY, DAY), geevalueerd=((DAY, 1), (DAY, 2))), Stand.GEEVALUEERD),
        (Feiten(vastgesteld=(DAY,), einde=DAY), Stand.BEEINDIGD),
        (Feiten(einde=DAY), Stand.BEEINDIGD),
    ],
)
def test_the_state_follows_from_the_facts(feiten, stand):
    assert feiten.stand == stand


@given(
    st.frozensets(st.integers(0, 3)),
    st.frozensets(st.integers(0, 3)),
    st.lists(st.just(DAY), max_size=3),
    st.lists(st.integers(1, 3), max_size=3),
    st.booleans(),
)
def test_nothing_is_adopted_without_an_adoption_and_nothing_runs_after_its_end(sent, talked, adopted, rounds, ended):
    feiten = Feiten(sent, talked, tuple(adopted), tuple((DAY, one) for one in rounds), DAY if ended else None)
    if not adopted and not ended:
        assert feiten.stand in (Stand.CONCEPT, Stand.BESPROKEN)
    assert (feiten.stand == Stand.BEEINDIGD) == ended
    if ended:
        assert feiten.in_bewerking is None


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        # 23:59:59 on 31 July in Amsterdam is 21:59:59 UTC in summer; a second later it is 1 August.
        (datetime(2026, 7, 31, 21, 59, 59, tzinfo=UTC), 2025),
        (datetime(2026, 7, 31, 22, 0, 0, tzinfo=UTC), 2026),
        (datetime(2026, 1, 31, 22, 59, 59, tzinfo=UTC), 2025),
        (datetime(2026, 12, 31, 23, 0, 0, tzinfo=UTC), 2026),
    ],
)
def test_the_schooljaar_turns_at_midnight_in_amsterdam(moment, year):
    assert schooljaar(timezone.localdate(moment)) == year


def test_a_schooljaar_runs_from_the_first_of_august_to_the_last_of_july():
    assert period(2026) == (date(2026, 8, 1), date(2027, 7, 31))
    assert [schooljaar(day) for day in period(2026)] == [2026, 2026]
