"""Hangs the test run and the warnings at publication into Wagtail's admin. Imported by opp_pages/wagtail_hooks.py."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.widgets import Button

from formats.law_models import elementen

from . import proef
from .law_view import judge
from .models import FormatPage
from .pages_estimate import ADVIES, estimate

urlpatterns = [
    path("", proef.overview, name="overzicht"),
    path("instellen/", proef.settings, name="instellen"),
    path("voorbeeld/", proef.fill_in_example, name="voorbeeld"),
    path("wissen/", proef.forget, name="wissen"),
    path("proef.pdf", proef.pdf, name="pdf"),
    path("sectie/<str:sectie>/", proef.section, name="sectie"),
]


@hooks.register("register_admin_urls")
def register_test_run() -> list[Any]:
    """The addresses of the test run; Wagtail lets only people of the admin in, and the views ask for rights on the page."""
    return [path("proef-invullen/<int:page_id>/", include((urlpatterns, "proef")))]


@hooks.register("register_page_header_buttons")
def test_run_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """The way to the test run, in the menu above the editor."""
    if isinstance(page, FormatPage) and page.pk and page.permissions_for_user(user).can_edit():
        yield Button("Probeer het invullen", reverse("proef:overzicht", args=[page.pk]), icon_name="clipboard-list", priority=12)


@hooks.register("insert_editor_js")
def preview_follows_the_mode() -> SafeString:
    """The script that gives the preview of a parent the size of a phone."""
    return format_html('<script src="{}" defer></script>', static("opp_pages/js/previews.js"))


@hooks.register("after_publish_page")
def warn_after_publishing(request: HttpRequest, page: Any) -> None:
    """Say what the law or the paper has against what was just published. A warning: publishing is never refused for it."""
    if not isinstance(page, FormatPage):
        return
    versie = page.current_version()
    if versie is None:
        return
    for one in estimate(versie.schema):
        if one.te_lang:
            which = f" (variant ‘{one.variant}’)" if one.variant else ""
            messages.warning(
                request, f"Ingevuld is dit format{which} {one.said} A4. Hoogstens {ADVIES} wordt aangeraden. Kijk welke vragen weg kunnen."
            )
    if versie.schema.soort == "opp":
        today = timezone.localdate()
        for oordeel in judge(versie.schema, versie.schema.onderwijstypen, today, elementen()):
            if oordeel.ontbreekt:
                names = ", ".join(one.element.naam for one in oordeel.ontbreekt)
                which = f" in variant ‘{oordeel.variant}’" if oordeel.variant else ""
                messages.warning(request, f"Dit vraagt de wet van een OPP, en is{which} nog bij geen vraag aangegeven: {names}.")
