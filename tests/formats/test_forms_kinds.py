"""Every kind of field in a form: it comes back as it was stored, says in Dutch what does not fit, and takes nothing that was not offered."""

from typing import Any

import pytest

from formats.answers import stored
from formats.fields.choice import NO_WORDS, TWO_ANSWERS, UNKNOWN_CHOICE
from formats.forms import SectieForm
from formats.schema import VELDEN as KINDS
from tests.formats.forms_samples import SCHEMA, SECTIE
from tests.formats.sending import html, sends

EMPTY = {"betekenis": "", "naam": "", "datum": "", "opmerking": ""}
RIJ = {
    "doel": "Leest elke dag",
    "uren": "2.5",
    "thuis": "ja",
    "stand": "loopt nog",
    "mail": "ib@school.example",
    "bel": "",
    "klaar": "",
    "stuk": "",
}
ANSWERS: dict[str, Any] = {
    "kort": "5b",
    "lang": "Een lege regel\n\n  ertussen",
    "opmaak": "**Vet** & <b>",
    "tel": "06 12345678",
    "mail": "ouder@post.example",
    "postcode": "1234 AB",
    "brin": "12AB",
    "getal": "3.5",
    "datum": "2026-03-03",
    "jaar": "2019-05",
    "keuze": "vmbo-t of mavo",
    "domein": "Taal",
    "onderdeel": "spelling",
    "vak": "klok",
    "meer": ["uitleg", "rust", "muziek luisteren"],
    "janee": {"antwoord": "ja", "toelichting": "Elke week"},
    "verzuim": "Bellen",
    "vervolg": "Juf",
    "groepen": {
        "gekozen": ["logo"],
        "groepen": {"logo": {"wie": "Praktijk", "sinds": "2025-01-02"}, "fysio": {"wie": "bewaard"}, "geen": {}},
    },
    "rijen": [RIJ, {**RIJ, "stand": "klaar"}],
    "schaal": [{"datum": "2026-01-01", "waarde": "4", "toelichting": ""}],
    "bank": [{"item": "leest graag", "tekst": "", "invloed": "veel", "bron": "ouders", "toelichting": "Ja"}],
    "persoon": [{"aanhef": "mw.", "naam": "Ans", "telefoon": "030 1234567", "email": "ans@post.example", "gezag": "ja"}],
    "matrix": {
        "rijen": {
            "start": {"keuze": "soms", "tekst": "Ligt aan de taak"},
            "af": {"keuze": "", "tekst": ""},
            "vraagt": {"keuze": "vaak", "tekst": ""},
        },
        "extra": [{"label": "Ruimt op", "keuze": "nooit", "tekst": ""}],
    },
    "rooster": {"rijen": {"ma": {"wie": "Juf", "uur": "1.5"}, "di": {"wie": "", "uur": ""}}, "extra": []},
    "plaatje": ["boos"],
    "plaatjes": ["lezen", "muziek"],
    "bestand": [{"id": "een", "naam": "verslag.pdf"}],
    "teken": {
        "ouders": [{"betekenis": "akkoord", "naam": "Ans", "datum": "2026-03-03", "opmerking": "Fijn"}, EMPTY],
        "school": [EMPTY],
    },
    "ouder": "Hoe gaat het?",
    "geheim": "Verhuisd",
}


def form(answers: dict[str, Any] | None = None, **more: Any) -> SectieForm:
    return SectieForm(SECTIE, answers or {}, schema=SCHEMA, **more)


def after(answers: dict[str, Any] | None = None, /, **typed: str | list[str]) -> SectieForm:
    """The form as it arrives after somebody opened it with these answers and typed."""
    return form(answers, data=sends(form(answers), **typed))


def test_the_section_of_these_tests_has_every_kind_of_field() -> None:
    assert {veld.type for veld in SECTIE.velden} == set(KINDS)


def test_every_kind_comes_back_as_it_was_stored() -> None:
    again = after(ANSWERS)
    assert again.is_valid(), again.errors
    assert again.answers() == ANSWERS
    assert again.typed() == ANSWERS


def test_every_kind_can_be_saved_empty() -> None:
    empty = after()
    assert empty.is_valid(), empty.errors
    assert {key: stored(veld, empty.answers()) for veld in SECTIE.velden if (key := veld.key)} == {
        veld.key: stored(veld, {}) for veld in SECTIE.velden
    }


def test_nothing_sent_changes_no_typed_answer() -> None:
    unticked = {"meer": [], "plaatjes": [], "groepen": {**ANSWERS["groepen"], "gekozen": []}}
    assert form(ANSWERS, data={}).answers() == {**ANSWERS, **unticked}


