"""Lists, banks and help texts in Wagtail's admin, for who keeps the formats: their rights are model-wide. Hung up by formats/wagtail_hooks.py."""

from typing import Any

from django import forms
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList, Panel
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Site

from .hulptekst_use import gebruik
from .list_models import Bank, Hulptekst, Lijst

OVERNEMEN = (
    "<p>Een format neemt over wat hier staat op het moment dat het gepubliceerd wordt. Verandert u later iets, dan verandert een "
    "gepubliceerd format niet mee: publiceer het format opnieuw als u dat wilt.</p>"
)


class BezitForm(WagtailAdminModelForm):
    """The site is only asked where there is more than one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Site.objects.count() < 2:
            self.fields["site"].widget = forms.HiddenInput()
            self.fields["site"].required = False

    def clean_site(self) -> Any:
        """The one site there is, when it was not asked."""
        return self.cleaned_data.get("site") or Site.objects.filter(is_default_site=True).first() or Site.objects.first()


class SitePanel(FieldPanel):
    """Out of sight where there is one site."""

    class BoundPanel(FieldPanel.BoundPanel):
        """Asks how many sites there are."""

        def is_shown(self) -> bool:
            """Whether there is anything to choose."""
            return super().is_shown() and Site.objects.count() > 1


class BezitViewSet(ModelViewSet):
    """What the three have in common."""

    copy_view_enabled = True
    add_to_admin_menu = False
    ordering = ["naam"]
    help_text = OVERNEMEN
    own_panels: tuple[Any, ...] = ()

    def get_edit_handler(self) -> Any:
        """What it means, the name, its own parts, and the site where there are several."""
        panels = [HelpPanel(self.help_text), FieldPanel("naam"), *self.own_panels, SitePanel("site")]
        return ObjectList(panels, base_form_class=BezitForm).bind_to_model(self.model)


class LijstViewSet(BezitViewSet):
    """Lists of answers."""

    model = Lijst
    name = "lijsten"
    icon = "list-ul"
    menu_label = "Lijsten"
    list_display = ["naam", "aantal", "uitleg"]
    search_fields = ["naam", "uitleg", "waarden"]
    own_panels = (FieldPanel("waarden"), FieldPanel("uitleg"))


class BankViewSet(BezitViewSet):
    """Banks to pick from."""

    model = Bank
    name = "banken"
    icon = "pick"
    menu_label = "Banken"
    list_display = ["naam", "soort", "aantal"]
    list_filter = ["soort"]
    search_fields = ["naam", "uitleg"]
    own_panels = (FieldPanel("soort"), FieldPanel("groepen"), FieldPanel("uitleg"))


class GebruikPanel(Panel):
    """Where a help text stands, and which published formats still have other words."""

    class BoundPanel(Panel.BoundPanel):
        """The uses of one help text."""

        template_name = "formats/editor/hulptekst_gebruik.html"

        def is_shown(self) -> bool:
            """A new text stands nowhere."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the uses."""
            return {**super().get_context_data(parent_context), "gebruik": gebruik(self.instance)}


class HulptekstViewSet(BezitViewSet):
    """Texts that help."""

    model = Hulptekst
    name = "hulpteksten"
    icon = "help"
    menu_label = "Hulpteksten"
    list_display = ["naam", "tekst"]
    search_fields = ["naam", "tekst"]
    own_panels = (FieldPanel("tekst"), GebruikPanel(heading="Waar deze tekst staat"))


class BezitGroup(ViewSetGroup):
    """The three under one heading of the menu."""

    menu_label = "Lijsten en banken"
    menu_icon = "list-ul"
    menu_order = 300
    items = (LijstViewSet, BankViewSet, HulptekstViewSet)


@hooks.register("register_admin_viewset")
def register_lists() -> BezitGroup:
    """Add them to the admin."""
    return BezitGroup()
