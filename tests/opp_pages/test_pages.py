"""The OPP pages as visitors, editors in preview, and programs see them."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Onderwijstype
from opp_pages.actions import publish_format_page
from opp_pages.default_formats import NAMES, details, key, load, load_varianten, schema
from opp_pages.forms import ONDERWIJSTYPEN
from opp_pages.models import FormatPage, OppIndexPage
from tests.formats.samples import alles
from tests.opp_pages.editor_form import editor_post


def text(response: Any) -> str:
    return response.content.decode()


def test_the_opp_page_explains_and_says_that_there_is_no_format_yet(client: Client, index_page: OppIndexPage) -> None:
    page = text(client.get("/opp/"))
    for fact in ("1 augustus 2025", "binnen zes weken", "alleen nodig voor het handelingsdeel", "31 juli", "vijf bladzijden A4"):
        assert fact in " ".join(page.split())
    assert "Er is nog geen format gepubliceerd." in page


def test_the_opp_page_lists_published_formats_only(client: Client, draft: FormatPage) -> None:
    assert "Proefformat" not in text(client.get("/opp/"))
    publish_format_page(draft)
    assert "versie 1 van" in text(client.get("/opp/"))
    draft.unpublish()
    assert "Proefformat" not in text(client.get("/opp/"))


def test_a_longer_list_of_formats_costs_no_more_queries(client: Client, draft: FormatPage, index_page: OppIndexPage) -> None:
    publish_format_page(draft)
    client.get("/opp/")
    with CaptureQueriesContext(connection) as one:
        client.get("/opp/")
    for number in range(4):
        FormatPage.objects.get(slug="proefformat").copy(update_attrs={"slug": f"kopie-{number}"})
    with CaptureQueriesContext(connection) as five:
        assert text(client.get("/opp/")).count('gp-card"') == 5
    assert len(five) == len(one)


@pytest.mark.parametrize("query", ["?p=999999", "?%00=%ff", "?p=%F0%9F%98%80", "?" + "x" * 2000, "?preview=1&is_preview=true"])
def test_a_strange_query_string_breaks_nothing(client: Client, draft: FormatPage, query: str) -> None:
    publish_format_page(draft)
    assert client.get(f"/opp/{query}").status_code == 200
    assert client.get(f"/opp/proefformat/{query}").status_code == 200


def test_a_format_page_shows_its_version_and_the_form(client: Client, draft: FormatPage) -> None:
    assert client.get("/opp/proefformat/").status_code == 404
    versie = publish_format_page(draft)
    page = text(client.get("/opp/proefformat/"))
    assert versie.sha256[:12] in page
    assert f'"/api/v1/opp-formats/{versie.format_id}"' in page
    assert 'name="veld_kort"' in page
    assert page.count('<fieldset class="gp-fieldset" disabled>') == 2
    assert "Alle versies" not in page
    draft.title = "Proefformat, herzien"
    publish_format_page(draft)
    page = text(client.get("/opp/proefformat/"))
    assert "Alle versies" in page
    assert versie.sha256[:12] in page


def test_a_draft_of_a_live_page_stays_invisible(client: Client, draft: FormatPage) -> None:
    publish_format_page(draft)
    draft.title = "Geheim concept"
    draft.save_revision()
    for address in ("/opp/", "/opp/proefformat/"):
        assert "Geheim concept" not in text(client.get(address))


def test_more_fields_in_a_format_cost_no_more_queries(client: Client, draft: FormatPage, index_page: OppIndexPage) -> None:
    publish_format_page(draft)
    client.get("/opp/proefformat/")
    with CaptureQueriesContext(connection) as small:
        client.get("/opp/proefformat/")
    draft.delen = json.dumps(load("groeidocument_po"))
    publish_format_page(draft)
    with CaptureQueriesContext(connection) as large:
        client.get("/opp/proefformat/")
    assert len(large) == len(small)


# --- the editor's room ----------------------------------------------------------------------------


def test_the_editor_opens_and_offers_every_kind_of_veld(editor: Client, draft: FormatPage) -> None:
    page = text(editor.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])))
    for label in ("Korte tekst", "Regels die zich herhalen", "Wie vult dit in?", "Voor welk onderwijs?"):
        assert label in page or json.dumps(label)[1:-1] in page


def test_a_new_format_page_can_be_made(editor: Client, index_page: OppIndexPage) -> None:
    page = FormatPage(title="Nieuw", slug="nieuw", soort="opp", onderwijstypen=["vo", "pro"], korte_omschrijving="Voor vo")
    data = editor_post(page, alles(), **{"action-publish": "1"})
    response = editor.post(reverse("wagtailadmin_pages:add", args=["opp_pages", "formatpage", index_page.pk]), data)
    assert response.status_code == 302
    made = FormatPage.objects.get(slug="nieuw")
    assert made.onderwijs == ["voortgezet onderwijs", "praktijkonderwijs"]
    assert made.current_version().schema.onderwijstypen == ("pro", "vo")


def test_kinds_of_education_are_those_of_schools() -> None:
    assert Onderwijstype.choices == ONDERWIJSTYPEN


def test_an_unknown_kind_of_education_is_refused(editor: Client, draft: FormatPage) -> None:
    data = editor_post(draft, alles(), onderwijstypen=["universiteit"])
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data)
    assert "onderwijstypen" in response.context["form"].errors
    assert FormatPage.objects.get(pk=draft.pk).onderwijstypen == ["bao"]


def preview(editor: Client, page: FormatPage, delen: list[dict[str, Any]]) -> str:
    """The editor's preview of what stands in the form now."""
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert editor.post(address, editor_post(page, delen)).json()["is_valid"]
    return text(editor.get(address))


