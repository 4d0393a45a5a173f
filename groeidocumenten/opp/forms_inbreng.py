"""Forms of what people bring in: factors, the destination, what the pupil said, remarks, and which agreements belong to the plan."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from formats.schema import Bankitem
from groeidocumenten.dossiers.forms import ClearForm, OnceForm
from groeidocumenten.gesprekken.talks import OpenAfspraak
from groeidocumenten.inhoud.filetypes import ALLOWED

from .forms import KORT, TEKST, DayField, text
from .inbreng_lezen import OpenPerspectief
from .lijsten import NOG_NIET
from .models import Hoormoment, Moment

INVLOED = (("", "Geen keuze"), ("veel", "Veel invloed"), ("matig", "Enige invloed"))
MAX_FACTOREN = 40
MAX_EIGEN = 300


class PerspectiefForm(OnceForm):
    """Which destination the school expects, as on one day (dossier 6.3)."""

    bestemming = forms.ChoiceField(label="Verwachte bestemming", error_messages={"required": "Kies een bestemming."})
    nog_niet = text("Waarom is de bestemming nog niet te bepalen?", rows=3, help_text=f"Alleen als u “{NOG_NIET}” kiest.")
    laagste = forms.ChoiceField(label="Ten minste", required=False, help_text="Het laagste dat u verwacht.")
    hoogste = forms.ChoiceField(label="Ten hoogste", required=False, help_text="Het hoogste dat u verwacht.")
    op_dit_moment = forms.ChoiceField(
        label="Waar zit de leerling op dit moment?", required=False, help_text="Het niveau dat past bij de gegevens van nu."
    )
    basis = text("Waar rust dat op?", rows=3, help_text="Bijvoorbeeld: de toetsen van januari, werk van de leerling, een onderzoek.")
    basis_op = DayField(label="Van wanneer zijn die gegevens?", required=False)
    onderbouwing = text("Waarom verwacht u deze bestemming?", limit=TEKST, rows=5)
    peildatum = DayField(label="Datum van deze verwachting", initial=timezone.localdate)

    def __init__(
        self, *args: Any, bestemmingen: Iterable[str], vraagt_onderbouwing: bool, present: OpenPerspectief | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = list(bestemmingen)
        if present is not None:
            self.initial.update({name: value for name, value in present.inhoud.items() if name in self.fields})
            # What was chosen before and is not in the list any more stays a choice.
            names += [
                said
                for name in ("bestemming", "laagste", "hoogste", "op_dit_moment")
                if (said := present.inhoud.get(name)) and said not in names
            ]
        for name in ("bestemming", "laagste", "hoogste", "op_dit_moment"):
            first = "Kies een bestemming" if name == "bestemming" else "Geen keuze"
            offered = [(one, one) for one in dict.fromkeys(names) if name == "bestemming" or one != NOG_NIET]
            self.fields[name].choices = [("", first), *offered]  # type: ignore[attr-defined]
        if not vraagt_onderbouwing:
            del self.fields["onderbouwing"]

    def clean(self) -> dict[str, Any]:
        """A destination that cannot be told yet has a reason; data are not of a day to come."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("bestemming") == NOG_NIET and not cleaned.get("nog_niet"):
            self.add_error("nog_niet", "Schrijf waarom de bestemming nog niet te bepalen is.")
        if cleaned.get("basis_op") and cleaned["basis_op"] > timezone.localdate():
            self.add_error("basis_op", "Deze dag moet nog komen.")
        return cleaned

    def plain(self) -> dict[str, str]:
        """What is sealed of it; only after is_valid()."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("verzoek", "peildatum", "basis_op")}
        day = self.cleaned_data.get("basis_op")
        if said.get("bestemming") != NOG_NIET:
            said["nog_niet"] = ""
        return said | {"basis_op": day.isoformat() if day else ""}


class FactorenForm(OnceForm):
    """Factors to pick, several at once, and one in own words."""

    items = forms.MultipleChoiceField(
        label="Wat past?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies uit de lijst. Past er niets? Schrijf het dan zelf op."},
    )
    tekst = forms.CharField(label="Of schrijf het zelf op", max_length=MAX_EIGEN, required=False)
    gevoelig = forms.BooleanField(label="Dit gaat over thuis of gezondheid: gasten lezen dit niet", required=False)

    def __init__(self, *args: Any, bank: Iterable[Bankitem], lezer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bank = {item.label: item for item in bank}
        child = lezer == "leerling"
        self.groepen: dict[str, list[tuple[str, str]]] = {}
        for item in self.bank.values():
            self.groepen.setdefault(item.domein, []).append((item.label, item.kindtaal if child and item.kindtaal else item.label))
        self.fields["items"].choices = [one for group in self.groepen.values() for one in group]  # type: ignore[attr-defined]
        if child:
            self.fields["tekst"].label = "Of schrijf het zelf op, in jouw woorden"
            del self.fields["gevoelig"]

    def clean(self) -> dict[str, Any]:
        """Something was picked or written, and no more than people can read."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("items") and not cleaned.get("tekst") and not self.errors:
            self.add_error("tekst", "Kies iets uit de lijst, of schrijf het zelf op.")
        if len(cleaned.get("items", [])) > MAX_FACTOREN:
            self.add_error("items", f"Kies hoogstens {MAX_FACTOREN} dingen tegelijk.")
        return cleaned

    def picked(self) -> list[dict[str, Any]]:
        """What is sealed of each; only after is_valid()."""
        found: list[dict[str, Any]] = []
        for label in self.cleaned_data["items"]:
            item = self.bank[label]
            found.append({"item": label, "domein": item.domein, "kindtaal": item.kindtaal, "gevoelig": item.gevoelig})
        if self.cleaned_data["tekst"]:
            found.append({"tekst": self.cleaned_data["tekst"], "gevoelig": self.cleaned_data.get("gevoelig", False)})
        return found


