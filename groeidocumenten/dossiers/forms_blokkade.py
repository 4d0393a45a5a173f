"""Forms of orders that keep somebody away from a pupil: who, what was decided, and the e-mail addresses that are known of that person."""

from typing import Any

from django import forms
from django.core.validators import validate_email

from .blokkades import Bepaling
from .forms import DATE_INPUT, ClearForm, OnceForm, plausible
from .models import Blokkade, Gezagsrelatie

MOST_ADDRESSES = 20


class AddressesField(forms.CharField):
    """E-mail addresses, one on a line; cleaned to a tuple."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=5_000, widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}), **kwargs)

    def clean(self, value: Any) -> tuple[str, ...]:
        """Each of them an address.

        Raises:
            ValidationError: naming the first that is none.
        """
        given = tuple(line.strip() for line in str(super().clean(value) or "").splitlines() if line.strip())
        if len(given) > MOST_ADDRESSES:
            raise forms.ValidationError(f"Vul hoogstens {MOST_ADDRESSES} adressen in.")
        for line in given:
            try:
                validate_email(line)
            except forms.ValidationError as wrong:
                raise forms.ValidationError(f"“{line[:80]}” is geen e-mailadres. Zet elk adres op een eigen regel.") from wrong
        return given


ADDRESS_HELP = "Eén adres per regel. Ook een adres van een ander waar deze persoon in meeleest. Hoofdletters, punten en een plusdeel maken geen verschil."


class BlokkadeForm(OnceForm, forms.ModelForm):
    """A new order."""

    naam = forms.CharField(label="Over wie gaat het?", max_length=120)
    adressen = AddressesField(label="Bekende e-mailadressen", required=False, help_text=ADDRESS_HELP)
    toelichting = forms.CharField(
        label="Wat is er bepaald, en hoe weet de school dit?",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Bijvoorbeeld: beschikking van de rechtbank van 3 maart 2026. Alleen wie de leerling begeleidt, leest dit.",
    )
    field_order = ["soort", "naam", "gezag", "adressen", "geldig_van", "geldig_tot", "toelichting", "verzoek"]

    class Meta:
        model = Blokkade
        fields = ["soort", "gezag", "geldig_van", "geldig_tot"]
        labels = {"gezag": "Staat deze persoon bij ouders en verzorgers?"}
        widgets = {"soort": forms.RadioSelect, "geldig_van": DATE_INPUT, "geldig_tot": DATE_INPUT}
        help_texts = {"geldig_tot": "Laat leeg als er geen einddatum bekend is."}

    def __init__(self, *args: Any, relaties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["soort"]
        field.choices = [choice for choice in field.choices if choice[0]]
        self.fields["gezag"] = RelatieChoice(
            relaties, label=self.Meta.labels["gezag"], required=False, empty_label="Nee, of dat weet ik niet"
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, and a year that cannot be meant."""
        cleaned = super().clean() or self.cleaned_data
        van, tot = cleaned.get("geldig_van"), cleaned.get("geldig_tot")
        for name, day in (("geldig_van", van), ("geldig_tot", tot)):
            if day and not plausible(day):
                self.add_error(name, "Deze datum kan niet kloppen. Controleer het jaar.")
        if van and tot and tot < van:
            self.add_error("geldig_tot", "De einddatum ligt vóór de begindatum.")
        return cleaned

    def bepaling(self) -> Bepaling:
        """What was filled in; only after is_valid()."""
        names = ("soort", "naam", "adressen", "geldig_van", "geldig_tot", "toelichting", "gezag")
        return Bepaling(**{name: self.cleaned_data[name] for name in names})


class RelatieChoice(forms.ModelChoiceField):
    """A relation by name."""

    def label_from_instance(self, obj: Gezagsrelatie) -> str:
        """Name and relation."""
        return f"{obj.naam} ({obj.get_soort_display()})"


class AdressenForm(ClearForm):
    """More addresses of somebody."""

    adressen = AddressesField(
        label="Welke adressen zijn er bekend geworden?", help_text=ADDRESS_HELP, error_messages={"required": "Vul een adres in."}
    )


class OpheffenForm(ClearForm):
    """That an order ended; nothing to fill in."""