def test_the_preview_shows_the_form_of_the_draft(editor: Client, draft: FormatPage) -> None:
    page = preview(editor, draft, alles())
    assert "Het is klaar om te publiceren." in page
    assert 'name="veld_kort"' in page


def test_the_preview_names_the_problems_and_shows_the_rest(editor: Client, draft: FormatPage) -> None:
    delen = alles()
    delen[0]["value"]["secties"][0]["value"]["velden"][2]["value"]["opties"] = "alleen dit"
    page = preview(editor, draft, delen)
    assert "Deel 1 ‘Aanleiding’, sectie ‘Doelen’, vraag ‘Bestemming’: zet er" in page
    assert 'name="veld_kort"' in page
    assert 'name="veld_keuze"' not in page


def test_the_preview_of_an_empty_page_is_no_error(editor: Client, draft: FormatPage) -> None:
    assert "is nog leeg" in preview(editor, draft, [])


# --- Wagtail's API --------------------------------------------------------------------------------


@pytest.mark.urls("tests.opp_pages.api_urls")
def test_the_api_shows_the_version_and_never_a_draft(client: Client, draft: FormatPage) -> None:
    listing = "/api/v2/pages/?type=opp_pages.FormatPage&fields=*"
    assert client.get(listing).json()["meta"]["total_count"] == 0
    assert client.get(f"/api/v2/pages/{draft.pk}/").status_code == 404
    versie = publish_format_page(draft)
    draft.title = "Geheim concept"
    draft.save_revision()
    shown = client.get(f"/api/v2/pages/{draft.pk}/").json()
    assert (shown["titel"], shown["soort"], shown["onderwijstypen"]) == ("Proefformat", "opp", ["bao"])
    assert (shown["versie"]["nummer"], shown["versie"]["sha256"]) == (1, versie.sha256)
    assert "Geheim concept" not in text(client.get(listing))
    draft.unpublish()
    assert client.get(f"/api/v2/pages/{draft.pk}/").status_code == 404


# --- default formats ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_default_format_can_be_published_and_shown(client: Client, index_page: OppIndexPage, name: str) -> None:
    about = details(name)
    page = FormatPage(title=about["titel"], slug=name.replace("_", "-"), live=False, delen=json.dumps(load(name)))
    page.varianten = json.dumps(load_varianten(name))
    page.soort, page.onderwijstypen, page.korte_omschrijving = about["soort"], about["onderwijstypen"], about["korte_omschrijving"]
    index_page.add_child(instance=page)
    versie = publish_format_page(page)
    assert versie.schema == schema(name)
    assert client.get(page.url).status_code == 200


def test_default_formats_have_the_same_keys_on_every_machine() -> None:
    assert load("opp_kort") == load("opp_kort")
    assert load("opp_kort")[0]["id"] == key("opp_kort", "perspectief")
    section = load("opp_kort")[0]["value"]["secties"][0]
    assert section["id"] == key("opp_kort", "perspectief", "uitstroom")
    assert section["value"]["velden"][1]["id"] == key("opp_kort", "perspectief", "uitstroom", "bestemming")
    with pytest.raises(KeyError):
        load("../../etc/passwd")
