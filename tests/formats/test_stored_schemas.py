"""Every schema that was ever stored keeps its meaning: it loads, gives forms, text, JSON Schema and paper, and no default moves under it.

A version that a school works with is a text in the database. Red here means: published formats would read otherwise than they were published.
Never change a file in stored/ to make a test green; add a file when the schema learns something new.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from formats.answers import has_answer, is_empty, stored
from formats.compare import compare
from formats.conditions import flat
from formats.example import example_answers
from formats.forms import SectieForm
from formats.json_schema import json_schema
from formats.papier.blank import format_document
from formats.papier.pdf import render
from formats.progress import progress
from formats.readable import readable
from formats.schema import SCHEMA_VERSION, VELDEN, AnyVeld, Deel, FormatSchema, Sectie, Veld
from formats.schema.base import Frozen
from tests.bewaren.paper import Paper
from tests.formats.all_kinds import ANSWERS, every_kind

HERE = Path(__file__).parent
# Every file as it was stored, by the hash of its text.
HASHES = {
    "schema_1.json": "781540710fec759ae292d2b5f520f245666001c2437c6ad08ba4ad00e108fda0",
    "schema_2.json": "97a91978e7ea10cf1c5a17baa198b9c1ce7c8838d1b503a05868fb631cd81299",
}
FILES = sorted((HERE / "stored").glob("*.json"))


def load(name: str) -> FormatSchema:
    """A stored schema, read the way FormatVersie reads it."""
    return FormatSchema.model_validate_json((HERE / "stored" / name).read_text(encoding="utf-8"))


def kinds_in(path: Path) -> set[str]:
    """The kinds of fields that a file names, read without our schema."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return {veld["type"] for deel in data["delen"] for sectie in deel["secties"] for veld in sectie["velden"]}


def test_the_stored_files_are_as_they_were_stored() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FILES}
    assert found == HASHES


@pytest.mark.parametrize("name", sorted(HASHES))
class TestEveryStoredSchema:
    """What every stored schema must still give."""

    def test_it_loads_with_all_its_fields(self, name: str) -> None:
        data = json.loads((HERE / "stored" / name).read_text(encoding="utf-8"))
        asked = [(veld["key"], veld["label"], veld["type"]) for d in data["delen"] for s in d["secties"] for veld in s["velden"]]
        assert [(veld.key, veld.label, veld.type) for _deel, _sectie, veld in load(name).velden()] == asked

    def test_it_gives_forms(self, name: str) -> None:
        schema = load(name)
        for _deel, sectie in schema.secties():
            page = render_to_string("formats/section_form.html", {"form": SectieForm(sectie, {})})
            shown = [veld.label for veld in sectie.velden if veld.type in ("korte_tekst", "lange_tekst", "datum")]
            assert [label for label in shown if label not in page] == []

    def test_it_gives_readable_text(self, name: str) -> None:
        schema = load(name)
        answers = example_answers(schema)
        for _deel, sectie in schema.secties():
            regels = readable(sectie, answers[sectie.key], schema=schema, alles=flat(answers))
            assert [regel.label for regel in regels if regel.leeg] == []
            page = render_to_string("formats/section_answers.html", {"regels": regels})
            assert [regel.label for regel in regels if regel.label not in page] == []
            assert progress(sectie, answers[sectie.key], schema=schema, alles=flat(answers)).state == "klaar"

    def test_it_gives_a_json_schema_that_knows_its_answers(self, name: str) -> None:
        rule = json_schema(load(name), id="https://voorbeeld.example/x")
        Draft202012Validator.check_schema(rule)
        judge = Draft202012Validator(rule, format_checker=Draft202012Validator.FORMAT_CHECKER)
        judge.validate(example_answers(load(name)))
        assert not judge.is_valid({"bestaat niet": {}})

    def test_it_prints_filled_in_and_empty(self, name: str) -> None:
        schema = load(name)
        for answers in (None, example_answers(schema)):
            paper = Paper(render(format_document(schema, answers)).pdf)
            assert [deel.titel for deel in schema.delen if deel.titel not in paper.text] == []

    def test_it_compares_with_itself_written_anew(self, name: str) -> None:
        schema = load(name)
        assert compare(schema, FormatSchema.model_validate_json(schema.canonical())) == []


def test_answers_of_version_2_are_still_read() -> None:
    schema = load("schema_2.json")
    for _deel, sectie, veld in schema.velden():
        if has_answer(veld) and ANSWERS[sectie.key].get(veld.key):
            assert not is_empty(veld, stored(veld, ANSWERS[sectie.key])), veld.key


def test_version_1_reads_as_it_was_meant() -> None:
    schema = load("schema_1.json")
    assert schema.schema_version == 1
    marks = {veld.key: veld.eis for _deel, _sectie, veld in schema.velden()}
    assert (marks["kort"], marks["lang"], marks["datum"]) == ("gewenst", "gewenst", "vrij")
    assert not any(veld.blokkeert for _deel, _sectie, veld in schema.velden())


