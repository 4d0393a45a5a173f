"""What is filled in beforehand and where it came from, and "niet van toepassing, omdat"."""

from datetime import date
from typing import Any

import pytest

from formats.answers import HERKOMST, NVT
from formats.forms import SectieForm
from formats.prefill import Voorstel
from tests.formats.forms_samples import SCHEMA, SECTIE
from tests.formats.sending import html, sends

PERSOON = [{"aanhef": "", "naam": "Ans", "telefoon": "", "email": "", "gezag": "ja"}]
VOORSTELLEN = {
    "kort": Voorstel("5b", "het schoolregister", date(2026, 3, 3)),
    "getal": Voorstel("3.5", "het schoolregister", date(2026, 3, 3)),
    "persoon": Voorstel(PERSOON, "de gegevens van de ouders", date(2026, 1, 31)),
}
KORT = {"waarde": "5b", "bron": "het schoolregister", "op": "2026-03-03"}
SENTENCE = "Ingevuld vanuit het schoolregister, 3 maart 2026. Klopt het niet? Pas het aan."


def form(answers: dict[str, Any], **more: Any) -> SectieForm:
    return SectieForm(SECTIE, answers, schema=SCHEMA, voorstellen=VOORSTELLEN, **more)


def after(answers: dict[str, Any], /, **typed: str | list[str]) -> SectieForm:
    return form(answers, data=sends(form(answers), **typed))


def test_a_proposal_stands_in_the_empty_input_with_its_origin() -> None:
    page = html(form({}))
    assert 'name="veld_kort" value="5b"' in page and 'name="veld_getal" value="3,5"' in page and 'value="Ans"' in page
    assert page.count(SENTENCE) == 2
    assert "Ingevuld vanuit de gegevens van de ouders, 31 januari 2026." in page
    assert form({}).typed() == {}, "nobody answered anything yet"


def test_saving_keeps_the_origin_and_a_change_ends_it() -> None:
    saved = after({}).answers()
    assert saved["kort"] == "5b" and saved[HERKOMST]["kort"] == KORT
    assert saved[HERKOMST]["persoon"] == {"waarde": PERSOON, "bron": "de gegevens van de ouders", "op": "2026-01-31"}
    assert SENTENCE in html(SectieForm(SECTIE, saved)), "the origin is told as long as the answer is the same"
    changed = after(saved, veld_kort="6a").answers()
    assert changed["kort"] == "6a" and "kort" not in changed[HERKOMST] and "getal" in changed[HERKOMST]
    assert SENTENCE not in html(SectieForm(SECTIE, {**changed, HERKOMST: {"kort": KORT}}))


def test_an_answer_that_is_there_is_never_replaced_by_a_proposal() -> None:
    assert 'value="4"' in html(form({"kort": "4"}))
    assert HERKOMST not in after({"kort": "5b", "getal": "1", "persoon": PERSOON}).answers(), "a person wrote the same words"


def test_a_proposal_that_was_emptied_stays_empty_and_is_shown_as_it_was_typed() -> None:
    sent = after({}, veld_kort="", veld_datum="morgen")
    assert 'name="veld_kort" value=""' in html(sent)
    assert "kort" not in after({}, veld_kort="").answers()[HERKOMST]


def test_a_proposal_of_another_shape_is_no_proposal() -> None:
    wrong = {"kort": Voorstel(["5b"], "x", date(2026, 1, 1)), "persoon": Voorstel("Ans", "x", date(2026, 1, 1))}
    assert "Ingevuld vanuit" not in html(SectieForm(SECTIE, {}, voorstellen=wrong))


@pytest.mark.parametrize("kept", [{"kort": 3}, {"kort": {"waarde": "5b"}}, {"kort": {"waarde": "5b", "bron": "x", "op": 3}}, 3, []])
def test_damaged_origins_break_nothing(kept: Any) -> None:
    html(SectieForm(SECTIE, {"kort": "5b", HERKOMST: kept}))


def test_the_origin_of_a_field_outside_the_form_stays() -> None:
    kept = {HERKOMST: {"geheim": {"waarde": "x", "bron": "y", "op": "2026-01-01"}}, "geheim": "x"}
    gast = SectieForm(SECTIE, kept, lezer="deskundige", data={})
    assert gast.answers()[HERKOMST] == kept[HERKOMST]


# --- niet van toepassing --------------------------------------------------------------------------


def test_a_reason_is_stored_beside_the_answer_and_shown_again() -> None:
    saved = after({"lang": "blijft"}, veld_lang__nvt="ja", veld_lang__nvt_reden="Net op school").answers()
    assert saved[NVT] == {"lang": "Net op school"} and saved["lang"] == "blijft"
    page = html(form(saved))
    assert 'value="Net op school"' in page and 'id="id_veld_lang__nvt" checked' in page
    assert NVT not in after(saved, veld_lang__nvt=[]).answers(), "unticking is enough"
    assert after(saved).answers()[NVT] == saved[NVT]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"veld_lang__nvt": "ja"}, "Schrijf waarom dit niet van toepassing is, of haal het vinkje weg."),
        ({"veld_lang__nvt_reden": "Zomaar"}, "Zet een vinkje bij ‘Niet van toepassing’, of maak de reden leeg."),
        (
            {"veld_lang__nvt": "ja", "veld_lang__nvt_reden": "x" * 10_000},
            "Maak de reden korter: er passen hoogstens 1.000 tekens en het zijn er nu 10000.",
        ),
    ],
)
def test_half_a_reason_is_asked_for(typed: dict[str, str], message: str) -> None:
    sent = after({}, **typed)
    assert sent.errors == {"veld_lang__nvt_reden": [message]}
    assert 'id="id_veld_lang__nvt_reden_fout"' in html(sent)


def test_a_field_that_always_applies_takes_no_reason() -> None:
    assert NVT not in after({}, veld_kort__nvt="ja", veld_kort__nvt_reden="Nee").answers()
    assert 'name="veld_kort__nvt"' not in html(form({}))


def test_a_field_that_does_not_apply_gets_no_proposal() -> None:
    assert 'name="veld_getal" value=""' in html(form({NVT: {"getal": "Geen lessen"}}))
