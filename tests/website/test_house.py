"""The pages around the manuals: what they show, what they tell machines, and what they never show."""

import json
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.website.house_tree import House, add_bericht, build_house
from tests.website.public_tree import PublicTree
from website import changes
from website.models import SiteInstellingen


@pytest.fixture
def house(tree: PublicTree) -> House:
    return build_house(tree.home)


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def data_of(text: str) -> dict[str, Any]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])


PAGES = {
    "/nieuws/": "Nieuw format",
    "/nieuws/nieuw-format/": "1 maart 2026",
    "/vragen/": "Mag ik meelezen",
    "/vragen/ouders/": "Ja, dat mag",
    "/begrippen/": "Bron: WPO 40a.",
    "/contact/": "Binnen drie dagen",
    "/steunpunt/": "Ben je leerling?",
    "/privacy/": "Waarom het mag",
    "/toegankelijkheid/": "B: voldoet gedeeltelijk",
}


def test_every_page_opens_has_one_heading_and_leads_to_contact_privacy_and_accessibility(client: Client, house: House) -> None:
    for path, words in PAGES.items():
        text = text_of(client, path)
        assert words in text, path
        assert text.count("<h1") == 1, path
        assert f'<link rel="canonical" href="http://localhost{path}">' in text
        footer = text[text.index("<footer") :]
        assert all(f'href="{address}"' in footer for address in ("/contact/", "/steunpunt/", "/privacy/", "/toegankelijkheid/", "/vragen/"))


def test_a_page_costs_the_same_with_many_rows(client: Client, house: House, django_assert_max_num_queries: Any) -> None:
    def queries(path: str, variant: str) -> int:
        with django_assert_max_num_queries(40) as counted:
            client.get(f"{path}?{variant}")
        return len(counted)

    client.get("/?warm")
    before = {path: queries(path, "een") for path in ("/", *PAGES)}
    for number in range(5):
        add_bericht(house.nieuws, f"Bericht {number}", date(2026, 4, 1 + number))
        house.begrippen.begrippen.create(term=f"term {number}", uitleg="Uitleg.")
        house.ouders.vragen.append(("vraag", {"vraag": f"Vraag {number}?", "antwoord": "<p>Term 1 en term 2.</p>"}))
    house.ouders.save()
    assert {path: queries(path, "twee") for path in before} == before
    assert max(before.values()) <= 25, before


def test_news_is_newest_first_cut_into_pages_and_a_page_beyond_the_last_is_a_404(client: Client, house: House) -> None:
    for number in range(12):
        add_bericht(house.nieuws, f"Bericht {number:02}", date(2026, 4, 1 + number))
    first, second = text_of(client, "/nieuws/"), text_of(client, "/nieuws/?page=2")
    assert first.index("Bericht 11") < first.index("Bericht 02")
    assert "Bericht 01" not in first
    assert "Nieuw format" in second
    for odd in ("9999", "0"):
        answer = client.get(f"/nieuws/?page={odd}")
        assert answer.status_code == 404
        assert "Waar zocht u naar?" in answer.content.decode()
    for odd in ("abc", "-1", "1e9", "", "٣"):
        assert client.get("/nieuws/", {"page": odd}).status_code == 200


def test_the_feed_holds_news_and_changes_and_no_draft(client: Client, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    change = changes.Change(date(2026, 5, 1), "OPP-format 2.0", "/opp/format/", "Eén vraag <erbij> & een weg.")
    monkeypatch.setattr(changes, "_sources", {"proef": lambda request: [change]})
    add_bericht(house.nieuws, "Klad", date(2026, 6, 1), live=False)
    answer = client.get("/nieuws/rss/")
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    channel = ElementTree.fromstring(answer.content)[0]
    assert [item.findtext("title") for item in channel.iter("item")] == ["OPP-format 2.0", "Nieuw format"]
    assert [item.findtext("link") for item in channel.iter("item")][1] == "http://localhost/nieuws/nieuw-format/"
    home = text_of(client, "/")
    assert "Eén vraag &lt;erbij&gt; &amp; een weg." in home
    assert 'href="/nieuws/rss/"' in home
    assert "OPP-format 2.0" in text_of(client, "/nieuws/")
    assert "Klad" not in home


def test_changes_of_all_rooms_come_newest_first(rf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "_sources", {})
    old, new = (changes.Change(date(year, 1, 1), str(year), "/", "") for year in (2025, 2026))
    changes.register("een", lambda request: [old])
    changes.register("twee", lambda request: [new])
    changes.register("twee", lambda request: [new])
    assert changes.changes(rf.get("/"), 5) == [new, old]
    assert changes.changes(rf.get("/"), 1) == [new]


def test_machines_read_what_a_page_is(client: Client, tree: PublicTree, house: House) -> None:
    SiteInstellingen.objects.create(site=tree.home.get_site(), organisatie="Swv </script><b>", adres="Straat 1\nPlaats")
    home = text_of(client, "/")
    assert "</script><b>" not in home
    assert data_of(home) | {"url": ""} == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Swv </script><b>",
        "url": "",
        "address": "Straat 1, Plaats",
    }
    assert data_of(text_of(client, "/nieuws/nieuw-format/"))["datePublished"] == "2026-03-01"
    faq = data_of(text_of(client, "/vragen/ouders/"))["mainEntity"]
    assert faq[0]["acceptedAnswer"]["text"] == "Ja, dat mag. Het OPP ook."
    terms = data_of(text_of(client, "/begrippen/"))["hasDefinedTerm"]
    assert [term["name"] for term in terms] == ["extra ondersteuning", "handelingsdeel", "ondersteuning", "OPP", "PO"]
    assert terms[3]["url"].endswith("/begrippen/#opp")


def test_an_old_address_leads_on_when_a_page_moves(client: Client, house: House, committed: Any) -> None:
    with committed():
        house.bericht.slug = "format-vernieuwd"
        house.bericht.save_revision().publish()
    answer = client.get("/nieuws/nieuw-format/")
    assert (answer.status_code, answer.headers.get("Location")) == (301, "/nieuws/format-vernieuwd/")


def test_the_sitemap_holds_every_kind_of_page_with_its_date_and_robots_say_where_it_is(client: Client, house: House) -> None:
    house.nieuws.save_revision().publish()
    text = text_of(client, "/sitemap.xml")
    assert all(f"<loc>http://localhost{path}</loc>" in text for path in PAGES)
    assert "<lastmod>" in text
    house.contact.unpublish()
    assert "/contact/" not in text_of(client, "/sitemap.xml?x=1")
    assert "Sitemap: http://testserver/sitemap.xml" in text_of(client, "/robots.txt")