def test_version_2_is_stored_to_the_letter() -> None:
    """What we read and write again is the same text, so a hash that was published stays true."""
    text = (HERE / "stored" / "schema_2.json").read_text(encoding="utf-8")
    assert load("schema_2.json").canonical() == text
    assert load("schema_2.json").sha256() == HASHES["schema_2.json"]


def test_every_kind_of_field_is_stored_and_every_stored_kind_exists() -> None:
    """A kind that goes from VELDEN turns this red, and so does a new kind that no stored file has yet."""
    assert set().union(*map(kinds_in, FILES)) == set(VELDEN)


def test_the_newest_file_has_every_attribute_of_every_kind() -> None:
    """So that none can be renamed or dropped: an attribute that is unknown makes a stored file unreadable."""
    data = json.loads((HERE / "stored" / "schema_2.json").read_text(encoding="utf-8"))
    for deel in data["delen"]:
        for sectie in deel["secties"]:
            for veld in sectie["velden"]:
                assert set(veld) == set(VELDEN[veld["type"]].model_fields), veld["key"]
            assert set(sectie) == set(Sectie.model_fields)
        assert set(deel) == set(Deel.model_fields)
    assert set(data) == set(FormatSchema.model_fields)
    assert data["schema_version"] == SCHEMA_VERSION


def test_a_stored_kind_that_nobody_knows_is_an_error_and_not_a_loss() -> None:
    text = (HERE / "stored" / "schema_2.json").read_text(encoding="utf-8").replace('"type":"schaal"', '"type":"bestaat_niet_meer"')
    with pytest.raises(ValidationError):
        FormatSchema.model_validate_json(text)


# --- the defaults of version 2 ----------------------------------------------------------------------------


def defaults_of(part: type[Frozen]) -> dict[str, Any]:
    """What an attribute means when a file leaves it out; attributes that must be there are not named."""
    fields = part.model_fields
    demanded: dict[str, Any] = {name: "x" for name, field in fields.items() if field.is_required()}
    dumped = part.model_construct(None, **demanded).model_dump(mode="json", warnings=False)
    return {name: dumped[name] for name, field in fields.items() if not field.is_required()}


def all_parts() -> dict[str, type[Frozen]]:
    """Every part that a format is made of, by name."""
    found: dict[str, type[Frozen]] = {}
    todo: list[type[Frozen]] = [FormatSchema, *VELDEN.values()]
    while todo:
        part = todo.pop()
        if part.__name__ not in found and part is not Veld:
            found[part.__name__] = part
            todo += [one for one in _mentioned(part) if one not in todo]
    return found


def _mentioned(part: type[Frozen]) -> list[type[Frozen]]:
    everything = Frozen.__subclasses__()
    return [one for one in everything if any(one.__name__ in repr(field.annotation) for field in part.model_fields.values())]


def test_no_default_of_version_2_changed() -> None:
    """An exchange file leaves out what is a default: another default would give it another meaning. Only additions are allowed."""
    known = json.loads((HERE / "defaults_2.json").read_text(encoding="utf-8"))
    now = {name: defaults_of(part) for name, part in sorted(all_parts().items())}
    for name, defaults in known.items():
        assert {attribute: now[name].get(attribute, "is er niet meer") for attribute in defaults} == defaults, name
    missing = {name: sorted(set(defaults) - set(known.get(name, {}))) for name, defaults in now.items()}
    assert {name: attributes for name, attributes in missing.items() if attributes} == {}, "write new attributes into defaults_2.json"


def test_what_must_be_there_stays_as_little_as_it_was() -> None:
    """A file with no more than what a kind demands loads; a new demand would refuse files that were good."""
    adapter: TypeAdapter[Any] = TypeAdapter(AnyVeld)
    least: dict[str, dict[str, Any]] = {
        "gegeven": {"vorm": "brin"},
        "berekend": {"formule": "som", "bronnen": []},
        "keuze": {"opties": []},
        "meerkeuze": {"opties": []},
        "pictogram_keuze": {"opties": []},
        "groepkeuze": {"opties": [{"key": "o", "label": "O"}]},
        "rijen": {"kolommen": [{"key": "k", "label": "K"}]},
        "bank": {"bank": "B", "items": [{"label": "I"}]},
        "persoon": {"onderdelen": ["naam"]},
        "matrix": {"rijen": [{"key": "r", "label": "R"}]},
        "ondertekening": {"slots": [{"key": "s", "rol": "R", "betekenissen": []}]},
        "toelichting": {"tekst": "T"},
    }
    for kind in VELDEN:
        veld = adapter.validate_python({"type": kind, "key": "v", "label": "V", **least.get(kind, {})})
        assert veld.eis == "vrij"


def test_the_sample_of_these_tests_is_the_stored_one() -> None:
    """New kinds and attributes go into a new stored file; until then sample and file say the same."""
    assert compare(load("schema_2.json"), every_kind()) == []
