"""The empty form of every published version on paper: for everybody, printed once, the same for ever."""

import io
import uuid
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from opp_pages import leeg_formulier
from opp_pages.actions import publish_format_page
from opp_pages.models import FormatPage


def address(versie: Any, nummer: int | None = None, variant: str = "") -> str:
    return f"/opp-formats/{versie.format_id}/versies/{nummer or versie.nummer}/leeg{'-' + variant if variant else ''}.pdf"


def words(response: Any) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)


def test_every_version_can_be_printed_empty_from_its_page(client: Client, draft: FormatPage) -> None:
    first = publish_format_page(draft)
    draft.title = "Proefformat, herzien"
    second = publish_format_page(draft)
    page = client.get("/opp/proefformat/").content.decode()
    for versie in (first, second):
        assert f'href="{address(versie)}"' in page
        answer = client.get(address(versie))
        assert answer["Content-Type"] == "application/pdf"
        assert "Bestemming" in words(answer)
    assert "herzien" in words(client.get(address(second)))
    assert "herzien" not in words(client.get(address(first)))


def test_a_version_is_printed_once_and_gives_the_same_bytes(client: Client, draft: FormatPage, monkeypatch: pytest.MonkeyPatch) -> None:
    versie = publish_format_page(draft)
    monkeypatch.setattr(leeg_formulier, "_made", leeg_formulier._Made())
    first = client.get(address(versie)).content
    monkeypatch.setattr(leeg_formulier, "_made", leeg_formulier._Made())
    assert client.get(address(versie)).content == first
    monkeypatch.setattr(leeg_formulier, "render", lambda document: pytest.fail("printed again"))
    assert client.get(address(versie)).content == first


def test_printed_forms_never_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leeg_formulier, "MAX_BYTES", 100)
    made = leeg_formulier._Made()
    for number in range(10):
        made.put((str(number), ""), b"x" * 40)
        made.put((str(number), ""), b"x" * 40)
    assert [number for number in range(10) if made.get((str(number), ""))] == [8, 9]


def test_what_is_not_public_cannot_be_printed(client: Client, draft: FormatPage) -> None:
    versie = publish_format_page(draft)
    draft.refresh_from_db()
    draft.unpublish()
    assert client.get(address(versie)).status_code == 404


def test_what_is_not_there_cannot_be_printed(client: Client, draft: FormatPage) -> None:
    versie = publish_format_page(draft)
    assert client.get(address(versie, nummer=99)).status_code == 404
    assert client.get(address(versie, nummer=10**30)).status_code == 404
    assert client.get(address(versie, variant="weg")).status_code == 404
    assert client.get(f"/opp-formats/{uuid.uuid4()}/versies/1/leeg.pdf").status_code == 404
    assert client.post(address(versie)).status_code == 405


def test_a_browser_that_has_it_gets_it_not_again(client: Client, draft: FormatPage, monkeypatch: pytest.MonkeyPatch) -> None:
    versie = publish_format_page(draft)
    for made in (address(versie), address(versie).replace(".pdf", ".docx")):
        first = client.get(made)
        assert first["Cache-Control"] == "public, max-age=3600"
        again = client.get(made, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert client.get(made, headers={"if-none-match": '"iets anders"'}).status_code == 200
