"""Forms that hand a pincode over: each makes a new one, once."""

from django import forms

from groeidocumenten.dossiers.forms import OnceForm


class UitgifteForm(OnceForm):
    """For a way that needs no address: the one-time id alone."""


class SmsForm(OnceForm):
    """To which mobile number; whether it is one, the action says."""

    nummer = forms.CharField(
        label="Mobiel nummer van de ontvanger",
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
        help_text="Bijvoorbeeld 06-12345678. Neem een nummer dat u al had, niet een nummer uit een mail over deze link.",
    )


class PincodeMailForm(OnceForm):
    """To which other mailbox."""

    adres = forms.EmailField(
        label="Ander e-mailadres van de ontvanger",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text="Niet het adres waar de link naartoe ging, en geen adres waar iemand anders meeleest.",
    )
