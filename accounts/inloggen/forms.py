"""What is asked at the second step. A code has one neutral answer, whether it was wrong, old or used."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .codes import typed

WRONG_CODE = _("Deze code klopt niet, of hij is al gebruikt. Wacht tot uw app een nieuwe code geeft en vul die in.")
TOO_OFTEN = _(
    "Er is te vaak een verkeerde code ingevuld. Wacht een kwartier en probeer het dan opnieuw. Na elke vijf fouten duurt het wachten langer."
)
NOT_KNOWN = _("Dit wachtwoord klopt niet. Controleer het en probeer het opnieuw.")


class CodeForm(forms.Form):
    """One code, of the app or of the paper."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
        error_messages={"required": _("Vul de code in."), "max_length": WRONG_CODE},
    )

    def clean_code(self) -> str:
        """Without what people type between figures.

        Raises:
            ValidationError: if no figure is left.
        """
        code = typed(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(WRONG_CODE)
        return code


class AppForm(CodeForm):
    """The first code of an app, which proves that it has the secret."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["code"].label = "Code uit de app"
        self.fields["code"].help_text = "Zes cijfers."


class AppEnWachtwoordForm(AppForm):
    """For who is signed in and chooses a second step: the password again, so that a computer left alone is not enough."""

    wachtwoord = forms.CharField(
        label="Uw wachtwoord",
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Vul uw wachtwoord in."},
    )


class OpnieuwForm(forms.Form):
    """Proof that it is still the same person: the password, or a code for who has a second step."""

    wachtwoord = forms.CharField(
        label="Uw wachtwoord",
        max_length=4096,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    code = forms.CharField(
        label="Of een code uit uw app",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
        help_text="Een van de twee is genoeg.",
        error_messages={"max_length": WRONG_CODE},
    )

    def __init__(self, *args: object, met_code: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not met_code:
            del self.fields["code"]

    def clean(self) -> dict[str, object]:
        """One of the two must be there.

        Raises:
            ValidationError: by field, if none is, or the code has no figure.
        """
        given = super().clean() or {}
        written = given.get("code", "")
        given["code"] = typed(written)
        if written and not given["code"]:
            self.add_error("code", WRONG_CODE)
        elif not written and not given.get("wachtwoord") and not self.errors:
            self.add_error(
                "wachtwoord", "Vul uw wachtwoord in." if "code" not in self.fields else "Vul uw wachtwoord in, of een code uit uw app."
            )
        return given
