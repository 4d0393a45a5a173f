"""A format goes public when a second editor approves it: nobody approves their own, and no button or address goes round it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from formats.models import FormatVersie
from opp_pages.models import FormatPage, OppIndexPage
from tests.formats.samples import alles
from tests.opp_pages.conftest import Made
from tests.opp_pages.editor_form import editor_post
from website.groups import ensure_groups
from website.models import VierOgenTaak

Member = Callable[..., Client]
SUBMIT, PUBLISH = {"action-submit": "1"}, {"action-publish": "1"}
APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}
REJECT = {"action-workflow-action": "1", "workflow-action-name": "reject"}


@pytest.fixture
def member(index_page: OppIndexPage) -> Member:
    """The browser of somebody in these groups; "superuser" for who may do everything."""
    groups = ensure_groups()

    def enter(name: str, *names: str) -> Client:
        user = User.objects.create_user(name, soort="redacteur", password="een-lang-wachtwoord", is_superuser="superuser" in names)
        user.groups.set([groups[one] for one in names if one in groups])
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


def save(browser: Client, page: FormatPage, title: str = "Proefformat", **fields: Any) -> int:
    """Press a button in the editor; the status that comes back."""
    page = FormatPage.objects.get(pk=page.pk)
    return browser.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), editor_post(page, alles(), title=title, **fields)).status_code


def now(page: FormatPage) -> FormatPage:
    return FormatPage.objects.get(pk=page.pk)


def test_the_formats_have_a_workflow_of_their_own(draft: FormatPage, member: Member) -> None:
    workflow = draft.get_workflow()
    assert workflow.name == "Controle van formats"
    task = workflow.tasks.get().specific
    assert isinstance(task, VierOgenTaak)
    assert [group.name for group in task.groups.all()] == ["Eindredacteur"]


def test_one_editor_submits_and_another_approves(draft: FormatPage, member: Member, made: Made) -> None:
    sanne, karim = member("sanne", "Redacteur", "Formatbeheerder"), member("karim", "Eindredacteur")
    assert now(draft).status_string == "concept"
    assert save(sanne, draft, **SUBMIT) == 302
    assert now(draft).status_string == "ter controle"
    assert not now(draft).live
    assert save(karim, draft, **APPROVE) == 302
    assert now(draft).live and now(draft).status_string == "gepubliceerd"
    assert made.versies().count() == 1


def test_who_approves_may_put_a_word_right(draft: FormatPage, member: Member) -> None:
    sanne, karim = member("sanne", "Formatbeheerder"), member("karim", "Eindredacteur")
    save(sanne, draft, **SUBMIT)
    assert save(karim, draft, title="Proefformaat", **APPROVE) == 302
    assert now(draft).live and now(draft).title == "Proefformaat"


@pytest.mark.parametrize("names", [("Formatbeheerder",), ("Formatbeheerder", "Eindredacteur"), ("Eindredacteur",), ("superuser",)])
def test_nobody_approves_what_they_submitted(draft: FormatPage, member: Member, names: tuple[str, ...], made: Made) -> None:
    editor = member("sanne", *names)
    assert save(editor, draft, **SUBMIT) == 302
    save(editor, draft, **APPROVE)
    assert not now(draft).live
    task_state = now(draft).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", task_state.pk])
    assert editor.post(address, {"comment": ""}).status_code in (302, 403)
    assert not now(draft).live and made.versies().count() == 0
    assert "goedkeuren" not in editor.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode().lower()


def test_whoever_hands_in_a_second_round_does_not_approve_it(draft: FormatPage, member: Member) -> None:
    """The reviewer asks for changes, makes them, and hands the draft in: now somebody else must look."""
    sanne, karim, noor = member("sanne", "Formatbeheerder"), member("karim", "Eindredacteur"), member("noortje", "Eindredacteur")
    save(sanne, draft, **SUBMIT)
    assert save(karim, draft, **REJECT) == 302
    assert save(karim, draft, title="Door Karim", **SUBMIT) == 302
    save(karim, draft, **APPROVE)
    assert not now(draft).live
    assert save(noor, draft, **APPROVE) == 302
    assert now(draft).live


@pytest.mark.parametrize("names", [("Formatbeheerder",), ("Eindredacteur",), ("Formatbeheerder", "Eindredacteur")])
def test_nobody_but_a_superuser_publishes_directly(draft: FormatPage, member: Member, names: tuple[str, ...], made: Made) -> None:
    editor = member("sanne", *names)
    save(editor, draft, **PUBLISH)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    editor.post(f"{bulk}?id={draft.pk}&next=/admin/", {"include_descendants": ""})
    editor.post(f"{bulk}?id={draft.get_parent().pk}&next=/admin/", {"include_descendants": "on"})
    assert not now(draft).live and made.versies().count() == 0
    edit = editor.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert 'name="action-publish"' not in edit
    add = reverse("wagtailadmin_pages:add", args=["opp_pages", "formatpage", draft.get_parent().pk])
    assert 'name="action-publish"' not in editor.get(add).content.decode()
    editor.post(add, editor_post(FormatPage(title="Nieuw", slug="nieuw", korte_omschrijving="x"), alles(), **PUBLISH))
    assert not FormatPage.objects.filter(slug="nieuw", live=True).exists()
    assert made.versies().count() == 0


def test_a_superuser_publishes_directly(draft: FormatPage, member: Member) -> None:
    assert save(member("beheerder", "superuser"), draft, **PUBLISH) == 302
    assert now(draft).live


def test_an_approval_does_not_hold_for_what_was_changed_after_it(draft: FormatPage, member: Member) -> None:
    sanne, karim = member("sanne", "Formatbeheerder"), member("karim", "Eindredacteur")
    save(sanne, draft, **SUBMIT)
    save(karim, draft, **APPROVE)
    first = now(draft).current_version()
    save(karim, draft, title="Stiekem anders")
    save(karim, draft, title="Stiekem anders", **PUBLISH)
    assert now(draft).current_version() == first
    assert now(draft).title == "Proefformat"
    assert now(draft).status_string == "gepubliceerd + concept"


def test_an_eindredacteur_withdraws_and_a_formatbeheerder_does_not(draft: FormatPage, member: Member) -> None:
    sanne, karim = member("sanne", "Formatbeheerder"), member("karim", "Eindredacteur")
    save(sanne, draft, **SUBMIT)
    save(karim, draft, **APPROVE)
    address = reverse("wagtailadmin_pages:unpublish", args=[draft.pk])
    sanne.post(address)
    assert now(draft).live
    assert karim.post(address).status_code == 302
    assert now(draft).status_string == "ingetrokken"
    versie = FormatVersie.objects.get(format=now(draft).format)
    assert versie.format.ingetrokken_op is not None


def test_the_list_in_the_admin_names_the_state(draft: FormatPage, member: Member) -> None:
    sanne = member("sanne", "Formatbeheerder")
    listing = reverse("wagtailadmin_explore", args=[draft.get_parent().pk])
    assert "concept" in sanne.get(listing).content.decode()
    save(sanne, draft, **SUBMIT)
    assert "ter controle" in sanne.get(listing).content.decode()


def test_the_editor_says_the_state_and_what_comes_next(draft: FormatPage, member: Member) -> None:
    sanne, karim = member("sanne", "Formatbeheerder"), member("karim", "Eindredacteur")

    def sees(browser: Client) -> str:
        return browser.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()

    assert "Stand: concept." in sees(sanne) and "een tweede redacteur kijkt mee" in sees(sanne)
    save(sanne, draft, **SUBMIT)
    assert "Stand: ter controle." in sees(sanne) and "Een andere redacteur keurt het goed" in sees(sanne)
    assert "Ingediend door sanne" in sees(karim) and "Daarna kunt u het goedkeuren" in sees(karim)
    save(karim, draft, **APPROVE)
    assert "Stand: gepubliceerd." in sees(sanne) and "Gepubliceerd is versie 1" in sees(sanne)
    now(draft).unpublish()
    assert "Stand: ingetrokken." in sees(sanne) and "geen nieuw groeidocument mee starten" in sees(sanne)
