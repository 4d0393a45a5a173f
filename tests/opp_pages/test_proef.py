"""The test run: an editor fills in the real form without a groeidocument; answers stay in that editor's session and nowhere else."""

import io
import json
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from opp_pages import proef_session
from opp_pages.actions import publish_format_page
from opp_pages.models import FormatPage
from tests.formats.samples import a_long_format, alles, deel_data, sectie_data, veld


def at(name: str, page: FormatPage, **parts: str) -> str:
    return reverse(f"proef:{name}", kwargs={"page_id": page.pk, **parts})


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def fill(editor: Client, page: FormatPage, data: dict[str, Any], sectie: str = "sectie-twee") -> Any:
    return editor.post(at("sectie", page, sectie=sectie), data)


@pytest.fixture
def saved(draft: FormatPage) -> FormatPage:
    """A draft as the editor saved it."""
    draft.save_revision()
    return draft


def test_the_editor_leads_to_the_test_run(editor: Client, saved: FormatPage) -> None:
    page = text(editor.get(reverse("wagtailadmin_pages:edit", args=[saved.pk])))
    assert at("overzicht", saved) in page
    assert "Probeer het invullen" in page


def test_what_is_filled_in_comes_back_and_counts(editor: Client, saved: FormatPage) -> None:
    assert "Leeg" in text(editor.get(at("overzicht", saved)))
    answer = fill(editor, saved, {"veld_plan": "Elke dag lezen"})
    assert answer.status_code == 302
    assert "Elke dag lezen" in text(editor.get(at("sectie", saved, sectie="sectie-twee")))
    assert "Ingevuld" in text(editor.get(at("overzicht", saved)))


def test_saving_goes_on_to_the_next_section(editor: Client, saved: FormatPage) -> None:
    answer = fill(editor, saved, {"veld_kort": "5b", "verder": "1"}, sectie="sectie-een")
    assert answer["Location"] == at("sectie", saved, sectie="sectie-twee")
    answer = fill(editor, saved, {"veld_plan": "x", "verder": "1"})
    assert answer["Location"] == at("overzicht", saved)


def test_a_row_is_added_by_a_button_that_posts_and_keeps_what_was_typed(editor: Client, saved: FormatPage) -> None:
    answer = fill(editor, saved, {"veld_kort": "5b", "rij_erbij": "rijen"}, sectie="sectie-een")
    assert answer.status_code == 200
    assert 'value="5b"' in text(answer)


def test_a_wrong_answer_is_shown_at_its_place_and_keeps_what_was_typed(editor: Client, saved: FormatPage) -> None:
    answer = fill(editor, saved, {"veld_kort": "x" * 100, "veld_lang": "Blijft staan"}, sectie="sectie-een")
    assert answer.status_code == 422
    assert "Er klopt iets nog niet" in text(answer)
    assert "Blijft staan" in text(answer)
    assert proef_session.KEY not in editor.session


def test_another_role_gets_its_own_form_with_the_same_answers(editor: Client, saved: FormatPage) -> None:
    fill(editor, saved, {"veld_kort": "Groep 5b"}, sectie="sectie-een")
    editor.post(at("instellen", saved), {"rol": "ouder"})
    page = text(editor.get(at("sectie", saved, sectie="sectie-een")))
    assert 'name="veld_kort"' not in page
    assert "Groep 5b" in page
    assert 'name="veld_ouder"' in page
    fill(editor, saved, {"veld_kort": "gekaapt", "veld_ouder": "Mijn vraag"}, sectie="sectie-een")
    answers = editor.session[proef_session.KEY][str(saved.pk)]["antwoorden"]["sectie-een"]
    assert (answers["kort"], answers["ouder"]) == ("Groep 5b", "Mijn vraag")


@pytest.mark.parametrize("data", [{"rol": "directeur"}, {"variant": "weg"}, {"bron": "elders"}, {"rol": "ouder\x00"}, {}])
def test_unknown_settings_change_nothing(editor: Client, saved: FormatPage, data: dict[str, str]) -> None:
    assert editor.post(at("instellen", saved), data).status_code == 302
    kept = editor.session[proef_session.KEY][str(saved.pk)]
    assert (kept["rol"], kept["variant"], kept["bron"]) == ("school", "", "concept")


def test_draft_and_published_version_can_both_be_tried(editor: Client, saved: FormatPage) -> None:
    publish_format_page(saved)
    saved.delen = json.dumps(
        [*alles(), deel_data("nieuw", "Nieuw deel", [sectie_data("sn", "Nieuw", [veld("korte_tekst", "n", "Nieuwe vraag")])])]
    )
    saved.save_revision()
    assert "Nieuw deel" in text(editor.get(at("overzicht", saved)))
    editor.post(at("instellen", saved), {"bron": "versie"})
    assert "Nieuw deel" not in text(editor.get(at("overzicht", saved)))


def test_a_draft_with_mistakes_can_be_tried_as_far_as_it_is_right(editor: Client, saved: FormatPage) -> None:
    delen = alles()
    delen[0]["value"]["secties"][0]["value"]["velden"][2]["value"]["opties"] = ""
    saved.delen = json.dumps(delen)
    saved.save_revision()
    page = text(editor.get(at("overzicht", saved)))
    assert "Dit concept is nog niet klaar om te publiceren." in page
    assert "vraag ‘Bestemming’" in page


