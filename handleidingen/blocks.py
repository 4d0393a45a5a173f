"""What a handleiding is made of: numbered steps with a picture, and now and then a tip or a warning."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from website.blocks import ALT_HELP, AlineaBlock, TipBlock, WaarschuwingBlock


class StapBlock(blocks.StructBlock):
    """One thing to do. A picture never goes without a description."""

    titel = blocks.CharBlock(label="Wat doet de lezer", max_length=120)
    tekst = AlineaBlock(label="Hoe", required=False)
    afbeelding = ImageChooserBlock(label="Afbeelding", required=False)
    alt = blocks.CharBlock(label="Beschrijving van de afbeelding", max_length=300, required=False, help_text=ALT_HELP)
    schermafdruk = blocks.RegexBlock(
        regex=r"^[a-z0-9-]+$",
        label="Naam van de schermafdruk",
        required=False,
        help_text="Alleen nodig als een programma de afbeelding maakt en vernieuwt.",
        error_messages={"invalid": "Gebruik kleine letters, cijfers en streepjes."},
    )

    class Meta:
        icon = "list-ol"
        label = "Stap"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Refuse a picture without a description.

        Raises:
            StructBlockValidationError: beside the description.
        """
        cleaned = super().clean(value)
        if cleaned.get("afbeelding") and not (cleaned.get("alt") or "").strip():
            raise StructBlockValidationError(block_errors={"alt": ValidationError("Beschrijf de afbeelding voor wie haar niet ziet.")})
        return cleaned


class StappenBlock(blocks.StreamBlock):
    """The body of a handleiding. Types are only ever added."""

    stap = StapBlock()
    tip = TipBlock()
    waarschuwing = WaarschuwingBlock()
