"""Answers as JSON Schema 2020-12: real ones pass, wrong ones are refused, and programs read the rest in the x- attributes."""

import copy
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator

from formats.answers import has_answer, stored
from formats.json_schema import DIALECT, json_schema
from formats.schema import VELDEN, FormatSchema
from tests.formats.all_kinds import ANSWERS, every_kind

SCHEMA = every_kind()
ADDRESS = "https://voorbeeld.example/api/v1/opp-formats/x/versies/1/schema"


def judge(schema: FormatSchema) -> Validator:
    """A validator of the answers of a format, from the text that a program would fetch."""
    rule = json.loads(json.dumps(json_schema(schema, id=ADDRESS)))
    Draft202012Validator.check_schema(rule)
    return Draft202012Validator(rule, format_checker=Draft202012Validator.FORMAT_CHECKER)


def rule_of(key: str) -> dict[str, Any]:
    """What the JSON Schema says of one field."""
    secties = json_schema(SCHEMA, id=ADDRESS)["properties"]
    return next(sectie["properties"][key] for sectie in secties.values() if key in sectie["properties"])


def with_answer(path: str, value: Any) -> dict[str, Any]:
    """The sample answers with one thing changed, at "section/field"."""
    sectie, key = path.split("/")
    answers = copy.deepcopy(ANSWERS)
    answers[sectie][key] = value
    return answers


def test_it_names_itself_and_its_dialect() -> None:
    rule = json_schema(SCHEMA, id=ADDRESS)
    assert (rule["$schema"], rule["$id"]) == (DIALECT, ADDRESS)
    assert rule["x-sha256"] == SCHEMA.sha256()


def test_filled_in_answers_pass() -> None:
    judge(SCHEMA).validate(ANSWERS)


def test_no_answer_at_all_passes() -> None:
    judge(SCHEMA).validate({})
    judge(SCHEMA).validate({sectie.key: {} for _deel, sectie in SCHEMA.secties()})


def test_what_the_engine_reads_back_passes_too() -> None:
    """`stored` gives every column and every place to sign, empty ones included."""
    for given in (ANSWERS, {}):
        answers = {
            sectie.key: {veld.key: stored(veld, given.get(sectie.key, {})) for veld in sectie.velden if has_answer(veld)}
            for _deel, sectie in SCHEMA.secties()
        }
        judge(SCHEMA).validate(answers)


WRONG: list[tuple[str, Any]] = [
    ("s-tekst/groep", "x" * 61),
    ("s-tekst/groep", 5),
    ("s-tekst/groep", None),
    ("s-tekst/verhaal", ["x"]),
    ("s-tekst/telefoon", "bel maar"),
    ("s-tekst/mail", "geen adres"),
    ("s-tekst/postcode", "12345"),
    ("s-tekst/brin", "9"),
    ("s-tekst/uren", "3,5"),
    ("s-tekst/uren", "3.55"),
    ("s-tekst/uren", 3.5),
    ("s-tekst/start", "2026-02-30"),
    ("s-tekst/start", "2019"),
    ("s-tekst/sinds", "mei 2019"),
    ("s-tekst/evaluatie", "2026-04-14"),
    ("s-tekst/uitleg", "x"),
    ("s-tekst/onbekend", "x"),
    ("s-tekst/_nvt", {"groep": "mag hier niet"}),
    ("s-tekst/_nvt", "x"),
    ("s-tekst/_herkomst", {"brin": {"waarde": "x"}}),
    ("s-tekst/_herkomst", {"onbekend": {"waarde": "x", "bron": "y", "op": "2026-01-01"}}),
    ("s-keuze/uitstroom", "gymnasium"),
    ("s-keuze/helpt", ["rust", "rust"]),
    ("s-keuze/helpt", ["een", "twee in eigen woorden"]),
    ("s-keuze/helpt", "rust"),
    ("s-keuze/gevoel", ["Bang"]),
    ("s-keuze/verzuim", "ja"),
    ("s-keuze/verzuim", {"antwoord": "misschien", "toelichting": ""}),
    ("s-keuze/verzuim", {"antwoord": "ja"}),
    ("s-keuze/hulp", {"gekozen": ["x"], "groepen": {}}),
    ("s-keuze/hulp", {"gekozen": [], "groepen": {"rt": {"x": ""}}}),
    ("s-keuze/hulp", {}),
    ("s-rijen/doelen", [{"x": ""}]),
    ("s-rijen/doelen", [{}] * 5),
    ("s-rijen/doelen", [{"tijd": "veel"}]),
    ("s-rijen/doelen", [{"samen": "soms"}]),
    ("s-rijen/welbevinden", [{"waarde": "11"}]),
    ("s-rijen/factoren", [{"item": "Verzonnen"}]),
    ("s-rijen/ouders", [{}, {}, {}]),
    ("s-rijen/zorg", {"rijen": {"onbekend": {}}, "extra": []}),
    ("s-rijen/zorg", {"rijen": {"lezen": {"keuze": "wel"}}, "extra": []}),
    ("s-rijen/scores", {"rijen": {}, "extra": [{"label": "x"}]}),
    ("s-einde/verslag", [{"id": "1", "naam": "a"}] * 3),
    ("s-einde/verslag", ["a.pdf"]),
    ("s-einde/tekenen", {"school": [{"betekenis": "voor_gezien"}]}),
    ("s-einde/tekenen", {"ouder": [{}, {}, {}]}),
    ("s-einde/tekenen", {"onbekend": []}),
]


