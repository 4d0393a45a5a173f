"""The exchange file: what is written is read back the same, and everything that is wrong is told with its place, with nothing read."""

import codecs
import copy
import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from formats.exchange import MAX_BYTES, ExchangeFile, dump, read
from tests.formats.exchange_samples import UITSTROOM, sample_file, sample_schema


@pytest.fixture
def data() -> dict[str, Any]:
    return json.loads(dump(sample_file()))


def errors_of(raw: bytes | dict[str, Any]) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        read(raw if isinstance(raw, bytes) else json.dumps(raw).encode())
    return refused.value.messages


def velden(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {veld["key"]: veld for veld in data["format"]["delen"][0]["secties"][0]["velden"]}


HERE = "Deel 1 ‘Perspectief’, sectie ‘Doelen’"


# --- there and back -------------------------------------------------------------------------------


def test_what_is_written_is_read_back_the_same() -> None:
    file = sample_file()
    text = dump(file)
    assert read(text.encode()) == file
    assert dump(read(text.encode())) == text
    assert read(text.encode()).format == sample_schema()


def test_a_file_may_hold_only_lists_and_banks() -> None:
    file = ExchangeFile(lijsten=sample_file().lijsten, banken=sample_file().banken)
    assert read(dump(file).encode()) == file


def test_what_is_equal_to_its_default_is_not_written(data: dict[str, Any]) -> None:
    assert list(data) == ["groeiportaal", "uitwisselversie", "korte_omschrijving", "format", "lijsten", "banken"]
    assert data["format"]["schema_version"] == 2
    assert velden(data)["mooi"] == {"type": "opgemaakte_tekst", "key": "mooi", "label": "Vraag"}
    assert "\n" in dump(sample_file())[:5]


def test_options_of_a_list_and_a_bank_are_written_once(data: dict[str, Any]) -> None:
    assert velden(data)["uitstroom"] == {"type": "keuze", "key": "uitstroom", "label": "Bestemming", "lijst": "Uitstroom vso"}
    assert "opties" not in velden(data)["eerder"]
    assert "items" not in velden(data)["factoren"]
    assert dump(sample_file()).count(UITSTROOM[0]) == 1
    assert data["banken"][1]["items"][1] == {"label": "Is snel moe", "gevoelig": True}


def test_options_that_differ_from_the_list_stay_with_the_question(data: dict[str, Any]) -> None:
    velden(data)["eerder"]["opties"] = ["anders dan", "de lijst"]
    file = read(json.dumps(data).encode())
    assert file.format is not None
    assert file.format.veld_by_key["eerder"].opties == ("anders dan", "de lijst")
    assert json.loads(dump(file)) == data


def test_headings_of_a_list_are_written_once_too(data: dict[str, Any]) -> None:
    groepen = [{"label": "Later", "opties": list(UITSTROOM)}]
    data["lijsten"][0]["groepen"] = groepen
    file = read(json.dumps(data).encode())
    assert file.format is not None
    assert file.format.veld_by_key["uitstroom"].groepen[0].label == "Later"
    assert json.loads(dump(file)) == data
    velden(data)["uitstroom"]["groepen"] = []
    file = read(json.dumps(data).encode())
    assert file.format is not None and file.format.veld_by_key["uitstroom"].groepen == ()
    assert json.loads(dump(file)) == data


def test_a_mark_in_front_of_the_text_and_windows_line_ends_do_no_harm() -> None:
    text = dump(sample_file())
    assert read(codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode()) == sample_file()


def test_an_older_schema_is_read_as_one_of_today(data: dict[str, Any]) -> None:
    data["format"]["schema_version"] = 1
    velden(data)["kort"]["verplicht"] = True
    schema = read(json.dumps(data).encode()).format
    assert schema is not None
    assert schema.schema_version == 2 and schema.veld_by_key["kort"].eis == "gewenst"


# --- other files ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "Dit bestand is leeg"),
        (b" \n ", "Dit bestand is leeg"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Regel 1: hier staan tekens die geen UTF-8 zijn"),
        (b"{\n\xe9}", "Regel 2: hier staan tekens die geen UTF-8 zijn"),
        (dump(sample_file()).encode("utf-16"), "opgeslagen als UTF-16"),
        (b"<html>", "Regel 1, teken 1: Dit bestand is beschadigd of geen JSON"),
        (b'{"a": 1,\n "b" 2}', "Regel 2, teken 6: Dit bestand is beschadigd of geen JSON"),
        (b'{"a": "\x00"}', "Regel 1, teken 8: Dit bestand is beschadigd of geen JSON"),
        (dump(sample_file()).encode()[:-40], "Dit bestand is beschadigd of geen JSON"),
        (b'{"a": NaN}', "een getal in dat geen getal kan zijn"),
        (b'{"a": ' + b"9" * 5000 + b"}", "een getal in dat geen getal kan zijn"),
        (b"[" * 100_000, "te veel onderdelen in elkaar"),
        (b"[" * 900 + b"]" * 900, "te veel onderdelen in elkaar"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "te veel onderdelen in elkaar"),
        (b"[]", "Dit is geen format van Groeiportaal"),
        (b"null", "Dit is geen format van Groeiportaal"),
        (b'"format"', "Dit is geen format van Groeiportaal"),
        (b'{"name": "groeiportaal", "dependencies": {}}', "Dit is geen format van Groeiportaal"),
        (b'{"groeiportaal": "dossier"}', "Dit is geen format van Groeiportaal"),
        (b'{"groeiportaal": "format", "uitwisselversie": 2}', "gemaakt met een nieuwere versie van Groeiportaal (uitwisselversie 2"),
        (b'{"groeiportaal": "format", "uitwisselversie": true}', "hier hoort een versienummer"),
        (b'{"groeiportaal": "format", "uitwisselversie": "1"}', "hier hoort een versienummer"),
        (
            b'{"groeiportaal": "format", "uitwisselversie": 1, "format": {"schema_version": 9}}',
            "nieuwere versie van Groeiportaal (schema_version 9",
        ),
        (b" " * (MAX_BYTES + 1), "te groot. Een format past in hoogstens 2 MB"),
    ],
)
def test_another_file_is_refused_with_the_reason(raw: bytes, told: str) -> None:
    found = errors_of(raw)
    assert len(found) == 1 and told in found[0], found