class FactorForm(OnceForm):
    """What somebody says about an own factor."""

    toelichting = text("Hoe merkt u dat?", limit=1_000, rows=3)
    invloed = forms.ChoiceField(label="Hoeveel invloed heeft het op het leren?", choices=INVLOED, required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, lezer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lezer == "leerling":
            self.fields["toelichting"].label = "Hoe merk jij dat?"
            self.fields["invloed"].label = "Maakt het veel uit?"
            self.fields["invloed"].choices = (("", "Weet ik niet"), ("veel", "Ja, veel"), ("matig", "Een beetje"))  # type: ignore[attr-defined]


class HoorForm(OnceForm):
    """How the pupil was heard, or why not (dossier 2.5)."""

    moment = forms.ChoiceField(label="Waarover gaat het?", choices=Moment.choices, widget=forms.RadioSelect)
    uitkomst = forms.ChoiceField(
        label="Is de leerling gehoord?", choices=Hoormoment.Uitkomst.choices, widget=forms.RadioSelect, initial="gehoord"
    )
    vorm = forms.ChoiceField(label="Hoe?", choices=Hoormoment.Vorm.choices, widget=forms.RadioSelect, initial="gesprek")
    datum = DayField(label="Wanneer?", initial=timezone.localdate)
    gesproken_door = forms.CharField(label="Wie sprak met de leerling?", max_length=KORT, required=False)
    inbreng = text(
        "Wat zei de leerling?",
        rows=6,
        help_text="Zo veel mogelijk in de eigen woorden van de leerling. Ouders lezen dit in het OPP. Vraag de leerling eerst of dat goed is.",
    )
    bijlage = forms.FileField(
        label="Tekening of foto",
        required=False,
        help_text=f"{ALLOWED}. Hoogstens 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.heic"}),
    )
    reden = text(
        "Niet gehoord: waarom niet?", rows=3, help_text="Alleen als de leerling niet wil of niet kan. Schrijf ook wat u hebt geprobeerd."
    )
    opvolging = text(
        "Wat doet u met wat de leerling zei?", rows=3, help_text="U kunt dit ook later opschrijven. Zonder dit stelt u het OPP niet vast."
    )


class EigenWoordForm(OnceForm):
    """What the pupil says, by the pupil."""

    inbreng = text(
        "Wat vind jij van het plan?", rows=6, help_text="Je mag alles zeggen. Je ouders en je juf of meester lezen dit in het plan."
    )
    bijlage = forms.FileField(
        label="Of voeg een tekening of foto toe", required=False, widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.heic,.pdf"})
    )


class OpvolgingForm(ClearForm):
    """What was done with what the pupil said."""

    tekst = text("Wat deed u met wat de leerling zei?", rows=4, required=True, error_messages={"required": "Schrijf op wat u ermee deed."})


class OpmerkingForm(OnceForm):
    """A remark on a section of a frozen version."""

    tekst = text("Wat wilt u zeggen?", rows=6, required=True, error_messages={"required": "Schrijf eerst uw opmerking."})

    def __init__(self, *args: Any, lezer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lezer == "leerling":
            self.fields["tekst"].label = "Wat wil jij zeggen?"
            self.fields["tekst"].help_text = "Je juf of meester leest dit en geeft je antwoord."
        else:
            self.fields[
                "tekst"
            ].help_text = "De school leest dit en geeft antwoord. Uw opmerking blijft bij dit concept staan, met uw naam."


class AfsprakenForm(ClearForm):
    """Which agreements of the file belong to the plan."""

    afspraken = forms.MultipleChoiceField(label="Welke afspraken horen bij dit OPP?", required=False, widget=forms.CheckboxSelectMultiple)
    verzonden = forms.CharField(widget=forms.HiddenInput, initial="ja", max_length=2)

    def __init__(self, *args: Any, afspraken: Iterable[OpenAfspraak], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["afspraken"].choices = [(str(one.afspraak.pk), f"{one.wie}: {one.wat}") for one in afspraken]  # type: ignore[attr-defined]