@pytest.mark.parametrize(("path", "value"), WRONG, ids=[f"{path} {str(value)[:30]}" for path, value in WRONG])
def test_a_wrong_answer_is_refused(path: str, value: Any) -> None:
    assert not judge(SCHEMA).is_valid(with_answer(path, value))


def test_every_kind_of_field_is_described_and_tried_wrong() -> None:
    described = {veld.type for _deel, _sectie, veld in SCHEMA.velden() if has_answer(veld) and rule_of(veld.key)}
    assert described == set(VELDEN) - {"berekend", "toelichting"}
    tried = {SCHEMA.veld_by_key[key].type for key in (path.split("/")[1] for path, _value in WRONG) if key in SCHEMA.veld_by_key}
    assert set(VELDEN) - tried == {"lange_tekst"}  # the same rule as korte_tekst


def test_a_section_that_the_format_lacks_is_refused() -> None:
    assert not judge(SCHEMA).is_valid({"onbekend": {}})
    assert not judge(SCHEMA).is_valid([])


def test_own_words_pass_only_where_the_format_allows_them() -> None:
    assert judge(SCHEMA).is_valid(with_answer("s-keuze/type", "internationale school"))
    assert judge(SCHEMA).is_valid(with_answer("s-keuze/helpt", ["rust", "een koptelefoon"]))
    assert not judge(SCHEMA).is_valid(with_answer("s-keuze/uitstroom", "internationale school"))


def test_programs_read_who_when_and_how_private_in_attributes() -> None:
    assert rule_of("gevoel")["x-invuller"] == "leerling"
    assert rule_of("gevoel")["x-kindlabel"] == "Hoe voel jij je?"
    assert rule_of("aanpak")["x-lezers"] == ["school", "ouder"]
    assert rule_of("aanpak")["x-voorwaarden"] == [{"bron": "verzuim", "vergelijking": "is", "waarden": ["ja"]}]
    assert rule_of("signalen")["x-okr"] == "c"
    assert rule_of("type")["x-wettelijk"] == ["uitstroombestemming"]
    assert rule_of("verslag")["x-vertrouwelijk"] == "onderzoek"
    assert rule_of("groep")["x-eis"] == "verplicht"
    assert rule_of("uitstroom")["x-afhankelijk-van"] == "type"
    assert (rule_of("uren")["x-minimum"], rule_of("uren")["x-maximum"], rule_of("uren")["x-eenheid"]) == (0, 40, "uur")
    assert json_schema(SCHEMA, id=ADDRESS)["properties"]["s-rijen"]["x-varianten"] == ["lang"]


def test_every_kind_alone_gives_a_sound_schema() -> None:
    for deel, sectie, veld in SCHEMA.velden():
        alone = sectie.model_copy(update={"velden": (veld,)})
        judge(SCHEMA.model_copy(update={"delen": (deel.model_copy(update={"secties": (alone,)}),)}))
