"""What is asked when somebody adds a passkey."""

from django import forms


class PasskeyForm(forms.Form):
    """What its owner calls the device."""

    naam = forms.CharField(
        label="Hoe noemt u dit apparaat?",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Bijvoorbeeld: laptop van school. Zo herkent u de passkey later.",
        error_messages={"required": "Geef de passkey een naam.", "max_length": "Kies een kortere naam, van hoogstens zestig tekens."},
    )
