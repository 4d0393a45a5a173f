"""Terms explained where they stand: the first mention, on every page, and nowhere that it would do harm."""

from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from tests.website.house_tree import House, build_house
from tests.website.public_tree import PublicTree, add
from website.models import InfoPage
from website.uitleg import explain


@pytest.fixture
def house(tree: PublicTree) -> House:
    return build_house(tree.home)


def request() -> Any:
    return RequestFactory().get("/", headers={"host": "localhost"})


def marked(html: str) -> list[str]:
    """The pieces of this text that got an explanation."""
    return [part.split("</button>")[0].split(">")[-1] for part in explain(html, request()).split("<button")[1:]]


def test_the_first_mention_is_explained_with_a_link_to_the_list(house: House) -> None:
    html = explain("<p>Het OPP. Ook het handelingsdeel van het OPP.</p>", request())
    assert html.count('popovertarget="begrip-opp"') == 1
    assert html.index("begrip-opp") < html.index("Ook het")
    assert 'id="begrip-handelingsdeel" popover' in html
    assert 'href="/begrippen/#handelingsdeel"' in html
    assert "Het deel met &lt;doelen&gt; &amp; hulp." in html


def test_one_request_is_one_page_and_explains_a_term_once(house: House) -> None:
    one = request()
    assert "gp-term" in explain("<p>OPP</p>", one)
    assert "gp-term" not in explain("<p>OPP</p>", one)


def test_terms_are_found_as_people_write_them_and_left_alone_elsewhere(house: House) -> None:
    assert marked("<p>Een Ontwikkelingsperspectief</p>") == ["Ontwikkelingsperspectief"]
    assert marked("<p>Handelingsdeel eerst.</p>") == ["Handelingsdeel"]
    assert marked("<p>extra ondersteuning en ondersteuning</p>") == ["extra ondersteuning", "ondersteuning"]
    assert marked("<p>De OPP-trap, oppas, Po en het SPO</p>") == []
    assert marked('<h2>OPP</h2><p><a href="/OPP/">OPP</a> <code>OPP</code> <b title="OPP">daarna OPP</b></p>') == ["OPP"]
    assert marked("<p><a href='x'><b>OPP</b> PO</a> en PO</p>") == ["PO"]


def test_the_filter_escapes_what_is_not_safe_and_works_without_a_request(house: House) -> None:
    template = Template("{% load begrippen %}{{ tekst|begrippen:request }}|{% met_begrippen tekst %}")
    text = template.render(Context({"tekst": "<script>OPP</script>", "request": request()}))
    assert "<script>" not in text
    assert template.render(Context({"tekst": "OPP", "request": None})) == "OPP|OPP"
    assert Template("{% load begrippen %}{% met_begrippen tekst %}").render(Context({"tekst": "OPP"})) == "OPP"


def test_a_page_explains_its_terms_and_a_hidden_list_explains_nothing(client: Client, tree: PublicTree, house: House) -> None:
    page = add(
        tree.home,
        InfoPage(title="Over het OPP", slug="uitleg", inhoud=[("tekst", "<p>Het OPP.</p>"), ("tip", {"tekst": "<p>OPP, PO</p>"})]),
    )
    text = client.get(page.url).content.decode()
    assert text.count('popovertarget="begrip-opp"') == 1
    assert 'popovertarget="begrip-po"' in text
    house.begrippen.unpublish()
    assert "gp-term" not in client.get(f"{page.url}?x=1").content.decode()


def test_a_term_in_a_draft_of_the_list_explains_nothing_yet(house: House) -> None:
    term = house.begrippen.begrippen.get(term="OPP")
    house.begrippen.begrippen = [term, type(term)(term="nieuwterm", uitleg="Nog geheim.")]
    house.begrippen.save_revision()
    assert "Nog geheim" not in explain("<p>Een nieuwterm</p>", request())
