"""The public catalogue: filters in the address, honest status, and nothing about concepts."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from forms_catalog.models import Formulier, FormulierBestand, Thema
from tests.website.public_tree import CONCEPT_WORD, PublicTree, a_document, add_formulier
from website import page_cache

LIST = "/formulieren/"


def _empty() -> None:
    """A page that was stored yesterday is not what this test asks."""
    page_cache.pages.clear()
    page_cache.variants.clear()


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


def test_an_unknown_choice_is_left_out_and_said_so(client: Client, many: PublicTree) -> None:
    answer = client.get(f"{LIST}?thema=onzin&doelgroep=leerling&soort=<b>x")
    text = answer.content.decode()
    assert "Bij “Onderwerp” kennen wij de keuze “onzin” niet" in text
    assert "“&lt;b&gt;x”" in text
    assert "1 formulier<" in text
    assert "kennen wij" not in client.get(f"{LIST}?doelgroep=leerling&utm_source=brief").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "thema=%00",
        "soort=" + "a" * 5000,
        "doelgroep[]=1",
        "thema=opp&thema=opp",
        "%FF=%FF",
        "soort=%F0%9F%98%80",
        "sorteer=-pk",
        "&".join(f"thema={number}" for number in range(200)),
    ],
)
def test_an_odd_filter_is_never_an_error(client: Client, many: PublicTree, query: str) -> None:
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    assert len(answer.context["selectie"].meldingen) <= 5
    assert "a" * 100 not in answer.content.decode()


@pytest.mark.parametrize("page", ["0", "9999", "-3", "abc", "1.5", "9" * 100, "last"])
def test_a_page_that_does_not_exist_tells_which_there_are(client: Client, many: PublicTree, page: str) -> None:
    answer = client.get(f"{LIST}?doelgroep=ouder&page={page}")
    assert answer.status_code == 404
    text = answer.content.decode()
    assert "De lijst heeft 2 formulieren op 1 pagina." in text
    assert f'href="{LIST}?doelgroep=ouder&amp;page=1"' in text


def test_words_are_searched_within_the_choices(client: Client, many: PublicTree) -> None:
    assert "1 formulier<" in client.get(f"{LIST}?q=VRAGENlijst+gezins").content.decode()
    assert "0 formulieren" in client.get(f"{LIST}?q=vragenlijst&doelgroep=leerling").content.decode()
    assert "0 formulieren" in client.get(f"{LIST}?q={CONCEPT_WORD}").content.decode()


@pytest.mark.parametrize(
    ("question", "melding"),
    [("a" * 10_000, "te lang"), ("%22%20AND%20%2A%20OR%20%28", ""), ("%22%20%2A%20%28%29", "geen woord"), ("%00", ""), ("a+" * 60, "")],
)
def test_an_odd_question_is_answered_at_once(client: Client, many: PublicTree, question: str, melding: str) -> None:
    answer = client.get(f"{LIST}?q={question}")
    assert answer.status_code == 200
    assert melding in " ".join(answer.context["selectie"].meldingen)


def test_each_choice_can_be_taken_back_alone(client: Client, many: PublicTree) -> None:
    answer = client.get(f"{LIST}?doelgroep=leerling&doelgroep=ib&thema=opp&q=hand&sorteer=nieuwste&thema=onzin")
    assert [(keuze.naam, keuze.zonder) for keuze in answer.context["gekozen"]] == [
        ("“hand”", "doelgroep=leerling&doelgroep=ib&thema=opp&sorteer=nieuwste"),
        ("leerlingen", "q=hand&doelgroep=ib&thema=opp&sorteer=nieuwste"),
        ("intern begeleiders", "q=hand&doelgroep=leerling&thema=opp&sorteer=nieuwste"),
        ("ontwikkelingsperspectief (OPP)", "q=hand&doelgroep=leerling&doelgroep=ib&sorteer=nieuwste"),
    ]


def test_the_list_can_be_put_in_another_order(client: Client, tree: PublicTree) -> None:
    add_formulier("Zomer", "geldend", volgende_herziening=date(2027, 1, 1))
    Formulier.objects.filter(slug="zomer").update(versiedatum=date(2026, 9, 1))
    add_formulier("Appel", "geldend")
    for sorteer, first in (("titel", "Appel"), ("nieuwste", "Zomer"), ("herziening", "Zomer")):
        assert client.get(f"{LIST}?sorteer={sorteer}").context["pagina"][0].titel == first, sorteer


def test_a_language_is_found_by_the_formulier_and_by_its_files(client: Client, tree: PublicTree) -> None:
    add_formulier("Leaflet", "geldend", taal="en", bestand=True)
    both = add_formulier("Folder", "geldend", bestand=True)
    both.bestanden.add(FormulierBestand(document=a_document("English"), taal="en"))
    both.save()
    answer = client.get(f"{LIST}?taal=en")
    assert {one.titel for one in answer.context["pagina"]} == {"Leaflet", "Folder"}
    facet = next(one for one in answer.context["facetten"] if one.naam == "taal")
    assert {option.code: option.aantal for option in facet.opties} == {"nl": 3, "en": 2}


def test_the_status_follows_the_day(client: Client, tree: PublicTree) -> None:
    tree.geldend.geldig_van, tree.geldend.geldig_tot = date(2026, 8, 1), date(2027, 7, 31)
    tree.geldend.save()
    document = tree.geldend.bestanden.get().document
    for day, stand, status in (
        ("2026-07-31", "voorbereiding", 302),
        ("2026-08-01", "geldend", 200),
        ("2027-07-31", "geldend", 200),
        ("2027-08-01", "verlopen", 302),
    ):
        _empty()
        with time_machine.travel(f"{day}T12:00:00+02:00", tick=False):
            assert (
                Formulier.objects.with_stand().get(pk=tree.geldend.pk).stand_nu == Formulier.objects.get(pk=tree.geldend.pk).stand == stand
            )
            assert client.get(document.url).status_code == status, day
            counted = next(one for one in client.get(f"{LIST}?dag={day}").context["facetten"] if one.naam == "status").opties
            assert stand in {option.code for option in counted}, day


def test_a_long_list_is_cut_into_pages_that_keep_the_choices(client: Client, tree: PublicTree) -> None:
    for number in range(22):
        add_formulier(f"Kaart {number:02}", "geldend", doelgroep="leerling")
    first = client.get(f"{LIST}?doelgroep=leerling").content.decode()
    assert "?doelgroep=leerling&amp;page=2" in first
    assert "Kaart 21" in client.get(f"{LIST}?doelgroep=leerling&page=2").content.decode()


def test_the_number_of_queries_grows_with_nothing(client: Client, tree: PublicTree, django_assert_max_num_queries: Any) -> None:
    filters = "soort=formulier&doelgroep=ouder&thema=opp&q=kort"
    client.get(f"{LIST}?warm&{filters}")
    with django_assert_max_num_queries(60) as few:
        client.get(f"{LIST}?a&{filters}")
    for number in range(8):
        add_formulier(f"Kaart {number}", "geldend", bestand=number % 2 == 0)
        Thema.objects.create(code=f"thema-{number}", naam=f"Thema {number}")
    with django_assert_max_num_queries(60) as many:
        client.get(f"{LIST}?b&{filters}")
    assert len(many) == len(few)


def test_a_geldend_formulier_offers_its_file(client: Client, tree: PublicTree) -> None:
    document = tree.geldend.bestanden.get().document
    assert document.url in client.get(f"{LIST}gezinsvragenlijst/").content.decode()
    answer = client.get(document.url)
    assert b"".join(answer.streaming_content) == b"inhoud"
    assert not answer.has_header("Content-Encoding"), "it is sent as it is"


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
