"""What this room hangs into Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from . import preview_admin


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    """The addresses, behind the admin's own door."""
    return [path("redactie/", include((preview_admin.urlpatterns, "redactie")))]


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