# --- wrong contents -------------------------------------------------------------------------------


def change(data: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The data with something else at this path ("format.delen.0.titel"); DELETE takes it away."""
    changed = copy.deepcopy(data)
    part: Any = changed
    *steps, last = path.split(".")
    for step in steps:
        part = part[int(step)] if isinstance(part, list) else part[step]
    if value is DELETE:
        del part[last]
    else:
        part[int(last) if isinstance(part, list) else last] = value
    return changed


DELETE = object()
VELD = "format.delen.0.secties.0.velden"


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("onbekend", 1, "‘onbekend’: kent dit programma niet"),
        ("korte_omschrijving", DELETE, "Het bestand: de korte omschrijving ontbreekt"),
        ("korte_omschrijving", "x" * 401, "de korte omschrijving is te lang"),
        ("korte_omschrijving", 3, "‘korte_omschrijving’: hier hoort tekst"),
        ("format", "tekst", "‘format’: hier hoort een onderdeel"),
        ("format.soort", "toets", "‘soort’: dit kan hier niet staan. Wel: 'groeidocument', 'opp' of 'formulier'."),
        ("format.delen", {}, "‘delen’: hier hoort een lijst"),
        ("format.delen.0.kleur", "rood", "Deel 1 ‘Perspectief’, ‘kleur’: kent dit programma niet"),
        ("format.delen.0.titel", DELETE, "Deel 1, ‘titel’: ontbreekt."),
        ("format.delen.0.secties.0.velden", None, f"{HERE}, ‘velden’: hier hoort een lijst"),
        (f"{VELD}.0", 7, f"{HERE}, vraag 1: hier hoort een onderdeel"),
        (f"{VELD}.0.type", "hologram", f"{HERE}, vraag ‘Vraag’: deze soort vraag bestaat niet"),
        (f"{VELD}.0.type", DELETE, f"{HERE}, vraag ‘Vraag’: ‘type’ ontbreekt"),
        (f"{VELD}.0.label", ["x"], f"{HERE}, vraag 1, ‘label’: hier hoort tekst"),
        (f"{VELD}.0.max_lengte", "20", f"{HERE}, vraag ‘Vraag’, ‘max_lengte’: hier hoort een heel getal"),
        (f"{VELD}.0.max_lengte", 2.5, f"{HERE}, vraag ‘Vraag’, ‘max_lengte’: hier hoort een heel getal"),
        (f"{VELD}.0.max_lengte", True, f"{HERE}, vraag ‘Vraag’, ‘max_lengte’: hier hoort een heel getal"),
        (f"{VELD}.0.nvt", "ja", f"{HERE}, vraag ‘Vraag’, ‘nvt’: hier hoort true of false"),
        (f"{VELD}.0.hulptekst", "a\u0000b", f"{HERE}, vraag ‘Vraag’, ‘hulptekst’: de tekst heeft tekens die niet bewaard kunnen worden"),
        (f"{VELD}.0.hulptekst", "a\ud800b", f"{HERE}, vraag ‘Vraag’, ‘hulptekst’: de tekst heeft tekens die niet bewaard kunnen worden"),
        (f"{VELD}.0.a\u0000b", "x", f"{HERE}, vraag ‘Vraag’: een naam heeft tekens die niet bewaard kunnen worden"),
        (f"{VELD}.0.key", "dubbel punt", f"{HERE}, vraag ‘Vraag’: deze vraag is beschadigd"),
        ("format.varianten.0.naam", "", "Variant 1: geef deze variant een naam"),
        ("lijsten", [], f"{HERE}, vraag ‘Bestemming’: de lijst ‘Uitstroom vso’ staat niet in dit bestand"),
        ("banken", [], f"{HERE}, vraag ‘Factoren’: de bank ‘Onze factoren’ staat niet in dit bestand"),
        ("lijsten.0.waarden", ["a", "a"], "Lijst 1 ‘Uitstroom vso’: het antwoord ‘a’ staat er twee keer"),
        ("lijsten.0.waarden", [], "Lijst 1 ‘Uitstroom vso’: is leeg"),
        ("lijsten.0.waarden", ["x\ny", "z"], "Lijst 1 ‘Uitstroom vso’: de tekst ‘x y’ moet op één regel passen"),
        ("lijsten.0.waarden", [str(number) for number in range(301)], "Lijst 1 ‘Uitstroom vso’: heeft 301 antwoorden"),
        ("lijsten", [{"naam": "", "waarden": ["a"]}], "‘Uitstroom vso’ staat niet in dit bestand"),
        ("banken.1.soort", "recepten", "Bank 2 ‘Onze factoren’, ‘soort’: dit kan hier niet staan"),
        ("banken.1.items.0.richting", "omhoog", "Bank 2 ‘Onze factoren’, regel ‘Vraagt zelf om hulp’, ‘richting’: dit kan hier niet staan"),
    ],
)
def test_a_wrong_part_is_told_with_its_place(data: dict[str, Any], path: str, value: Any, told: str) -> None:
    found = errors_of(change(data, path, value))
    assert any(told in one for one in found), found


def test_every_error_is_told_at_once(data: dict[str, Any]) -> None:
    wrong = change(change(data, f"{VELD}.0.label", 3), f"{VELD}.1.kleur", "rood")
    assert len(errors_of(wrong)) == 2


def test_a_heap_of_errors_is_cut_off(data: dict[str, Any]) -> None:
    rubbish = change(data, VELD, [{"type": "korte_tekst"}] * 60)
    found = errors_of(rubbish)
    assert len(found) == 51 and found[-1] == "En nog 70 andere fouten."


def test_a_name_that_stands_twice_is_refused_with_its_place() -> None:
    text = dump(sample_file()).replace('"label": "Bestemming"', '"label": "Bestemming",\n"label": "Iets anders"')
    assert errors_of(text.encode()) == [f"{HERE}, vraag ‘Iets anders’, ‘label’: staat er twee keer. Haal een van beide weg."]


def test_the_same_list_twice_is_refused(data: dict[str, Any]) -> None:
    data["lijsten"] *= 2
    assert errors_of(data) == ["Het bestand: de lijst ‘Uitstroom vso’ staat er twee keer."]


def test_a_list_without_a_name_is_refused(data: dict[str, Any]) -> None:
    data["lijsten"].append({"naam": "", "waarden": ["a", "b"]})
    assert errors_of(data) == ["Lijst 2: heeft nog geen naam."]


def test_what_must_be_right_in_a_format_is_asked_too(data: dict[str, Any]) -> None:
    velden(data)["kort"]["voorwaarden"] = [{"bron": "weg", "vergelijking": "gevuld"}]
    assert errors_of(data) == [
        f"{HERE}, vraag ‘Vraag’: de voorwaarde kijkt naar een vraag die er niet meer is. Kies een andere vraag of haal de voorwaarde weg."
    ]
