"""Forms around a password: another one, a forgotten one. Django's validators judge; what they say is said in Dutch."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..adressen import AdresField
from ..models import User

# Django's own words for these are not all in Dutch.
WEAK = {
    "password_too_short": _("Dit wachtwoord is te kort. Kies minstens twaalf tekens."),
    "password_too_common": _("Dit wachtwoord gebruiken veel mensen. Kies een ander."),
    "password_entirely_numeric": _("Dit wachtwoord bestaat alleen uit cijfers. Gebruik ook letters."),
    "password_too_similar": _("Dit wachtwoord lijkt te veel op uw naam of uw e-mailadres. Kies een ander."),
    "": _("Dit wachtwoord is te makkelijk te raden. Kies een ander."),
}


def weaknesses(wachtwoord: str, user: User) -> list[str]:
    """What is weak about a password for this person, in sentences; nothing if it will do."""
    try:
        validate_password(wachtwoord, user)
    except ValidationError as weak:
        return [str(WEAK.get(one.code or "", WEAK[""])) for one in weak.error_list]
    return []


def password_input(label: str, autocomplete: str, **more: Any) -> forms.CharField:
    """An input for a password; nothing of what was typed is shown again."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, widget=widget, error_messages={"required": "Vul dit in."}, **more)


class NieuwWachtwoordForm(forms.Form):
    """A new password, twice, for a person who is known."""

    nieuw = password_input(
        "Kies een wachtwoord",
        "new-password",
        max_length=128,
        help_text="Minstens twaalf tekens. Een zin van een paar woorden is sterk en te onthouden.",
    )
    nog_eens = password_input("Typ het wachtwoord nog een keer", "new-password", max_length=128)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """The same password twice, and one that is not easily guessed."""
        cleaned = super().clean() or {}
        nieuw, again = cleaned.get("nieuw"), cleaned.get("nog_eens")
        if nieuw and again and nieuw != again:
            self.add_error("nog_eens", "Dit is niet hetzelfde wachtwoord. Typ het twee keer gelijk.")
        elif nieuw and (weak := weaknesses(nieuw, self.user)):
            self.add_error("nieuw", weak)
        return cleaned


class WijzigForm(NieuwWachtwoordForm):
    """Another password, for who knows the one of now."""

    huidig = password_input("Uw wachtwoord van nu", "current-password", max_length=4096)
    field_order = ["huidig", "nieuw", "nog_eens"]


class VergetenForm(forms.Form):
    """Where the mail goes, if there is an account with this address."""

    email = AdresField(label="Uw e-mailadres", widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}))
