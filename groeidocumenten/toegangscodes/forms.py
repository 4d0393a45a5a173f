"""Forms of toegangscodes: handing one out, filling one in, an account, and asking for one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.adressen import plain_address
from accounts.inloggen.forms_wachtwoord import weaknesses
from accounts.models import School, User
from accounts.models_uitnodiging import Uitnodiging
from groeidocumenten.dossiers.forms import ClearForm, OnceForm

Wijze = Uitnodiging.Wijze
_CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class UitgeefForm(OnceForm):
    """How a toegangscode reaches a parent."""

    wijze = forms.ChoiceField(label="Hoe krijgt deze persoon de toegangscode?", choices=Wijze.choices, widget=forms.RadioSelect)
    email = forms.EmailField(
        label="E-mailadres van de ouder",
        max_length=150,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text="Alleen bij een mail. In de mail staat geen naam van een kind. De code krijgt u zelf, om door te geven.",
    )

    def clean_email(self) -> str:
        """Plain letters only."""
        return plain_address(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        """A mail needs an address."""
        cleaned = super().clean() or {}
        if cleaned.get("wijze") == Wijze.MAIL and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Vul het e-mailadres in waar de mail naartoe gaat.")
        return cleaned


class CodeForm(ClearForm):
    """A kenmerk and its code, as they stand on the letter."""

    kenmerk = forms.CharField(
        label=_("Kenmerk"),
        max_length=40,
        widget=forms.TextInput(attrs=_CODE),
        help_text=_("Acht letters en cijfers, bijvoorbeeld BCDF-2345."),
    )
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs=_CODE | {"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text=_("Acht cijfers. U kreeg ze van de school."),
    )


class AanmeldForm(ClearForm):
    """Who somebody is, and a password."""

    voornaam = forms.CharField(label=_("Uw voornaam"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    achternaam = forms.CharField(label=_("Uw achternaam"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        max_length=150,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Hiermee logt u straks in. U krijgt eerst een mail om te zien of het adres klopt."),
    )
    wachtwoord = forms.CharField(
        label=_("Kies een wachtwoord"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Minstens twaalf tekens. Een zin van een paar woorden is sterk en te onthouden."),
    )
    nog_eens = forms.CharField(
        label=_("Typ het wachtwoord nog een keer"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.confirmed = email
        if email:
            del self.fields["email"]

    def clean_email(self) -> str:
        """Plain letters only."""
        return plain_address(self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        """The same password twice, and one that is not easily guessed."""
        cleaned = super().clean() or {}
        cleaned["email"] = self.confirmed or cleaned.get("email", "")
        wachtwoord, again = cleaned.get("wachtwoord"), cleaned.get("nog_eens")
        if wachtwoord and again and wachtwoord != again:
            self.add_error("nog_eens", _("Dit is niet hetzelfde wachtwoord. Typ het twee keer gelijk."))
        elif wachtwoord:
            person = User(
                username=cleaned["email"],
                email=cleaned["email"],
                first_name=cleaned.get("voornaam", ""),
                last_name=cleaned.get("achternaam", ""),
            )
            if weak := weaknesses(wachtwoord, person):
                self.add_error("wachtwoord", weak)
        return cleaned


class BevestigForm(ClearForm):
    """The password that was chosen, from the mail that confirms the address."""

    wachtwoord = forms.CharField(
        label=_("Wachtwoord"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Het wachtwoord dat u net koos."),
    )


class AanvraagForm(OnceForm):
    """What a school needs to know to find out who asks."""

    school = forms.ModelChoiceField(School.objects.none(), label=_("Van welke school?"), empty_label=_("Kies de school"))
    naam = forms.CharField(label=_("Uw naam"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    contact = forms.CharField(
        label=_("Hoe kan de school u bereiken?"),
        max_length=150,
        help_text=_("Een telefoonnummer of e-mailadres. De school gebruikt het alleen hiervoor."),
    )
    leerling = forms.CharField(
        label=_("Om welke leerling gaat het?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("De naam, en als u het weet de groep."),
    )
    toelichting = forms.CharField(
        label=_("Wilt u nog iets zeggen?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = School.objects.order_by("naam")
