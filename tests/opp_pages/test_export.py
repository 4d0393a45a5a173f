"""Writing a format out: the same bytes for an editor and for a program, of every version that was published and of nothing else."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from formats.exchange import dump, read
from formats.models import FormatVersie
from opp_pages.actions import publish_format_page
from opp_pages.exporting import export_format
from opp_pages.models import FormatPage

V1 = "/api/v1/opp-formats/proefformat/versies"


@pytest.fixture
def versies(draft: FormatPage) -> list[FormatVersie]:
    """Two published versions of one format."""
    first = publish_format_page(draft)
    page = FormatPage.objects.get(pk=draft.pk)
    page.title = "Proefformat, beter"
    return [first, publish_format_page(page)]


def test_a_program_reads_the_file_of_every_version(client: Client, versies: list[FormatVersie]) -> None:
    for versie in versies:
        answer = client.get(f"{V1}/{versie.nummer}/uitwisseling")
        assert answer.status_code == 200 and answer.headers["API-Version"]
        assert answer.headers["Content-Disposition"] == f'attachment; filename="proefformat-versie-{versie.nummer}.json"'
        assert answer.content.decode() == dump(export_format(versie))
        assert read(answer.content).format == versie.schema


def test_an_editor_gets_the_same_bytes(editor: Client, draft: FormatPage, versies: list[FormatVersie]) -> None:
    first = editor.get(reverse("opp_beheer:exporteren", args=[draft.pk, 1]))
    assert first.content == editor.get(f"{V1}/1/uitwisseling").content
    newest = editor.get(reverse("opp_beheer:exporteren_nu", args=[draft.pk]))
    assert newest.content == editor.get(f"{V1}/2/uitwisseling").content


def test_a_version_says_where_its_parts_are(client: Client, versies: list[FormatVersie]) -> None:
    body = client.get(f"{V1}/1").json()
    assert (body["nummer"], body["sha256"], body["titel"]) == (1, versies[0].sha256, "Proefformat")
    # By the id of the format: an editor may rename the page.
    assert body["self"].endswith(f"/api/v1/opp-formats/{versies[0].format_id}/versies/1")
    assert client.get(body["self"]).json() == body
    assert client.get(body["uitwisseling"]).content == client.get(f"{V1}/1/uitwisseling").content
    assert client.get(body["antwoorden_schema"]).json()["$id"] == body["antwoorden_schema"]


@pytest.mark.parametrize("rest", ["/3", "/0", "/-1", "/99999999999999999999", "/een", "/3/uitwisseling", "/1/iets", "/1/uitwisseling/"])
@pytest.mark.usefixtures("versies")
def test_what_was_never_published_is_not_there(client: Client, rest: str) -> None:
    answer = client.get(f"{V1}{rest}")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("slug", ["onbekend", "%00", "x" * 2000, "%F0%9F%98%80", "proefformat'--"])
@pytest.mark.usefixtures("versies")
def test_an_unknown_format_is_not_there(client: Client, slug: str) -> None:
    assert client.get(f"/api/v1/opp-formats/{slug}/versies/1/uitwisseling").status_code == 404


def test_a_withdrawn_format_and_a_draft_are_not_there(client: Client, draft: FormatPage) -> None:
    assert client.get(f"{V1}/1/uitwisseling").status_code == 404
    publish_format_page(draft)
    assert client.get(f"{V1}/1/uitwisseling").status_code == 200
    FormatPage.objects.get(pk=draft.pk).unpublish()
    assert client.get(f"{V1}/1/uitwisseling").status_code == 404


def test_a_draft_has_no_file(editor: Client, draft: FormatPage) -> None:
    assert editor.get(reverse("opp_beheer:exporteren_nu", args=[draft.pk])).status_code == 404
    assert editor.get(reverse("opp_beheer:exporteren", args=[draft.pk, 1])).status_code == 404
    assert "Exporteer" not in editor.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()


def test_who_may_not_edit_the_format_takes_it_from_the_public_address(client: Client, draft: FormatPage, versies: Any) -> None:
    address = reverse("opp_beheer:exporteren_nu", args=[draft.pk])
    assert client.get(address).status_code == 302
    client.force_login(User.objects.create_user("x", soort="medewerker"), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(address)
    assert answer.status_code == 302 and "bestemming" not in answer.content.decode()


def test_the_buttons_stand_in_the_menus(editor: Client, draft: FormatPage, versies: Any) -> None:
    address = reverse("opp_beheer:exporteren_nu", args=[draft.pk])
    assert address in editor.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    public = Client().get(FormatPage.objects.get(pk=draft.pk).url).content.decode()
    assert f"{V1}/2/uitwisseling" in public and f"{V1}/1/uitwisseling" in public
