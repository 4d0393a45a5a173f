"""Forms of this room: when the six weeks began, and what the list is narrowed to."""

from django import forms

from groeidocumenten.dossiers.forms import OnceForm
from groeidocumenten.opp.forms import KORT, DayField, text

from .begin import Start
from .wet import Grond


class StartForm(OnceForm):
    """What made the six weeks begin, and on which day."""

    grond = forms.ChoiceField(
        label="Waarmee beginnen de zes weken?",
        choices=[(key, label[:1].upper() + label[1:]) for key, label in Grond.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waarmee de zes weken beginnen.", "invalid_choice": "Kies iets uit de lijst."},
    )
    dag = DayField(label="Op welke dag was dat?")
    toelichting = text(
        "Wat wilt u erbij zeggen?",
        limit=KORT,
        rows=3,
        help_text="Nodig als het begin later ligt dan eerst is vastgelegd, of als het OPP al te laat is vastgesteld. Alleen de school leest dit.",
    )

    field_order = ["grond", "dag", "toelichting", "verzoek"]

    def start(self) -> Start:
        """What was filled in."""
        said = self.cleaned_data
        return Start(said["dag"], said["grond"], said["toelichting"])


class AgendaForm(OnceForm):
    """A button that makes an address; only its once-id."""
