"""What changed between two versions, in words: for editors between any two and with their draft, for visitors from version to version."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from formats.models import FormatVersie
from opp_pages.actions import publish_format_page
from opp_pages.models import FormatPage
from tests.formats.samples import alles


def with_label(label: str) -> str:
    delen = alles()
    delen[0]["value"]["secties"][0]["value"]["velden"][0]["value"]["label"] = label
    return json.dumps(delen)


def publish(page: FormatPage, label: str) -> FormatVersie:
    page = FormatPage.objects.get(pk=page.pk)
    page.delen = with_label(label)
    return publish_format_page(page)


@pytest.fixture
def page(draft: FormatPage) -> FormatPage:
    """A format with three versions, in which one question was renamed twice."""
    for label in ("Groep", "Klas", "Stamgroep"):
        publish(draft, label)
    return FormatPage.objects.get(pk=draft.pk)


def compare_address(page: FormatPage) -> str:
    return reverse("opp_beheer:vergelijken", args=[page.pk])


# --- visitors -------------------------------------------------------------------------------------


def test_a_visitor_reads_what_each_version_changed(client: Client, page: FormatPage) -> None:
    text = client.get(page.url + "wijzigingen/").content.decode()
    assert "Wat is er veranderd?" in text
    assert text.index("Versie 3") < text.index("Versie 2")
    for label in ("Groep", "Klas", "Stamgroep"):
        assert f"‘{label}’" in text
    assert f'href="{page.url}wijzigingen/"' in client.get(page.url).content.decode()


def test_a_first_version_changed_nothing(client: Client, draft: FormatPage) -> None:
    publish_format_page(draft)
    page = FormatPage.objects.get(pk=draft.pk)
    assert "Dit is de eerste versie" in client.get(page.url + "wijzigingen/").content.decode()
    assert "wijzigingen/" not in client.get(page.url).content.decode()


def test_a_visitor_never_reads_of_a_draft(client: Client, page: FormatPage) -> None:
    page.delen = with_label("Geheime klas")
    page.save_revision()
    for query in ("", "?oud=1&nieuw=concept", "?nieuw=%00", "?" + "x" * 5000):
        assert "Geheime" not in client.get(page.url + "wijzigingen/" + query).content.decode()


def test_a_format_that_is_not_public_has_no_changes(client: Client, page: FormatPage, draft: FormatPage) -> None:
    address = page.url + "wijzigingen/"
    page.unpublish()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("rest", ["iets/", "wijzigingen/1/", "wijzigingen/wijzigingen/"])
def test_any_other_address_below_a_format_is_not_there(client: Client, page: FormatPage, rest: str) -> None:
    assert client.get(page.url + rest).status_code == 404


def test_the_changes_cost_the_same_with_many_versions(client: Client, page: FormatPage, django_assert_max_num_queries: Any) -> None:
    address = page.url + "wijzigingen/"
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for number in range(6):
        publish(page, f"Groep {number}")
    client.get(address)
    with django_assert_max_num_queries(40) as many:
        client.get(address)
    assert len(many) == len(few)


# --- editors --------------------------------------------------------------------------------------


def test_an_editor_compares_the_last_two_versions(editor: Client, page: FormatPage) -> None:
    text = editor.get(compare_address(page)).content.decode()
    assert "‘Klas’" in text and "‘Stamgroep’" in text and "‘Groep’" not in text
    assert "Van ‘Versie 2, van" in text and "naar ‘Versie 3, van" in text


def test_or_any_two(editor: Client, page: FormatPage) -> None:
    text = editor.get(compare_address(page), {"oud": "1", "nieuw": "2"}).content.decode()
    assert "‘Groep’" in text and "‘Klas’" in text and "‘Stamgroep’" not in text
    same = editor.get(compare_address(page), {"oud": "2", "nieuw": "2"}).content.decode()
    assert "Er is niets veranderd" in same


def test_or_the_draft_with_what_is_published(editor: Client, page: FormatPage) -> None:
    page.delen = with_label("Nieuwe groep")
    page.save_revision()
    text = editor.get(compare_address(page)).content.decode()
    assert "‘Nieuwe groep’" in text and "‘Stamgroep’" in text
    assert "Het concept, zoals het nu is" in text


def test_one_version_is_not_enough(editor: Client, draft: FormatPage) -> None:
    assert "Er valt nog niets te vergelijken" in editor.get(compare_address(draft)).content.decode()


@pytest.mark.parametrize(
    "query", [{"oud": "99"}, {"nieuw": "-1"}, {"oud": "\x00", "nieuw": "concept" * 999}, {"oud": "🦊", "nieuw": "<b>"}]
)
def test_a_version_that_is_not_there_means_choose_for_me(editor: Client, page: FormatPage, query: dict[str, str]) -> None:
    answer = editor.get(compare_address(page), query)
    assert answer.status_code == 200 and "Van ‘Versie 2, van" in answer.content.decode()


def test_only_who_may_edit_compares(client: Client, page: FormatPage) -> None:
    assert client.get(compare_address(page)).status_code == 302
    outsider = User.objects.create_user("x", soort="redacteur", password="een-lang-wachtwoord")
    client.force_login(outsider, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(compare_address(page))
    assert answer.status_code in (302, 403) and "Stamgroep" not in answer.content.decode()


def test_the_button_stands_beside_the_format(editor: Client, page: FormatPage) -> None:
    assert compare_address(page) in editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
