"""Rows of every kind: they start as the format asks, grow and shrink by a button that posts, and too many are refused and never cut off."""

from typing import Any

import pytest

from formats.forms import SectieForm
from formats.schema import Kolom, Rijen, Sectie
from tests.formats.forms_samples import SCHEMA, SECTIE
from tests.formats.sending import html, sends
from tests.formats.test_forms_kinds import ANSWERS, RIJ, after, form


def pressed(answers: dict[str, Any], **button: str) -> SectieForm:
    return form(answers, data=sends(form(answers), **button))


def test_the_rows_that_a_format_asks_for_are_there_to_begin_with() -> None:
    page = html(form())
    assert 'name="veld_rijen__1__doel"' in page and 'name="veld_rijen__2__doel"' not in page
    assert "Er wordt gevraagd om ten minste 2" in page
    assert "Doel <span data-nummer>2</span>" in page
    assert after().answers()["rijen"] == [], "empty starting rows are not stored"


@pytest.mark.parametrize("key", ["rijen", "schaal", "bank"])
def test_a_button_adds_a_row_keeps_the_rest_and_starts_there(key: str) -> None:
    rows = len(ANSWERS[key])
    made = pressed(ANSWERS, rij_erbij=key, veld_kort="7", veld_datum="morgen")
    assert made.row_request and not made.is_valid() and not made.errors
    page = html(made)
    assert f'name="veld_{key}__aantal" value="{rows + 1}"' in page
    assert page.count(" autofocus") == 1 and 'value="morgen"' in page
    assert made.typed() == {**ANSWERS, "kort": "7", "datum": "morgen"}


def test_a_button_takes_one_row_and_keeps_the_others() -> None:
    made = pressed(ANSWERS, rij_weg="rijen:0")
    assert made.typed()["rijen"] == ANSWERS["rijen"][1:]
    assert form(ANSWERS, data=sends(made)).answers()["rijen"] == ANSWERS["rijen"][1:]


def test_rows_that_a_person_adds_to_a_matrix_work_the_same() -> None:
    made = pressed(ANSWERS, rij_erbij="matrix")
    page = html(made)
    assert 'name="veld_matrix__extra__1__label"' in page and page.count(" autofocus") == 1
    full = form(ANSWERS, data=sends(made, veld_matrix__extra__1__label="Tweede", veld_matrix__extra__1__keuze="vaak"))
    assert full.answers()["matrix"]["extra"][1] == {"label": "Tweede", "keuze": "vaak", "tekst": ""}
    assert "Meer dan 2 eigen rijen passen hier niet." in html(full)
    more = form(full.answers(), data=sends(full, rij_erbij="matrix"))
    assert len(more.typed()["matrix"]["extra"]) == 2
    assert pressed(ANSWERS, rij_weg="matrix:0").typed()["matrix"]["extra"] == []
    assert pressed(ANSWERS, rij_erbij="rooster", rij_weg="rooster:0").typed() == ANSWERS, "a fixed matrix has no such buttons"


def test_more_rows_than_fit_are_refused_with_the_reason_and_none_is_lost() -> None:
    data = sends(form())
    data["veld_rijen__aantal"] = "6"
    for number in range(6):
        data.update({f"veld_rijen__{number}__{part}": value for part, value in RIJ.items()})
        data[f"veld_rijen__{number}__stand"] = "klaar"
    sent = form(data=data)
    assert sent.errors == {"veld_rijen": ["Er passen hoogstens 4 regels en het zijn er nu 6. Haal er 2 weg."]}
    assert len(sent.typed()["rijen"]) == 6
    assert 'name="veld_rijen__5__doel"' in html(sent)
    assert len(pressed({"rijen": [RIJ] * 4}, rij_erbij="rijen").typed()["rijen"]) == 4
    assert after({"rijen": [RIJ] * 6}).is_valid(), "rows that were kept before may stay"


@pytest.mark.parametrize("count", ["", "-1", "veel", "１", "9" * 50, "9999"])
def test_a_damaged_count_costs_nobody_a_row(count: str) -> None:
    sent = after(ANSWERS, veld_rijen__aantal=count, veld_matrix__extra__aantal=count)
    assert sent.is_valid(), sent.errors
    assert sent.answers() == ANSWERS


@pytest.mark.parametrize("value", ["", "rijen", "rijen:", "rijen:7", "rijen:-1", "rijen:١", "anders:0", "kort:0", "later:0", "uitleg:0"])
def test_a_button_that_belongs_to_nothing_changes_nothing(value: str) -> None:
    assert pressed(ANSWERS, rij_weg=value).typed() == ANSWERS
    assert pressed(ANSWERS, rij_erbij=value.replace("rijen", "x")).typed() == ANSWERS


def test_one_person_has_no_row_buttons() -> None:
    page = html(form())
    assert 'value="persoon' not in page
    assert 'name="veld_persoon__0__naam"' in page


def test_columns_of_a_phase_stand_together_under_its_name() -> None:
    page = html(form())
    plan, evaluation = page.index('aria-label="Plan"'), page.index('aria-label="Evaluatie"')
    assert plan < page.index('name="veld_rijen__0__thuis"') < evaluation < page.index('name="veld_rijen__0__stand"')


def test_a_file_in_a_row_travels_with_its_row() -> None:
    answers = {"rijen": [{**RIJ, "stuk": "een.pdf"}, {**RIJ, "stuk": "twee.pdf"}]}
    made = pressed(answers, rij_weg="rijen:0")
    assert [row["stuk"] for row in made.typed()["rijen"]] == ["twee.pdf"]
    assert form(answers, data=sends(made)).answers()["rijen"][0]["stuk"] == "twee.pdf"


def test_a_guest_is_not_offered_sensitive_things_and_cannot_pick_them() -> None:
    def seen(answers: dict[str, Any], **more: Any) -> SectieForm:
        return SectieForm(SECTIE, answers, schema=SCHEMA, lezer="deskundige", **more)

    assert "slaapt slecht" in html(form())
    assert "slaapt slecht" not in html(seen({}))
    sent = seen({}, data=sends(seen({}), veld_bank__0__item="slaapt slecht"))
    assert "veld_bank__0__item" in sent.errors
    picked = {"bank": [{**ANSWERS["bank"][0], "item": "slaapt slecht"}]}
    assert 'name="veld_bank__0__item"' not in html(seen(picked)), "a list that holds one can only be read"
    assert seen(picked, data=sends(seen(picked))).answers()["bank"] == picked["bank"]


def test_own_words_in_a_column_keep_to_their_own_row() -> None:
    kolom = Kolom(key="k", label="Wat", type="keuze", opties=("a", "b"), anders=True)
    sectie = Sectie(key="s", titel="S", velden=(Rijen(key="r", label="R", kolommen=(kolom,)),))
    made = SectieForm(sectie, {"r": [{"k": "a"}, {"k": "eigen"}]})
    sent = SectieForm(sectie, {"r": []}, data=sends(made))
    assert sent.answers()["r"] == [{"k": "a"}, {"k": "eigen"}]
