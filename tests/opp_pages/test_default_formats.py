"""What ships with the product: every format is right, lawful, readable for who fills it in, and the same file that an export would give."""

import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from formats.exchange import dump, exchange_file
from formats.law import check
from formats.law_models import WettelijkElement
from formats.prefill import EERDER
from formats.schema import AnyVeld, FormatSchema, Keuze, Toelichting
from formats.schema.rules import problems
from opp_pages.default_formats import BANKEN_EN_LIJSTEN, NAMES, details, file, key, raw, schema

OPPS = [name for name in NAMES if schema(name).soort == "opp"]
KINDTAAL = re.compile(r"\b(jij|je|jou|jouw|ik|mij|mijn|me|we|wie|wat|hoe|teken|vertel|maak|datum)\b", re.IGNORECASE)
AANGESPROKEN_KIND = re.compile(r"\b(jij|je|jou|jouw)\b", re.IGNORECASE)


def velden(name: str) -> list[AnyVeld]:
    return [veld for _deel, _sectie, veld in schema(name).velden()]


def per_variant(name: str) -> list[FormatSchema]:
    whole = schema(name)
    return [whole.for_variant(variant.key) for variant in whole.varianten] or [whole]


@pytest.mark.parametrize("name", [*NAMES, BANKEN_EN_LIJSTEN])
def test_a_shipped_file_is_byte_for_byte_what_an_export_writes(name: str) -> None:
    assert dump(file(name)).encode() == raw(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_format_has_no_problem_and_only_the_lists_and_banks_it_uses(name: str) -> None:
    shipped, everything = file(name), file(BANKEN_EN_LIJSTEN)
    assert problems(schema(name)) == []
    again = exchange_file(schema(name), korte_omschrijving=shipped.korte_omschrijving, lijsten=everything.lijsten, banken=everything.banken)
    assert again == shipped


def test_an_unknown_name_is_no_format() -> None:
    for call in (raw, file, schema, details):
        with pytest.raises(KeyError):
            call("../settings")
    with pytest.raises(KeyError):
        schema(BANKEN_EN_LIJSTEN)


def test_every_file_in_the_folder_is_offered() -> None:
    folder = settings.ROOT / "opp_pages" / "default_formats"
    assert {path.stem for path in folder.glob("*.json")} == {*NAMES, BANKEN_EN_LIJSTEN}
    assert len({details(name)["titel"] for name in NAMES}) == len(NAMES)


# --- the law --------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("name", OPPS)
def test_each_variant_of_an_opp_has_all_that_the_law_demands_and_practice_wants(name: str) -> None:
    elementen = [row.element() for row in WettelijkElement.objects.all()]
    for variant in per_variant(name):
        findings = check(variant, variant.onderwijstypen, date(2026, 9, 1), elementen)
        assert {finding.uitkomst for finding in findings} >= {"gevonden"}
        assert [finding for finding in findings if finding.uitkomst == "ontbreekt"] == []


def test_only_what_the_law_demands_keeps_an_opp_from_being_ready() -> None:
    # The kind of education decides which bestemmingen there are, so without it the demanded answer cannot be given.
    needed_for_it = {key(name, "gegevens", "leerling", "onderwijs") for name in OPPS}
    for name in OPPS:
        blocking = [veld for veld in velden(name) if veld.blokkeert]
        assert [veld.label for veld in blocking if not veld.wettelijk and veld.key not in needed_for_it] == []


def test_permission_is_asked_for_three_purposes_apart() -> None:
    name = "toestemmingsformulier_ondersteuningsteam"
    asked = [key(name, "toestemming", purpose, "ja") for purpose in ("aanmelden", "uitwisselen", "onderzoek")]
    by_key = schema(name).veld_by_key
    assert [by_key[one].type for one in asked] == ["ja_nee"] * 3
    assert {by_key[one].invuller for one in asked} == {"ouder"}
    assert (
        len({schema(name).sectie(key(name, "toestemming", purpose))[1].key for purpose in ("aanmelden", "uitwisselen", "onderzoek")}) == 3
    )


def test_an_onderwijskundig_rapport_asks_nothing_outside_the_five_categories_of_the_law() -> None:
    found = schema("onderwijskundig_rapport")
    for deel in found.delen[:-1]:
        for sectie in deel.secties:
            for veld in sectie.velden:
                assert veld.okr or veld.type in ("toelichting", "berekend"), veld.label
    last = [veld.label for sectie in found.delen[-1].secties for veld in sectie.velden]
    assert last == ["Wilt u iets toevoegen of bent u het ergens niet mee eens?", "Afschrift gegeven op", "Bijlagen"]


def test_reports_of_research_are_closed_to_pupils_and_guests() -> None:
    for name in NAMES:
        for veld in velden(name):
            if veld.type == "bestand" and "onderzoek" in veld.label.lower():
                assert veld.vertrouwelijk == "onderzoek", (name, veld.label)


# --- who reads it ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_pupil_is_addressed_as_a_child_and_an_adult_is_not(name: str) -> None:
    for veld in velden(name):
        said = veld.kindlabel or veld.label
        if veld.invuller == "leerling":
            assert KINDTAAL.search(said) or said[0].islower(), said
            assert not re.search(r"\b(u|uw)\b", said), said
        elif not isinstance(veld, Toelichting):
            assert not AANGESPROKEN_KIND.search(veld.label), veld.label


@pytest.mark.parametrize("name", OPPS)
def test_in_an_opp_a_question_to_the_pupil_has_a_childs_words_beside_those_of_the_school(name: str) -> None:
    asked = [veld for veld in velden(name) if veld.invuller == "leerling"]
    assert asked
    for veld in asked:
        assert veld.kindlabel
        assert veld.kindlabel != veld.label


@pytest.mark.parametrize("name", ["dit_ben_ik", "hoe_denk_jij_erover", "kinddeel_opp", "signaleringsplan"])
def test_a_pupils_form_offers_pictures_and_a_drawing_beside_words(name: str) -> None:
    kinds = {veld.type for veld in velden(name) if veld.invuller == "leerling"}
    assert {"pictogram_keuze", "bestand"} <= kinds


def test_what_a_pupil_tells_in_confidence_is_not_read_by_the_parents() -> None:
    talk, report = schema("hoe_denk_jij_erover").delen
    assert talk.lezers == ("leerling",)
    assert "ouder" in report.lezers


def test_addresses_and_telephone_numbers_of_parents_are_read_by_the_school_only() -> None:
    for name in NAMES:
        for veld in velden(name):
            private = {"telefoon", "email", "adres"} & set(getattr(veld, "onderdelen", ()))
            if private and getattr(veld, "uit_register", "") == "gezag":
                assert veld.lezers == (), (name, veld.label)
                assert veld.invuller == "school", (name, veld.label)


# --- keys, variants and what goes from one form to another ----------------------------------------


def test_the_keys_of_the_demo_are_still_in_the_groeidocument() -> None:
    content = Path(settings.ROOT) / "site" / "demo" / "content" / "noor.toml"
    by_key = schema("groeidocument_po").veld_by_key
    for chapters in tomllib.loads(content.read_text(encoding="utf-8")).values():
        for chapter, sections in chapters.items():
            for section, answers in sections.items():
                for name, value in answers.items():
                    path = ("groeidocument_po", chapter, section, name)
                    veld = by_key[key(*path)]
                    rows = value if isinstance(value, list) and value and isinstance(value[0], dict) else []
                    columns = {key(*path, column) for row in rows for column in row}
                    assert columns <= {kolom.key for kolom in getattr(veld, "kolommen", ())}


def test_a_short_variant_asks_nothing_that_the_long_one_does_not_ask() -> None:
    name = "opp_mb_hb"
    whole = schema(name)
    for group in ("jong", "ouder"):
        short, long = (set(whole.for_variant(key(name, "variant", f"{group}_{size}")).veld_by_key) for size in ("kort", "uitgebreid"))
        assert short < long


def test_an_answer_taken_from_another_form_has_the_shape_of_the_question_it_fills() -> None:
    everywhere = {veld.key: veld for name in NAMES for veld in velden(name)}
    taken = [veld for veld in everywhere.values() if veld.voorvullen.startswith(EERDER)]
    assert len(taken) >= 5
    for veld in taken:
        source = everywhere[veld.voorvullen.removeprefix(EERDER)]
        assert shape(source) == shape(veld), veld.label


def shape(veld: AnyVeld) -> dict[str, Any]:
    """What an answer depends on: the kind, the options, and the keys of rows and columns."""
    parts = veld.model_dump()
    rows = [rij["key"] for rij in parts.get("rijen", ())]
    columns = [kolom.key for kolom in getattr(veld, "kolommen", ())]
    return {"type": veld.type, "opties": parts.get("opties"), "rijen": rows, "kolommen": columns}


# --- banks and lists ------------------------------------------------------------------------------


def test_there_are_far_more_than_sixty_factoren_each_with_its_side_and_a_childs_words() -> None:
    items = [item for bank in file(BANKEN_EN_LIJSTEN).banken if bank.soort == "factoren" for item in bank.items]
    assert len(items) >= 120
    assert Counter(item.richting for item in items) == {"bevorderend": 63, "belemmerend": 76}
    assert all(item.domein and item.kindtaal for item in items)
    sensitive = {item.domein for item in items if item.gevoelig}
    assert sensitive == {"Lichaam en gezondheid", "Thuis", "Omgeving en vrije tijd"}


def test_no_bank_and_no_list_says_the_same_thing_twice() -> None:
    shipped = file(BANKEN_EN_LIJSTEN)
    rows = {bank.naam: [item.label for item in bank.items] for bank in shipped.banken}
    rows |= {lijst.naam: list(lijst.waarden) for lijst in shipped.lijsten}
    for naam, texts in rows.items():
        assert [text for text, times in Counter(text.casefold() for text in texts).items() if times > 1] == [], naam
    assert {bank.soort for bank in shipped.banken} == {"factoren", "doelen", "voorbeeldzinnen", "materialen"}


def test_the_same_name_means_the_same_list_in_every_file() -> None:
    everything = file(BANKEN_EN_LIJSTEN)
    lijsten = {lijst.naam: lijst for lijst in everything.lijsten}
    banken = {bank.naam: bank for bank in everything.banken}
    for name in NAMES:
        assert all(lijst == lijsten[lijst.naam] for lijst in file(name).lijsten), name
        assert all(bank == banken[bank.naam] for bank in file(name).banken), name


def test_every_kind_of_education_has_its_own_bestemmingen() -> None:
    named = [lijst.naam for lijst in file(BANKEN_EN_LIJSTEN).lijsten if lijst.naam.startswith("Uitstroom vanuit het ")]
    assert len(named) == 7
    name = "opp_algemeen"
    by_key = schema(name).veld_by_key
    bestemming, vso, profiel = (by_key[key(name, "perspectief", "uitstroom", one)] for one in ("bestemming", "bestemming_vso", "profiel"))
    onderwijs = by_key[key(name, "gegevens", "leerling", "onderwijs")]
    assert isinstance(bestemming, Keuze)
    assert isinstance(vso, Keuze)
    assert isinstance(profiel, Keuze)
    assert isinstance(onderwijs, Keuze)
    assert {groep.label for groep in bestemming.groepen} | {"voortgezet speciaal onderwijs"} == set(onderwijs.opties)
    assert tuple(groep.label for groep in vso.groepen) == profiel.opties
