"""The accessibility statement, with everything that the Dutch government's model asks (Besluit digitale toegankelijkheid overheid, art. 2).

Readable by everybody. It says what is true: what does not work yet has a name, a consequence and a date.
"""

from typing import Any, ClassVar

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from .base import BasePage
from .blocks import TEKST_FEATURES
from .four_eyes import ReviewedPageForm


class TekortkomingBlock(blocks.StructBlock):
    """Something that does not meet the standard yet."""

    wat = blocks.CharBlock(label="Wat gaat niet goed", max_length=200)
    criterium = blocks.CharBlock(
        label="Succescriterium", max_length=100, help_text="Nummer en naam, bijvoorbeeld 1.1.1 Niet-tekstuele content."
    )
    gevolg = blocks.CharBlock(label="Wie merkt dat, en hoe", max_length=300)
    oorzaak = blocks.CharBlock(label="Oorzaak", max_length=300)
    maatregel = blocks.CharBlock(label="Wat doet u eraan", max_length=300)
    gepland = blocks.DateBlock(label="Opgelost op", format="%d-%m-%Y")
    alternatief = blocks.CharBlock(label="Wat kan iemand tot dan doen", max_length=300, required=False)

    class Meta:
        icon = "warning"
        label = "Tekortkoming"
        template = "website/tekortkoming.html"


class TekortkomingenBlock(blocks.StreamBlock):
    """Everything that does not meet the standard yet."""

    tekortkoming = TekortkomingBlock()


class Status(models.TextChoices):
    """The compliance statuses of the government's model."""

    VOLLEDIG = "a", "A: voldoet volledig"
    GEDEELTELIJK = "b", "B: voldoet gedeeltelijk"
    EERSTE_MAATREGELEN = "c", "C: eerste maatregelen genomen"
    VOLDOET_NIET = "d", "D: voldoet niet"


class ToegankelijkheidForm(ReviewedPageForm):
    """Refuses a status that the list of shortcomings contradicts, when the page is published."""

    def clean(self) -> dict[str, Any]:
        """Full compliance has no shortcomings; anything less names them."""
        cleaned = super().clean()
        if self.is_deferred_validation or "status" not in cleaned or "tekortkomingen" not in cleaned:
            return cleaned
        complete, named = cleaned["status"] == Status.VOLLEDIG, len(cleaned["tekortkomingen"])
        if complete and named:
            self.add_error("status", "Er staan tekortkomingen in de lijst. Kies een andere status, of haal weg wat is opgelost.")
        elif not complete and not named:
            self.add_error("tekortkomingen", "Noem wat nog niet goed gaat. Zonder tekortkomingen past alleen status A.")
        return cleaned


def _tekst(naam: str, hulp: str = "") -> RichTextField:
    return RichTextField(naam, features=TEKST_FEATURES, help_text=hulp)


class ToegankelijkheidPage(BasePage):
    """The accessibility statement of one website."""

    organisatie = models.CharField("wie geeft de verklaring", max_length=150)
    reikwijdte = models.CharField("voor welke website", max_length=300)
    status = models.CharField("status", max_length=1, choices=Status, default=Status.GEDEELTELIJK)
    standaard = models.CharField("norm", max_length=200, default="WCAG 2.2 niveau AA, en daarmee EN 301 549 hoofdstuk 9")
    opgesteld_op = models.DateField("opgesteld op", null=True)
    bijgewerkt_op = models.DateField("bijgewerkt op", null=True)
    methode = _tekst("hoe is het onderzocht", "Door wie, wanneer, met welke hulpmiddelen, welke pagina's.")
    rapport = models.URLField("onderzoeksrapport", blank=True)
    tekortkomingen = StreamField(TekortkomingenBlock(required=False), verbose_name="tekortkomingen", blank=True)
    contact_email = models.EmailField("e-mailadres voor meldingen")
    contact_telefoon = models.CharField("telefoon voor meldingen", max_length=20)
    antwoordtermijn = models.CharField("binnen welke tijd antwoordt u", max_length=200)
    klacht = _tekst("niet tevreden over het antwoord", "Uw eigen klachtenregeling, en daarna de Nationale ombudsman.")
    ondertekenaar = models.CharField("wie staat ervoor in", max_length=150, help_text="Functie, bijvoorbeeld: directeur-bestuurder.")

    content_panels: ClassVar = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("organisatie"), FieldPanel("reikwijdte"), FieldPanel("ondertekenaar")], heading="Wie en wat"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("status"), FieldPanel("standaard")]),
                FieldRowPanel([FieldPanel("opgesteld_op"), FieldPanel("bijgewerkt_op")]),
                FieldPanel("methode"),
                FieldPanel("rapport"),
            ],
            heading="Stand en onderzoek",
        ),
        FieldPanel("tekortkomingen"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_telefoon")]),
                FieldPanel("antwoordtermijn"),
                FieldPanel("klacht"),
            ],
            heading="Melden en klagen",
        ),
    ]

    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("methode"), index.SearchField("tekortkomingen")]

    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = []

    max_count_per_parent = 1

    api_fields: ClassVar = [
        *BasePage.api_fields,
        *(
            APIField(name)
            for name in ("organisatie", "reikwijdte", "status", "standaard", "opgesteld_op", "bijgewerkt_op", "methode", "rapport")
        ),
        *(APIField(name) for name in ("tekortkomingen", "contact_email", "contact_telefoon", "antwoordtermijn", "klacht", "ondertekenaar")),
    ]

    base_form_class = ToegankelijkheidForm

    template = "website/toegankelijkheid_page.html"

    class Meta:
        verbose_name = "toegankelijkheidsverklaring"
        verbose_name_plural = "toegankelijkheidsverklaringen"
