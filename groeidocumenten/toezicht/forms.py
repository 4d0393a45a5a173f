"""Forms of oversight: ask for an emergency opening, review one, and narrow the journaal."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from accounts.models import School, User
from groeidocumenten.dossiers.forms import DATE_INPUT, ClearForm, OnceForm

from .kinds import Soort, handelingen_of
from .lines import Wens

SHORTEST_REASON, LONGEST_REASON = 20, 1000


class CollegaChoice(forms.ModelChoiceField):
    """A colleague by name."""

    def label_from_instance(self, obj: User) -> str:
        """First name and surname."""
        return obj.get_full_name()


class NoodForm(OnceForm):
    """Whose file, why now, and who confirms."""

    school = forms.ModelChoiceField(School.objects.none(), label="School", empty_label=None)
    naam = forms.CharField(
        label="Voornaam en achternaam van de leerling",
        max_length=180,
        help_text="De hele naam, zoals de school die kent. Er komt geen lijst om uit te kiezen.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    geboortedatum = forms.DateField(label="Geboortedatum", widget=DATE_INPUT)
    reden = forms.CharField(
        label="Waarom moet u nu lezen?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Ten minste {SHORTEST_REASON} tekens. Wie bevestigt leest dit, en wie later nakijkt ook. Noem geen namen.",
    )
    bevestiger = CollegaChoice(
        User.objects.none(),
        label="Wie bevestigt dit?",
        empty_label="Kies een collega",
        help_text="Deze collega bevestigt met een eigen account. Bel even, dan gaat het snel.",
    )

    def __init__(self, *args: Any, schools: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
        self.fields["bevestiger"].queryset = colleagues
        self.fields["geboortedatum"].widget.attrs["autocomplete"] = "off"
        if len(schools) == 1:
            self.fields["school"].widget = forms.HiddenInput()
            self.initial["school"] = schools[0].pk

    def clean_reden(self) -> str:
        """Refuse a reason that says too little; blanks do not count."""
        reden: str = self.cleaned_data["reden"].strip()
        if len("".join(reden.split())) < SHORTEST_REASON:
            raise forms.ValidationError(f"Schrijf iets meer: ten minste {SHORTEST_REASON} tekens. Wat is er nu aan de hand?")
        return reden


class OordeelForm(ClearForm):
    """What the reviewer finds."""

    oordeel = forms.CharField(
        label="Was deze noodopening terecht?",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Schrijf op wat u vindt en wat er nu nog moet gebeuren, bijvoorbeeld: ouders gebeld op 3 november.",
    )


class JournaalForm(ClearForm):
    """By whom, what kind, and in which period. Everything may be left out."""

    persoon = forms.ChoiceField(label="Wie", required=False, error_messages={"invalid_choice": "Kies iemand uit de lijst."})
    soort = forms.ChoiceField(
        label="Wat", required=False, choices=[("", "Alles"), *Soort.choices], error_messages={"invalid_choice": "Kies iets uit de lijst."}
    )
    van = forms.DateField(label="Vanaf", required=False, widget=DATE_INPUT, error_messages={"invalid": "Vul een datum in."})
    tot = forms.DateField(label="Tot en met", required=False, widget=DATE_INPUT, error_messages={"invalid": "Vul een datum in."})

    def __init__(self, *args: Any, persons: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persoon"].choices = [("", "Iedereen"), *persons]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean() or self.cleaned_data
        van, tot = cleaned.get("van"), cleaned.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "De einddatum ligt vóór de begindatum.")
        return cleaned

    def wens(self) -> Wens:
        """What was asked; whatever is wrong narrows nothing."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        kind, _, pk = str(said.get("persoon") or "").partition(":")
        last = said.get("tot")
        return Wens(
            gebruiker=UUID(pk) if kind == "p" else None,
            link=UUID(pk) if kind == "g" else None,
            handelingen=tuple(handelingen_of(said["soort"])) if said.get("soort") else (),
            van=_midnight(said.get("van")),
            tot=_midnight(last + timedelta(days=1)) if last and last < date.max else None,
        )


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else timezone.make_aware(datetime.combine(day, time.min))
