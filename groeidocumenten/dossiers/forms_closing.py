"""Forms at the end of a file: why it closes, why it opens again, and what goes along to a next one."""

from collections.abc import Iterable
from typing import Any

from django import forms

from formats.models import FormatVersie

from .forms import ClearForm, FormatChoice, OnceForm
from .kamers import Keuze, Zaak

# Short: it stands at the top of every page of a closed file.
LONG = 500


class RedenForm(ClearForm):
    """A reason, and whether those with gezag get a mail."""

    reden = forms.CharField(
        max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}), help_text="Ouders met gezag lezen deze reden in het groeidocument."
    )
    vertel = forms.ChoiceField(
        label="Krijgen ouders met gezag een bericht?",
        choices=[("ja", "Ja, stuur een mail zonder namen"), ("nee", "Nee, ik vertel het zelf of er is een reden om te wachten")],
        initial="ja",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of ouders een bericht krijgen."},
    )

    @property
    def tells(self) -> bool:
        """Whether a mail goes out; only after is_valid()."""
        return bool(self.cleaned_data["vertel"] == "ja")


class AfsluitForm(RedenForm):
    """Why a file closes; when something is still open, that this was seen."""

    open_gezien = forms.BooleanField(label="Ik heb gezien wat er nog openstaat en sluit toch af", required=False)

    field_order = ["reden", "open_gezien", "vertel"]

    def __init__(self, *args: Any, zaken: list[Zaak], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].label = "Waarom sluit u dit groeidocument af?"
        if not zaken:
            del self.fields["open_gezien"]


class HeropenForm(RedenForm):
    """Why a file opens again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].label = "Waarom heropent u dit groeidocument?"


class VolgendeForm(OnceForm):
    """The format of the next file, and what goes along."""

    format_versie = FormatChoice(label="Format van het volgende groeidocument")
    keuzes = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Iets van wat u koos is er niet meer. Kijk de lijst na en kies opnieuw."},
    )

    def __init__(self, *args: Any, formats: Iterable[FormatVersie], keuzes: dict[str, Keuze], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format_versie"].offer(formats)
        self.initial["format_versie"] = self.fields["format_versie"].single
        self.fields["keuzes"].choices = [(key, keuze.label) for key, keuze in keuzes.items()]
        self.initial["keuzes"] = [key for key, keuze in keuzes.items() if keuze.vooraf]
        self._keuzes = keuzes

    def groups(self) -> dict[str, list[tuple[str, Keuze, bool]]]:
        """What there is to choose, by its heading: key, choice, and whether it is ticked."""
        ticked = set(self["keuzes"].value() or ())
        grouped: dict[str, list[tuple[str, Keuze, bool]]] = {}
        for key, keuze in self._keuzes.items():
            grouped.setdefault(keuze.soort, []).append((key, keuze, key in ticked))
        return grouped
