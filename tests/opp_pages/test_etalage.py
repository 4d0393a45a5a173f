"""How visitors meet the formats: chosen by education and thema, looked at empty or filled in, and told about when a version is new."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from opp_pages.actions import publish_format_page
from opp_pages.default_formats import load, load_varianten, schema
from opp_pages.etalage import parts, shares
from opp_pages.gewijzigd import published_versions
from opp_pages.models import FormatPage, OppIndexPage, OppUitlegPage
from tests.formats.samples import alles
from website.changes import changes


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def shelf(index_page: OppIndexPage, draft: FormatPage) -> dict[str, FormatPage]:
    """Three published formats of different kinds and education, and a thema with one of them."""
    made = {"proefformat": draft}
    for slug, soort, typen in (("voor-vo", "opp", ["vo"]), ("dit-ben-ik", "formulier", [])):
        page = FormatPage(
            title=slug, slug=slug, soort=soort, onderwijstypen=typen, korte_omschrijving="Kort", delen=json.dumps(alles()), live=False
        )
        made[slug] = index_page.add_child(instance=page)
    for page in made.values():
        publish_format_page(page)
    thema = index_page.add_child(instance=OppUitlegPage(title="Gedrag", slug="gedrag", soort="thema"))
    thema.formats = [made["voor-vo"]]
    thema.save()
    return made


@pytest.mark.parametrize(
    ("query", "shown", "notice"),
    [
        ("", {"proefformat", "voor-vo", "dit-ben-ik"}, False),
        ("onderwijs=vo", {"voor-vo", "dit-ben-ik"}, False),
        ("thema=gedrag", {"voor-vo"}, False),
        ("onderwijs=bao&thema=gedrag", set(), False),
        ("onderwijs=mars&thema=gedrag", {"voor-vo"}, True),
        ("thema=" + "x" * 3000, {"proefformat", "voor-vo", "dit-ben-ik"}, True),
        ("onderwijs=%00&thema=%F0%9F%98%80", {"proefformat", "voor-vo", "dit-ben-ik"}, True),
    ],
)
def test_the_address_narrows_the_formats(client: Client, shelf: dict[str, FormatPage], query: str, shown: set[str], notice: bool) -> None:
    page = text(client.get(f"/opp/?{query}"))
    assert {slug for slug in shelf if f'href="/opp/{slug}/"' in page} == shown
    assert ("Die keuze telt niet mee." in page) == notice
    assert ("Met deze keuzes is er geen format." in page) == (not shown)


def test_the_formats_stand_under_their_kind(client: Client, shelf: dict[str, FormatPage]) -> None:
    page = text(client.get("/opp/"))
    assert (
        page.index('id="soort-opp"') < page.index("/opp/proefformat/") < page.index('id="soort-formulier"') < page.index("/opp/dit-ben-ik/")
    )
    assert "soort-groeidocument" not in page


def test_a_format_names_the_themas_that_name_it(client: Client, shelf: dict[str, FormatPage]) -> None:
    assert '<a href="/opp/gedrag/">Gedrag</a>' in text(client.get("/opp/voor-vo/"))
    OppUitlegPage.objects.get(slug="gedrag").unpublish()
    assert "/opp/gedrag/" not in text(client.get("/opp/voor-vo/"))


def test_a_longer_shelf_costs_no_more_queries(client: Client, shelf: dict[str, FormatPage], index_page: OppIndexPage) -> None:
    client.get("/opp/?thema=gedrag")
    with CaptureQueriesContext(connection) as few:
        client.get("/opp/?thema=gedrag")
    for number in range(3):
        index_page.add_child(instance=OppUitlegPage(title=f"Meer {number}", slug=f"meer-{number}", soort="thema"))
        shelf["voor-vo"].copy(update_attrs={"slug": f"kopie-{number}"})
    with CaptureQueriesContext(connection) as many:
        assert "Meer 2" in text(client.get("/opp/?thema=gedrag"))
    assert len(many) == len(few)


def test_a_format_is_shown_empty_or_filled_in_by_its_address(client: Client, draft: FormatPage) -> None:
    publish_format_page(draft)
    empty, filled = (text(client.get(f"/opp/proefformat/{query}")) for query in ("", "?voorbeeld=ingevuld"))
    assert 'name="veld_kort"' in empty
    assert 'name="veld_kort"' not in filled
    assert "De leerling bestaat niet." in filled
    assert "gp-summary-list" in filled
    assert text(client.get("/opp/proefformat/?voorbeeld=anders")) == empty
    assert empty.count('gp-part" open') == 1
    assert text(client.get("/opp/proefformat/?open=alles")).count('gp-part" open') == empty.count('class="gp-details gp-part"')


def test_a_choice_keeps_the_other_choices(client: Client, index_page: OppIndexPage) -> None:
    page = FormatPage(title="MB", slug="mb", soort="opp", korte_omschrijving="Vier varianten", live=False)
    page.delen, page.varianten = json.dumps(load("opp_mb_hb")), json.dumps(load_varianten("opp_mb_hb"))
    index_page.add_child(instance=page)
    publish_format_page(page)
    second = schema("opp_mb_hb").varianten[1].key
    shown = text(client.get(f"/opp/mb/?variant={second}&voorbeeld=ingevuld"))
    assert f'href="?variant={second}#voorbeeld"' in shown
    assert f'href="?variant={second}&amp;voorbeeld=ingevuld&amp;open=alles#voorbeeld"' in shown
    assert shown.count(".docx") >= 4


def test_every_shipped_format_says_who_fills_in_what() -> None:
    form = schema("opp_kort")
    found = shares(form)
    assert [one.wie for one in found] == ["de school", "ouders", "de leerling"]
    assert sum(one.vragen for one in found) == sum(beeld.vragen for beeld in parts(form, ingevuld=False))
    assert found[0].delen == ()
    assert found[2].delen == ("Perspectiefdeel", "Handelingsdeel")


def test_a_new_version_is_told_in_words_and_a_draft_is_not(client: Client, draft: FormatPage, rf: RequestFactory) -> None:
    request = rf.get("/")
    before = len(published_versions(request))
    publish_format_page(draft)
    draft.title = "Proefformat, herzien"
    publish_format_page(draft)
    draft.title = "Geheim concept"
    draft.save_revision()
    told = published_versions(request)
    assert len(told) == before + 2
    newest = told[0]
    assert newest.titel == "Format Proefformat, herzien: versie 2"
    assert newest.url == "/opp/proefformat/wijzigingen/"
    assert newest.tekst.startswith("Het format heet nu ‘Proefformat, herzien’")
    assert told[1].tekst == "Om te proberen"
    assert newest in changes(request, 5)
    assert "Nieuw in versie 2" in text(client.get("/opp/proefformat/"))
    FormatPage.objects.get(slug="proefformat").unpublish()
    assert len(published_versions(request)) == before


def test_more_versions_cost_no_more_queries(draft: FormatPage, rf: RequestFactory) -> None:
    for title in ("Twee", "Drie"):
        publish_format_page(draft)
        draft.title = title
    publish_format_page(draft)
    request = rf.get("/")
    published_versions(request)
    with CaptureQueriesContext(connection) as few:
        published_versions(request)
    for title in ("Vier", "Vijf", "Zes"):
        draft.title = title
        publish_format_page(draft)
    with CaptureQueriesContext(connection) as many:
        assert len(published_versions(request)) >= 6
    assert len(many) <= len(few)


def test_a_format_is_a_digital_document_for_search_engines(client: Client, draft: FormatPage, rf: RequestFactory) -> None:
    assert draft.structured_data(rf.get("/")) is None
    versie = publish_format_page(draft)
    page = client.get("/opp/proefformat/").content.decode()
    data = json.loads(page.split('type="application/ld+json">')[1].split("</script>")[0])
    assert (data["@type"], data["name"], data["version"]) == ("DigitalDocument", "Proefformat", 1)
    assert [one["encodingFormat"].rpartition(".")[2] for one in data["encoding"]] == ["application/pdf", "document"]
    assert data["encoding"][1]["contentUrl"] == f"http://testserver/opp-formats/{versie.format_id}/versies/1/leeg.docx"
