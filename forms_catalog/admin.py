"""How editors manage the catalogue in Wagtail's admin: redacteuren write concepts, eindredacteuren decide what visitors see.

wagtail-modeladmin asks its permission helper in every view but the history, and answers a broken key with a server error; both are mended here.
Whoever may enter works on the formulieren of their own sites only.
"""

import re
from collections import OrderedDict
from typing import Any, ClassVar

from django.contrib.admin import AdminSite
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.panels import ObjectList, Panel
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import DeleteView, EditView, HistoryView, IndexView, InspectView

from .admin_bulk import DEEDS
from .admin_forms import PANELS, PUBLISH, FormulierForm
from .kenmerken import Thema
from .models import Formulier
from .sites import sites_of
from .spreadsheet import safe_cell


class KnownInstance:
    """A key that can be no key is an object that does not exist, not a server error."""

    def __init__(self, model_admin: ModelAdmin, instance_pk: str) -> None:
        try:
            super().__init__(model_admin, instance_pk)  # type: ignore[call-arg]
        except (ValueError, OverflowError, ValidationError) as error:
            raise Http404 from error


class GuardedIndex(IndexView):
    """The list; a filter that cannot be understood shows the list without it, as it does in Django's own admin."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            return redirect(self.index_url)

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        """The filters of the address that this list offers, and no other.

        modeladmin takes any path from a formulier through other tables for a filter. Which rows then show, would tell an editor what stands
        in tables that are no business of editors: people, and files about children.
        """
        offered = [one for one in self.list_filter or () if isinstance(one, str)]
        return {
            key: value
            for key, value in super().get_filters_params(params).items()
            if any(re.fullmatch(rf"{one}(__(exact|isnull|id__exact))?", key) for one in offered)
        }

    def to_row_dict(self, item: Any) -> OrderedDict[str, Any]:
        """A row of the exported list, in which no text can be taken for a formula."""
        return OrderedDict((name, safe_cell(value)) for name, value in super().to_row_dict(item).items())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the deeds that can be done to several rows at once."""
        return super().get_context_data(**kwargs) | {"deeds": DEEDS, "bulk_url": reverse("forms_catalog_bulk")}


class GuardedEdit(KnownInstance, EditView):
    """Edit."""


class GuardedDelete(KnownInstance, DeleteView):
    """Delete."""


class GuardedInspect(KnownInstance, InspectView):
    """Inspect."""


class GuardedHistory(KnownInstance, HistoryView):
    """History; the package's own version has no permission check."""

    def check_action_permitted(self, user: Any) -> bool:
        """Whoever may look at the object may see its history."""
        return self.permission_helper.user_can_inspect_obj(user, self.instance)


class FormulierPermissions(PermissionHelper):
    """A formulier belongs to a site, and one that visitors can see is changed by those who may publish."""

    def user_can_list(self, user: Any) -> bool:
        """Rights on formulieren, and a site to use them on."""
        return super().user_can_list(user) and bool(sites_of(user))

    def user_can_create(self, user: Any) -> bool:
        """The right to add, and a site to add to."""
        return super().user_can_create(user) and bool(sites_of(user))

    def user_can_inspect_obj(self, user: Any, obj: Formulier) -> bool:
        """Those of the editor's own sites."""
        return super().user_can_inspect_obj(user, obj) and self._is_own(user, obj)

    def user_can_edit_obj(self, user: Any, obj: Formulier) -> bool:
        """Change rights, and the right to publish unless it is a concept."""
        return super().user_can_edit_obj(user, obj) and self._is_own(user, obj) and (not obj.is_public or user.has_perm(PUBLISH))

    def user_can_delete_obj(self, user: Any, obj: Formulier) -> bool:
        """Those of the editor's own sites."""
        return super().user_can_delete_obj(user, obj) and self._is_own(user, obj)

    @staticmethod
    def _is_own(user: Any, obj: Formulier) -> bool:
        return obj.site_id in {site.pk for site in sites_of(user)}


