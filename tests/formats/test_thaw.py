"""Thawing is the opposite of freezing: an imported or old format comes back in the editor whole, and freezes to the same text again."""

import json
from typing import Any

import pytest
from wagtail.models import Site

from formats import schema as s
from formats.blocks import FormatBlock, VariantenBlock
from formats.freeze import freeze
from formats.models import store_bank, store_lijst
from formats.schema import VELDEN, FormatSchema
from formats.schema.rules import problems
from formats.thaw import thaw, thaw_varianten
from tests.formats.everything import ITEMS, UITSTROOM, everything


def again(schema: FormatSchema, delen: list[dict[str, Any]]) -> FormatSchema:
    """Stored, read back and frozen."""
    return freeze(
        FormatBlock().to_python(json.loads(json.dumps(delen))),
        titel=schema.titel,
        soort=schema.soort,
        onderwijstypen=schema.onderwijstypen,
        varianten=VariantenBlock().to_python(json.loads(json.dumps(thaw_varianten(schema)))),
    )


def test_the_sample_holds_every_kind_and_no_problem() -> None:
    assert {veld.type for _deel, _sectie, veld in everything().velden()} == set(VELDEN)
    assert problems(everything()) == []


def test_every_attribute_of_every_kind_has_a_value_of_its_own_in_the_sample() -> None:
    """So that the next test cannot pass by giving defaults back."""
    parts: list[Any] = [veld for _deel, _sectie, veld in everything().velden()] + list(everything().delen)
    same = []
    for kind in (*VELDEN.values(), s.Deel):
        for name, info in kind.model_fields.items():
            found = [getattr(part, name) for part in parts if type(part) is kind]
            always_default = all(value == info.get_default() for value in found)
            if name not in s.Veld.model_fields and name != "type" and not info.is_required() and always_default:
                same.append(f"{kind.__name__}.{name}")
    assert same == []


def test_freezing_what_was_thawed_gives_the_same_schema() -> None:
    assert again(everything(), thaw(everything(), site=None)) == everything()


def test_a_whole_trip_through_the_database_keeps_every_part() -> None:
    value = FormatBlock().to_python(thaw(everything(), site=None))
    stored = FormatBlock().get_prep_value(value)
    assert again(everything(), stored) == everything()


@pytest.mark.django_db
def test_lists_and_banks_that_say_the_same_are_chosen_again() -> None:
    site = Site.objects.get(is_default_site=True)
    lijst = store_lijst(site=site, naam="Uitstroom po", opties=UITSTROOM)
    bank = store_bank(site=site, naam="Onze factoren", soort="factoren", items=ITEMS)
    delen = thaw(everything(), site=site)
    velden = {veld["id"]: veld["value"] for veld in delen[0]["value"]["secties"][0]["value"]["velden"]}
    assert velden["keuze"]["lijst"] == str(lijst.pk)
    assert velden["bank"]["bank"] == str(bank.pk)
    assert again(everything(), delen) == everything()


@pytest.mark.django_db
def test_a_list_that_says_something_else_is_left_alone() -> None:
    site = Site.objects.get(is_default_site=True)
    store_lijst(site=site, naam="Uitstroom po", opties=("iets", "anders"))
    delen = thaw(everything(), site=site)
    assert delen[0]["value"]["secties"][0]["value"]["velden"][0]["value"]["lijst"] == ""
    assert again(everything(), delen) == everything()
