"""Forms for ROD: a tick beside a day, and the registration of a pupil."""

from django import forms

from groeidocumenten.dossiers.forms import ClearForm, OnceForm
from groeidocumenten.dossiers.forms_leerling import VersieForm
from groeidocumenten.opp.forms import DayField

from .models import Inschrijving, Rodmelding
from .regels import Ingeschreven

GONE = "Deze regel is er niet meer. Kijk opnieuw in de lijst."


class RegelForm(ClearForm):
    """Which day of which OPP."""

    opp = forms.UUIDField(error_messages={"required": GONE, "invalid": GONE})
    soort = forms.ChoiceField(choices=Rodmelding.Soort.choices, error_messages={"required": GONE, "invalid_choice": GONE})


class VerwerktForm(OnceForm, RegelForm):
    """That this day was put into ROD; the day is the one that was shown."""

    datum = forms.DateField(error_messages={"required": GONE, "invalid": GONE})


class _Periode(forms.Form):
    van = DayField(label="Ingeschreven op")
    tot = DayField(
        label="Uitgeschreven op", required=False, help_text="De laatste dag op deze school. Laat leeg zolang de leerling is ingeschreven."
    )

    def periode(self) -> Ingeschreven:
        """What was filled in."""
        return Ingeschreven(self.cleaned_data["van"], self.cleaned_data["tot"])


class InschrijvingForm(OnceForm, _Periode):
    """A new registration."""

    field_order = ["van", "tot", "verzoek"]


class InschrijvingWijzigForm(VersieForm, _Periode):
    """Correct a registration, or say that the pupil left."""

    field_order = ["van", "tot", "versie"]

    @classmethod
    def of(cls, row: Inschrijving, data: object = None) -> "InschrijvingWijzigForm":
        """With what stands there now."""
        return cls(data, initial={"van": row.van, "tot": row.tot, "versie": row.versie})
