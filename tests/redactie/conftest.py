"""Editors of every group, and a small public site for them to work on."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.panels import get_edit_handler
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from accounts.models import User
from tests.website.public_tree import PublicTree
from tests.website.standing_tree import stands
from tests.website.standing_tree import tree as public_tree
from website import page_cache
from website.generation import generation
from website.groups import GROUPS, ensure_groups

__all__ = ["public_tree", "stands"]

SUBMIT, PUBLISH = {"action-submit": "1"}, {"action-publish": "1"}
APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}
REJECT = {"action-workflow-action": "1", "workflow-action-name": "reject"}


@pytest.fixture(autouse=True)
def _empty_page_cache() -> Iterator[None]:
    """What one test stored, no other test is served."""
    page_cache.pages.clear()
    generation.forget()
    yield
    page_cache.pages.clear()
    generation.forget()


@pytest.fixture
def tree(public_tree: PublicTree) -> PublicTree:
    """A small public site, and the groups of the editors."""
    ensure_groups()
    return public_tree


@pytest.fixture
def editor(tree: PublicTree) -> Callable[..., User]:
    """Somebody in these groups; "superuser" for who may do everything."""
    groups = ensure_groups()

    def make(name: str, *names: str) -> User:
        user, _ = User.objects.get_or_create(username=name, defaults={"soort": "redacteur", "is_superuser": "superuser" in names})
        user.groups.set([groups[one] for one in names if one in GROUPS])
        return user

    return make


@pytest.fixture
def browser(editor: Callable[..., User]) -> Callable[..., Client]:
    """The browser of such a person."""

    def enter(name: str, *names: str) -> Client:
        client = Client()
        client.force_login(editor(name, *names), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


def fields(page: Any, inhoud: list[tuple[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    """What the editor posts for an information page."""
    data = {"title": page.title, "slug": page.slug, "introductie": page.introductie, "inhoud": streamfield(inhoud or [])}
    data |= {"comments": dict.fromkeys(("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS"), 0)}
    data |= {"seo_title": "", "search_description": ""}
    return nested_form_data(data) | more


def save(client: Client, page: Page, inhoud: list[tuple[str, Any]] | None = None, **more: Any) -> Any:
    """Press a button in the editor."""
    newest = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert get_edit_handler(type(newest))
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), fields(newest, inhoud, **more))
