"""The building blocks that every public page shares: safe ones only, no raw HTML, no embeds from elsewhere, no layout choices for an editor."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

# What an editor may do inside a paragraph; headings have a block of their own so that their level is always right.
TEKST_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]
ALT_HELP = "Beschrijf wat er te zien is, voor wie de afbeelding niet ziet."


class KopBlock(blocks.StructBlock):
    """A heading inside a page; the page's own title is the only h1."""

    tekst = blocks.CharBlock(label="Kop", max_length=150)

    class Meta:
        icon = "title"
        label = "Kop"
        template = "blocks/kop.html"


class AlineaBlock(blocks.RichTextBlock):
    """Running text with the few means that stay readable everywhere."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": TEKST_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = "Tekst"
        template = "blocks/alinea.html"


class AfbeeldingBlock(blocks.StructBlock):
    """A picture that never goes without a description."""

    afbeelding = ImageChooserBlock(label="Afbeelding")
    alt = blocks.CharBlock(label="Beschrijving", max_length=300, help_text=ALT_HELP)
    bijschrift = blocks.CharBlock(label="Bijschrift", max_length=300, required=False)

    class Meta:
        icon = "image"
        label = "Afbeelding"
        template = "blocks/afbeelding.html"


class TipBlock(blocks.StructBlock):
    """Something that helps but may be skipped."""

    tekst = AlineaBlock(label="Tip")

    class Meta:
        icon = "pick"
        label = "Tip"
        template = "blocks/tip.html"


class WaarschuwingBlock(blocks.StructBlock):
    """Something that goes wrong when it is skipped."""

    tekst = AlineaBlock(label="Let op")

    class Meta:
        icon = "warning"
        label = "Let op"
        template = "blocks/waarschuwing.html"


class LinkBlock(blocks.StructBlock):
    """A link to a page of this site or to a web address, exactly one of the two."""

    tekst = blocks.CharBlock(label="Tekst van de link", max_length=150)
    pagina = blocks.PageChooserBlock(label="Pagina van deze site", required=False)
    adres = blocks.URLBlock(label="Of een webadres", required=False)
    toelichting = blocks.CharBlock(label="Toelichting", max_length=300, required=False)

    class Meta:
        icon = "link"
        label = "Link"
        template = "blocks/link.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Refuse a link that leads nowhere or to two places.

        Raises:
            StructBlockValidationError: beside the field that must change.
        """
        cleaned = super().clean(value)
        if bool(cleaned.get("pagina")) == bool(cleaned.get("adres")):
            raise StructBlockValidationError(block_errors={"pagina": ValidationError("Kies een pagina óf vul een webadres in.")})
        return cleaned


class LinksBlock(blocks.StructBlock):
    """A short list of links under a heading."""

    titel = blocks.CharBlock(label="Titel", max_length=150, required=False)
    links = blocks.ListBlock(LinkBlock(), label="Links", min_num=1, max_num=20)

    class Meta:
        icon = "list-ul"
        label = "Lijst met links"
        template = "blocks/links.html"


class InhoudBlock(blocks.StreamBlock):
    """What an information page is made of. Types are only ever added: a removed one would vanish silently from old pages."""

    kop = KopBlock()
    tekst = AlineaBlock()
    afbeelding = AfbeeldingBlock()
    tip = TipBlock()
    waarschuwing = WaarschuwingBlock()
    links = LinksBlock()


class DeurBlock(blocks.StructBlock):
    """One of the doors on the home page: who it is for, what is behind it, one button."""

    titel = blocks.CharBlock(label="Voor wie", max_length=60)
    tekst = blocks.CharBlock(label="Wat vindt u hier", max_length=250)
    knop = blocks.CharBlock(label="Tekst op de knop", max_length=60)
    pagina = blocks.PageChooserBlock(label="Pagina", required=False, help_text="Laat leeg voor de deur naar het inlogscherm.")

    class Meta:
        icon = "home"
        label = "Deur"
        template = "blocks/deur.html"


class DeurenBlock(blocks.StreamBlock):
    """The doors of the home page."""

    deur = DeurBlock()
