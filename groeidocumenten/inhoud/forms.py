"""The form for an aanvulling; a section's form is built by `formats.forms` from the frozen schema."""

from django import forms

from groeidocumenten.dossiers.forms import OnceForm

MAX_AANVULLING = 20_000


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
