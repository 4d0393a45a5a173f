"""Answers read back: as text for people, as a count for task lists, and as JSON Schema for programs."""

import json
from typing import Any

from django.template.loader import render_to_string

from formats.json_schema import json_schema
from formats.progress import Progress, progress
from formats.readable import readable
from formats.schema import FormatSchema, Sectie
from tests.formats.test_forms import ANSWERS, RIJ, SectieForm, posted


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


# --- JSON Schema ----------------------------------------------------------------------------------


def fits(rule: dict[str, Any], value: Any) -> bool:
    """Judge a value by the part of JSON Schema that the product writes; an unknown keyword is an error, not a pass."""
    known = {"$schema", "$id", "title", "description", "x-invuller", "x-type", "format"}
    checks = {
        "type": lambda want: isinstance(value, {"object": dict, "array": list, "string": str}[want]),
        "enum": lambda want: value in want,
        "const": lambda want: value == want,
        "anyOf": lambda want: any(fits(rule, value) for rule in want),
        "maxLength": lambda want: len(value) <= want,
        "maxItems": lambda want: len(value) <= want,
        "uniqueItems": lambda want: len(set(value)) == len(value),
        "items": lambda want: all(fits(want, item) for item in value),
        "required": lambda want: set(want) <= set(value),
        "properties": lambda want: all(fits(want[name], item) for name, item in value.items() if name in want),
        "additionalProperties": lambda want: want or set(value) <= set(rule["properties"]),
    }
    return all(checks[keyword](want) for keyword, want in rule.items() if keyword not in known)


def test_the_json_schema_accepts_real_answers_and_refuses_others(schema: FormatSchema, sectie: Sectie) -> None:
    rule = json.loads(json.dumps(json_schema(schema, id="https://voorbeeld.example/formats/1")))
    form = SectieForm(sectie, {}, data=posted(ANSWERS))
    assert fits(rule, {"sectie-een": form.answers()})
    empty = SectieForm(sectie, {}, data=posted({}))
    assert fits(rule, {"sectie-een": empty.answers(), "sectie-twee": {"plan": ""}})
    for key, wrong in {
        "kort": "x" * 21,
        "keuze": "gymnasium",
        "meer": ["uitleg", "uitleg"],
        "datum": 3,
        "janee": "ja",
        "rijen": [{"x": ""}],
    }.items():
        assert not fits(rule, {"sectie-een": {**ANSWERS, key: wrong}}), key
    assert not fits(rule, {"onbekend": {}})


def test_the_json_schema_names_itself_and_its_dialect(schema: FormatSchema) -> None:
    rule = json_schema(schema, id="https://voorbeeld.example/formats/1")
    assert rule["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert rule["$id"] == "https://voorbeeld.example/formats/1"
    assert rule["properties"]["sectie-een"]["properties"]["ouder"]["x-invuller"] == "ouder"
