"""The public catalogue: filters in the address, honest status, and nothing about concepts."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from forms_catalog.models import Formulier
from tests.website.public_tree import CONCEPT_WORD, PublicTree, add_formulier

LIST = "/formulieren/"


@pytest.fixture
def many(tree: PublicTree) -> PublicTree:
    add_formulier("Dit ben ik", "geldend", thema="stem-leerling", doelgroep="leerling")
    add_formulier("Handreiking", "voorbereiding", thema="opp", doelgroep="ib", soort="handreiking")
    return tree


def test_the_list_shows_all_but_concepts(client: Client, many: PublicTree) -> None:
    text = client.get(LIST).content.decode()
    assert "4 formulieren" in text
    assert CONCEPT_WORD not in text


def test_choices_in_one_group_widen_and_groups_narrow(client: Client, many: PublicTree) -> None:
    assert "1 formulier<" in client.get(f"{LIST}?doelgroep=leerling").content.decode()
    assert "3 formulieren" in client.get(f"{LIST}?doelgroep=leerling&doelgroep=ouder").content.decode()
    assert "1 formulier<" in client.get(f"{LIST}?doelgroep=ib&thema=opp&soort=handreiking").content.decode()
    assert "0 formulieren" in client.get(f"{LIST}?doelgroep=leerling&thema=opp").content.decode()


def test_a_filtered_address_shows_its_own_choices(client: Client, many: PublicTree) -> None:
    text = client.get(f"{LIST}?doelgroep=leerling").content.decode()
    assert 'value="leerling" checked' in text
    assert 'value="ouder" checked' not in text


def test_every_choice_says_how_many_it_gives(client: Client, many: PublicTree) -> None:
    facets = {facet.naam: {option.code: option.aantal for option in facet.opties} for facet in client.get(LIST).context["facetten"]}
    assert facets["doelgroep"] == {"ouder": 2, "leerling": 1, "ib": 1}
    assert facets["soort"] == {"formulier": 3, "handreiking": 1}


def test_a_group_counts_next_to_the_other_groups(client: Client, many: PublicTree) -> None:
    facets = {
        facet.naam: {option.code: option.aantal for option in facet.opties}
        for facet in client.get(f"{LIST}?soort=handreiking").context["facetten"]
    }
    assert facets["doelgroep"] == {"ib": 1}
    assert facets["soort"] == {"formulier": 3, "handreiking": 1}


@pytest.mark.parametrize(
    "query",
    ["thema=onzin", "thema=%00", "soort=" + "a" * 5000, "doelgroep[]=1", "x=y", "thema=opp&thema=opp", "%FF=%FF", "soort=%F0%9F%98%80"],
)
def test_unknown_choices_are_ignored(client: Client, many: PublicTree, query: str) -> None:
    assert client.get(f"{LIST}?{query}").status_code == 200


@pytest.mark.parametrize("page", ["0", "999", "-3", "abc", "", "1.5", "%00", "9" * 100])
def test_an_odd_page_number_gives_a_page(client: Client, many: PublicTree, page: str) -> None:
    assert client.get(f"{LIST}?page={page}").status_code == 200


def test_a_long_list_is_cut_into_pages_that_keep_the_choices(client: Client, tree: PublicTree) -> None:
    for number in range(22):
        add_formulier(f"Kaart {number:02}", "geldend", doelgroep="leerling")
    first = client.get(f"{LIST}?doelgroep=leerling").content.decode()
    assert "?doelgroep=leerling&amp;page=2" in first
    assert "Kaart 21" in client.get(f"{LIST}?doelgroep=leerling&page=99").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_list(client: Client, tree: PublicTree, django_assert_max_num_queries: Any) -> None:
    client.get(f"{LIST}?warm")
    with django_assert_max_num_queries(60) as few:
        client.get(f"{LIST}?a")
    for number in range(8):
        add_formulier(f"Kaart {number}", "geldend", bestand=number % 2 == 0)
    with django_assert_max_num_queries(60) as many:
        client.get(f"{LIST}?b")
    assert len(many) == len(few)


def test_a_geldend_formulier_offers_its_file(client: Client, tree: PublicTree) -> None:
    document = tree.geldend.bestanden.get().document
    assert document.url in client.get(f"{LIST}gezinsvragenlijst/").content.decode()
    assert b"".join(client.get(document.url).streaming_content) == b"inhoud"


def test_a_formulier_in_voorbereiding_is_described_but_hands_out_nothing(client: Client, tree: PublicTree) -> None:
    document = tree.voorbereiding.bestanden.get().document
    text = client.get(f"{LIST}signaleringsplan/").content.decode()
    assert "In voorbereiding" in text
    assert document.url not in text
    assert client.get(document.url).status_code == 404


def test_a_concept_and_its_file_are_not_there(client: Client, tree: PublicTree) -> None:
    assert client.get(f"{LIST}{tree.concept.slug}/").status_code == 404
    assert client.get(tree.concept.bestanden.get().document.url).status_code == 404


def test_a_document_that_a_live_page_links_to_can_be_had(client: Client, tree: PublicTree) -> None:
    document = tree.concept.bestanden.get().document
    tree.info.inhoud.append(("tekst", f'<p><a linktype="document" id="{document.pk}">lees</a></p>'))
    tree.info.save()
    assert client.get(document.url).status_code == 200


@pytest.mark.parametrize("slug", ["bestaat-niet", "a" * 300, "-", "GEZINSVRAGENLIJST"])
def test_an_unknown_formulier_is_not_there(client: Client, tree: PublicTree, slug: str) -> None:
    assert client.get(f"{LIST}{slug}/").status_code == 404


def test_a_geldend_formulier_must_say_its_version(db: None) -> None:
    with pytest.raises(ValidationError) as caught:
        Formulier(titel="x", slug="x", omschrijving="x", status="geldend").full_clean()
    assert set(caught.value.message_dict) == {"versie", "versiedatum"}
