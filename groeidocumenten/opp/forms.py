"""Forms of the school's deeds on an OPP: begin, take in, send, discuss, advise, answer, adopt, evaluate, end."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from formats.models import FormatVersie, Soort
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.forms import DATE_INPUT, ClearForm, FormatChoice, OnceForm
from groeidocumenten.gesprekken.models import Gesprek
from groeidocumenten.gesprekken.talks import OpenGesprek

from .belemmeringen import Belemmering
from .models import CvbAdvies, Evaluatieronde, Opmerkingantwoord, OppEinde

TEKST, KORT, LANG = 5_000, 300, 20_000
YEARS = 25
TOO_LONG = "De tekst is te lang: hoogstens %(limit_value)d tekens. U gebruikte er %(show_value)d."


def text(label: str, *, limit: int = TEKST, rows: int = 4, required: bool = False, **more: Any) -> forms.CharField:
    """A field for a longer text."""
    messages = {"max_length": TOO_LONG} | more.pop("error_messages", {})
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=limit, required=required, widget=widget, error_messages=messages, **more)


class DayField(forms.DateField):
    """A day, not further away than a school time lasts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DATE_INPUT, **kwargs)

    def clean(self, value: Any) -> date | None:
        """Refuse a year that was mistyped."""
        found: date | None = super().clean(value)
        if found is not None and abs(found.year - timezone.localdate().year) > YEARS:
            raise forms.ValidationError("Deze datum ligt te ver weg. Controleer het jaar.")
        return found


