"""The form of a section: everything typed comes back, nothing is taken that was not asked, and rows work without scripts."""

from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from formats.forms import SectieForm
from formats.freeze import freeze
from formats.schema import Sectie
from formats.text import clean_text
from tests.formats.samples import alles, stream

SECTIE = freeze(stream(alles()), titel="Proefformat", soort="opp", onderwijstypen=[]).sectie("sectie-een")[1]
RIJ = {"kol-wat": "Bellen", "kol-wie": "Juf Noor", "kol-klaar": "2026-03-03", "kol-stand": "bezig"}
ANSWERS: dict[str, Any] = {
    "kort": "5b",
    "lang": "Eerste regel\nTweede regel",
    "keuze": "havo",
    "meer": ["uitleg", "rust"],
    "datum": "2026-03-03",
    "janee": {"antwoord": "ja", "toelichting": "Elke week"},
    "rijen": [RIJ],
    "ouder": "Hoe helpt u?",
}


def posted(answers: dict[str, Any], **extra: Any) -> QueryDict:
    """The answers as a browser sends them."""
    data = QueryDict(mutable=True)
    for key, value in answers.items():
        if key == "meer":
            data.setlist("veld_meer", value)
        elif key == "janee":
            data["veld_janee"], data["veld_janee__toelichting"] = value["antwoord"], value["toelichting"]
        elif key == "rijen":
            data["veld_rijen__aantal"] = str(len(value))
            for number, row in enumerate(value):
                data.update({f"veld_rijen__{number}__{column}": cell for column, cell in row.items()})
        else:
            data[f"veld_{key}"] = value
    data.update(extra)
    return data


def html(form: SectieForm) -> str:
    """The form as a browser receives it."""
    return render_to_string("formats/section_form.html", {"form": form})


def test_every_kind_of_veld_comes_back_as_it_was_sent() -> None:
    form = SectieForm(SECTIE, {}, data=posted(ANSWERS))
    assert form.is_valid(), form.errors
    assert form.answers() == ANSWERS
    assert SectieForm(SECTIE, form.answers(), data=posted(form.answers())).answers() == ANSWERS


def test_a_form_shows_the_answers_that_are_stored() -> None:
    page = html(SectieForm(SECTIE, ANSWERS))
    for text in ('value="5b"', "Tweede regel", 'value="2026-03-03"', "Elke week", "Juf Noor", "Hoe helpt u?"):
        assert text in page
    assert page.count(" checked") == 4


texts = st.text(st.characters(exclude_categories=()), max_size=80)


@given(kort=texts, lang=texts, toelichting=texts, cel=texts)
def test_any_text_is_kept_or_refused_but_never_breaks(kort: str, lang: str, toelichting: str, cel: str) -> None:
    """All of Unicode: emoji, right to left, NUL and lone surrogates."""
    sent = {
        **ANSWERS,
        "kort": kort,
        "lang": lang,
        "janee": {"antwoord": "", "toelichting": toelichting},
        "rijen": [{**RIJ, "kol-wat": cel}],
    }
    form = SectieForm(SECTIE, {}, data=posted(sent))
    html(form).encode()
    typed = form.typed()
    assert (typed["kort"], typed["lang"]) == (clean_text(kort), clean_text(lang))
    assert form.is_valid() == (len(clean_text(kort)) <= 20)
    if form.is_valid():
        assert form.answers()["janee"]["toelichting"] == clean_text(toelichting)
        assert form.answers()["rijen"][0]["kol-wat"] == clean_text(cel)
        assert form.answers() == typed


@pytest.mark.parametrize("text", ["é😀" * 50_000, "\u202eםולש" * 20_000, "👩‍👧‍👦" * 20_000])
def test_a_hundred_thousand_characters_come_back_whole(text: str) -> None:
    form = SectieForm(SECTIE, {}, data=posted({**ANSWERS, "lang": text}))
    assert form.is_valid()
    assert form.answers()["lang"] == text


@given(
    name=st.sampled_from(["rij_erbij", "rij_weg", "veld_rijen__aantal", "veld_keuze", "veld_meer", "veld_datum", "veld_janee"]), value=texts
)
def test_a_manipulated_value_never_breaks(name: str, value: str) -> None:
    form = SectieForm(SECTIE, {}, data=posted({**ANSWERS}, **{name: value}))
    form.is_valid()
    form.typed()
    html(form).encode()


