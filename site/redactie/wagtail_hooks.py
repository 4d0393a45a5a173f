"""What this room hangs into Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from . import check_admin, preview_admin
from .checks import refusals
from .dashboard import StartPanel
from .own_help import editors_help

# What Wagtail shows on the start page and ours shows better: with what may be done, in a number of queries that does not grow.
REPLACED = {"workflow_objects_to_moderate", "user_objects_in_workflow_moderation"}
# Reports about workings that an editor has no say in; Wagtail shows them to everybody who may edit a page.
ADMINISTRATORS_REPORTS = {"workflows", "workflow-tasks", "site-history"}
# Wagtail's own help is in English and lies on another site.
ELSEWHERE = ("editor-guide", "whats-new-in-wagtail")


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    """The addresses, behind the admin's own door."""
    return [path("redactie/", include(([*preview_admin.urlpatterns, *check_admin.urlpatterns], "redactie")))]


@hooks.register("register_page_header_buttons")
def share_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """The way to sharing a draft, in the menu above the editor."""
    if page.pk and page.depth > 1 and page.permissions_for_user(user).can_edit():
        yield Button("Voorbeeld delen", reverse("redactie:delen", args=[page.pk]), icon_name="link", priority=14)


@hooks.register("register_reports_menu_item")
def running_links_item() -> MenuItem:
    """The list of shared drafts, among the reports."""
    return MenuItem("Gedeelde voorbeelden", reverse("redactie:voorbeelden"), icon_name="link", order=150)


@hooks.register("before_create_page")
def homes_are_for_the_administrator(request: HttpRequest, parent_page: Any, page_class: Any) -> None:
    """A page right below the root is a new website, and there it could be published without a second editor.

    Raises:
        PermissionDenied: for everybody but a superuser.
    """
    if parent_page.is_root() and not request.user.is_superuser:
        raise PermissionDenied


@hooks.register("before_copy_page")
def homes_are_not_copied(request: HttpRequest, page: Any) -> None:
    """A copied website could be published while it is copied.

    Raises:
        PermissionDenied: for everybody but a superuser.
    """
    if page.depth == 2 and not request.user.is_superuser:
        raise PermissionDenied


@hooks.register("before_bulk_action")
def no_bsn_in_bulk(request: HttpRequest, action_type: str, objects: Any, action: Any) -> HttpResponse | None:
    """Publish nothing of a selection in which a draft holds what may be no part of a public page."""
    if action_type != "publish" or not all(isinstance(one, Page) for one in objects):
        return None
    pages = list(objects)
    if getattr(action, "cleaned_form", None) and action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [one for page in objects for one in page.get_descendants()]
    found = [(page.title, text) for page in pages for text in refusals(page.get_latest_revision_as_object())]
    for title, text in found:
        messages.error(request, f"‘{title}’ is niet gepubliceerd. {text}")
    return redirect("wagtailadmin_home") if found else None


@hooks.register("construct_homepage_panels")
def start_page(request: HttpRequest, panels: list[Any]) -> None:
    """Our lists in the place of Wagtail's."""
    panels[:] = [StartPanel(), *(panel for panel in panels if getattr(panel, "name", "") not in REPLACED)]


@hooks.register("register_reports_menu_item")
def checks_item() -> MenuItem:
    """The report over all pages."""
    return MenuItem("Controle van teksten", reverse("redactie:rapport"), icon_name="glasses", order=140)


@hooks.register("construct_reports_menu")
def reports_that_editors_use(request: HttpRequest, items: list[Any]) -> None:
    """Leave out of an editor's menu what is the administrator's."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in ADMINISTRATORS_REPORTS]


class HandleidingItem(MenuItem):
    """The way to the handleidingen for editors; only where there are any."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Look where they stand."""
        self.url = editors_help(request)
        return bool(self.url)


@hooks.register("register_help_menu_item")
def handleiding_item() -> MenuItem:
    """Our own help comes first."""
    return HandleidingItem("Handleiding voor redacteuren", "", name="handleiding", icon_name="help", order=10)


@hooks.register("construct_help_menu")
def help_that_is_ours(request: HttpRequest, items: list[Any]) -> None:
    """Leave out what leads to another site."""
    items[:] = [item for item in items if not item.name.startswith(ELSEWHERE)]
