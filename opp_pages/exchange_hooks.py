"""Hangs reading in, writing out and comparing of formats into Wagtail's admin; wagtail_hooks.py imports it."""

from collections.abc import Iterator
from typing import Any

from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from .models import FormatPage, OppIndexPage


@hooks.register("register_admin_urls")
def exchange_urls() -> list[Any]:
    """The addresses, behind the admin's own door."""
    return [path("opp/", include("opp_pages.admin_urls"))]


@hooks.register("register_page_header_buttons")
def exchange_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the menu beside a format's title: write it out and compare its versions; beside the OPP page's: read one in."""
    if isinstance(page, OppIndexPage) and page.permissions_for_user(user).can_add_subpage():
        yield Button("Importeer een format", reverse("opp_beheer:importeren", args=[page.pk]), icon_name="upload", priority=12)
    if isinstance(page, FormatPage) and page.pk and page.permissions_for_user(user).can_edit():
        yield Button("Vergelijk versies", reverse("opp_beheer:vergelijken", args=[page.pk]), icon_name="history", priority=61)
        if page.published_format() is not None:
            yield Button("Exporteer", reverse("opp_beheer:exporteren_nu", args=[page.pk]), icon_name="download", priority=62)
