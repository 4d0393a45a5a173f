"""Site search: what visitors find, what they never find, and what odd questions do."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms_catalog.models import Formulier
from tests.website.house_tree import build_house
from tests.website.public_tree import CONCEPT_WORD, DRAFT_WORD, PublicTree, add_formulier
from website.woorden import forms


def test_a_visitor_finds_pages_and_formulieren(client: Client, tree: PublicTree) -> None:
    assert "Voor ouders" in client.get("/zoeken/?q=vlinders").content.decode()
    assert "/formulieren/gezinsvragenlijst/" in client.get("/zoeken/?q=gezinsvragenlijst").content.decode()


def test_the_beginning_of_a_title_is_enough(client: Client, tree: PublicTree) -> None:
    assert "Signaleringsplan" in client.get("/zoeken/?q=signaler").content.decode()


@pytest.mark.parametrize("word", [DRAFT_WORD, CONCEPT_WORD])
def test_drafts_and_concepts_are_never_found(client: Client, tree: PublicTree, word: str) -> None:
    answer = client.get("/zoeken/", {"q": word})
    assert "Niets gevonden" in answer.content.decode()


def test_a_page_under_a_restriction_is_never_found(client: Client, tree: PublicTree) -> None:
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=tree.info, restriction_type=PageViewRestriction.LOGIN)
    assert "Niets gevonden" in client.get("/zoeken/?q=vlinders").content.decode()


def test_an_endless_question_is_refused_kindly(client: Client, tree: PublicTree) -> None:
    answer = client.get("/zoeken/", {"q": "a" * 100_000})
    assert answer.status_code == 400
    assert "Uw zoekvraag is te lang" in answer.content.decode()


def test_an_odd_page_number_gives_the_first_page_and_one_beyond_the_last_a_404(client: Client, tree: PublicTree) -> None:
    for page in ("-1", "abc", "1e9", "", "\x00", "٣"):
        assert client.get("/zoeken/", {"q": "formulier", "page": page}).status_code == 200
    answer = client.get("/zoeken/", {"q": "formulier", "page": "9999"})
    assert answer.status_code == 404
    assert "Waar zocht u naar?" in answer.content.decode()


def test_results_are_cut_into_pages_that_keep_the_question(client: Client, tree: PublicTree) -> None:
    for number in range(12):
        add_formulier(f"Rekenkaart {number}", "geldend")
    answer = client.get("/zoeken/?q=rekenkaart").content.decode()
    assert "12 resultaten" in answer
    assert 'href="?q=rekenkaart&amp;page=2"' in answer


def test_the_number_of_queries_does_not_grow_with_the_results(client: Client, tree: PublicTree, django_assert_max_num_queries: Any) -> None:
    for number in range(2):
        add_formulier(f"Rekenkaart {number}", "geldend")
    client.get("/zoeken/?q=rekenkaart&warm=1")
    with django_assert_max_num_queries(100) as few:
        client.get("/zoeken/?q=rekenkaart")
    for number in range(2, 9):
        add_formulier(f"Rekenkaart {number}", "geldend")
    with django_assert_max_num_queries(100) as many:
        client.get("/zoeken/?q=rekenkaart&x=1")
    assert len(many) == len(few)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(max_size=210))
def test_no_question_breaks_the_search(client: Client, tree: PublicTree, question: str) -> None:
    assert client.get("/zoeken/", {"q": question}).status_code in (200, 400)


@pytest.mark.parametrize(
    "question", ['"', '"a', "a*", "AND", "NEAR(a b)", "a:b", "' OR 1=1 --", "\x00", "\x00a", "%00", "😀", "مرحبا", "-", "(", "^", "a" * 200]
)
def test_the_search_language_of_the_database_stays_closed(client: Client, tree: PublicTree, question: str) -> None:
    assert client.get("/zoeken/", {"q": question}).status_code == 200


def test_a_question_is_shown_as_text(client: Client, tree: PublicTree) -> None:
    assert "<script>x" not in client.get("/zoeken/", {"q": "<script>x"}).content.decode()


def test_a_formulier_that_becomes_a_concept_again_is_no_longer_found(client: Client, tree: PublicTree) -> None:
    formulier = Formulier.objects.get(slug="gezinsvragenlijst")
    formulier.status = "concept"
    formulier.save()
    assert "Niets gevonden" in client.get("/zoeken/?q=gezinsvragenlijst").content.decode()


def test_terms_and_questions_are_found_one_by_one(client: Client, tree: PublicTree) -> None:
    house = build_house(tree.home)
    found = client.get("/zoeken/?q=ontwikkelingsperspectief").content.decode()
    assert 'href="/begrippen/#opp"' in found
    found = client.get("/zoeken/?q=mag+ik+meelezen").content.decode()
    assert f'href="/vragen/ouders/#v-{house.ouders.vragen[0].id[:8]}"' in found
    assert "1 resultaat" in found
    house.vragen.unpublish()
    house.ouders.unpublish()
    assert "Niets gevonden" in client.get("/zoeken/?q=meelezen").content.decode()


def test_filters_count_combine_and_can_be_shared(client: Client, tree: PublicTree) -> None:
    build_house(tree.home)
    everything = client.get("/zoeken/?q=opp").content.decode()
    assert "Begrip (1)" in everything
    assert "Vraag (1)" in everything
    assert "Ouder of verzorger (1)" in everything
    one = client.get("/zoeken/?q=opp&soort=vraag&lezer=ouder").content.decode()
    assert "1 resultaat" in one
    assert 'href="?q=opp&amp;soort=vraag"' in one
    none = client.get("/zoeken/?q=opp&soort=begrip&lezer=ouder").content.decode()
    assert "Niets gevonden" in none
    odd = client.get("/zoeken/", {"q": "opp", "soort": "<b>draak", "lezer": "\x00koning"})
    assert odd.status_code == 200
    assert "Wij kennen de keuze “&lt;b&gt;draak” niet." in odd.content.decode()
    assert "Wij kennen de keuze “koning” niet." in odd.content.decode()
    assert "Begrip (1)" in odd.content.decode()


def test_a_question_of_signs_alone_says_what_to_type(client: Client, tree: PublicTree) -> None:
    text = client.get("/zoeken/", {"q": '"*() ^-'}).content.decode()
    assert "Typ een woord met letters of cijfers." in text


def test_a_typing_error_is_met_with_the_nearest_public_word(client: Client, tree: PublicTree) -> None:
    text = client.get("/zoeken/?q=gezinsvraagenlijst").content.decode()
    assert 'Bedoelde u <a href="?q=gezinsvragenlijst">gezinsvragenlijst</a>?' in text
    for word in (DRAFT_WORD, CONCEPT_WORD):
        assert "Bedoelde u" not in client.get("/zoeken/", {"q": f"{word}x"}).content.decode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("school", "scholen"),
        ("stap", "stappen"),
        ("formulier", "formulieren"),
        ("brief", "brieven"),
        ("begrip", "begrippen"),
        ("jaar", "jaren"),
        ("tekening", "tekeningen"),
        ("leerling", "leerlingen"),
        ("ouder", "ouders"),
        ("toets", "toetsen"),
        ("reis", "reizen"),
        ("hulpvraag", "hulpvragen"),
    ],
)
def test_singular_and_plural_find_each_other(one: str, other: str) -> None:
    assert other in forms(one)
    assert one in forms(other)


def test_a_page_is_found_by_another_form_of_its_words(client: Client, tree: PublicTree) -> None:
    assert "Voor ouders" in client.get("/zoeken/?q=vlinder").content.decode()
    assert "Gezinsvragenlijst" in client.get("/zoeken/?q=gezinsvragenlijsten").content.decode()


@settings(max_examples=200, deadline=None)
@given(word=st.text(max_size=40))
def test_no_word_breaks_its_forms(word: str) -> None:
    assert word in forms(word)
    assert len(forms(word)) <= 8
