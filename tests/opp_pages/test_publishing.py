"""Publishing a format page: every way in which it goes live freezes it, and nothing unfinished gets through."""

import copy
import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from formats.models import FormatVersie
from opp_pages.actions import publish_format_page
from opp_pages.models import FormatPage, OppIndexPage
from tests.formats.samples import alles, deel_data, sectie_data, veld
from tests.opp_pages.conftest import Made
from tests.opp_pages.editor_form import editor_post

PUBLISH = {"action-publish": "action-publish"}


def save(editor: Client, page: FormatPage, delen: list[dict[str, Any]], **fields: Any) -> Any:
    """Press save (or publish) in the editor."""
    return editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), editor_post(page, delen, **fields))


def keys(versie: FormatVersie) -> list[str]:
    return [veld.key for _, sectie in versie.schema.secties() for veld in sectie.velden]


def test_publishing_freezes_a_numbered_hashed_version(draft: FormatPage, made: Made) -> None:
    versie = publish_format_page(draft)
    assert versie.nummer == 1
    assert versie.sha256 == versie.schema.sha256()
    assert versie.schema.titel == "Proefformat"
    assert FormatPage.objects.get(pk=draft.pk).format == versie.format
    assert list(made.versies().current()) == [versie]
    assert versie.format.site is not None


def test_an_old_version_stays_what_it_was(draft: FormatPage, made: Made) -> None:
    first = publish_format_page(draft)
    before = first.schema_json
    draft.title = "Nieuwe titel"
    second = publish_format_page(draft)
    assert second.nummer == 2
    assert second.format == first.format
    assert FormatVersie.objects.get(pk=first.pk).schema_json == before
    assert list(made.versies().current()) == [second]


def test_publishing_again_without_a_change_makes_no_new_version(draft: FormatPage) -> None:
    assert publish_format_page(draft) == publish_format_page(draft)


def test_an_early_revision_does_not_forget_the_format(draft: FormatPage, made: Made) -> None:
    """A revision made before the first publication holds no format; publishing it later must not start a second one."""
    early = draft.save_revision()
    first = publish_format_page(draft)
    early.publish()
    assert made.formats().count() == 1
    assert FormatPage.objects.get(pk=draft.pk).format == first.format


@pytest.mark.parametrize("saves", [1, 2])
def test_keys_survive_the_editor(editor: Client, draft: FormatPage, saves: int, made: Made) -> None:
    first = publish_format_page(draft)
    delen = FormatPage.objects.get(pk=draft.pk).delen.get_prep_value()
    for _ in range(saves):
        response = save(editor, draft, delen)
        assert response.status_code == 302, response.context["form"].errors
    velden = delen[0]["value"]["secties"][0]["value"]["velden"]
    velden.reverse()
    velden[0]["value"]["label"] = "Een andere naam"
    assert save(editor, draft, delen, **PUBLISH).status_code == 302
    second = FormatPage.objects.get(pk=draft.pk).current_version()
    assert second is not None
    assert second.nummer == 2
    assert sorted(keys(second)) == sorted(keys(first))
    assert keys(second) == [*reversed(keys(first)[:-1]), keys(first)[-1]]
    assert made.versies().get(nummer=1).schema_json == first.schema_json


def test_new_blocks_get_a_key_that_stays(editor: Client, draft: FormatPage) -> None:
    delen = alles()
    delen.append(deel_data("", "Nieuw", [sectie_data("", "Nieuwe sectie", [veld("korte_tekst", "", "Nieuw veld")])]))
    assert save(editor, draft, delen, **PUBLISH).status_code == 302
    first = FormatPage.objects.get(pk=draft.pk).current_version()
    stored = FormatPage.objects.get(pk=draft.pk).delen.get_prep_value()
    assert save(editor, draft, stored, **PUBLISH, title="Andere titel").status_code == 302
    second = FormatPage.objects.get(pk=draft.pk).current_version()
    assert first is not None and second is not None
    assert second.nummer == 2
    assert keys(second) == keys(first)
    assert all(keys(first))


def test_a_copy_keeps_the_keys_and_becomes_a_format_of_its_own(draft: FormatPage) -> None:
    first = publish_format_page(draft)
    copied = FormatPage.objects.get(pk=draft.pk).copy(update_attrs={"slug": "kopie", "title": "Kopie"}, keep_live=False)
    assert copied.format is None
    versie = publish_format_page(copied)
    assert versie.format != first.format
    assert keys(versie) == keys(first)
    live_copy = FormatPage.objects.get(slug="proefformat").copy(update_attrs={"slug": "kopie-2"})
    assert live_copy.current_version().format not in (first.format, versie.format)


# --- refusals -------------------------------------------------------------------------------------


def broken() -> list[dict[str, Any]]:
    delen = alles()
    delen[0]["value"]["secties"][0]["value"]["velden"][2]["value"]["opties"] = "alleen dit"
    return delen


def test_an_unfinished_draft_can_be_saved(editor: Client, draft: FormatPage, made: Made) -> None:
    empty = [deel_data("d", "", [sectie_data("s", "", [])])]
    for delen in (broken(), empty, []):
        assert save(editor, draft, delen).status_code == 302
    assert made.versies().count() == 0


def test_publishing_in_the_editor_is_refused_with_the_place(editor: Client, draft: FormatPage, made: Made) -> None:
    response = save(editor, draft, broken(), **PUBLISH)
    assert response.status_code == 200
    message = "Deel 1 ‘Aanleiding’, sectie ‘Doelen’, vraag ‘Bestemming’: zet er ten minste twee antwoorden in"
    assert message in json.dumps(response.context["form"].errors.get_json_data(), ensure_ascii=False) + str(
        response.context["form"].errors.as_data()["delen"][0].as_json_data()
    )
    assert made.versies().count() == 0
    assert not FormatPage.objects.get(pk=draft.pk).live


