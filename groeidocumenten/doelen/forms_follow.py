"""Forms of what happens with a goal along the way: a round of evaluation, a voice, an interventie, a next period."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from groeidocumenten.dossiers.forms import OnceForm

from .forms import DOEL, KORT, TOO_LONG_JE, PeriodForm, cijfer, day, text
from .models import Evaluatie


class EvaluatieForm(OnceForm):
    """One round of evaluation."""

    gehouden_op = day("Wanneer was de evaluatie?", required=True)
    uitkomst = forms.ChoiceField(label="Hoe is het gegaan?")
    voortgang = cijfer("Hoe ver is het nu, van 0 tot 10?", help_text="0 is nog niet begonnen, 10 is helemaal gelukt.")
    toelichting = text("Wat ging er goed, en wat niet?")
    aanwezig = text("Wie waren erbij?", limit=DOEL, rows=2)
    ouders = text(
        "Wat zeiden de ouders?", rows=3, help_text="Ouders kunnen bij deze evaluatie ook zelf iets schrijven, onder hun eigen naam."
    )
    leerling = text("Wat zei de leerling?", rows=3, help_text="Schrijf het zo veel mogelijk in de woorden van de leerling.")
    vervolg = forms.ChoiceField(label="Hoe gaat het verder?", choices=Evaluatie.Vervolg.choices, widget=forms.RadioSelect)
    vervolgtekst = text("Wat spreekt u af over het vervolg?", rows=3)
    evalueren_op = day("Wanneer is de volgende evaluatie?", help_text="Alleen als het doel doorgaat.")

    def __init__(self, *args: Any, uitkomsten: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["uitkomst"]
        field.choices = [("", "Kies een uitkomst"), *((name, name) for name in uitkomsten)]

    def clean_gehouden_op(self) -> date:
        """Refuse an evaluation that has not been yet."""
        found: date = self.cleaned_data["gehouden_op"]
        if found > timezone.localdate():
            raise forms.ValidationError("Deze datum ligt in de toekomst. Vul de dag in waarop u evalueerde.")
        return found

    def clean(self) -> dict[str, Any]:
        """The next round comes after this one."""
        cleaned = super().clean() or self.cleaned_data
        held, following = cleaned.get("gehouden_op"), cleaned.get("evalueren_op")
        if held and following and following <= held:
            self.add_error("evalueren_op", "De volgende evaluatie komt na deze.")
        return cleaned

    def plain(self) -> dict[str, Any]:
        """What is sealed of it."""
        return {name: self.cleaned_data[name] for name in SEALED_OF_EVALUATION}


SEALED_OF_EVALUATION = ("uitkomst", "voortgang", "toelichting", "aanwezig", "ouders", "leerling", "vervolgtekst")


class StemForm(OnceForm):
    """What somebody says of a goal."""

    tekst = text("Wat wilt u erover zeggen?", required=True, rows=6)

    def __init__(self, *args: Any, lezer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tekst"]
        field.error_messages["required"] = "Schrijf eerst een tekst."
        if lezer == "leerling":
            field.label, field.error_messages["max_length"] = "Wat vind jij ervan?", TOO_LONG_JE
            field.help_text = "Je tekst komt bij het doel te staan, met je naam erbij."
        else:
            field.help_text = "Uw tekst komt bij het doel te staan, met uw naam en de datum. De school kan uw tekst niet veranderen."


class InterventieForm(PeriodForm, OnceForm):
    """Something that is done for a goal, and its effect."""

    wat = text("Wat doet u?", limit=DOEL, required=True, rows=3)
    wie = forms.CharField(label="Wie doet het?", max_length=KORT, required=False)
    hoe_vaak = forms.CharField(label="Hoe vaak?", max_length=KORT, required=False)
    van = day("Vanaf")
    tot = day("Tot en met")
    effect = text("Wat is het effect?", help_text="Vul dit in zodra u het merkt; wat er eerder stond, blijft in de geschiedenis.")


class PeriodeForm(PeriodForm):
    """Which goals go on in a next period, and from when until when."""

    doelen = forms.MultipleChoiceField(
        label="Welke doelen gaan door?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één doel.", "invalid_choice": "Kies doelen uit de lijst."},
    )
    van = day("De nieuwe periode begint op", required=True)
    tot = day("De nieuwe periode eindigt op", required=True)
    evalueren_op = day("Wanneer evalueert u deze doelen?")

    def __init__(self, *args: Any, doelen: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["doelen"]
        field.choices = doelen
