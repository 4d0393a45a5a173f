"""The legal elements in Wagtail's admin, for who keeps the formats: their rights are model-wide. Hung up by formats/wagtail_hooks.py."""

from typing import Any

from django import forms
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from .law import ONDERWIJSTYPEN
from .law_models import WettelijkElement

UITLEG = (
    "<p>Formats en de controle van een eigen format kijken naar deze lijst. Verandert de wet op een dag in de toekomst? Vul dan bij het oude "
    "onderdeel ‘geldt tot en met’ in, en maak een nieuw onderdeel met dezelfde code dat daarna begint. Zo blijft te zien wat wanneer gold.</p>"
)


class WettelijkElementForm(WagtailAdminModelForm):
    """The kinds of education as boxes to tick; at least one."""

    onderwijstypen = forms.MultipleChoiceField(
        label="Voor welk onderwijs?", choices=list(ONDERWIJSTYPEN.items()), widget=forms.CheckboxSelectMultiple
    )


class WettelijkElementViewSet(ModelViewSet):
    """What the law asks of an OPP, with its dates."""

    model = WettelijkElement
    name = "wettelijke-onderdelen"
    icon = "clipboard-list"
    menu_label = "Wettelijke eisen"
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = True
    list_display = ["naam", "code", "onderwijs", "eis", "geldig_vanaf", "geldig_tot"]
    list_filter = ["eis"]
    search_fields = ["naam", "code", "uitleg", "bron"]
    panels = [
        HelpPanel(UITLEG),
        FieldPanel("naam"),
        FieldPanel("code"),
        FieldPanel("uitleg"),
        MultiFieldPanel(
            [FieldPanel("onderwijstypen"), FieldPanel("eis"), FieldRowPanel([FieldPanel("geldig_vanaf"), FieldPanel("geldig_tot")])],
            heading="Voor wie en wanneer?",
        ),
        FieldPanel("bron"),
        FieldPanel("signaalwoorden"),
        FieldPanel("volgorde"),
    ]

    def get_edit_handler(self) -> Any:
        """The panels with our form."""
        return ObjectList(self.panels, base_form_class=WettelijkElementForm).bind_to_model(self.model)


@hooks.register("register_admin_viewset")
def register_elements() -> WettelijkElementViewSet:
    """Add the list to the admin."""
    return WettelijkElementViewSet()
