"""The filled-in example: fits every format, is the same each time, shows as much as it can, and is as long as real texts."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from jsonschema import Draft202012Validator

from formats.answers import HERKOMST, has_answer, is_empty, stored
from formats.conditions import applies, flat
from formats.example import example_answers
from formats.forms import SectieForm
from formats.json_schema import json_schema
from formats.readable import readable
from formats.schema import (
    Deel,
    FormatSchema,
    Getal,
    Keuze,
    KorteTekst,
    LangeTekst,
    Meerkeuze,
    OpgemaakteTekst,
    Optiegroep,
    Rijen,
    Sectie,
    Voorwaarde,
)
from formats.schema.base import Kolom
from tests.formats.all_kinds import every_kind
from tests.formats.everything import everything

STORED = [
    FormatSchema.model_validate_json(path.read_text(encoding="utf-8")) for path in sorted(Path(__file__).parent.glob("stored/*.json"))
]
FORMATS = [every_kind(), everything(), *STORED]


class Inputs(HTMLParser):
    """What a browser would send of a form, if somebody pressed the button without touching anything."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent = QueryDict(mutable=True)
        self._textarea = self._select = ""
        self._in_template = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        name, value, kind = own.get("name") or "", own.get("value"), own.get("type") or "text"
        if tag == "template" or self._in_template:  # a browser sends nothing of it
            self._in_template = True
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in own:
            self.sent.appendlist(self._select, value or "")
        elif tag == "textarea":
            self._textarea = name
            self.sent[name] = ""
        elif tag == "input" and name and kind != "submit" and (kind not in ("radio", "checkbox") or "checked" in own):
            self.sent.appendlist(name, "on" if value is None else value)

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.sent[self._textarea] = f"{self.sent[self._textarea]}{data}"

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""
        elif tag == "template":
            self._in_template = False


def one(*velden: object) -> FormatSchema:
    """A format of one section."""
    secties = [{"key": "s", "titel": "S", "velden": [veld.model_dump() for veld in velden]}]  # type: ignore[attr-defined]
    return FormatSchema.model_validate({"titel": "x", "soort": "opp", "delen": [{"key": "d", "titel": "D", "secties": secties}]})


