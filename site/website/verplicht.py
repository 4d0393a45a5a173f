"""Pages that a samenwerkingsverband must have: contact, ouder- en jeugdsteunpunt, privacy, accessibility. Readable by everybody.

Each has a field for everything that the law or the government's model asks. A draft may be unfinished; what is published may not: Wagtail
leaves required fields alone in a draft and refuses them when somebody publishes, schedules or submits.
"""

from typing import ClassVar

from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from .base import BasePage
from .blocks import TEKST_FEATURES, InhoudBlock


def _tekst(naam: str, hulp: str = "", *, blank: bool = False) -> RichTextField:
    """A short running text in a required page."""
    return RichTextField(naam, features=TEKST_FEATURES, help_text=hulp, blank=blank)


class ContactPage(BasePage):
    """How to reach the samenwerkingsverband, and how soon somebody answers."""

    telefoon = models.CharField("telefoon", max_length=20)
    email = models.EmailField("e-mailadres")
    bezoekadres = models.TextField("bezoekadres", max_length=300)
    postadres = models.TextField("postadres", max_length=300, blank=True)
    bereikbaar = models.CharField("wanneer bent u te bereiken", max_length=200)
    antwoordtermijn = models.CharField("hoe snel antwoordt u", max_length=200)
    inhoud = StreamField(InhoudBlock(), verbose_name="inhoud", blank=True)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("telefoon"), FieldPanel("email")]),
        FieldRowPanel([FieldPanel("bezoekadres"), FieldPanel("postadres")]),
        FieldRowPanel([FieldPanel("bereikbaar"), FieldPanel("antwoordtermijn")]),
        FieldPanel("inhoud"),
    ]

    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("inhoud")]

    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = []

    max_count_per_parent = 1

    api_fields: ClassVar = [
        *BasePage.api_fields,
        *(APIField(name) for name in ("telefoon", "email", "bezoekadres", "postadres", "bereikbaar", "antwoordtermijn", "inhoud")),
    ]

    template = "website/contact_page.html"

    class Meta:
        verbose_name = "contactpagina"
        verbose_name_plural = "contactpagina's"


class SteunpuntPage(BasePage):
    """The ouder- en jeugdsteunpunt: since 1 January 2025 every samenwerkingsverband has one (kamerstuk 36443)."""

    naam = models.CharField("naam van het steunpunt", max_length=150)
    telefoon = models.CharField("telefoon", max_length=20)
    email = models.EmailField("e-mailadres")
    bereikbaar = models.CharField("wanneer is het steunpunt te bereiken", max_length=200)
    aanbod = _tekst("wat doet het steunpunt", "Informatie, meedenken, meegaan naar een gesprek: wat kunnen ouders en jongeren verwachten?")
    voor_jongeren = _tekst("voor jongeren", "In woorden voor een leerling, met ‘je’.")
    onafhankelijkheid = _tekst("onafhankelijkheid", "Voor wie werkt het steunpunt, en wie hoort wat u vertelt?")
    signalen = _tekst("wat gebeurt er met signalen", "Hoe hoort het bestuur wat er beter kan, zonder namen?")
    kosten = models.CharField("kosten", max_length=200, default="Hulp van het steunpunt is gratis.")
    inhoud = StreamField(InhoudBlock(), verbose_name="inhoud", blank=True)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("naam"),
                FieldRowPanel([FieldPanel("telefoon"), FieldPanel("email")]),
                FieldPanel("bereikbaar"),
                FieldPanel("kosten"),
            ],
            heading="Bereiken",
        ),
        *(FieldPanel(name) for name in ("aanbod", "voor_jongeren", "onafhankelijkheid", "signalen", "inhoud")),
    ]

    search_fields: ClassVar = [
        *BasePage.search_fields,
        *(index.SearchField(name) for name in ("naam", "aanbod", "voor_jongeren", "inhoud")),
    ]

    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = []

    max_count_per_parent = 1

    api_fields: ClassVar = [
        *BasePage.api_fields,
        *(APIField(name) for name in ("naam", "telefoon", "email", "bereikbaar", "kosten")),
        *(APIField(name) for name in ("aanbod", "voor_jongeren", "onafhankelijkheid", "signalen", "inhoud")),
    ]

    template = "website/steunpunt_page.html"

    class Meta:
        verbose_name = "ouder- en jeugdsteunpunt"
        verbose_name_plural = "ouder- en jeugdsteunpunten"


