"""Forms of questions: ask somebody, open again, hand in a scan."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from formats.models import Soort
from groeidocumenten.documenten.empty_forms import published_for
from groeidocumenten.documenten.forms import ACCEPT, FILE_ERRORS, HELP
from groeidocumenten.documenten.people import people_of
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.forms import DATE_INPUT, ClearForm, FormatChoice, OnceForm

from .actions import Verzoek
from .reading import fits

MAX_TOELICHTING = 1_000
MAX_REDEN = 500
MAX_DAGEN = 366


class VraagForm(OnceForm):
    """Which formulier, for whom, by when."""

    formulier = FormatChoice(label="Welk formulier?")
    gevraagde = forms.ChoiceField(
        label="Wie vult het in?",
        help_text="Alleen wie nu zelf bij dit groeidocument kan. Een gast heeft een link nodig waarmee die in het hele groeidocument mag schrijven.",
    )
    uiterlijk = forms.DateField(label="Uiterlijk op", widget=DATE_INPUT)
    toelichting = forms.CharField(label="Toelichting", required=False, max_length=MAX_TOELICHTING, widget=forms.Textarea(attrs={"rows": 3}))

    field_order = ["formulier", "gevraagde", "uiterlijk", "toelichting", "verzoek"]

    def __init__(self, *args: Any, geopend: GeopendDossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["formulier"].offer(published_for(geopend).filter(format__soort=Soort.FORMULIER))
        self._people = {str(one.pk): one for one in people_of(geopend) if one.schrijft}
        self.fields["gevraagde"].choices = [("", "Kies wie het invult"), *((key, one.label) for key, one in self._people.items())]

    def clean_uiterlijk(self) -> date:
        """Refuse a day that is over or far away."""
        day: date = self.cleaned_data["uiterlijk"]
        if day < timezone.localdate():
            raise forms.ValidationError("Deze datum is al voorbij.")
        if day > timezone.localdate() + timedelta(days=MAX_DAGEN):
            raise forms.ValidationError("Kies een datum binnen een jaar.")
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a formulier in which this person finds nothing to fill in."""
        cleaned = super().clean() or self.cleaned_data
        mens, chosen = self._people.get(cleaned.get("gevraagde", "")), cleaned.get("formulier")
        if mens and chosen and not fits(chosen[0].schema.for_variant(chosen[1]), mens.rol):
            self.add_error(
                "gevraagde", f"In dit formulier staan geen vragen voor {mens.label}. Kies iemand anders, of een ander formulier."
            )
        return cleaned

    def gevraagd(self) -> Verzoek:
        """What was asked; only after is_valid()."""
        versie, variant = self.cleaned_data["formulier"]
        mens = self._people[self.cleaned_data["gevraagde"]]
        return Verzoek(versie, variant, mens, self.cleaned_data["uiterlijk"], self.cleaned_data["toelichting"])


class HeropenForm(ClearForm):
    """Why somebody may go on with what was handed in."""

    reden = forms.CharField(
        label="Waarom heropent u dit formulier?",
        max_length=MAX_REDEN,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wie het invulde, leest deze reden.",
        error_messages={"required": "Schrijf in één zin waarom u dit formulier heropent."},
    )


class PapierForm(OnceForm):
    """A scan or photo of a form that was filled in by pen, with the code that is printed on it."""

    code = forms.CharField(
        label="Code op het papier",
        max_length=40,
        help_text="Acht letters en cijfers, bovenaan bij “Inleveren”. Bijvoorbeeld: K7PM-4XQR.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Vul de code in die op het papier staat."},
    )
    bestand = forms.FileField(
        label="Kies de scan of foto", help_text=HELP, widget=forms.FileInput(attrs={"accept": ACCEPT}), error_messages=FILE_ERRORS
    )

    field_order = ["code", "bestand", "verzoek"]
