"""What one samenwerkingsverband sets for its own website: name, organisation, accent colour, logo, footer. For eindredactie and beheer."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from .kleuren import LIGHT, MINIMUM, parse, readable, to_hex, weakest

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Schrijf de kleur als een hekje met zes tekens, bijvoorbeeld #1b5e3f.")


def check_accent(value: str) -> None:
    """Refuse an accent in which text would be hard to read, and name the nearest one that works.

    Raises:
        ValidationError: when text in this colour, or white text on it, has less contrast than WCAG 2.2 AA asks (1.4.3).
    """
    try:
        colour = parse(value)
    except ValueError:
        return  # The pattern has said so already.
    found = weakest(colour, LIGHT)
    if found < MINIMUM:
        ratio = f"{int(found * 10) / 10:.1f}".replace(".", ",")
        raise ValidationError(
            f"In deze kleur is tekst niet goed te lezen: het contrast is {ratio} op 1 en moet minstens 4,5 op 1 zijn. "
            f"Kies een donkerder kleur, bijvoorbeeld {to_hex(readable(colour, LIGHT))}.",
            code="contrast",
        )


@register_setting(icon="site")
class SiteInstellingen(BaseSiteSetting):
    """Name, organisation and look of one website. Everything may stay empty; the site then shows the product's own name and colour."""

    naam = models.CharField("naam van de website", max_length=60, blank=True, help_text="Staat boven elke pagina en in de titel.")
    organisatie = models.CharField("naam van het samenwerkingsverband", max_length=150, blank=True)
    adres = models.TextField(
        "adres", max_length=300, blank=True, help_text="Straat en nummer op de eerste regel, postcode en plaats op de tweede."
    )
    telefoon = models.CharField("telefoon", max_length=20, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    kleur = models.CharField(
        "accentkleur",
        max_length=7,
        blank=True,
        validators=[COLOUR, check_accent],
        help_text="Voor links en knoppen, als #rrggbb. De donkere weergave krijgt vanzelf een lichtere tint.",
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name="logo",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Komt links van de naam, hoogstens 40 beeldpunten hoog. Kies een beeld dat ook op een donkere achtergrond te zien is.",
    )
    voettekst = models.CharField("voettekst", max_length=300, blank=True, help_text="Eén zin onder aan elke pagina.")

    panels: ClassVar = [
        MultiFieldPanel([FieldPanel("naam"), FieldPanel("kleur"), FieldPanel("logo"), FieldPanel("voettekst")], heading="Website"),
        MultiFieldPanel(
            [FieldPanel("organisatie"), FieldPanel("adres"), FieldPanel("telefoon"), FieldPanel("email")], heading="Organisatie"
        ),
    ]

    class Meta:
        verbose_name = "website en huisstijl"
        verbose_name_plural = "website en huisstijl"
