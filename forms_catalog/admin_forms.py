"""The form with which an editor changes a formulier, and the panels it shows. It guards the status, keeps what was, and knows the editor's sites."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import CheckboxSelectMultiple
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel, Panel

from website.four_eyes import refusals

from .keuzes import Status
from .models import Formulier
from .sites import default_site, sites_of
from .versies import keep_previous, snapshot

PUBLISH = "forms_catalog.publiceer_formulier"


class FormulierForm(WagtailAdminModelForm):
    """Keeps a status that visitors can see for those who may publish, and an earlier version for those who look for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._before = snapshot(self.instance)
        sites = sites_of(self.for_user) if self.for_user else []
        keys = [site.pk for site in sites]
        if self.instance.pk is None and keys and default_site() not in keys:
            self.instance.site = sites[0]
        if len(sites) <= 1:
            # One samenwerkingsverband: nothing to choose.
            self.fields.pop("site", None)
        elif "site" in self.fields:
            self.fields["site"].queryset = self.fields["site"].queryset.filter(pk__in=keys)
        if "vervangen_door" in self.fields:
            others = Formulier.objects.filter(site__in=keys or [self.instance.site_id])
            self.fields["vervangen_door"].queryset = others.exclude(pk=self.instance.pk).order_by("titel")
        if "format" in self.fields:
            self.fields["format"].queryset = self.fields["format"].queryset.filter(ingetrokken_op__isnull=True)

    def is_valid(self) -> bool:
        """What visitors can see must be fit to be read by everybody; a concept may hold anything."""
        valid: bool = super().is_valid()
        if valid and self.cleaned_data["status"] != Status.CONCEPT:
            # The rows of the files reach the formulier by a save; nothing is written.
            for message in refusals(self.save(commit=False)):
                self.add_error(None, ValidationError(message))
            return not self.errors
        return valid

    def clean_status(self) -> str:
        """Refuse any status but concept from a redacteur.

        Raises:
            ValidationError: beside the field.
        """
        status = self.cleaned_data["status"]
        if status != Status.CONCEPT and not (self.for_user and self.for_user.has_perm(PUBLISH)):
            raise ValidationError("Laat de status op concept staan. Een eindredacteur maakt het formulier zichtbaar.")
        return status

    def clean(self) -> dict[str, Any]:
        """Refuse an address that another formulier of the site has, and a new version that does not say what is new."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        site = data.get("site") or self.instance.site
        others = Formulier.objects.filter(site=site, slug=data.get("slug") or "").exclude(pk=self.instance.pk)
        if "slug" in data and others.exists():
            self.add_error("slug", "Er is al een formulier met dit adres. Kies een ander adres.")
        before = self._before
        if before and before.was_public and before.versie and data.get("versie", before.versie) != before.versie:
            text = data.get("wat_is_veranderd", "").strip()
            if not text or text == before.wat_is_veranderd.strip():
                self.add_error("wat_is_veranderd", "Dit is een nieuwe versie. Schrijf op wat er is veranderd.")
        return data

    def save(self, commit: bool = True) -> Formulier:
        """Store the formulier with its files, and keep what they replaced."""
        with transaction.atomic():
            saved: Formulier = super().save(commit)
            if commit:
                keep_previous(saved, self._before)
        return saved


BESTAND: list[Panel] = [
    FieldPanel("document"),
    FieldPanel("adres"),
    FieldPanel("omschrijving"),
    FieldRowPanel([FieldPanel("taal"), FieldPanel("toegankelijk"), FieldPanel("paginas")]),
]

PANELS: list[Panel] = [
    FieldPanel("site"),
    MultiFieldPanel([FieldPanel("titel"), FieldPanel("slug"), FieldPanel("omschrijving"), FieldPanel("soort")], heading="Wat is het"),
    MultiFieldPanel(
        [
            FieldPanel("doelgroepen", widget=CheckboxSelectMultiple),
            FieldPanel("onderwijstypen", widget=CheckboxSelectMultiple),
            FieldPanel("leerjaren"),
            FieldPanel("themas", widget=CheckboxSelectMultiple),
            FieldPanel("categorie"),
        ],
        heading="Voor wie en waarover",
    ),
    MultiFieldPanel(
        [
            FieldPanel("wanneer"),
            FieldPanel("wie_vult_in"),
            FieldPanel("wie_tekent"),
            FieldPanel("waar_naartoe"),
            FieldPanel("hoe_verder"),
            FieldPanel("format"),
        ],
        heading="Gebruik",
    ),
    MultiFieldPanel(
        [
            FieldPanel("status"),
            FieldRowPanel([FieldPanel("versie"), FieldPanel("versiedatum")]),
            FieldPanel("wat_is_veranderd"),
            FieldRowPanel([FieldPanel("geldig_van"), FieldPanel("geldig_tot")]),
            FieldRowPanel([FieldPanel("verwacht_op"), FieldPanel("volgende_herziening")]),
            FieldPanel("vervangen_door"),
            FieldPanel("taal"),
            FieldPanel("eigenaar"),
        ],
        heading="Versie en beheer",
        help_text="Een nieuwe versie? Verander het versienummer en vervang de bestanden. De vorige versie bewaren wij, en haar links blijven werken.",
    ),
    InlinePanel("bestanden", heading="Bestanden", label="Bestand", panels=BESTAND),
    InlinePanel("nieuws", heading="Nieuws hierover", label="Pagina", panels=[PageChooserPanel("page")]),
]