TYPED = [
    ("tel", "+31 (0)30-123 45 67", "+31 (0)30-123 45 67"),
    ("mail", "a@b.example", "a@b.example"),
    ("postcode", "1234ab", "1234 AB"),
    ("brin", " 12 ab ", "12AB"),
    ("brin", "00a1", "00A1"),
    ("getal", "3,5", "3.5"),
    ("getal", "3.5", "3.5"),
    ("getal", "12 uur", "12"),
    ("getal", "0,0", "0"),
    ("getal", "007", "7"),
    ("datum", "3-3-2026", "2026-03-03"),
    ("jaar", "2019", "2019"),
    ("jaar", "5-2019", "2019-05"),
    ("jaar", "2019-05", "2019-05"),
    ("jaar", "31-5-2019", "2019-05-31"),
]


@pytest.mark.parametrize(("key", "typed", "answer"), TYPED)
def test_what_people_type_is_understood(key: str, typed: str, answer: str) -> None:
    sent = after(None, **{f"veld_{key}": typed})
    assert sent.is_valid(), sent.errors
    assert sent.answers()[key] == answer


def test_a_dutch_thousand_is_a_thousand() -> None:
    sent = after(None, veld_rooster__ma__uur="1.250")
    assert sent.answers()["rooster"]["rijen"]["ma"]["uur"] == "1250"


LONG = "Maak deze tekst korter: er passen hoogstens 200 tekens en het zijn er nu 10000."
WRONG = [
    ("veld_tel", "bel maar", "Dit telefoonnummer klopt nog niet. Schrijf het met cijfers, zo: 06 12345678."),
    ("veld_tel", "112", "Dit telefoonnummer klopt nog niet. Schrijf het met cijfers, zo: 06 12345678."),
    ("veld_mail", "a@", "Dit e-mailadres klopt nog niet. Schrijf het zo: naam@school.nl."),
    ("veld_postcode", "0123 AB", "Deze postcode klopt nog niet. Schrijf hem zo: 1234 AB."),
    ("veld_brin", "12AB00", "Een BRIN heeft 4 tekens en begint met 2 cijfers, bijvoorbeeld 12AB."),
    ("veld_getal", "veel", "Schrijf een getal in cijfers, bijvoorbeeld 3,5."),
    ("veld_getal", "1e5", "Schrijf een getal in cijfers, bijvoorbeeld 3,5."),
    ("veld_getal", "3,55", "Schrijf hoogstens 1 cijfer achter de komma."),
    ("veld_getal", "-1", "Dit getal is te laag: het laagste dat hier past is 0."),
    ("veld_getal", "30,5", "Dit getal is te hoog: het hoogste dat hier past is 30."),
    ("veld_jaar", "13-2019", "Deze datum bestaat niet. Schrijf bijvoorbeeld 31-12-2026, 12-2026 of 2026."),
    ("veld_jaar", "1019", "Kijk het jaartal na."),
    ("veld_vak", "gym", UNKNOWN_CHOICE),
    ("veld_keuze", "__anders__", NO_WORDS),
    ("veld_meer", ["__anders__"], NO_WORDS),
    ("veld_meer", ["uitleg", "geld"], UNKNOWN_CHOICE),
    ("veld_plaatje", "bang", UNKNOWN_CHOICE),
    ("veld_plaatjes", ["gym", "bang"], UNKNOWN_CHOICE),
    ("veld_groepen", ["logo", "ergo"], UNKNOWN_CHOICE),
    ("veld_rijen__1__uren", "50", "Dit getal is te hoog: het hoogste dat hier past is 40."),
    ("veld_rijen__0__thuis", "soms", UNKNOWN_CHOICE),
    ("veld_rijen__0__mail", "x", "Dit e-mailadres klopt nog niet. Schrijf het zo: naam@school.nl."),
    ("veld_rijen__0__stuk", "andermans.pdf", "Dit bestand hoort niet bij deze vraag. Voeg het opnieuw toe."),
    ("veld_schaal__0__waarde", "11", UNKNOWN_CHOICE),
    ("veld_bank__0__item", "verzonnen", UNKNOWN_CHOICE),
    ("veld_persoon__0__naam", "x" * 10_000, LONG),
    ("veld_matrix__start__keuze", "altijd", UNKNOWN_CHOICE),
    ("veld_rooster__di__uur", "x", "Schrijf een getal in cijfers, bijvoorbeeld 3,5."),
    ("veld_teken__ouders__0__betekenis", "niet_gezien", UNKNOWN_CHOICE),
    ("veld_teken__school__0__betekenis", "voor_gezien", UNKNOWN_CHOICE),
]


@pytest.mark.parametrize(("name", "value", "message"), WRONG)
def test_what_does_not_fit_is_told_beside_its_input_and_stays_typed(name: str, value: str | list[str], message: str) -> None:
    sent = after(ANSWERS, **{name: value, f"{name}__anders": ""})
    assert sent.errors == {name: [message]}
    assert not sent.is_valid()
    page = html(sent)
    assert message in page
    assert f'id="id_{name}_fout"' in page
    (fout,) = sent
    assert fout.label and fout.anchor.startswith(f"id_{name}")
    assert f'id="{fout.anchor}"' in page or "stuk" in name
    assert form(ANSWERS, data=sends(sent)).errors.keys() <= {name}, "sending it again loses nothing else"


