"""Forms of taking pupils in: the file, and what is confirmed."""

from typing import Any

from django import forms
from django.conf import settings

from groeidocumenten.dossiers.forms import ClearForm, OnceForm

MB = 1024 * 1024


class BestandForm(OnceForm):
    """The export of the school's administration."""

    bestand = forms.FileField(
        label="EDEXML-bestand",
        widget=forms.FileInput(attrs={"accept": ".xml,text/xml,application/xml"}),
        error_messages={"required": "Kies een bestand.", "empty": "Dit bestand is leeg. Maak de export opnieuw."},
    )
    field_order = ["bestand", "verzoek"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bestand"].help_text = f"Een .xml-bestand van hoogstens {settings.INLEZEN_MAX_BYTES // MB} MB."


class BevestigForm(ClearForm):
    """Which comparison was shown, and of which doubtful pupils somebody says that it is the same child."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)
    dezelfde = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Any = None, *, twijfel: list[int], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["dezelfde"].choices = [(str(number), "") for number in twijfel]
        self.fields["dezelfde"].error_messages["invalid_choice"] = "Bij deze leerling is er niets te kiezen. Kijk wat er nu staat."

    def numbers(self) -> frozenset[int]:
        """The chosen ones."""
        return frozenset(int(number) for number in self.cleaned_data["dezelfde"])

    def chosen(self) -> set[str]:
        """What was ticked, also when it was refused."""
        return set(self.data.getlist("dezelfde"))