@pytest.mark.parametrize("schema", FORMATS)
def test_the_example_fits_the_json_schema_of_its_format(schema: FormatSchema) -> None:
    rule = json_schema(schema, id="https://voorbeeld.example/x")
    Draft202012Validator(rule, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(example_answers(schema))


@pytest.mark.parametrize("schema", FORMATS)
def test_the_example_comes_through_the_form_unchanged(schema: FormatSchema) -> None:
    """Shown in the form, sent as a browser would, judged, and stored: the same answers."""
    answers = example_answers(schema)
    for _deel, sectie in schema.secties():
        own = answers[sectie.key]
        more: dict[str, Any] = {"schema": schema, "alles": flat(answers)}
        page = render_to_string("formats/section_form.html", {"form": SectieForm(sectie, own, **more)})
        form = SectieForm(sectie, own, data=Inputs(page).sent, **more)
        assert form.is_valid(), form.errors
        said = form.answers()
        for veld in sectie.velden:
            if has_answer(veld):
                assert stored(veld, said) == stored(veld, own), veld.key
        Draft202012Validator(json_schema(schema, id="https://voorbeeld.example/x")).validate({sectie.key: said})


@pytest.mark.parametrize("schema", FORMATS)
def test_an_untouched_empty_form_fits_the_json_schema_too(schema: FormatSchema) -> None:
    for _deel, sectie in schema.secties():
        page = render_to_string("formats/section_form.html", {"form": SectieForm(sectie, {}, schema=schema)})
        form = SectieForm(sectie, {}, data=Inputs(page).sent, schema=schema)
        assert form.is_valid(), form.errors
        Draft202012Validator(json_schema(schema, id="https://voorbeeld.example/x")).validate({sectie.key: form.answers()})


def test_every_question_has_an_answer_in_its_own_shape() -> None:
    schema = every_kind()
    answers = example_answers(schema)
    for _deel, sectie, veld in schema.velden():
        if has_answer(veld):
            value = stored(veld, answers[sectie.key])
            assert not is_empty(veld, value), veld.key


def test_it_is_the_same_each_time() -> None:
    assert example_answers(every_kind()) == example_answers(every_kind())


def test_what_conditions_ask_for_is_chosen() -> None:
    schema = every_kind()
    alles = flat(example_answers(schema))
    assert all(applies(part, schema, alles) for deel, sectie, veld in schema.velden() for part in (deel, sectie, veld))


def test_a_dependent_choice_follows_the_one_it_depends_on() -> None:
    boven = Keuze(key="boven", label="Type", opties=("vo", "vso"))
    groepen = (Optiegroep(label="vo", opties=("havo",)), Optiegroep(label="vso", opties=("arbeid",)))
    onder = Keuze(key="onder", label="Uitstroom", opties=("havo", "arbeid"), groepen=groepen, afhankelijk_van="boven")
    for wanted, expected in (("vo", "havo"), ("vso", "arbeid")):
        extra = KorteTekst(key="k", label="k", voorwaarden=(Voorwaarde(bron="boven", waarden=(wanted,)),))
        assert example_answers(one(onder, boven, extra))["s"]["onder"] == expected


def test_choices_that_depend_on_each_other_end() -> None:
    een = Keuze(key="een", label="1", opties=("a",), afhankelijk_van="twee")
    twee = Keuze(key="twee", label="2", opties=("a",), afhankelijk_van="een")
    assert set(example_answers(one(een, twee))["s"]) == {"een", "twee"}


def test_limits_are_kept() -> None:
    answers = example_answers(
        one(
            KorteTekst(key="kort", label="Naam", max_lengte=4),
            LangeTekst(key="lang", label="Doel", max_lengte=30),
            OpgemaakteTekst(key="rijk", label="Doel", max_lengte=200),
            Getal(key="getal", label="g", minimum=5, maximum=5),
            Getal(key="min", label="m", maximum=-3),
            Rijen(key="rijen", label="r", kolommen=(Kolom(key="k", label="k"),), max_rijen=2),
            Meerkeuze(key="leeg", label="l", opties=()),
        )
    )["s"]
    assert len(answers["kort"]) <= 4
    assert 0 < len(answers["lang"]) <= 30
    assert 0 < len(answers["rijk"]) <= 200
    assert (answers["getal"], answers["min"], len(answers["rijen"]), answers["leeg"]) == ("5", "-3", 2, [])


def test_texts_are_as_long_as_real_ones() -> None:
    long = example_answers(one(LangeTekst(key="a", label="Wat ziet u?"), LangeTekst(key="b", label="Aanpak")))["s"]
    assert all(200 <= len(text) <= 600 for text in long.values())


def test_who_fills_it_in_speaks() -> None:
    answers = example_answers(one(LangeTekst(key="o", label="x", invuller="ouder"), LangeTekst(key="l", label="x", invuller="leerling")))[
        "s"
    ]
    assert answers["o"].startswith("Wij ")
    assert answers["l"].startswith("Ik ")


def test_example_sentences_of_the_format_are_used() -> None:
    assert example_answers(one(LangeTekst(key="a", label="x", voorbeelden=("Eigen zin.",))))["s"]["a"] == "Eigen zin."


def test_what_the_register_gives_shows_its_origin() -> None:
    schema = every_kind()
    answers = example_answers(schema)
    assert answers["s-tekst"][HERKOMST]["brin"]["bron"] == "het schoolregister"
    regels = {regel.key: regel for regel in readable(schema.delen[0].secties[0], answers["s-tekst"], schema=schema, alles=flat(answers))}
    assert regels["brin"].herkomst == "Uit het schoolregister, 7 september 2026"


def test_an_empty_format_has_an_empty_example() -> None:
    schema = FormatSchema(titel="x", soort="opp", delen=(Deel(key="d", titel="D", secties=(Sectie(key="s", titel="S", velden=()),)),))
    assert example_answers(schema) == {"s": {}}
