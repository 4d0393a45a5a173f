"""Forms of the pupil's record: data, schoolloopbaan, gezag, what was agreed at 16 and 18. Those that change something carry its `versie`."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from .forms import DATE_INPUT, ClearForm, GezagForm, LeerlingForm, OnceForm, plausible
from .models import Gezagsrelatie, Leerling, Loopbaanregel

CAREER_YEARS = 20
LONG = 1000


class VersieForm(ClearForm):
    """Base of forms that change a row: `versie` is the number of changes that the form was made from."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)

    def renewed(self, versie: int) -> None:
        """After somebody else saved: keep what was typed, and let the next save be on purpose."""
        self.data = self.data.copy()
        self.data["versie"] = str(versie)


class LeerlingWijzigForm(VersieForm, LeerlingForm):
    """Change a pupil's data; the school is not changed here."""

    # Django's way to leave out a field of the form that this one derives from.
    school = None  # type: ignore[assignment]
    verzoek = None  # type: ignore[assignment]

    class Meta(LeerlingForm.Meta):
        fields = ["voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "groep"]

    def __init__(self, *args: Any, leerling: Leerling, **kwargs: Any) -> None:
        # An object of its own: what is only typed must not show in the page's title.
        shown = Leerling(**{name: getattr(leerling, name) for name in self.Meta.fields})
        super().__init__(*args, schools=None, instance=shown, initial={"versie": leerling.versie}, **kwargs)


class SchooljaarField(forms.TypedChoiceField):
    """A schooljaar of the last twenty, or the next one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, label="Schooljaar", choices=_schooljaren, **kwargs)


def _schooljaren() -> list[tuple[str, str]]:
    today = timezone.localdate()
    newest = today.year + (1 if today.month >= 8 else 0)
    return [("", "Kies een schooljaar"), *((str(year), f"{year}-{year + 1}") for year in range(newest, newest - CAREER_YEARS, -1))]


class _LoopbaanFields(forms.ModelForm):
    schooljaar = SchooljaarField(error_messages={"required": "Kies een schooljaar.", "invalid_choice": "Kies een schooljaar uit de lijst."})

    class Meta:
        model = Loopbaanregel
        fields = ["schooljaar", "school", "groep", "van", "tot"]
        widgets = {"van": DATE_INPUT, "tot": DATE_INPUT}
        help_texts = {
            "van": "Alleen als de leerling in de loop van het jaar kwam.",
            "tot": "Alleen als de leerling in de loop van het jaar ging.",
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, and a year that cannot be meant."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("van", "tot"):
            if cleaned.get(name) and not plausible(cleaned[name]):
                self.add_error(name, "Deze datum kan niet kloppen. Controleer het jaar.")
        van, tot = cleaned.get("van"), cleaned.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "De einddatum ligt vóór de begindatum.")
        return cleaned


class LoopbaanForm(OnceForm, _LoopbaanFields):
    """A new row of the schoolloopbaan."""

    field_order = _LoopbaanFields.Meta.fields


class LoopbaanWijzigForm(VersieForm, _LoopbaanFields):
    """Correct a row of the schoolloopbaan."""

    field_order = _LoopbaanFields.Meta.fields


class _AdresFields(forms.Form):
    adres = forms.CharField(
        label="Adres en telefoon",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text="Alleen wie de leerling begeleidt, leest dit. Het staat in geen groeidocument en op geen print.",
    )
    adres_afgeschermd = forms.BooleanField(label="Afgeschermd adres: de andere ouder mag het niet weten", required=False)

    def clean_adres(self) -> str:
        """The address with one kind of line end, so that saving it unchanged changes nothing."""
        return str(self.cleaned_data["adres"]).replace("\r\n", "\n").strip()


class GezagNieuwForm(_AdresFields, GezagForm):
    """A new relation, with or without an address."""

    field_order = ["naam", "soort", "geldig_van", "geldig_tot", "bron", "adres", "adres_afgeschermd"]


class GezagWijzigForm(VersieForm, _AdresFields, GezagForm):
    """Correct a relation."""

    verzoek = None  # type: ignore[assignment]
    field_order = GezagNieuwForm.field_order

    def __init__(self, *args: Any, gezag: Gezagsrelatie, adres: str, **kwargs: Any) -> None:
        shown = Gezagsrelatie(**{name: getattr(gezag, name) for name in self.Meta.fields})
        initial = {"versie": gezag.versie, "adres": adres, "adres_afgeschermd": gezag.adres_afgeschermd}
        super().__init__(*args, instance=shown, initial=initial, **kwargs)


class GezagEindeForm(VersieForm):
    """The last day of a relation, and how the school knows."""

    geldig_tot = forms.DateField(
        label="Laatste dag", widget=DATE_INPUT, help_text="Kiest u vandaag of een eerdere dag, dan stopt de toegang meteen."
    )
    bron = forms.CharField(
        label="Hoe weet de school dit?", max_length=200, help_text="Bijvoorbeeld: beschikking van de rechtbank van 3 maart 2026."
    )

    field_order = ["geldig_tot", "bron", "versie"]

    def clean_geldig_tot(self) -> date:
        """Refuse a year that cannot be meant."""
        day: date = self.cleaned_data["geldig_tot"]
        if not plausible(day):
            raise forms.ValidationError("Deze datum kan niet kloppen. Controleer het jaar.")
        return day


class BezwaarForm(VersieForm):
    """Since when an objection is known, or that it is settled."""

    stand = forms.ChoiceField(
        label="Is er een bezwaar bekend?",
        choices=[("bekend", "Ja, er is een bezwaar bekend"), ("geen", "Nee, er is geen bezwaar (meer)")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of er een bezwaar bekend is."},
    )
    sinds = forms.DateField(label="Sinds", required=False, widget=DATE_INPUT)
    toelichting = forms.CharField(
        label="Waar gaat het over en hoe weet de school dit?",
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Alleen wie de leerling begeleidt, leest dit.",
    )

    field_order = ["stand", "sinds", "toelichting", "versie"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sinds"].conditional = True  # asked for by `stand`; the template does not call it optional

    def clean(self) -> dict[str, Any]:
        """Ask for the day when there is an objection; a day to come cannot be one on which it became known."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("stand") == "bekend" and "sinds" not in self.errors:
            sinds = cleaned.get("sinds")
            if sinds is None:
                self.add_error("sinds", "Vul in sinds wanneer het bezwaar bekend is.")
            elif sinds > timezone.localdate() or not plausible(sinds):
                self.add_error("sinds", "Kies vandaag of een eerdere dag.")
        return cleaned


class AccountForm(VersieForm):
    """The address of an account; a second step shows whose it is."""

    email = forms.EmailField(
        label="E-mailadres van het account",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text="Het adres waarmee deze persoon inlogt. U ziet eerst van wie het account is.",
    )
    account = forms.UUIDField(widget=forms.HiddenInput, required=False)


class LeeftijdForm(ClearForm):
    """What was agreed with the pupil."""

    afspraak = forms.CharField(
        label="Wat hebt u met de leerling afgesproken?",
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Bijvoorbeeld: de leerling wil dat beide ouders blijven meelezen. Alleen wie de leerling begeleidt, leest dit.",
    )