# --- nothing stays --------------------------------------------------------------------------------


def test_the_answers_stand_in_the_session_and_in_no_other_table(editor: Client, saved: FormatPage) -> None:
    editor.get(at("overzicht", saved))
    before = rows()
    fill(editor, saved, {"veld_plan": "Kanarie in de proef"})
    assert rows() == before
    other = Client()
    other.force_login(
        apps.get_model("accounts", "User").objects.get(username="redacteur"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert "Kanarie in de proef" not in text(other.get(at("sectie", saved, sectie="sectie-twee")))


def rows() -> dict[str, int]:
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.managed and model._meta.label != "sessions.Session"
    }


def test_a_button_wipes_everything_and_may_be_pressed_twice(editor: Client, saved: FormatPage) -> None:
    fill(editor, saved, {"veld_plan": "Weg ermee"})
    for _ in range(2):
        assert editor.post(at("wissen", saved)).status_code == 302
    assert "Weg ermee" not in text(editor.get(at("sectie", saved, sectie="sectie-twee")))
    assert editor.session[proef_session.KEY] == {}


def test_more_than_is_kept_is_refused_and_stays_on_the_screen(editor: Client, saved: FormatPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proef_session, "MAX_BYTES", 100)
    answer = fill(editor, saved, {"veld_lang": "Lang verhaal " * 20}, sectie="sectie-een")
    assert answer.status_code == 422
    assert "Dit is meer tekst dan het proberen bewaart." in text(answer)
    assert "Lang verhaal" in text(answer)
    assert proef_session.KEY not in editor.session


def test_the_oldest_of_four_tests_makes_room(editor: Client, saved: FormatPage) -> None:
    pages = [saved]
    for number in range(3):
        copy = saved.copy(update_attrs={"slug": f"kopie-{number}"})
        copy.save_revision()
        pages.append(copy)
    for page in pages:
        fill(editor, page, {"veld_plan": "x"})
    assert list(editor.session[proef_session.KEY]) == [str(page.pk) for page in pages[1:]]


def test_what_is_damaged_in_a_session_begins_anew(editor: Client, saved: FormatPage) -> None:
    for damaged in (
        "tekst",
        {str(saved.pk): "x"},
        {str(saved.pk): {"rol": "baas", "antwoorden": {}}},
        {str(saved.pk): {"rol": "school", "antwoorden": []}},
    ):
        session = editor.session
        session[proef_session.KEY] = damaged
        session.save()
        assert editor.get(at("overzicht", saved)).status_code == 200


# --- paper ----------------------------------------------------------------------------------------


def printed(response: Any) -> str:
    assert response["Content-Type"] == "application/pdf"
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)


def test_it_prints_filled_in_or_empty(editor: Client, saved: FormatPage) -> None:
    fill(editor, saved, {"veld_plan": "Samenlezen"})
    assert "Samenlezen" in printed(editor.get(at("pdf", saved)))
    empty = editor.get(at("pdf", saved), {"leeg": "1"})
    assert "Samenlezen" not in printed(empty)
    assert 'filename="proefformat-leeg.pdf"' in empty["Content-Disposition"]


def test_invented_answers_fill_every_part(editor: Client, saved: FormatPage) -> None:
    assert editor.post(at("voorbeeld", saved)).status_code == 302
    assert set(editor.session[proef_session.KEY][str(saved.pk)]["antwoorden"]) >= {"sectie-een", "sectie-twee"}


def test_publishing_a_long_format_warns_and_publishes(editor: Client, draft: FormatPage) -> None:
    from tests.opp_pages.editor_form import editor_post

    delen = a_long_format()
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    answer = editor.post(address, editor_post(draft, delen, **{"action-publish": "1"}), follow=True)
    assert FormatPage.objects.get(pk=draft.pk).live
    said = [str(message) for message in answer.context["messages"]]
    assert any("Hoogstens 5 wordt aangeraden" in one for one in said), said
    assert any("nog bij geen vraag aangegeven: Verwachte uitstroombestemming" in one for one in said), said


# --- who may enter --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["overzicht", "pdf"])
def test_only_who_may_edit_the_format_enters(saved: FormatPage, name: str, enter: Any) -> None:
    assert Client().get(at(name, saved)).status_code == 302
    assert enter("anja").get(at(name, saved)).status_code in (302, 403)


@pytest.mark.parametrize("name", ["instellen", "voorbeeld", "wissen"])
def test_looking_changes_nothing(editor: Client, saved: FormatPage, name: str) -> None:
    assert editor.get(at(name, saved)).status_code == 405


@pytest.mark.parametrize("sectie", ["weg", "sectie-een😀", "x" * 500])
def test_a_section_that_is_not_there_is_not_found(editor: Client, saved: FormatPage, sectie: str) -> None:
    assert editor.get(at("sectie", saved, sectie=sectie)).status_code == 404


def test_another_kind_of_page_cannot_be_tried(editor: Client, saved: FormatPage) -> None:
    assert editor.get(reverse("proef:overzicht", args=[saved.get_parent().pk])).status_code == 404