ERRORS = [
    ("kort", "x" * 21, "veld_kort", "Maak deze tekst korter: er passen hoogstens 20 tekens en het zijn er nu 21."),
    ("lang", "x" * 100_001, "veld_lang", "Maak deze tekst korter: er passen hoogstens 100.000 tekens en het zijn er nu 100001."),
    ("keuze", "gymnasium", "veld_keuze", "Dit antwoord staat niet in de lijst. Kies een antwoord uit de lijst."),
    ("meer", ["uitleg", "geld"], "veld_meer", "Dit antwoord staat niet in de lijst. Kies een antwoord uit de lijst."),
    ("datum", "31-02-2026", "veld_datum", "Deze datum bestaat niet. Schrijf een datum zo: 31-12-2026."),
    ("datum", "0026-02-03", "veld_datum", "Kijk het jaartal na."),
    (
        "janee",
        {"antwoord": "misschien", "toelichting": "Soms"},
        "veld_janee",
        "Dit antwoord staat niet in de lijst. Kies een antwoord uit de lijst.",
    ),
    (
        "rijen",
        [{**RIJ, "kol-klaar": "morgen"}],
        "veld_rijen__0__kol-klaar",
        "Deze datum bestaat niet. Schrijf een datum zo: 31-12-2026.",
    ),
]


@pytest.mark.parametrize(("key", "value", "name", "message"), ERRORS)
def test_an_error_is_told_in_dutch_and_keeps_what_was_typed(key: str, value: Any, name: str, message: str) -> None:
    form = SectieForm(SECTIE, {}, data=posted({**ANSWERS, key: value}))
    assert not form.is_valid()
    assert form.errors == {name: [message]}
    assert form.typed() == {**ANSWERS, key: value}
    page = html(form)
    assert message in page
    assert f'id="id_{name}_fout"' in page
    with pytest.raises(ValueError, match="valid"):
        form.answers()


def test_a_date_that_is_none_is_shown_again_as_it_was_typed() -> None:
    """A browser would show an empty date input, so the input becomes an ordinary one."""
    page = html(SectieForm(SECTIE, {}, data=posted({**ANSWERS, "datum": "volgende week"})))
    assert 'value="volgende week"' in page
    assert '<input type="text" name="veld_datum" value="volgende week"' in page


def test_a_dutch_date_is_understood() -> None:
    form = SectieForm(SECTIE, {}, data=posted({**ANSWERS, "datum": "3-3-2026"}))
    assert form.is_valid()
    assert form.answers()["datum"] == "2026-03-03"


def test_an_empty_section_can_be_saved() -> None:
    data = posted(
        {
            "kort": "",
            "lang": "",
            "keuze": "",
            "meer": [],
            "datum": "",
            "janee": {"antwoord": "", "toelichting": ""},
            "rijen": [],
            "ouder": "",
        }
    )
    form = SectieForm(SECTIE, ANSWERS, data=data)
    assert form.is_valid()
    assert not any(value for key, value in form.answers().items() if key != "janee")


def test_an_input_that_was_not_sent_keeps_its_answer() -> None:
    form = SectieForm(SECTIE, ANSWERS, data=QueryDict("veld_kort=6a&veld_meer=tijd"))
    assert form.is_valid()
    assert form.answers() == {**ANSWERS, "kort": "6a", "meer": ["tijd"]}


# --- who may fill in ------------------------------------------------------------------------------


def test_what_a_viewer_may_not_fill_in_is_shown_and_never_taken() -> None:
    form = SectieForm(SECTIE, ANSWERS, data=posted({**ANSWERS, "ouder": "Verzonnen", "kort": "6a"}), editable=frozenset({"school"}))
    assert form.is_valid()
    assert form.answers() == {**ANSWERS, "kort": "6a"}
    assert form.typed() == {**ANSWERS, "kort": "6a"}
    page = html(form)
    assert "Hoe helpt u?" in page
    assert "Verzonnen" not in page
    assert 'name="veld_ouder"' not in page


