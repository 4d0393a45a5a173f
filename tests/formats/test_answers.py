"""Answers of a format of an editor's page, read back: as text for people and as a count for task lists."""

from django.template.loader import render_to_string

from formats.forms import SectieForm
from formats.progress import Progress, progress
from formats.readable import readable
from formats.schema import FormatSchema, Sectie
from tests.formats.test_forms import ANSWERS, RIJ


def test_answers_read_as_a_person_would_write_them(sectie: Sectie) -> None:
    regels = {regel.key: regel for regel in readable(sectie, ANSWERS)}
    assert regels["datum"].tekst == "3 maart 2026"
    assert regels["meer"].lijst == ["uitleg", "rust"]
    assert regels["janee"].tekst == "Ja\nElke week"
    assert regels["rijen"].kop == ["Wat?", "Wie?", "Klaar op", "Stand"]
    assert regels["rijen"].rijen == [["Bellen", "Juf Noor", "3 maart 2026", "bezig"]]
    assert regels["ouder"].invuller == "ouder"
    assert not any(regel.leeg for regel in regels.values())


def test_nothing_filled_in_reads_as_empty(sectie: Sectie) -> None:
    assert all(regel.leeg for regel in readable(sectie, {}))
    page = render_to_string("formats/section_answers.html", {"regels": readable(sectie, {})})
    assert page.count("Nog niet ingevuld") == len(sectie.velden)


def test_misshapen_answers_read_as_empty_and_break_nothing(sectie: Sectie) -> None:
    for wrong in (None, 3, "tekst", ["a", None], {"antwoord": 3}, [{"kol-wat": None}]):
        answers = dict.fromkeys((veld.key for veld in sectie.velden), wrong)
        readable(sectie, answers)
        progress(sectie, answers)
        render_to_string("formats/section_form.html", {"form": SectieForm(sectie, answers)})


def test_answers_are_escaped(sectie: Sectie) -> None:
    evil = {**ANSWERS, "lang": "<script>alert(1)</script>", "rijen": [{**RIJ, "kol-wat": "<b>vet</b>"}]}
    page = render_to_string("formats/section_answers.html", {"regels": readable(sectie, evil)})
    assert "<script>" not in page
    assert "<b>" not in page


def test_progress_counts_the_wanted_fields(sectie: Sectie) -> None:
    assert progress(sectie, {}).state == "leeg"
    assert progress(sectie, {"datum": "2026-03-03"}) == Progress(filled=0, total=2, touched=True)
    assert progress(sectie, {"datum": "2026-03-03"}).state == "bezig"
    assert progress(sectie, {"kort": "5b", "lang": "x"}).state == "klaar"


def test_a_section_without_wanted_fields_counts_them_all(schema: FormatSchema) -> None:
    plan = schema.sectie("sectie-twee")[1]
    assert progress(plan, {}) == Progress(filled=0, total=1)
    assert progress(plan, {"plan": "x"}).state == "klaar"
