"""Freezing: the same format gives the same text for ever, keys stay with their blocks, and what is wrong is named with its place."""

import copy
import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from formats.blocks import FormatBlock
from formats.freeze import freeze, freeze_leniently
from formats.schema import FormatSchema
from tests.formats.samples import alle_velden, alles, deel_data, sectie_data, stream, veld


def test_the_same_format_freezes_to_the_same_hash(freeze_data: Any) -> None:
    assert freeze_data(alles()).sha256() == freeze_data(alles()).sha256()


def test_the_hash_of_a_known_format_never_changes(freeze_data: Any) -> None:
    """Dossiers and exports hold this hash: when this test fails, the canonical form of every published format has changed."""
    assert freeze_data(alles()).sha256() == "4a3e03b830d3e10316d6a7457c9498f6512cc45d097ec27e299e2f3d648d23ed"


def test_a_frozen_format_reads_back_as_itself(schema: FormatSchema) -> None:
    again = FormatSchema.model_validate_json(schema.canonical())
    assert again == schema
    assert again.sha256() == schema.sha256()


def test_every_default_is_written_out(freeze_data: Any) -> None:
    bare = [veld("korte_tekst", "a", "A"), veld("ja_nee", "b", "B"), veld("rijen", "c", "C", kolommen=[_kolom("k", "K")])]
    frozen = json.loads(freeze_data([deel_data("d", "D", [sectie_data("s", "S", bare)])]).canonical())
    kort, janee, rijen = frozen["delen"][0]["secties"][0]["velden"]
    assert kort["max_lengte"] == 200
    assert kort["invuller"] == "school"
    assert janee["toelichting_label"] == "Toelichting"
    assert rijen["max_rijen"] == 30
    assert rijen["kolommen"][0]["type"] == "korte_tekst"


def test_renaming_and_reordering_keep_the_keys(freeze_data: Any) -> None:
    before = freeze_data(alles())
    data = alles()
    velden = data[0]["value"]["secties"][0]["value"]["velden"]
    velden.reverse()
    for number, block in enumerate(velden):
        block["value"]["label"] = f"Nieuwe naam {number}"
    data.reverse()
    after = freeze_data(data)
    assert [v.key for v in after.sectie("sectie-een")[1].velden] == [v.key for v in reversed(before.sectie("sectie-een")[1].velden)]
    assert after.sha256() != before.sha256()


def test_a_block_without_an_id_keeps_the_one_that_freezing_gave() -> None:
    data = alles()
    del data[0]["id"]
    value = stream(data)
    key = freeze(value, titel="T", soort="opp", onderwijstypen=[]).delen[0].key
    assert FormatBlock().get_prep_value(value)[0]["id"] == key


def _kolom(key: str, label: str, **parts: Any) -> dict[str, Any]:
    return {"type": "item", "id": key, "value": {"label": label, **parts}}


def _one(block: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        deel_data("d1", "Begin", [sectie_data("s1", "Start", [veld("datum", "x", "Dag")])]),
        deel_data("d2", "Plan", [sectie_data("s2", "Doelen", [block])]),
    ]