class DoelBlock(blocks.StructBlock):
    """One purpose for which personal data are used, with its ground (AVG art. 13 lid 1 c)."""

    doel = blocks.CharBlock(label="Waarvoor", max_length=200)
    gegevens = blocks.CharBlock(label="Welke gegevens", max_length=300)
    grondslag = blocks.CharBlock(
        label="Grondslag", max_length=300, help_text="Wettelijke taak, toestemming, overeenkomst of een eigen belang: welk?"
    )
    bewaartermijn = blocks.CharBlock(label="Hoelang bewaard", max_length=200)

    class Meta:
        icon = "list-ul"
        label = "Doel"
        template = "website/privacy_doel.html"


class DoelenBlock(blocks.StreamBlock):
    """All purposes."""

    doel = DoelBlock()


# What AVG art. 13 and 14 ask beside the purposes; in the order of the page.
PRIVACY_TEKSTEN = (
    "herkomst",
    "ontvangers",
    "buiten_eer",
    "rechten",
    "intrekken",
    "klacht",
    "verplicht",
    "automatisch",
    "beveiliging",
    "cookies",
)


class PrivacyPage(BasePage):
    """What the samenwerkingsverband does with personal data: everything that AVG art. 13 and 14 ask."""

    verantwoordelijke = models.TextField("wie is verantwoordelijk", max_length=300, help_text="Naam en adres (AVG art. 13 lid 1 a).")
    contact = models.EmailField("e-mailadres voor vragen over privacy")
    fg = models.TextField("functionaris gegevensbescherming", max_length=300, help_text="Hoe u de FG bereikt (art. 13 lid 1 b).")
    doelen = StreamField(DoelenBlock(), verbose_name="doelen, gegevens en grondslagen")
    herkomst = _tekst("waar gegevens vandaan komen", "Ook wat u niet van de persoon zelf kreeg (art. 14 lid 2 f).")
    ontvangers = _tekst("wie de gegevens krijgt", "Ontvangers en verwerkers (art. 13 lid 1 e).")
    buiten_eer = _tekst("buiten Europa", "Gaan gegevens buiten de EER? Ook ‘nee’ is een antwoord (art. 13 lid 1 f).")
    rechten = _tekst(
        "rechten", "Inzage, verbetering, verwijdering, beperking, bezwaar, overdracht, en binnen welke tijd (art. 13 lid 2 b)."
    )
    intrekken = _tekst("toestemming intrekken", "Hoe, en dat het altijd mag (art. 13 lid 2 c).")
    klacht = _tekst("klacht", "Bij u, en bij de Autoriteit Persoonsgegevens (art. 13 lid 2 d).")
    verplicht = _tekst("moet iemand gegevens geven", "Is het verplicht, en wat gebeurt er anders (art. 13 lid 2 e)?")
    automatisch = _tekst("besluiten door een computer", "Ook ‘nee’ is een antwoord (art. 13 lid 2 f).")
    beveiliging = _tekst("beveiliging")
    cookies = _tekst("cookies")
    bijgewerkt_op = models.DateField("bijgewerkt op", null=True)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("verantwoordelijke"), FieldPanel("contact"), FieldPanel("fg"), FieldPanel("bijgewerkt_op")], heading="Wie"
        ),
        FieldPanel("doelen"),
        *(FieldPanel(name) for name in PRIVACY_TEKSTEN),
    ]

    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("doelen"), *(index.SearchField(name) for name in PRIVACY_TEKSTEN)]

    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = []

    max_count_per_parent = 1

    api_fields: ClassVar = [
        *BasePage.api_fields,
        *(APIField(name) for name in ("verantwoordelijke", "contact", "fg", "doelen", *PRIVACY_TEKSTEN, "bijgewerkt_op")),
    ]

    template = "website/privacy_page.html"

    class Meta:
        verbose_name = "privacyverklaring"
        verbose_name_plural = "privacyverklaringen"

    def teksten(self) -> list[tuple[str, str]]:
        """Heading and text of each part, in the order of the page."""
        return [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in PRIVACY_TEKSTEN]
