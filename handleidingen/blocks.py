"""What a handleiding is made of: numbered steps with a picture, and now and then a tip, a warning or the help text of a question."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from formats.blocks.widgets import RecordBlock
from website.blocks import ALT_HELP, AlineaBlock, TipBlock, WaarschuwingBlock

from .hulpteksten import record


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


class HulptekstBlock(blocks.StructBlock):
    """The help text that stands beside a question of a format, from the same record: changed once, changed in every handleiding."""

    hulptekst = RecordBlock(
        "Hulptekst",
        leeg="kies een hulptekst",
        label="Hulptekst",
        help_text="U verandert de tekst bij Lijsten en banken. Een gepubliceerd format neemt de nieuwe tekst over als u het opnieuw publiceert.",
    )

    class Meta:
        icon = "help"
        label = "Hulptekst bij een vraag"
        template = "handleidingen/hulptekst.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Refuse a block without a help text.

        Raises:
            StructBlockValidationError: beside the choice.
        """
        cleaned = super().clean(value)
        if record(cleaned.get("hulptekst") or "") is None:
            raise StructBlockValidationError(block_errors={"hulptekst": ValidationError("Kies een hulptekst.")})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the record: from what the page asked for all its blocks at once, or alone."""
        context = super().get_context(value, parent_context=parent_context)
        known, number = (parent_context or {}).get("hulpteksten"), value.get("hulptekst") or ""
        context["hulptekst"] = record(number) if known is None else known.get(number)
        return context

    def get_searchable_content(self, value: Any) -> list[str]:
        """The words of the help text, so that the handleiding is found by them."""
        found = record(value.get("hulptekst") or "")
        return [found.tekst] if found else []

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, str]:
        """Name and words: a number would mean nothing to another program."""
        found = record(value.get("hulptekst") or "")
        return {"naam": found.naam, "tekst": found.tekst} if found else {"naam": "", "tekst": ""}


class StappenBlock(blocks.StreamBlock):
    """The body of a handleiding. Types are only ever added."""

    stap = StapBlock()
    tip = TipBlock()
    waarschuwing = WaarschuwingBlock()
    hulptekst = HulptekstBlock()
