"""The lists and banks of a file that is read in: made, used again, or kept apart under a name of their own; and the editor is told."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from formats.exchange import Bankinhoud, ExchangeFile, Lijstinhoud, dump
from formats.list_models import Bank, Lijst, store_bank, store_lijst
from formats.schema import Bankitem
from opp_pages.actions import publish_format_page
from opp_pages.exporting import export_format
from opp_pages.importing import import_format
from opp_pages.models import OppIndexPage
from tests.formats.exchange_samples import FACTOREN, UITSTROOM, sample_file

LISTS, BANKS = ["Uitstroom vso"], ["Factoren", "Onze factoren"]


@pytest.fixture
def site(index_page: OppIndexPage) -> Any:
    return index_page.get_site()


def names(model: Any) -> list[str]:
    return sorted(
        model.objects.filter(naam__in=[f"{name}{end}" for name in (*LISTS, *BANKS) for end in ("", " 2", " 3")]).values_list(
            "naam", flat=True
        )
    )


def test_lists_and_banks_are_made_and_told(index_page: OppIndexPage, redacteur: User, site: Any) -> None:
    made = import_format(sample_file(), parent=index_page, user=redacteur)
    assert names(Lijst) == LISTS and names(Bank) == BANKS
    lijst = Lijst.objects.get(naam="Uitstroom vso", site=site)
    assert (lijst.opties, lijst.uitleg) == (UITSTROOM, "Van onszelf")
    assert Bank.objects.get(naam="Onze factoren", site=site).items == FACTOREN
    assert "De lijst ‘Uitstroom vso’ is gemaakt." in made.told and len(made.told) == 3
    velden = {veld.id: veld.value for veld in made.page.delen[0].value["secties"][0]["velden"]}
    assert velden["uitstroom"]["lijst"] == str(lijst.pk)


def test_what_says_the_same_is_used_again(index_page: OppIndexPage, redacteur: User, site: Any) -> None:
    store_lijst(site=site, naam="Uitstroom vso", opties=UITSTROOM, uitleg="Hier heet het anders")
    store_bank(site=site, naam="Onze factoren", soort="factoren", items=FACTOREN)
    made = import_format(sample_file(), parent=index_page, user=redacteur)
    assert names(Lijst) == LISTS and names(Bank) == BANKS
    assert made.told == ("De bank ‘Factoren’ is gemaakt.",)
    assert Lijst.objects.get(naam="Uitstroom vso", site=site).uitleg == "Hier heet het anders"


def test_what_says_something_else_stays_and_the_new_one_gets_a_number(index_page: OppIndexPage, redacteur: User, site: Any) -> None:
    store_lijst(site=site, naam="Uitstroom vso", opties=["iets", "anders"])
    store_bank(site=site, naam="Onze factoren", soort="doelen", items=FACTOREN)
    made = import_format(sample_file(), parent=index_page, user=redacteur)
    assert names(Lijst) == ["Uitstroom vso", "Uitstroom vso 2"] and names(Bank) == [*BANKS, "Onze factoren 2"]
    assert Lijst.objects.get(naam="Uitstroom vso", site=site).opties == ("iets", "anders")
    assert "de lijst uit het bestand heet hier ‘Uitstroom vso 2’" in " ".join(made.told)
    schema = publish_format_page(made.page).schema
    assert schema.veld_by_key["uitstroom"].lijst == schema.veld_by_key["eerder"].lijst == "Uitstroom vso 2"
    assert schema.veld_by_key["factoren"].bank == "Onze factoren 2"
    again = export_format(made.page.__class__.objects.get(pk=made.page.pk).current_version())
    assert [lijst.naam for lijst in again.lijsten] == ["Uitstroom vso 2"]
    assert again.lijsten[0].waarden == UITSTROOM


def test_a_second_import_finds_its_own_numbered_list(index_page: OppIndexPage, redacteur: User, site: Any) -> None:
    store_lijst(site=site, naam="Uitstroom vso", opties=["iets", "anders"])
    for _ in range(2):
        import_format(sample_file(), parent=index_page, user=redacteur, separate=True)
    assert names(Lijst) == ["Uitstroom vso", "Uitstroom vso 2"]


def test_a_file_without_a_format_brings_its_lists(editor: Client, index_page: OppIndexPage, site: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = ExchangeFile(
        lijsten=(Lijstinhoud(naam="Uitstroom vso", waarden=UITSTROOM),),
        banken=(Bankinhoud(naam="Factoren", soort="doelen", items=(Bankitem(label="a | b", kindtaal="# c"),)),),
    )
    address = reverse("opp_beheer:importeren", args=[index_page.pk])
    answer = editor.post(address, {"bestand": SimpleUploadedFile("a.json", dump(file).encode()), "als": "concept"}, follow=True)
    assert "De lijsten en banken zijn ingelezen" in answer.content.decode()
    assert Bank.objects.get(naam="Factoren", site=site).items == file.banken[0].items
    assert not index_page.get_children().exists()


def test_the_lists_of_a_refused_format_are_not_made(index_page: OppIndexPage, redacteur: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from opp_pages import importing

    def fails(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(importing, "thaw", fails)
    with pytest.raises(RuntimeError):
        import_format(sample_file(), parent=index_page, user=redacteur)
    assert names(Lijst) == [] and names(Bank) == []