class GuardedAdmin(ModelAdmin):
    """Every view of the package, with its holes closed."""

    index_view_class = GuardedIndex
    edit_view_class = GuardedEdit
    delete_view_class = GuardedDelete
    inspect_view_class = GuardedInspect
    history_view_class = GuardedHistory
    inspect_view_enabled = True

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        # The filters on related lists ask a Django admin site for the order; the product has none, so this one is empty.
        self.admin_site = AdminSite(name="catalogus")


class FormulierAdmin(GuardedAdmin):
    """The list of formulieren."""

    model = Formulier
    menu_label = "Formulieren"
    menu_icon = "doc-full"
    permission_helper_class = FormulierPermissions
    index_template_name = "forms_catalog/admin/lijst.html"
    index_view_extra_css: ClassVar = ["forms_catalog/css/beheer.css"]
    list_display = ("kies", "titel", "soort", "stand_nu", "versie", "volgende_herziening")
    list_display_add_buttons = "titel"
    list_filter = ("status", "soort", "categorie", "taal", "doelgroepen", "onderwijstypen", "themas")
    list_export = (
        *("titel", "slug", "site", "soort", "stand_nu", "versie", "versiedatum", "geldig_van", "geldig_tot", "categorie", "leerjaren"),
        *("doelgroepen_namen", "onderwijstypen_namen", "themas_namen", "bestanden_soorten", "taal", "eigenaar", "volgende_herziening"),
    )
    list_per_page = 50
    list_select_related = ("site",)
    search_fields = ("titel", "omschrijving", "slug", "eigenaar")
    prepopulated_fields: ClassVar = {"slug": ("titel",)}
    panels: ClassVar[list[Panel]] = PANELS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Formulier]:
        """The formulieren of the sites that this editor works for."""
        found = super().get_queryset(request).filter(site__in=sites_of(request.user))
        return found.with_details() if request.GET.get("export") else found

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """With the site when there are several."""
        return (*self.list_display, "site") if len(sites_of(request.user)) > 1 else self.list_display

    def get_list_filter(self, request: HttpRequest) -> tuple[str, ...]:
        """With the site when there are several."""
        return ("site", *self.list_filter) if len(sites_of(request.user)) > 1 else self.list_filter

    def get_edit_handler(self) -> ObjectList:
        """The panels with the form that guards the status."""
        return ObjectList(self.panels, base_form_class=FormulierForm)

    def kies(self, obj: Formulier) -> SafeString:
        """The box with which a row is chosen for a deed on several."""
        return format_html('<input type="checkbox" name="pk" value="{}" form="meer" aria-label="Kies {}">', obj.pk, obj.titel)

    kies.short_description = "kies"  # type: ignore[attr-defined]

    def stand_nu(self, obj: Formulier) -> str:
        """How far it is today; what another formulier replaced says so."""
        return "vervangen" if obj.vervangen_door_id else obj.stand.label

    stand_nu.short_description = "status"  # type: ignore[attr-defined]
    stand_nu.admin_order_field = "status"  # type: ignore[attr-defined]

    def doelgroepen_namen(self, obj: Formulier) -> str:
        """For whom, as one text."""
        return ", ".join(one.naam for one in obj.doelgroepen.all())

    def onderwijstypen_namen(self, obj: Formulier) -> str:
        """Which education, as one text."""
        return ", ".join(one.naam for one in obj.onderwijstypen.all())

    def themas_namen(self, obj: Formulier) -> str:
        """Which themes, as one text."""
        return ", ".join(one.naam for one in obj.themas.all())

    def bestanden_soorten(self, obj: Formulier) -> str:
        """In which forms it can be had, as one text."""
        return ", ".join(one.soort_naam for one in obj.bestanden.all())


class ThemaAdmin(GuardedAdmin):
    """The list of themes."""

    model = Thema
    menu_label = "Thema's"
    menu_icon = "tag"
    list_display = ("naam", "code", "volgorde")
    search_fields = ("naam",)


class CatalogusAdmin(ModelAdminGroup):
    """The catalogue's place in the admin's menu."""

    menu_label = "Catalogus"
    menu_icon = "folder-open-inverse"
    menu_order = 250
    items = (FormulierAdmin, ThemaAdmin)


formulier_permissions = FormulierPermissions(Formulier, inspect_view_enabled=True)
