"""The public banks: only what a published format uses, grouped and searchable by address."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from formats.list_models import store_bank
from formats.schema import Bankitem
from opp_pages.actions import publish_format_page
from opp_pages.models import FormatPage, OppIndexPage, VoorbeeldzinnenPage
from opp_pages.zinnen import banks_in_use

ITEMS = (
    Bankitem(label="vraagt op tijd hulp", domein="werkhouding", richting="bevorderend", kindtaal="Ik vraag hulp."),
    Bankitem(label="is snel afgeleid", domein="werkhouding", richting="belemmerend"),
    Bankitem(label="heeft rust thuis", domein="thuis", richting="bevorderend", gevoelig=True),
)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def bank_question(bank: Any, key: str) -> dict[str, Any]:
    """A question that lets people pick from this bank."""
    return {"type": "bank", "id": key, "value": {"label": f"Kies uit {bank.naam}", "bank": bank.pk}}


@pytest.fixture
def published(index_page: OppIndexPage) -> FormatPage:
    """A published format that uses one bank; there is another bank that nothing uses, and the page that shows them."""
    site = Site.objects.get(is_default_site=True)
    used = store_bank(site=site, naam="Factoren", soort="factoren", items=ITEMS)
    store_bank(site=site, naam="Ongebruikt", soort="doelen", items=ITEMS)
    delen = [
        {
            "type": "deel",
            "id": "d1",
            "value": {
                "titel": "Deel",
                "secties": [{"type": "item", "id": "s1", "value": {"titel": "Sectie", "velden": [bank_question(used, "v1")]}}],
            },
        }
    ]
    page = FormatPage(
        title="Met bank", slug="met-bank", soort="opp", korte_omschrijving="Om te kiezen", delen=json.dumps(delen), live=False
    )
    index_page.add_child(instance=page)
    publish_format_page(page)
    index_page.add_child(instance=VoorbeeldzinnenPage(title="Voorbeeldzinnen", slug="zinnen"))
    return page


def test_only_banks_of_published_formats_are_shown(client: Client, published: FormatPage) -> None:
    page = text(client.get("/opp/zinnen/"))
    assert 'href="/opp/zinnen/factoren/"' in page
    assert "Ongebruikt" not in page
    assert client.get("/opp/zinnen/ongebruikt/").status_code == 404
    published.unpublish()
    assert "Factoren" not in text(client.get("/opp/zinnen/"))
    assert client.get("/opp/zinnen/factoren/").status_code == 404


def test_another_site_shows_nothing_of_this_one(published: FormatPage, index_page: OppIndexPage) -> None:
    assert [bank.naam for bank in banks_in_use(Site.objects.get(is_default_site=True))] == ["Factoren"]
    other = index_page.get_parent().get_parent().add_child(instance=type(index_page.get_parent().specific)(title="Elders", slug="elders"))
    assert banks_in_use(Site.objects.create(hostname="elders.example", root_page=other)) == []
    assert banks_in_use(None) == []


def test_a_bank_is_grouped_with_a_childs_words_beside_it(client: Client, published: FormatPage) -> None:
    page = text(client.get("/opp/zinnen/factoren/"))
    for words in ("Werkhouding: wat helpt", "Werkhouding: wat het moeilijker maakt", "Thuis: wat helpt", "Ik vraag hulp.", "Met bank"):
        assert words in page
    assert page.count("Schrijf het alleen op als het invloed heeft") == 1


def test_words_and_domain_in_the_address_narrow_it(client: Client, published: FormatPage) -> None:
    page = text(client.get("/opp/zinnen/factoren/?zoek=HULP+vraagt"))
    assert "1 van de 3 zinnen." in page
    assert "is snel afgeleid" not in page
    page = text(client.get("/opp/zinnen/factoren/?domein=thuis"))
    assert "heeft rust thuis" in page
    assert "vraagt op tijd hulp" not in page
    assert "Er is geen zin met deze woorden." in text(client.get("/opp/zinnen/factoren/?zoek=zeppelin"))


@pytest.mark.parametrize(
    "query", ["domein=bestaat-niet", "zoek=%00&domein=%00", "zoek=" + "a" * 10_000, "zoek=%F0%9F%98%80", "zoek=*+AND+%22", "x=1"]
)
def test_strange_questions_break_nothing(client: Client, published: FormatPage, query: str) -> None:
    answer = client.get(f"/opp/zinnen/factoren/?{query}")
    assert answer.status_code == 200
    assert ("Dit onderwerp staat er niet bij." in text(answer)) == query.startswith("domein=bestaat")


def test_more_formats_cost_no_more_queries(client: Client, published: FormatPage) -> None:
    client.get("/opp/zinnen/factoren/")
    with CaptureQueriesContext(connection) as one:
        client.get("/opp/zinnen/factoren/")
    for number in range(3):
        published.copy(update_attrs={"slug": f"kopie-{number}", "title": f"Kopie {number}"})
    with CaptureQueriesContext(connection) as four:
        assert "Kopie 2" in text(client.get("/opp/zinnen/factoren/"))
    assert len(four) == len(one)


def test_the_sitemap_names_every_bank_as_the_bank_does_itself(client: Client, published: FormatPage) -> None:
    page = VoorbeeldzinnenPage.objects.get()
    assert [url["location"].removeprefix(page.full_url) for url in page.get_sitemap_urls()] == ["", "factoren/"]
    for url in page.get_sitemap_urls():
        assert f'rel="canonical" href="{url["location"]}"' in text(client.get(url["location"]))