PLACE = "Deel 2 ‘Plan’, sectie ‘Doelen’, vraag "


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "Het format: is nog leeg. Voeg een deel toe."),
        ([deel_data("d", "Leeg", [])], "Deel 1 ‘Leeg’: voeg een sectie toe."),
        ([deel_data("d", "D", [sectie_data("s", "Doelen", [])])], "Deel 1 ‘D’, sectie ‘Doelen’: voeg een vraag toe."),
        ([deel_data("d", " ", [sectie_data("s", "S", [veld("datum", "x", "Dag")])])], "Deel 1: dit deel heeft nog geen titel."),
        (
            [deel_data("d", "D", [sectie_data("s", "", [veld("datum", "x", "Dag")])])],
            "Deel 1 ‘D’, sectie 1: deze sectie heeft nog geen titel.",
        ),
        (_one(veld("datum", "v", " \x00 ")), PLACE + "1: schrijf op wat u wilt vragen."),
        (_one(veld("keuze", "v", "K", opties="een\n\n")), PLACE + "‘K’: zet er ten minste twee antwoorden in, elk op een eigen regel."),
        (_one(veld("meerkeuze", "v", "K", opties="een\ntwee\n een ")), PLACE + "‘K’: het antwoord ‘een’ staat er twee keer."),
        (_one(veld("rijen", "v", "R", kolommen=[])), PLACE + "‘R’: voeg een kolom toe."),
        (_one(veld("rijen", "v", "R", kolommen=[_kolom("k", "")])), PLACE + "‘R’, kolom 1: geef deze kolom een naam."),
        (
            _one(veld("rijen", "v", "R", kolommen=[_kolom("k", "K", type="keuze", opties="")])),
            PLACE + "‘R’, kolom ‘K’: zet er ten minste twee antwoorden in, elk op een eigen regel.",
        ),
        (
            _one(veld("rijen", "v", "R", kolommen=[_kolom("k", "K", type="foto")])),
            PLACE + "‘R’: deze vraag is niet goed ingesteld. Kijk de instellingen na.",
        ),
        (_one(veld("datum", "v__1", "D")), PLACE + "‘D’: deze vraag is beschadigd. Haal dit weg en maak het opnieuw."),
    ],
)
def test_what_cannot_be_published_is_named_with_its_place(data: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        freeze(stream(data), titel="T", soort="opp", onderwijstypen=[])
    assert message in caught.value.messages


def test_a_pasted_copy_is_refused_with_its_place() -> None:
    data = alles()
    data.append(copy.deepcopy(data[1]))
    with pytest.raises(ValidationError) as caught:
        freeze(stream(data), titel="T", soort="opp", onderwijstypen=[])
    places = [message.split(":")[0] for message in caught.value.messages]
    assert places == ["Deel 3 ‘Uitzicht’", "Deel 3 ‘Uitzicht’, sectie ‘Plan’", "Deel 3 ‘Uitzicht’, sectie ‘Plan’, vraag ‘Plan’"]


def test_a_pasted_column_is_refused() -> None:
    with pytest.raises(ValidationError, match="twee keer"):
        freeze(
            stream(_one(veld("rijen", "v", "R", kolommen=[_kolom("k", "A"), _kolom("k", "B")]))), titel="T", soort="opp", onderwijstypen=[]
        )


def test_every_problem_of_the_rules_is_told() -> None:
    """What must be right between questions, formats/schema/rules.py says; freezing asks it."""
    condition = {"bron": "weg", "vergelijking": "is", "waarden": ["ja"]}
    with pytest.raises(ValidationError, match="kijkt naar een vraag die er niet meer is"):
        freeze(stream(_one(veld("datum", "v", "D", voorwaarden=[condition]))), titel="T", soort="opp", onderwijstypen=[])


@pytest.mark.parametrize("junk", [None, 3, "[]", [None, 3, "x", {"bron": 3}], {"bron": "x"}, [{"bron": "x", "vergelijking": "lijkt op"}]])
def test_misshapen_settings_are_never_an_error(junk: Any) -> None:
    parts = {"voorwaarden": junk, "varianten": junk, "lezers": junk, "wettelijk": junk, "voorvullen": junk}
    freeze_leniently(stream(_one(veld("datum", "v", "D", **parts))), titel="T", soort="opp", onderwijstypen=[])


def test_an_unknown_soort_is_refused() -> None:
    with pytest.raises(ValidationError, match="kies waarvoor"):
        freeze(stream(alles()), titel="T", soort="anders", onderwijstypen=[])


def test_a_preview_shows_what_is_right_already() -> None:
    block = sectie_data("s", "S", [veld("keuze", "stuk", "Keuze", opties=""), *alle_velden()])
    schema, problems = freeze_leniently(stream([deel_data("d", "D", [block])]), titel="T", soort="opp", onderwijstypen=[])
    assert schema is not None
    assert [v.key for v in schema.sectie("s")[1].velden] == [v["id"] for v in alle_velden()]
    assert len(problems) == 1
