"""The form for an aanvulling; a section's form is built by `formats.forms` from the frozen schema."""

from typing import Any

from django import forms

from formats.schema import Variant
from groeidocumenten.dossiers.forms import ClearForm, OnceForm

from .filetypes import ALLOWED

MAX_AANVULLING = 20_000
MAX_REDEN = 500


class AanvullingForm(OnceForm):
    """A text that is added to a hoofdstuk under one's own name."""

    tekst = forms.CharField(
        label="Wat wilt u toevoegen?",
        max_length=MAX_AANVULLING,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Uw tekst komt naast die van de school te staan, met uw naam en de datum. De school kan uw tekst niet veranderen.",
        error_messages={
            "required": "Schrijf eerst een tekst. Daarna kunt u die toevoegen.",
            "max_length": "De tekst is te lang: hoogstens %(limit_value)d tekens. U gebruikte er %(show_value)d.",
        },
    )


class NvtForm(ClearForm):
    """Why a hoofdstuk does not apply."""

    reden = forms.CharField(
        label="Waarom is dit hoofdstuk niet van toepassing?",
        max_length=MAX_REDEN,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Iedereen die dit hoofdstuk mag zien, leest deze reden.",
        error_messages={"required": "Schrijf in één zin waarom dit hoofdstuk niet van toepassing is."},
    )


class BestandForm(OnceForm):
    """One file to add; what is in it is judged by `filetypes`."""

    bestand = forms.FileField(
        label="Kies een bestand",
        help_text=f"{ALLOWED}. Hoogstens 20 MB. Van een foto blijft alleen het beeld bewaard, niet waar of wanneer hij is gemaakt.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.xlsx,.png,.jpg,.jpeg,.heic"}),
        error_messages={
            "required": "Kies eerst een bestand.",
            "empty": "Dit bestand is leeg. Kies een ander bestand.",
            "invalid": "Kies een bestand met de knop hieronder.",
        },
    )


class VariantForm(ClearForm):
    """Which variant of the format; `was` is the one that was shown as the present one."""

    variant = forms.ChoiceField(label="Welke vorm van het format?", widget=forms.RadioSelect)
    was = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, varianten: tuple[Variant, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variant"].choices = [(one.key, f"{one.naam}: {one.uitleg}" if one.uitleg else one.naam) for one in varianten]
