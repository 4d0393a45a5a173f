"""Lists, banks and help texts: kept once by the swv, written out when a format is published, and refused when no format could use them."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Site

from accounts.models import User
from formats.freeze import freeze, freeze_leniently
from formats.models import Bank, Hulptekst, Lijst, store_bank, store_lijst
from formats.options import read_items, read_options, write_items, write_options
from formats.schema import Bankitem, Optiegroep
from tests.formats.samples import deel_data, sectie_data, stream, veld
from website.groups import ensure_groups


@pytest.fixture
def site(db: None) -> Site:
    return Site.objects.get(is_default_site=True)


def frozen(*velden: dict[str, Any]) -> Any:
    """The fields as freezing writes them."""
    schema = freeze(stream([deel_data("d", "D", [sectie_data("s", "S", list(velden))])]), titel="T", soort="opp", onderwijstypen=[])
    return schema.delen[0].secties[0].velden


# --- text ↔ options -------------------------------------------------------------------------------

LINE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=12)


@given(st.lists(LINE, min_size=1, max_size=6, unique=True))
def test_options_are_read_as_they_were_written(opties: list[str]) -> None:
    assert read_options(write_options(opties)) == (tuple(opties), ())


@given(st.lists(st.lists(LINE, min_size=1, max_size=4, unique=True), min_size=1, max_size=4))
def test_headings_are_read_as_they_were_written(groups: list[list[str]]) -> None:
    groepen = tuple(Optiegroep(label=f"groep {number}", opties=tuple(own)) for number, own in enumerate(groups))
    opties = tuple(dict.fromkeys(optie for own in groups for optie in own))
    assert read_options(write_options(opties, groepen)) == (opties, groepen)
    assert read_options(write_options(opties[::-1], groepen)) == (opties[::-1], groepen)


@given(st.lists(st.builds(Bankitem, label=LINE, kindtaal=st.just("") | LINE, domein=st.sampled_from(["", "taak"]), gevoelig=st.booleans())))
def test_the_items_of_a_bank_are_read_as_they_were_written(items: list[Bankitem]) -> None:
    assert read_items(write_items(items)) == tuple(items)


# --- freezing -------------------------------------------------------------------------------------


def test_a_list_is_written_out_with_its_name(site: Site) -> None:
    lijst = store_lijst(site=site, naam="Uitstroom", opties=("vmbo", "havo", "vwo"))
    keuze, meer = frozen(
        veld("keuze", "a", "A", lijst=str(lijst.pk)), veld("meerkeuze", "b", "B", lijst=str(lijst.pk), opties="iets anders")
    )
    assert (keuze.opties, keuze.lijst) == (("vmbo", "havo", "vwo"), "Uitstroom")
    assert (meer.opties, meer.lijst) == (("vmbo", "havo", "vwo"), "Uitstroom")


def test_a_bank_is_written_out_with_its_name(site: Site) -> None:
    items = (Bankitem(label="Werkt rustig", domein="taak", richting="bevorderend"), Bankitem(label="Snel moe", gevoelig=True))
    bank = store_bank(site=site, naam="Factoren", soort="factoren", items=items)
    [field] = frozen(veld("bank", "a", "A", bank=str(bank.pk)))
    assert (field.bank, field.items) == ("Factoren", items)


def test_a_fixed_help_text_is_written_out(site: Site) -> None:
    tekst = Hulptekst.objects.create(site=site, naam="Zien", tekst="Schrijf op wat u ziet.")
    field, note = frozen(
        veld("lange_tekst", "a", "A", hulptekst_bron=str(tekst.pk), hulptekst="eigen"),
        veld("toelichting", "b", "", hulptekst_bron=str(tekst.pk)),
    )
    assert field.hulptekst == "Schrijf op wat u ziet."
    assert (note.tekst, note.hulptekst) == ("Schrijf op wat u ziet.", "")


def test_a_later_change_of_a_list_changes_no_frozen_format(site: Site) -> None:
    lijst = store_lijst(site=site, naam="Uitstroom", opties=("vmbo", "havo"))
    [before] = frozen(veld("keuze", "a", "A", lijst=str(lijst.pk)))
    store_lijst(site=site, naam="Uitstroom", opties=("vmbo", "havo", "vwo"))
    assert before.opties == ("vmbo", "havo")
    assert Lijst.objects.count() == 1


@pytest.mark.parametrize("number", ["999999", "-1", "abc", "9" * 40, "1.5", "٣"])
@pytest.mark.parametrize(("type_", "part"), [("keuze", "lijst"), ("bank", "bank"), ("datum", "hulptekst_bron")])
def test_what_was_deleted_is_named_with_its_place(site: Site, type_: str, part: str, number: str) -> None:
    data = stream([deel_data("d", "D", [sectie_data("s", "S", [veld(type_, "a", "Vraag", **{part: number})])])])
    _schema, problems = freeze_leniently(data, titel="T", soort="opp", onderwijstypen=[])
    assert any(problem.startswith("Deel 1 ‘D’, sectie ‘S’, vraag ‘Vraag’: de ") and "is er niet meer" in problem for problem in problems)


def test_freezing_asks_once_for_all_lists(site: Site, django_assert_num_queries: Any) -> None:
    lijsten = [store_lijst(site=site, naam=f"L{number}", opties=("a", "b")) for number in range(5)]
    velden = [veld("keuze", f"k{lijst.pk}", "K", lijst=str(lijst.pk)) for lijst in lijsten]
    with django_assert_num_queries(1):
        frozen(*velden)


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize("waarden", ["", "een", "een\ntwee\neen", "x" * 301 + "\ny", "\n".join(str(number) for number in range(301))])
def test_a_list_that_no_format_could_use_is_refused(site: Site, waarden: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Lijst(site=site, naam="L", waarden=waarden).full_clean()
    assert set(caught.value.message_dict) == {"waarden"}


@pytest.mark.parametrize("labels", [[], ["een", "een"], ["x" * 301], [str(number) for number in range(501)]])
def test_a_bank_that_no_format_could_use_is_refused(site: Site, labels: list[str]) -> None:
    with pytest.raises(ValidationError) as caught:
        store_bank(site=site, naam="B", soort="doelen", items=[Bankitem(label=label) for label in labels])
    assert set(caught.value.message_dict) == {"groepen"}
    assert not Bank.objects.exists()


def test_two_lists_of_one_site_never_share_a_name(site: Site) -> None:
    store_lijst(site=site, naam="L", opties=("a", "b"))
    with pytest.raises(ValidationError):
        Lijst(site=site, naam="L", waarden="c\nd").full_clean()


# --- the admin ------------------------------------------------------------------------------------


@pytest.fixture
def formatbeheerder(client: Client, db: None) -> Client:
    ensure_groups()
    user = User.objects.create_user("formats", soort="redacteur", password="een-lang-wachtwoord")
    user.groups.add(Group.objects.get(name="Formatbeheerder"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_formatbeheerder_makes_and_changes_a_list(formatbeheerder: Client, site: Site) -> None:
    made = formatbeheerder.post(reverse("lijsten:add"), {"naam": "Uitstroom", "waarden": "vmbo\nhavo", "uitleg": ""})
    assert made.status_code == 302, made.context["form"].errors
    lijst = Lijst.objects.get()
    assert (lijst.site, lijst.opties) == (site, ("vmbo", "havo"))
    refused = formatbeheerder.post(reverse("lijsten:edit", args=[lijst.pk]), {"naam": "Uitstroom", "waarden": "\x00", "uitleg": ""})
    assert refused.status_code == 200
    assert Lijst.objects.get().opties == ("vmbo", "havo")


def test_a_formatbeheerder_makes_a_bank(formatbeheerder: Client, site: Site) -> None:
    data = {"naam": "Factoren", "soort": "factoren", "uitleg": "", "groepen-count": 1, "groepen-0-deleted": "", "groepen-0-order": 0}
    data |= {"groepen-0-type": "groep", "groepen-0-id": "", "groepen-0-value-domein": "taak", "groepen-0-value-richting": "bevorderend"}
    made = formatbeheerder.post(reverse("banken:add"), data | {"groepen-0-value-items": "Werkt rustig | Ik werk rustig"})
    assert made.status_code == 302, made.context["form"].errors
    assert Bank.objects.get().items == (Bankitem(label="Werkt rustig", domein="taak", richting="bevorderend", kindtaal="Ik werk rustig"),)


@pytest.mark.parametrize("name", ["lijsten", "banken", "hulpteksten"])
def test_the_lists_of_the_admin_cost_the_same_for_any_number(
    formatbeheerder: Client, site: Site, name: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        store_lijst(site=site, naam=f"L{number}", opties=("a", "b"))
        store_bank(site=site, naam=f"B{number}", soort="doelen", items=[Bankitem(label="x")])
        Hulptekst.objects.create(site=site, naam=f"H{number}", tekst="t")
    with django_assert_max_num_queries(22):
        assert formatbeheerder.get(reverse(f"{name}:index")).status_code == 200


def test_who_may_not_keep_lists_does_not_reach_them(client: Client, site: Site) -> None:
    ensure_groups()
    user = User.objects.create_user("iemand", soort="redacteur", password="een-lang-wachtwoord")
    user.groups.add(Group.objects.get(name="Redacteur"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for name in ("lijsten", "banken", "hulpteksten"):
        assert client.get(reverse(f"{name}:index")).status_code == 302
    client.post(reverse("lijsten:add"), {"naam": "L", "waarden": "a\nb", "uitleg": ""})
    assert not Lijst.objects.exists()


def test_the_explanation_and_the_questions_of_other_formats_are_for_editors_only(client: Client, formatbeheerder: Client) -> None:
    for name in ("formats_uitleg", "formats_eerdere_vragen"):
        assert formatbeheerder.get(reverse(name)).status_code == 200
        assert Client().get(reverse(name)).status_code == 302