def test_own_words_beside_a_choice_are_not_thrown_away_silently() -> None:
    assert after(None, veld_keuze="havo", veld_keuze__anders="of toch vwo").errors == {"veld_keuze": [TWO_ANSWERS]}
    changed = after({"keuze": "eigen woorden"}, veld_keuze="havo")
    assert changed.is_valid() and changed.answers()["keuze"] == "havo", "old own words make way for a choice"


def test_own_words_count_without_a_tick() -> None:
    sent = after(None, veld_keuze__anders="iets anders", veld_meer__anders="muziek")
    assert (sent.answers()["keuze"], sent.answers()["meer"]) == ("iets anders", ["muziek"])


def test_an_old_answer_that_left_the_list_may_stay_but_not_come() -> None:
    old = {"domein": "Gym", "plaatjes": ["zwemmen"], "bank": [{**ANSWERS["bank"][0], "item": "oud item"}]}
    kept = after(old)
    assert kept.is_valid(), kept.errors
    assert {key: kept.answers()[key] for key in old} == old
    assert not after(None, veld_domein="Gym").is_valid()


def test_the_words_of_an_unticked_group_are_kept_and_what_does_not_fit_there_stays_as_it_was() -> None:
    sent = after(ANSWERS, veld_groepen=[], veld_groepen__logo__wie="Nieuw", veld_groepen__logo__sinds="morgen")
    assert sent.is_valid(), sent.errors
    assert sent.answers()["groepen"] == {**ANSWERS["groepen"], "gekozen": []}
    fits = after(ANSWERS, veld_groepen=[], veld_groepen__logo__wie="Nieuw").answers()["groepen"]
    assert fits["gekozen"] == [] and fits["groepen"]["logo"]["wie"] == "Nieuw"
    assert "veld_groepen__logo__sinds" in after(ANSWERS, veld_groepen__logo__sinds="morgen").errors


def test_files_are_never_changed_by_the_form() -> None:
    sent = after(ANSWERS, veld_bestand="iets anders")
    assert sent.answers()["bestand"] == ANSWERS["bestand"]
    assert "Op deze pagina worden geen bestanden bewaard." in html(form(ANSWERS))
    page = html(form(ANSWERS, bestand_url=lambda key: f"/bij/{key}/", bestand_adres=lambda id: f"/haal/{id}/"))
    assert '<a href="/haal/een/">verslag.pdf</a>' in page
    assert 'href="/bij/bestand/"' in page and 'href="/bij/rijen/"' in page
    assert "ze zijn er allemaal" in html(form({"bestand": ANSWERS["bestand"] * 2}, bestand_url=str))


def test_what_is_worked_out_is_shown_and_never_stored() -> None:
    assert "14 april 2026" in html(form(ANSWERS))
    assert "14 april 2026" in html(after(None, veld_datum="2026-03-03"))
    assert "later" not in after(ANSWERS, veld_later="2030-01-01").answers()


def test_texts_between_the_questions_are_read_with_their_marks() -> None:
    page = html(form())
    assert "<strong>nu</strong>" in page and "<li>Kort mag</li>" in page
    assert "U laat weten dat u dit plan kent." in page


def test_a_typed_text_is_escaped_everywhere() -> None:
    evil = '"><script>alert(1)</script>'
    answers = dict.fromkeys(("kort", "lang", "opmaak", "tel", "getal", "datum", "jaar", "keuze", "domein", "vak"), evil)
    answers |= {"meer": [evil], "plaatje": [evil], "bestand": [{"id": evil, "naam": evil}], "rijen": [dict.fromkeys(RIJ, evil)]}
    answers |= {"matrix": {"rijen": {}, "extra": [{"label": evil, "keuze": evil, "tekst": evil}]}}
    for made in (form(answers), after(answers)):
        assert "<script>" not in html(made)


@pytest.mark.parametrize("text", ["\x00", "x" * 10_000, "👩‍👧‍👦 é", "\u202eםולש", "\ud800", "__anders__", "<b>"])
def test_no_text_in_any_input_breaks_the_form(text: str) -> None:
    sent = after(ANSWERS, **dict.fromkeys(sends(form(ANSWERS)), text))
    sent.is_valid()
    sent.typed()
    html(sent).encode()


@pytest.mark.parametrize("wrong", [None, 3, "tekst", ["a", None, 3], {"x": 1}, {"rijen": 3, "extra": [None], "gekozen": 1}, [{"doel": 3}]])
def test_misshapen_stored_answers_read_as_empty(wrong: Any) -> None:
    answers = {**dict.fromkeys((veld.key for veld in SECTIE.velden), wrong), "_nvt": wrong, "_herkomst": wrong}
    html(form(answers))
    assert after(answers).is_valid() or wrong == "tekst"


def test_unknown_names_change_nothing() -> None:
    assert after(ANSWERS, veld_onbekend="x", veld_kort__0__x="x", veld_matrix__nieuw__keuze="vaak", veld___="x").answers() == ANSWERS