class StartForm(OnceForm):
    """On which format an OPP begins."""

    format = FormatChoice(label="Op welk format?")

    def __init__(self, *args: Any, geopend: GeopendDossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        school = geopend.groeidocument.school
        mine = Q(format__site__isnull=True) | Q(format__site=school.samenwerkingsverband.site_id)
        versies = FormatVersie.objects.current().filter(mine, format__soort=Soort.OPP).select_related("format")
        fitting = [one for one in versies if not one.schema.onderwijstypen or school.onderwijstype in one.schema.onderwijstypen]
        field = self.fields["format"]
        field.offer(fitting or versies)  # type: ignore[attr-defined]  # a FormatChoice
        field.initial = field.single  # type: ignore[attr-defined]


class EldersForm(OnceForm):
    """A PDF of an OPP that was made elsewhere, and what happened to it."""

    bestand = forms.FileField(
        label="Kies de PDF",
        help_text="Hoogstens 20 MB. De PDF verandert hierna niet meer. Wat ermee gebeurt, legt u ernaast vast.",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={
            "required": "Kies eerst de PDF.",
            "empty": "Dit bestand is leeg. Kies een ander bestand.",
            "invalid": "Kies een bestand.",
        },
    )
    vastgesteld_op = DayField(label="Vastgesteld op", required=False, help_text="Laat leeg als het OPP nog een concept is.")
    beeindigd_op = DayField(label="Geldig tot en met", required=False, help_text="Laat leeg als het OPP nog loopt.")
    toelichting = text(
        "Waar komt het vandaan?", limit=KORT, rows=2, help_text="Bijvoorbeeld: uit ons leerlingvolgsysteem, of van de vorige school."
    )

    field_order = ["bestand", "vastgesteld_op", "beeindigd_op", "toelichting", "verzoek"]


class VerstuurForm(ClearForm):
    """To whom a concept goes, with the agenda of the talk."""

    aan = forms.MultipleChoiceField(
        label="Aan wie stuurt u het?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één persoon.", "invalid_choice": "Kies mensen uit de lijst."},
    )
    gesprek_op = DayField(label="Wanneer is het gesprek?", required=False)
    agenda = text(
        "Agenda van het gesprek", rows=5, help_text="Ouders en leerling lezen de agenda bij het concept. Zo kunnen zij zich voorbereiden."
    )
    bericht = text("Wat wilt u erbij zeggen?", rows=3)

    def __init__(self, *args: Any, geopend: GeopendDossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leerling = geopend.groeidocument.leerling
        names = [
            (str(one.pk), f"{one.naam} ({one.get_soort_display()})")
            for one in leerling.gezagsrelaties.valid().with_gezag().order_by("naam")
        ]
        names.append(("leerling", f"{leerling.naam} (leerling)"))
        self._names = dict(names)
        self.fields["aan"].choices = names  # type: ignore[attr-defined]
        self.fields["aan"].initial = [key for key, _name in names]

    def clean_gesprek_op(self) -> date | None:
        """Refuse a day that is over: the agenda goes out before the talk."""
        day: date | None = self.cleaned_data["gesprek_op"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError("Deze dag is al voorbij. Kies de dag waarop u het concept bespreekt.")
        return day

    @property
    def names(self) -> str:
        """Who was chosen, in words; only after is_valid()."""
        return ", ".join(self._names[key] for key in self.cleaned_data["aan"])


class BesprekingForm(OnceForm):
    """A talk about a concept."""

    gehouden_op = DayField(label="Wanneer was het gesprek?", initial=timezone.localdate)
    gesprek = forms.ChoiceField(label="Staat het bij Gesprekken?", required=False)
    aanwezigen = forms.CharField(
        label="Wie waren erbij?",
        max_length=KORT,
        help_text="Ook als iemand er niet bij was: schrijf dat op.",
        error_messages={"required": "Schrijf op wie erbij waren."},
    )
    verslag = text("Wat is besproken?", limit=LANG, rows=8, help_text="Waar bent u het over eens, en waarover niet? Wat past u aan?")

    field_order = ["gehouden_op", "gesprek", "aanwezigen", "verslag", "verzoek"]

    def __init__(self, *args: Any, talks: Iterable[OpenGesprek], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._talks = {str(talk.gesprek.pk): talk.gesprek for talk in talks if talk.gesprek.voorbij and talk.gesprek.afgezegd_op is None}
        if self._talks:
            named = [
                (key, f"{one.get_soort_display()}, {date_format(timezone.localtime(one.wanneer), 'j F Y')}")
                for key, one in self._talks.items()
            ]
            self.fields["gesprek"].choices = [("", "Nee, of een ander gesprek"), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["gesprek"]

    @property
    def talk(self) -> Gesprek | None:
        """The talk that was chosen; only after is_valid()."""
        return self._talks.get(self.cleaned_data.get("gesprek", ""))


class AntwoordForm(ClearForm):
    """The school's answer to a remark."""

    uitkomst = forms.ChoiceField(
        label="Wat doet u met deze opmerking?", choices=Opmerkingantwoord.Uitkomst.choices, widget=forms.RadioSelect
    )
    tekst = text(
        "Leg uit",
        required=True,
        help_text="Neemt u het niet over? Schrijf dan waarom. Wie de opmerking maakte, leest dit.",
        error_messages={"required": "Schrijf in één zin wat u ermee doet, en waarom."},
    )


class AdviesForm(OnceForm):
    """Advice of the Commissie voor de Begeleiding (WEC 41a)."""

    datum = DayField(label="Datum van het advies", initial=timezone.localdate)
    strekking = forms.ChoiceField(label="Wat adviseert de commissie?", choices=CvbAdvies.Strekking.choices, widget=forms.RadioSelect)
    leden = forms.CharField(label="Wie adviseerden?", max_length=KORT, help_text="Namen en functies van de leden.")
    tekst = text("Het advies", limit=LANG, rows=8, required=True, error_messages={"required": "Schrijf het advies op."})

    field_order = ["datum", "strekking", "leden", "tekst", "verzoek"]


class VaststelForm(OnceForm):
    """Adopting the version that is shown. For a reason against it that can be lifted, why it is done nevertheless."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, redenen: Iterable[Belemmering], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._codes = []
        for one in redenen:
            if one.op_te_heffen:
                self._codes.append(one.code)
                self.fields[f"reden_{one.code}"] = text(
                    one.op_te_heffen, limit=1_000, required=True, error_messages={"required": "Schrijf waarom."}
                )

    @property
    def redenen(self) -> dict[str, str]:
        """What was said about each reason; only after is_valid()."""
        return {code: self.cleaned_data[f"reden_{code}"] for code in self._codes}


class EvaluatieForm(OnceForm):
    """An evaluation with the parents and the pupil (dossier 6.6)."""

    gehouden_op = DayField(label="Wanneer hebt u geëvalueerd?", initial=timezone.localdate)
    aanwezigen = forms.CharField(label="Wie waren erbij?", max_length=KORT, error_messages={"required": "Schrijf op wie erbij waren."})
    ouders = text("Wat zeggen de ouders?")
    verslag = text(
        "Wat is de conclusie?", limit=LANG, rows=6, required=True, error_messages={"required": "Schrijf op wat u samen concludeert."}
    )
    perspectief = forms.ChoiceField(
        label="De verwachte bestemming", choices=Evaluatieronde.Perspectiefconclusie.choices, widget=forms.RadioSelect
    )
    ondersteuning = forms.ChoiceField(
        label="De ondersteuning", choices=Evaluatieronde.Ondersteuningsconclusie.choices, widget=forms.RadioSelect
    )

    field_order = ["gehouden_op", "aanwezigen", "ouders", "verslag", "perspectief", "ondersteuning", "verzoek"]


class EindeForm(ClearForm):
    """The last day of an OPP, and why it ends."""

    datum = DayField(label="Laatste dag van het OPP", initial=timezone.localdate)
    reden = forms.ChoiceField(label="Waarom eindigt het?", choices=OppEinde.Reden.choices, widget=forms.RadioSelect)
    toelichting = text("Toelichting", limit=2_000, rows=3)
