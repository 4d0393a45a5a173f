"""Forms of inviting a colleague, and of who was invited."""

from typing import Any

from django import forms

from ..adressen import AdresField
from ..models import Rol, School, User
from .collegas import roles_anywhere, schools_to_invite_for
from .forms_wachtwoord import NieuwWachtwoordForm

REQUIRED = {"required": "Vul dit in."}
_OFF = {"autocomplete": "off"}


class UitnodigForm(forms.Form):
    """Whom, for which school, as what. The address twice: a link in the wrong mailbox would be a stranger in the school."""

    school = forms.ModelChoiceField(
        School.objects.none(), label="Voor welke school?", empty_label="Kies de school", error_messages={"required": "Kies een school."}
    )
    rol = forms.ChoiceField(
        label="Wat doet deze collega daar?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een rol.", "invalid_choice": "Kies een rol uit de lijst."},
    )
    email = AdresField(
        label="E-mailadres van uw collega", widget=forms.EmailInput(attrs=_OFF), help_text="Hiermee logt uw collega straks in."
    )
    nog_eens = AdresField(label="Typ het adres nog een keer", widget=forms.EmailInput(attrs=_OFF))

    def __init__(self, *args: Any, door: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = schools_to_invite_for(door).order_by("naam")
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]
        if len(found := schools[:2]) == 1:
            self.fields["school"].initial = found[0]
        given = roles_anywhere(door)
        choices = [(rol.value, rol.label[:1].upper() + rol.label[1:]) for rol in given]
        self.fields["rol"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The same address twice."""
        cleaned = super().clean() or {}
        email, again = cleaned.get("email"), cleaned.get("nog_eens")
        if email and again and email != again:
            self.add_error("nog_eens", "Dit is niet hetzelfde adres. Typ het twee keer gelijk.")
        if "rol" in cleaned:
            cleaned["rol"] = Rol(cleaned["rol"])
        return cleaned


class WelkomForm(NieuwWachtwoordForm):
    """Who somebody is, and a password."""

    voornaam = forms.CharField(
        label="Uw voornaam", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "given-name"}), error_messages=REQUIRED
    )
    achternaam = forms.CharField(
        label="Uw achternaam", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"}), error_messages=REQUIRED
    )
    field_order = ["voornaam", "achternaam", "nieuw", "nog_eens"]

    def clean(self) -> dict[str, Any]:
        """A password that is not like the name either."""
        self.user.first_name, self.user.last_name = (self.cleaned_data.get(name, "") for name in ("voornaam", "achternaam"))
        return super().clean()
