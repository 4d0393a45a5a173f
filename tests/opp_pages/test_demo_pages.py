"""The pages about the OPP in the demo: what they say is the law, they lead somewhere, and a second run leaves them alone."""

import re
import tomllib
from typing import Any

import pytest
from django.test import Client

from demo.opp import load_opp
from demo.public import CONTENT
from formats.law_models import element_choices
from opp_pages.actions import publish_format_page
from opp_pages.default_formats import NAMES
from opp_pages.models import FormatPage, OppIndexPage, OppUitlegPage, VoorbeeldzinnenPage

PAGES: list[dict[str, Any]] = tomllib.loads((CONTENT / "opp.toml").read_text(encoding="utf-8"))["pagina"]
# Each fact on the page where people look for it (dossier 2.4 to 2.7).
FACTS = {
    "wat-is-een-opp": ["vijf bladzijden A4", "Perspectiefdeel".lower(), "Handelingsdeel".lower()],
    "wie-doet-wat": ["Commissie voor de begeleiding (so en vso)", "zolang zij niet weet van een verschil van mening"],
    "de-wet": [
        "Geldt sinds 1 augustus 2025",
        "Geldt sinds 1 augustus 2017",
        "uiterlijk zes weken na de inschrijving",
        "van 1 augustus tot en met 31 juli",
    ],
    "wanneer-gebeurt-wat": ["Uiterlijk week 6", "31 juli"],
    "niet-eens": ["binnen tien weken", "Geldt sinds 1 januari 2025", "steunpunt"],
}


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_pages_are_there_once_and_say_what_the_law_says(client: Client, index_page: OppIndexPage, draft: FormatPage) -> None:
    load_opp()
    assert OppUitlegPage.objects.live().count() == len(PAGES)
    for page in OppUitlegPage.objects.all():
        shown = text(client.get(page.url))
        for fact in FACTS.get(page.slug, []):
            assert fact in shown, (page.slug, fact)
    touched = OppUitlegPage.objects.get(slug="gedrag")
    touched.title = "Van ons"
    touched.save_revision().publish()
    draft.slug = "opp-rekenen"
    publish_format_page(draft)
    load_opp()
    assert (OppUitlegPage.objects.count(), VoorbeeldzinnenPage.objects.count()) == (len(PAGES), 1)
    assert OppUitlegPage.objects.get(slug="gedrag").title == "Van ons"
    assert [page.slug for page in OppUitlegPage.objects.get(slug="rekenen").formats.all()] == ["opp-rekenen"]


def test_every_rule_names_a_legal_element_or_an_article(db: None) -> None:
    known = {code for code, _naam in element_choices()}
    rules = [blok for page in PAGES for blok in page["blok"] if blok["soort"] == "wet"]
    assert len(rules) >= 8
    for rule in rules:
        assert rule.get("onderdeel") in known or rule.get("artikel"), rule["titel"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["slug"])
def test_a_page_is_easy_to_read_and_leads_to_formats_that_ship(page: dict[str, Any]) -> None:
    assert {slug.replace("-", "_") for slug in page.get("formats", [])} <= set(NAMES)
    texts = [page["introductie"], *(blok["tekst"] for blok in page["blok"] if isinstance(blok.get("tekst"), str))]
    for sentence in re.split(r"(?<=[.?!])\s+", " ".join(texts).replace("**", "")):
        # What stands between colon and full stop is a list, which reads as more than one sentence.
        assert all(len(part.split()) <= 30 for part in re.split("[:;]", sentence)), sentence
        # A date belongs in a block that knows since when it counts; 1 August and 31 July are a school year.
        assert not re.search(r"\b(19|20)\d\d\b", sentence.replace("2020", "")), sentence
