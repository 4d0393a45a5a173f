"""How editors manage the catalogue in Wagtail's admin: redacteuren write concepts, eindredacteuren decide what visitors see.

wagtail-modeladmin asks its permission helper in every view but the history, and answers a broken key with a server error; both are mended here.
"""

from typing import Any, ClassVar

from django.contrib.admin import AdminSite
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, Panel
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import DeleteView, EditView, HistoryView, IndexView, InspectView

from .models import Formulier, Status, Thema

PUBLISH = "forms_catalog.publiceer_formulier"


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
    """A formulier that visitors can see is changed by those who may publish."""

    def user_can_edit_obj(self, user: Any, obj: Formulier) -> bool:
        """Change rights, and the right to publish unless it is a concept."""
        return super().user_can_edit_obj(user, obj) and (not obj.is_public or user.has_perm(PUBLISH))


class FormulierForm(WagtailAdminModelForm):
    """Keeps a status that visitors can see for those who may publish."""

    def clean_status(self) -> str:
        """Refuse any status but concept from a redacteur.

        Raises:
            ValidationError: beside the field.
        """
        status = self.cleaned_data["status"]
        if status != Status.CONCEPT and not (self.for_user and self.for_user.has_perm(PUBLISH)):
            raise ValidationError("Laat de status op concept staan. Een eindredacteur maakt het formulier zichtbaar.")
        return status


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
    list_display = ("titel", "soort", "status", "versie", "versiedatum", "volgende_herziening")
    list_filter = ("status", "soort", "categorie", "doelgroepen", "onderwijstypen", "themas")
    list_export = ("titel", "slug", "soort", "status", "versie", "versiedatum", "eigenaar", "volgende_herziening")
    list_per_page = 50
    search_fields = ("titel", "omschrijving", "slug")
    prepopulated_fields: ClassVar = {"slug": ("titel",)}
    panels: ClassVar[list[Panel]] = [
        MultiFieldPanel([FieldPanel("titel"), FieldPanel("slug"), FieldPanel("omschrijving"), FieldPanel("soort")], heading="Wat is het"),
        MultiFieldPanel(
            [
                FieldPanel("doelgroepen", widget=CheckboxSelectMultiple),
                FieldPanel("onderwijstypen", widget=CheckboxSelectMultiple),
                FieldPanel("themas", widget=CheckboxSelectMultiple),
                FieldPanel("categorie"),
            ],
            heading="Voor wie en waarover",
        ),
        MultiFieldPanel([FieldPanel("wanneer"), FieldPanel("wie_vult_in"), FieldPanel("hoe_verder")], heading="Gebruik"),
        MultiFieldPanel(
            [
                FieldPanel("status"),
                FieldRowPanel([FieldPanel("versie"), FieldPanel("versiedatum")]),
                FieldRowPanel([FieldPanel("taal"), FieldPanel("volgende_herziening")]),
                FieldPanel("eigenaar"),
            ],
            heading="Versie en beheer",
        ),
        InlinePanel("bestanden", heading="Bestanden", label="Bestand", panels=[FieldPanel("document"), FieldPanel("omschrijving")]),
    ]

    def get_edit_handler(self) -> ObjectList:
        """The panels with the form that guards the status."""
        return ObjectList(self.panels, base_form_class=FormulierForm)


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
