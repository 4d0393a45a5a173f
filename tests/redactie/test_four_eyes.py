"""A page goes public when a second editor approves it; planning, taking back, comparing, restoring and locking work for the editors' groups."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, get_page_models

from tests.redactie.conftest import APPROVE, PUBLISH, REJECT, SUBMIT, fields, save
from website.four_eyes import FourEyesTester, Reviewed, ReviewedPageForm
from website.groups import ensure_groups
from website.models import InfoPage, VierOgenTaak


@pytest.fixture
def sanne(browser):
    return browser("sanne", "Redacteur")


@pytest.fixture
def karim(browser):
    return browser("karim", "Eindredacteur")


def now(page) -> InfoPage:
    return InfoPage.objects.get(pk=page.pk)


def edit_address(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_one_hands_in_and_another_approves(tree, sanne, karim):
    page = tree.draft
    assert save(sanne, page, introductie="Klaar.", **SUBMIT).status_code == 302
    assert now(page).workflow_in_progress and not now(page).live
    save(sanne, page, introductie="Toch nog.", **APPROVE)
    assert not now(page).live, "a redacteur approves nothing"
    assert save(karim, page, introductie="Klaar.", **APPROVE).status_code == 302
    assert now(page).live and now(page).introductie == "Klaar."
    assert Client().get(now(page).url).status_code == 200


@pytest.mark.parametrize("group", ["Redacteur", "Eindredacteur", "superuser"])
def test_nobody_approves_an_own_draft_and_only_a_superuser_publishes_alone(group, tree, browser, karim):
    client, page = browser("alleen", group), tree.draft
    assert save(client, page, introductie="Van mij.", **SUBMIT).status_code == 302
    save(client, page, introductie="Van mij.", **APPROVE)
    state = now(page).current_workflow_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": ""})
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    if group != "superuser":
        client.post(f"{bulk}?id={page.pk}&next=/admin/", {"include_descendants": ""})
        client.post(f"{bulk}?id={tree.home.pk}&next=/admin/", {"include_descendants": "on"})
    assert not now(page).live
    # A reviewer who changes the text and hands it in again has become the one who submits.
    if group == "Eindredacteur":
        assert save(karim, page, introductie="Anders.", **REJECT).status_code == 302
        assert save(karim, page, introductie="Door Karim.", **SUBMIT).status_code == 302
        save(karim, page, introductie="Door Karim.", **APPROVE)
        assert not now(page).live
    save(client, tree.info, introductie="Rechtstreeks.", **PUBLISH)
    assert (now(tree.info).introductie == "Rechtstreeks.") == (group == "superuser")
    add = reverse("wagtailadmin_pages:add", args=["website", "infopage", tree.home.pk])
    client.post(add, fields(InfoPage(title="Meteen", slug="meteen"), **PUBLISH))
    assert InfoPage.objects.filter(slug="meteen", live=True).exists() == (group == "superuser")


def test_a_new_website_is_made_by_the_administrator_only(tree, karim, browser):
    root = Page.objects.get(depth=1)
    addresses = [
        reverse("wagtailadmin_pages:add", args=["website", "homepage", root.pk]),
        reverse("wagtailadmin_pages:copy", args=[tree.home.pk]),
    ]
    wortel = browser("wortel2", "superuser")
    for address in addresses:
        assert karim.get(address).status_code in (302, 403) and karim.post(address, {}).status_code in (302, 403)
        assert wortel.get(address).status_code == 200


def test_a_draft_that_is_handed_in_is_locked_for_the_redacteur_and_can_be_taken_back(tree, sanne, karim):
    save(sanne, tree.draft, introductie="Eerst.", **SUBMIT)
    save(sanne, tree.draft, introductie="Achteraf.")
    assert now(tree.draft).get_latest_revision_as_object().introductie == "Eerst."
    save(karim, tree.draft, introductie="Door de eindredactie.")
    assert now(tree.draft).get_latest_revision_as_object().introductie == "Door de eindredactie."
    save(sanne, tree.draft, **{"action-cancel-workflow": "1"})
    assert not now(tree.draft).workflow_in_progress


def test_an_eindredacteur_locks_and_unlocks_a_page_and_a_redacteur_does_not(tree, sanne, karim):
    lock, unlock = (reverse(f"wagtailadmin_pages:{deed}", args=[tree.info.pk]) for deed in ("lock", "unlock"))
    sanne.post(lock)
    assert not now(tree.info).locked
    karim.post(lock)
    assert now(tree.info).locked
    save(sanne, tree.info, introductie="Langs het slot.")
    sanne.post(unlock)
    assert now(tree.info).locked and not now(tree.info).has_unpublished_changes
    karim.post(unlock)
    assert not now(tree.info).locked


def test_revisions_are_compared_and_an_old_one_is_restored_through_a_review(tree, sanne, karim):
    page = tree.info
    save(sanne, page, introductie="Zoals het was.")
    old = now(page).get_latest_revision()
    save(sanne, page, introductie="Zoals het werd.")
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, old.pk, "latest"])
    shown = sanne.get(compare).content.decode()
    assert "was" in shown and "werd" in shown
    assert sanne.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])).status_code == 200
    sanne.post(edit_address(page), fields(old.as_object(), revision=str(old.pk), **SUBMIT))
    assert now(page).introductie != "Zoals het was."
    save(karim, page, introductie="Zoals het was.", **APPROVE)
    assert now(page).introductie == "Zoals het was."


def test_a_page_is_planned_goes_live_and_expires_at_its_moment(tree, sanne, karim):
    start, end = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=3)
    local = {name: timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") for name, moment in (("go_live_at", start), ("expire_at", end))}
    assert save(sanne, tree.draft, introductie="Straks.", **local, **SUBMIT).status_code == 302
    assert save(karim, tree.draft, introductie="Straks.", **local, **APPROVE).status_code == 302
    assert not now(tree.draft).live and now(tree.draft).approved_schedule
    call_command("publish_scheduled")
    assert not now(tree.draft).live
    with time_machine.travel(start + timedelta(minutes=1)):
        call_command("publish_scheduled")
        assert now(tree.draft).live
    with time_machine.travel(end + timedelta(minutes=1)):
        call_command("publish_scheduled")
        assert not now(tree.draft).live and now(tree.draft).expired


def test_no_kind_of_page_is_without_four_eyes(tree):
    kinds = [model for model in get_page_models() if model is not Page]
    assert len(kinds) > 6
    for model in kinds:
        assert issubclass(model, Reviewed), model
        assert issubclass(model.get_edit_handler().get_form_class(), ReviewedPageForm), model
        assert isinstance(model(path="00010001", depth=2).permissions_for_user(AnonymousUser()), FourEyesTester), model


def test_an_eindredacteur_takes_a_page_offline_and_a_redacteur_does_not(tree, sanne, karim):
    address = reverse("wagtailadmin_pages:unpublish", args=[tree.info.pk])
    sanne.post(address)
    assert now(tree.info).live
    karim.post(address)
    assert not now(tree.info).live


def test_a_task_from_before_four_eyes_is_replaced_and_an_administrators_choice_stays(tree):
    workflow = Workflow.objects.get(name="Eindredactie")
    old = GroupApprovalTask.objects.create(name="Controle door de eindredactie")
    workflow.workflow_tasks.update(task=old)
    ensure_groups()
    assert isinstance(workflow.tasks.get().specific, VierOgenTaak)
    other = GroupApprovalTask.objects.create(name="Iets van de beheerder")
    workflow.workflow_tasks.update(task=other)
    ensure_groups()
    assert workflow.tasks.get().specific == other
