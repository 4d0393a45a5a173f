"""Hangs the catalogue into Wagtail's admin, and closes documents that no public page offers."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from .admin import CatalogusAdmin
from .admin_bulk import bulk
from .admin_report import ReviewReport, may_see
from .documents import only_public_documents

modeladmin_register(CatalogusAdmin)
hooks.register("before_serve_document", only_public_documents)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The page for several formulieren at once, and the report."""
    return [
        path("catalogus/meer/", bulk, name="forms_catalog_bulk"),
        path("reports/formulieren-te-herzien/", ReviewReport.as_view(), name="forms_catalog_te_herzien"),
        path("reports/formulieren-te-herzien/results/", ReviewReport.as_view(results_only=True), name="forms_catalog_te_herzien_results"),
    ]


class ReviewMenuItem(MenuItem):
    """Shown to who can open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this editor changes formulieren."""
        return may_see(request)


@hooks.register("register_reports_menu_item")
def review_report(**kwargs: Any) -> MenuItem:
    """The report in the menu."""
    return ReviewMenuItem(
        "Formulieren te herzien", reverse("forms_catalog_te_herzien"), name="te-herzien", icon_name="doc-full", order=1200
    )
