"""The handleidingen in Wagtail's admin beside their pages: the list of subjects, the answers of readers, and the report about them.

Rights are model-wide and follow the groups (website/groups.py); answers are shown only about pages that this editor may work on.
"""

from typing import Any

from django.http import Http404
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from formats.list_admin import BezitForm, SitePanel

from .models import HandleidingPage, Onderwerp, Reactie
from .reacties import with_counts

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class ReactiePolicy(ModelPermissionPolicy):
    """What readers said can be read and thrown away; nobody writes or changes it, a superuser included."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """View and delete only, for who has that right."""
        return action in ("view", "delete") and super().user_has_permission(user, action)


register_permission_policy(Reactie, ReactiePolicy(Reactie))


def pages_of(user: Any) -> Any:
    """The pages that this editor may work on."""
    return policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, {"add", "change", "publish"})


class SafeExport:
    """A spreadsheet opened from here runs nothing: a text that begins like a formula gets a quotation mark before it."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """The value of one cell."""
        ready = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        return f"'{ready}" if isinstance(ready, str) and ready.lstrip(" \n").startswith(FORMULA_SIGNS) else ready


class OnderwerpViewSet(ModelViewSet):
    """The subjects that handleidingen are grouped by."""

    model = Onderwerp
    name = "onderwerpen"
    icon = "tag"
    menu_label = "Onderwerpen"
    add_to_admin_menu = False
    ordering = ["volgorde", "naam"]
    list_display = ["naam", "code", "volgorde"]
    search_fields = ["naam", "code"]

    def get_edit_handler(self) -> Any:
        """Name first; the website only where there are several."""
        explain = "<p>Lezers kiezen een onderwerp boven de lijst met handleidingen. De code staat in gedeelde adressen: verander haar liever niet.</p>"
        panels = [HelpPanel(explain), FieldPanel("naam"), FieldPanel("volgorde"), FieldPanel("code"), SitePanel("site")]
        return ObjectList(panels, base_form_class=BezitForm).bind_to_model(self.model)


class ReactieIndex(SafeExport, IndexView):
    """What readers said, the newest first."""

    def get_base_queryset(self) -> Any:
        """Answers about pages of this editor, with the titles in the same query."""
        return super().get_base_queryset().filter(handleiding__in=pages_of(self.request.user)).select_related("handleiding")


class ReactieDelete(DeleteView):
    """Throw one answer away, for instance because it names somebody."""

    def get_object(self) -> Any:
        """The answer.

        Raises:
            Http404: for an answer about somebody else's page.
        """
        found = super().get_object()
        if not pages_of(self.request.user).filter(pk=found.handleiding_id).exists():
            raise Http404
        return found


class ReactieViewSet(ModelViewSet):
    """Every answer."""

    model = Reactie
    name = "reacties"
    icon = "comment"
    menu_label = "Reacties van lezers"
    add_to_admin_menu = False
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = ReactieIndex
    delete_view_class = ReactieDelete
    form_fields = ["opmerking"]
    list_display = ["dag", "handleiding", "geholpen", "opmerking", "versie"]
    list_filter = ["handleiding", "geholpen", "dag"]
    list_export = ["dag", "handleiding", "versie", "geholpen", "opmerking"]
    export_filename = "reacties"
    search_fields = ["opmerking"]


class HandleidingGroup(ViewSetGroup):
    """Both under one heading of the menu."""

    menu_label = "Handleidingen"
    menu_icon = "help"
    menu_order = 310
    items = (OnderwerpViewSet, ReactieViewSet)


class TitleColumn(Column):
    """The title, leading to what readers said about this page."""

    cell_template_name = "wagtailadmin/tables/title_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the address."""
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "link_url": f"{reverse('reacties:index')}?handleiding={instance.pk}", "link_attrs": {}}


class HelpedReport(SafeExport, ReportView):
    """Per handleiding: how many readers it helped, how many it did not, and how many wrote something."""

    page_title = "Heeft dit geholpen?"
    header_icon = "help"
    index_url_name = "handleidingen_geholpen"
    index_results_url_name = "handleidingen_geholpen_results"
    any_permission_required = ["view"]
    is_searchable = False
    default_ordering = "-nee_nu"
    columns = [
        TitleColumn("title", label="Handleiding", sort_key="title"),
        Column("get_lezer_display", label="Voor"),
        Column("ja", label="Ja", sort_key="ja"),
        Column("nee", label="Nee", sort_key="nee"),
        Column("ja_nu", label="Ja, over de tekst van nu", sort_key="ja_nu"),
        Column("nee_nu", label="Nee, over de tekst van nu", sort_key="nee_nu"),
        Column("opmerkingen", label="Opmerkingen", sort_key="opmerkingen"),
        Column("gecontroleerd_op", label="Gecontroleerd", sort_key="gecontroleerd_op"),
    ]
    list_export = ["title", "get_lezer_display", "ja", "nee", "ja_nu", "nee_nu", "opmerkingen", "gecontroleerd_op"]
    export_headings = {
        "title": "Handleiding",
        "get_lezer_display": "Voor",
        "ja": "Ja",
        "nee": "Nee",
        "ja_nu": "Ja, over de tekst van nu",
        "nee_nu": "Nee, over de tekst van nu",
        "opmerkingen": "Opmerkingen",
    }
    model = HandleidingPage

    @property
    def permission_policy(self) -> Any:
        """Who may read answers, may read their sums."""
        return policy_registry.get_by_type(Reactie)

    def get_filename(self) -> str:
        """The name of the exported file."""
        return "heeft-dit-geholpen"

    def get_base_queryset(self) -> Any:
        """The handleidingen of this editor with their counts: one query."""
        pages = HandleidingPage.objects.filter(pk__in=pages_of(self.request.user).values("pk")).defer("stappen")
        return with_counts(pages)


class HelpedMenuItem(MenuItem):
    """Only for who may read answers."""

    def is_shown(self, request: Any) -> bool:
        """Asked for every page of the admin."""
        return bool(policy_registry.get_by_type(Reactie).user_has_permission(request.user, "view"))


@hooks.register("register_admin_viewset")
def register_viewsets() -> HandleidingGroup:
    """Add the lists to the admin."""
    return HandleidingGroup()


@hooks.register("register_admin_urls")
def register_report_urls() -> list[Any]:
    """The report, and its table alone for when a filter changes."""
    return [
        path("reports/heeft-dit-geholpen/", HelpedReport.as_view(), name="handleidingen_geholpen"),
        path("reports/heeft-dit-geholpen/results/", HelpedReport.as_view(results_only=True), name="handleidingen_geholpen_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """Its place among the reports."""
    return HelpedMenuItem("Heeft dit geholpen?", reverse("handleidingen_geholpen"), name="heeft-dit-geholpen", icon_name="help", order=300)
