"""The form of another ground of the law: which one, for whom, of what, until when, and why."""

from datetime import date, datetime

from django import forms

from groeidocumenten.dossiers.forms import DATE_INPUT, end_of_day
from groeidocumenten.dossiers.models import Grondslag

from .forms import ScopeForm
from .forms_toestemming import LONG, MULTILINE, clean_last_day

# The reason for a ground of the law has to say something.
SHORTEST_REASON = 20


class GrondslagForm(ScopeForm):
    """Another ground of the law, with the reason."""

    soort = forms.ChoiceField(
        label="Op welke grondslag deelt u?",
        choices=[(one.value, one.label[:1].upper() + one.label[1:]) for one in Grondslag.DOOR_SCHOOL],
        widget=forms.RadioSelect,
    )
    ontvanger = forms.CharField(
        label="Met wie?", max_length=120, help_text="Naam en functie, bijvoorbeeld: R. Mulder, consulent van het swv."
    )
    reden = forms.CharField(
        label="Waarom kan dit zonder toestemming?",
        max_length=LONG,
        min_length=SHORTEST_REASON,
        widget=MULTILINE,
        help_text="Ten minste één hele zin. Ouders kunnen lezen op welke grondslag u deelt, niet deze reden.",
        error_messages={"min_length": "Schrijf een hele zin: welke taak of plicht is het, en waarom nu?"},
    )
    tot_en_met = forms.DateField(label="De grondslag geldt tot en met", widget=DATE_INPUT)

    field_order = ["soort", "ontvanger", "bereik", "hoofdstukken", "document", "formulier", "reden", "tot_en_met", "verzoek"]

    def clean_tot_en_met(self) -> date:
        """Refuse a day that is over, or more than a year away."""
        return clean_last_day(self.cleaned_data["tot_en_met"], "Een grondslag")

    def filled(self) -> Grondslag:
        """The ground as it was filled in, not stored; only after is_valid()."""
        given = self.cleaned_data
        end: datetime = end_of_day(given["tot_en_met"])
        return Grondslag(soort=given["soort"], ontvanger=given["ontvanger"], geldig_tot=end, **self.scope().kolommen)
