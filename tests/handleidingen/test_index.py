"""The overview and the print view: a choice stands in the address, what is unknown is left out with a word about it, and more pages cost no more."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page, Site

from formats.models import Hulptekst
from handleidingen.models import HandleidingIndexPage, HandleidingPage, Onderwerp
from tests.website.public_tree import PublicTree, add, add_handleiding, an_image
from website.models import HomePage


@pytest.fixture
def topics(tree: PublicTree) -> dict[str, Onderwerp]:
    """Two subjects and three pages beside "Inloggen", which has none."""
    site = Site.objects.get(is_default_site=True)
    subjects = {code: Onderwerp.objects.create(site=site, naam=f"Over {code}", code=code) for code in ("delen", "printen")}
    add_handleiding(tree.handleidingen, "Een link maken", onderwerp=subjects["delen"])
    add_handleiding(tree.handleidingen, "Op papier", onderwerp=subjects["printen"])
    add_handleiding(tree.handleidingen, "Toestemming geven", lezer="ouder", onderwerp=subjects["delen"])
    return subjects


def titles(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return [page.title for _, pages in answer.context["groepen"] for page in pages]


def test_reader_and_subject_in_the_address_narrow_the_list(client: Client, topics: dict[str, Onderwerp]) -> None:
    assert titles(client, "/handleiding/") == ["Inloggen", "Een link maken", "Op papier", "Toestemming geven"]
    assert titles(client, "/handleiding/?voor=ib") == ["Inloggen", "Een link maken", "Op papier"]
    assert titles(client, "/handleiding/?onderwerp=delen") == ["Een link maken", "Toestemming geven"]
    assert titles(client, "/handleiding/?voor=ib&onderwerp=delen") == ["Een link maken"]
    assert titles(client, "/handleiding/?voor=ouder&onderwerp=printen") == []
    text = client.get("/handleiding/?voor=ib&onderwerp=delen").content.decode()
    assert '<option value="ib" selected>' in text
    assert '<option value="delen" selected>' in text
    assert "1 handleiding voor uw keuze: intern begeleider, Over delen." in text
    assert "/handleiding/afdrukken/?voor=ib&amp;onderwerp=delen" in text


def test_an_unknown_choice_is_left_out_with_a_notice(client: Client, topics: dict[str, Onderwerp]) -> None:
    for query in (
        "voor=burgemeester",
        "onderwerp=weg",
        "onderwerp=" + "x" * 10_000,
        "voor=%F0%9F%98%80&onderwerp=delen%27--",
        "voor=%00ib%00x",
    ):
        text = client.get(f"/handleiding/?{query}").content.decode()
        assert "Een keuze in dit adres kennen wij niet" in text, query[:30]
        assert "Een link maken" in text
        assert "burgemeester" not in text
        assert "x" * 100 not in text


def test_an_empty_choice_is_no_mistake_and_other_words_in_the_address_do_nothing(client: Client, topics: dict[str, Onderwerp]) -> None:
    text = client.get("/handleiding/?voor=&onderwerp=&bron=nieuwsbrief").content.decode()
    assert "kennen wij niet" not in text
    assert "Toestemming geven" in text


def test_another_site_shows_only_its_own_pages_and_subjects(client: Client, tree: PublicTree, topics: dict[str, Onderwerp]) -> None:
    home = add(Page.objects.get(depth=1), HomePage(title="Ander verband", slug="ander"))
    other = Site.objects.create(hostname="ander.example", root_page=home)
    index = add(home, HandleidingIndexPage(title="Handleiding", slug="handleiding"))
    eigen = Onderwerp.objects.create(site=other, naam="Over delen", code="delen")
    page = add_handleiding(index, "Delen bij ons", onderwerp=eigen)
    assert titles(client, "/handleiding/?onderwerp=delen") == ["Een link maken", "Toestemming geven"]
    elsewhere = Client(SERVER_NAME="ander.example", headers={"host": "ander.example"})
    assert elsewhere.get(f"/heeft-dit-geholpen/{page.pk}/").status_code in (200, 400)
    assert client.get(f"/heeft-dit-geholpen/{page.pk}/").status_code == 404
    form = HandleidingPage.get_edit_handler().get_form_class()
    offered = form(instance=page, parent_page=index.page_ptr, for_user=None).fields["onderwerp"].queryset
    assert list(offered) == [eigen]


def test_the_list_and_the_print_view_cost_the_same_for_one_and_for_many(
    client: Client, tree: PublicTree, topics: dict[str, Onderwerp], django_assert_max_num_queries: Any
) -> None:
    helps = [Hulptekst.objects.create(naam=f"H{number}", tekst="Kort.") for number in range(4)]

    def counted(address: str) -> int:
        # No answer comes from the page cache twice.
        number = Hulptekst.objects.count() + HandleidingPage.objects.count()
        client.get(f"{address}&warm={number}")
        with django_assert_max_num_queries(80) as queries:
            assert client.get(f"{address}&tel={number}").status_code == 200
        return len(queries)

    def more(number: int) -> None:
        page = add_handleiding(
            tree.handleidingen, f"Meer {number}", onderwerp=topics["delen"], afbeelding=an_image(str(number)), alt="Wit."
        )
        page.stappen.append(("hulptekst", {"hulptekst": str(helps[number].pk)}))
        page.save_revision().publish()

    more(0)
    before = [counted("/handleiding/?voor=ib"), counted("/handleiding/afdrukken/?voor=ib")]
    for number in (1, 2, 3):
        more(number)
    assert [counted("/handleiding/?voor=ib"), counted("/handleiding/afdrukken/?voor=ib")] == before


def test_every_topic_of_a_reader_is_on_the_print_view_in_order_with_ids_of_its_own(client: Client, topics: dict[str, Onderwerp]) -> None:
    text = client.get("/handleiding/afdrukken/?voor=ib").content.decode()
    assert text.index('id="inloggen"') < text.index('id="een-link-maken"') < text.index('id="op-papier"')
    assert 'id="inloggen-stap-1"' in text
    assert text.count('id="op-papier-stap-2"') == 1
    assert "Toestemming geven" not in text
    assert '<meta name="robots" content="noindex">' in text
    assert "handleidingen/css/handleidingen.css" in text
    nobody = client.get("/handleiding/afdrukken/").content.decode()
    assert "Voor wie wilt u de handleiding afdrukken?" in nobody
    assert "gp-step" not in nobody


def test_no_page_may_take_the_address_of_the_print_view(tree: PublicTree) -> None:
    page = HandleidingPage(title="Afdrukken", slug="afdrukken")
    with pytest.raises(ValidationError) as caught:
        tree.handleidingen.add_child(instance=page)
    assert "slug" in caught.value.message_dict


def test_a_subject_gets_its_code_from_its_name_once(db: None) -> None:
    site = Site.objects.get(is_default_site=True)
    subject = Onderwerp(site=site, naam="Delen & toegang")
    subject.full_clean()
    subject.save()
    assert subject.code == "delen-toegang"
    subject.naam = "Anders genoemd"
    subject.full_clean()
    assert subject.code == "delen-toegang"
    with pytest.raises(ValidationError, match="Er is al een onderwerp"):
        Onderwerp(site=site, naam="Delen toegang").full_clean()
    with pytest.raises(ValidationError, match="ten minste één letter"):
        Onderwerp(site=site, naam="!!!").full_clean()