def test_the_editor_shows_every_problem_at_once(editor: Client, draft: FormatPage) -> None:
    delen = broken()
    delen.append(copy.deepcopy(delen[1]))
    response = save(editor, draft, delen, **PUBLISH)
    messages = response.context["form"].errors.as_data()["delen"][0].as_json_data()["messages"]
    assert len(messages) == 4
    page = response.content.decode()
    for place in ("vraag ‘Bestemming’: zet er", "Deel 3 ‘Uitzicht’: dit deel staat er twee keer"):
        assert place in page or place.encode("unicode_escape").decode() in page


def test_publishing_past_the_editor_is_refused_too(draft: FormatPage, made: Made) -> None:
    draft.delen = json.dumps(broken())
    with pytest.raises(ValidationError, match="zet er ten minste twee antwoorden in"):
        publish_format_page(draft)
    page = FormatPage.objects.get(pk=draft.pk)
    assert not page.live
    assert page.format is None
    assert made.formats().count() == 0
    page.live = True
    page.delen = json.dumps([])
    with pytest.raises(ValidationError):
        page.save()


def test_a_refused_publication_leaves_the_live_page_as_it_was(draft: FormatPage) -> None:
    versie = publish_format_page(draft)
    draft.delen = json.dumps(broken())
    with pytest.raises(ValidationError):
        publish_format_page(draft)
    page = FormatPage.objects.get(pk=draft.pk)
    assert page.live
    assert page.current_version() == versie
    assert page.delen.get_prep_value()[0]["value"]["secties"][0]["value"]["velden"][2]["value"]["opties"].startswith("havo")


def test_only_a_complete_format_can_be_offered_for_approval(editor: Client, draft: FormatPage, made: Made) -> None:
    submit = {"action-submit": "action-submit"}
    assert save(editor, draft, broken(), **submit).status_code == 200
    assert not FormatPage.objects.get(pk=draft.pk).workflow_in_progress
    assert save(editor, draft, alles(), **submit).status_code == 302
    page = FormatPage.objects.get(pk=draft.pk)
    assert page.workflow_in_progress
    # Who approves from the dashboard sees no form, so what waits there must stay complete.
    assert save(editor, draft, broken()).status_code == 200
    task_state = page.current_workflow_task_state
    task_state.approve(user=None)
    assert FormatPage.objects.get(pk=draft.pk).live
    assert made.versies().count() == 1


# --- withdrawing ----------------------------------------------------------------------------------


def test_unpublishing_withdraws_and_publishing_brings_back(draft: FormatPage, made: Made) -> None:
    versie = publish_format_page(draft)
    draft.unpublish()
    assert made.formats().get().ingetrokken_op is not None
    assert not made.versies().current().exists()
    assert publish_format_page(FormatPage.objects.get(pk=draft.pk)) == versie
    assert made.formats().get().ingetrokken_op is None
    assert list(made.versies().current()) == [versie]


def test_unpublishing_in_the_admin_withdraws(editor: Client, draft: FormatPage, made: Made) -> None:
    publish_format_page(draft)
    assert editor.post(reverse("wagtailadmin_pages:unpublish", args=[draft.pk])).status_code == 302
    assert made.formats().get().ingetrokken_op is not None


def test_saving_a_draft_of_a_live_page_changes_nothing_public(editor: Client, draft: FormatPage, made: Made) -> None:
    versie = publish_format_page(draft)
    assert save(editor, draft, broken(), title="Concept").status_code == 302
    assert list(made.versies().current()) == [versie]
    assert made.formats().get().ingetrokken_op is None


@pytest.mark.parametrize("whole_branch", [False, True])
def test_deleting_the_page_withdraws_but_keeps_the_versions(
    draft: FormatPage, index_page: OppIndexPage, whole_branch: bool, made: Made
) -> None:
    versie = publish_format_page(draft)
    (OppIndexPage.objects.get(pk=index_page.pk) if whole_branch else FormatPage.objects.get(pk=draft.pk)).delete()
    assert made.versies().get() == versie
    assert made.formats().get().ingetrokken_op is not None


def test_a_page_with_a_date_to_go_live_waits(draft: FormatPage, made: Made) -> None:
    draft.go_live_at = timezone.now() + timezone.timedelta(days=1)
    draft.save_revision().publish()
    assert made.versies().count() == 0


def test_a_planned_publication_freezes_when_its_time_comes(draft: FormatPage, made: Made) -> None:
    draft.go_live_at = timezone.now() + timezone.timedelta(days=1)
    revision = draft.save_revision()
    revision.publish()
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now())
    FormatPage.objects.filter(pk=draft.pk).update(go_live_at=timezone.now())
    content = revision.content | {"go_live_at": timezone.now().isoformat()}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    call_command("publish_scheduled")
    assert made.versies().count() == 1


def test_an_alias_shows_the_format_of_its_original(draft: FormatPage, made: Made) -> None:
    versie = publish_format_page(draft)
    alias = FormatPage.objects.get(pk=draft.pk).create_alias(update_slug="tweede-plek")
    assert alias.current_version() == versie
    draft.title = "Anders"
    second = publish_format_page(draft)
    assert FormatPage.objects.get(pk=alias.pk).current_version() == second
    assert made.formats().count() == 1