def test_a_parent_cannot_send_rows_or_choices_of_the_school() -> None:
    sent = posted({**ANSWERS, "rijen": [], "meer": [], "ouder": "Nieuw"}, rij_weg="rijen:0")
    form = SectieForm(SECTIE, ANSWERS, data=sent, editable=frozenset({"ouder"}))
    assert form.typed() == {**ANSWERS, "ouder": "Nieuw"}
    assert 'name="rij_erbij"' not in html(form)


def test_somebody_who_may_fill_in_nothing_gets_text_only() -> None:
    form = SectieForm(SECTIE, ANSWERS, data=posted({}), editable=frozenset())
    assert form.is_valid()
    assert form.answers() == ANSWERS
    assert 'veld_kort"' not in html(form).replace('id="id_veld_kort"', "")


# --- rows -----------------------------------------------------------------------------------------


def test_a_row_more_keeps_everything_typed_and_judges_nothing() -> None:
    wrong = {**ANSWERS, "datum": "volgende week", "kort": "x" * 30}
    form = SectieForm(SECTIE, {}, data=posted(wrong, rij_erbij="rijen"))
    assert form.row_request
    assert not form.is_valid()
    assert not form.errors
    assert form.typed() == wrong
    page = html(form)
    assert "gp-error" not in page
    assert 'name="veld_rijen__aantal" value="2"' in page
    assert 'value="volgende week"' in page
    assert page.count(" autofocus") == 1


def test_a_row_less_takes_that_row_and_keeps_the_others() -> None:
    rows = [{**RIJ, "kol-wat": f"Rij {number}"} for number in range(3)]
    form = SectieForm(SECTIE, {"rijen": rows}, data=posted({**ANSWERS, "rijen": rows}, rij_weg="rijen:1"))
    assert [row["kol-wat"] for row in form.typed()["rijen"]] == ["Rij 0", "Rij 2"]
    again = SectieForm(SECTIE, {"rijen": rows}, data=posted(form.typed()))
    assert again.is_valid()
    assert [row["kol-wat"] for row in again.answers()["rijen"]] == ["Rij 0", "Rij 2"]


def test_there_is_always_a_row_to_write_in() -> None:
    assert 'name="veld_rijen__0__kol-wat"' in html(SectieForm(SECTIE, {}))
    assert 'name="veld_rijen__1__kol-wat"' in html(SectieForm(SECTIE, {}, data=QueryDict("rij_erbij=rijen")))


def test_no_more_rows_than_the_format_allows() -> None:
    full = [dict(RIJ) for _ in range(4)]
    form = SectieForm(SECTIE, {}, data=posted({**ANSWERS, "rijen": full}, rij_erbij="rijen"))
    assert len(form.typed()["rijen"]) == 4
    assert "Meer dan 4 regels passen hier niet." in html(form)
    many = SectieForm(SECTIE, {}, data=posted({**ANSWERS, "rijen": full}, veld_rijen__aantal="9999"))
    assert many.is_valid()
    assert len(many.answers()["rijen"]) == 4


@pytest.mark.parametrize("count", ["", "-1", "veel", "１", "9" * 50])
def test_a_damaged_row_count_costs_nobody_a_row(count: str) -> None:
    data = posted({**ANSWERS, "rijen": [RIJ, RIJ]})
    data["veld_rijen__aantal"] = count
    assert SectieForm(SECTIE, {}, data=data).typed()["rijen"] == [RIJ, RIJ]


@pytest.mark.parametrize("value", ["", "rijen", "rijen:", "rijen:7", "rijen:-1", "anders:0", "ouder:0"])
def test_a_button_that_belongs_to_nothing_changes_nothing(value: str) -> None:
    form = SectieForm(SECTIE, {}, data=posted(ANSWERS, rij_weg=value))
    assert form.row_request
    assert form.typed() == ANSWERS


def test_empty_rows_are_dropped() -> None:
    empty = dict.fromkeys(RIJ, " ")
    form = SectieForm(SECTIE, {}, data=posted({**ANSWERS, "rijen": [empty, RIJ, empty]}))
    assert form.is_valid()
    assert form.answers()["rijen"] == [RIJ]


def test_enter_in_a_text_field_never_presses_a_row_button(sectie: Sectie) -> None:
    """The first button of a form is the one that Enter presses."""
    page = html(SectieForm(sectie, {}))
    assert page.index('<button type="submit" hidden>') < page.index('name="rij_weg"')
