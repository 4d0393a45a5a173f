"""Forms of toestemming: ask, record, check, refuse. No purpose is ticked beforehand: each is an act of its own."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from groeidocumenten.documenten.forms import ACCEPT, FILE_ERRORS, HELP
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.forms import DATE_INPUT, ClearForm, OnceForm, end_of_day
from groeidocumenten.dossiers.models import Bereik, Toestemming, Toestemmingsantwoord
from groeidocumenten.inhoud.judging import Judged

from .forms import ScopeForm
from .gever import Gever
from .toestemming import Gegeven, Vraag, Wijze

LONG = 1_000
MULTILINE = forms.Textarea(attrs={"rows": 3})


def clean_last_day(day: date, what: str) -> date:
    """A "tot en met" that is not over, and not more than a year away.

    Raises:
        ValidationError: otherwise.
    """
    if day < timezone.localdate():
        raise forms.ValidationError("Deze datum is al voorbij.")
    if day > timezone.localdate() + timedelta(days=366):
        raise forms.ValidationError(f"{what} geldt hoogstens een jaar. Kies een eerdere datum.")
    return day


class GeversMixin(forms.Form):
    """Who decides, to tick."""

    gegeven_door = forms.MultipleChoiceField(
        label="Wie gaf de toestemming?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kruis aan wie de toestemming gaf."},
    )

    def offer(self, people: list[Gever]) -> None:
        """Fill the list."""
        self._people = {one.key: one for one in people}
        field: Any = self.fields["gegeven_door"]
        field.choices = [(key, one.label) for key, one in self._people.items()]

    def people(self) -> list[Gever]:
        """Who was ticked; only after is_valid()."""
        return [self._people[key] for key in self.cleaned_data["gegeven_door"]]


class VraagForm(ScopeForm, GeversMixin):
    """Ask who decides for toestemming: for whom, of what, for which purposes, until when."""

    doelen = forms.MultipleChoiceField(
        label="Waarvoor?",
        choices=Toestemming.Doel.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Elk doel is een eigen toestemming: wie beslist, zegt per doel ja of nee.",
        error_messages={"required": "Kruis aan waarvoor de toestemming is."},
    )
    ontvanger = forms.CharField(
        label="Voor wie?",
        max_length=120,
        required=False,
        help_text="Naam en functie, bijvoorbeeld: L. Jansen, schoolmaatschappelijk werker. Niet nodig voor gebruik zonder namen.",
    )
    tot_en_met = forms.DateField(label="De toestemming geldt tot en met", widget=DATE_INPUT)
    toelichting = forms.CharField(
        label="Toelichting", required=False, max_length=LONG, widget=MULTILINE, help_text="Wie beslist, leest dit bij de vraag."
    )

    field_order = [
        "doelen", "ontvanger", "bereik", "hoofdstukken", "document", "formulier", "gegeven_door", "tot_en_met", "toelichting", "verzoek"
    ]  # fmt: skip

    def __init__(self, *args: Any, geopend: GeopendDossier, people: list[Gever], **kwargs: Any) -> None:
        super().__init__(*args, geopend=geopend, **kwargs)
        self.offer(people)
        self.fields["gegeven_door"].label = "Aan wie vraagt u het?"
        self.fields["gegeven_door"].error_messages["required"] = "Kruis aan aan wie u het vraagt."
        for name in ("bereik", "ontvanger"):
            field: Any = self.fields[name]
            field.conditional = True
        self.fields["bereik"].required = False

    def clean_tot_en_met(self) -> date:
        """Refuse a day that is over, or more than a year away."""
        return clean_last_day(self.cleaned_data["tot_en_met"], "Een toestemming")

    def clean(self) -> dict[str, Any]:
        """Ask for a recipient and how much, if anything is shared at all."""
        cleaned = super().clean()
        if any(doel in Toestemming.MET_LINK for doel in cleaned.get("doelen", ())):
            if not cleaned.get("ontvanger") and "ontvanger" not in self.errors:
                self.add_error("ontvanger", "Vul in voor wie de toestemming is.")
            if not cleaned.get("bereik") and "bereik" not in self.errors:
                self.add_error("bereik", self.fields["bereik"].error_messages["required"])
        elif not cleaned.get("bereik"):
            cleaned["bereik"] = Bereik.HEEL
        return cleaned

    def vraag(self) -> Vraag:
        """What is asked; only after is_valid()."""
        given = self.cleaned_data
        doelen = tuple(Toestemming.Doel(doel) for doel in given["doelen"])
        return Vraag(doelen, given["ontvanger"], self.scope(), end_of_day(given["tot_en_met"]), given.get("toelichting", ""))


class WijzeMixin(forms.Form):
    """How toestemming was given outside the product; paper needs a scan and somebody else who looks at it."""

    wijze = forms.ChoiceField(
        label="Hoe is de toestemming gegeven?",
        choices=[(one.value, one.label) for one in Toestemmingsantwoord.DOOR_SCHOOL],
        widget=forms.RadioSelect,
        help_text="Wie een account heeft, kan ook zelf antwoorden: kies dan “Vraag toestemming”.",
    )
    scan = forms.FileField(
        label="Scan of foto van het papier",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages=FILE_ERRORS,
        help_text=f"Alleen bij papier. {HELP}",
    )
    controleur = forms.ChoiceField(
        label="Wie controleert het papier?",
        required=False,
        help_text="Alleen bij papier. Een collega kijkt of het papier klopt. Pas daarna telt de toestemming mee.",
    )

    def offer_checkers(self, colleagues: list[User]) -> None:
        """Fill the list of colleagues."""
        self._colleagues = {str(one.pk): one for one in colleagues}
        field: Any = self.fields["controleur"]
        field.choices = [
            ("", "Kies een collega"),
            *((key, one.get_full_name()) for key, one in self._colleagues.items()),
        ]
        for name in ("scan", "controleur"):
            asked: Any = self.fields[name]
            asked.conditional = True

    def clean(self) -> dict[str, Any]:
        """Ask for the scan and the colleague with paper, and only then."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("wijze") == Wijze.PAPIER:
            if not cleaned.get("scan") and "scan" not in self.errors:
                self.add_error("scan", "Voeg een scan of foto van het papier toe.")
            if not cleaned.get("controleur") and "controleur" not in self.errors:
                self.add_error("controleur", "Kies wie het papier controleert. Dat is iemand anders dan u.")
        return cleaned

    def gegeven(self, scan: Judged | None) -> Gegeven:
        """Who gave it and how; only after is_valid().

        Args:
            scan: the file, judged by its contents.
        """
        given, paper = self.cleaned_data, self.cleaned_data["wijze"] == Wijze.PAPIER
        checker = self._colleagues.get(given["controleur"]) if paper else None
        return Gegeven(self.people(), Wijze(given["wijze"]), scan if paper else None, checker)  # type: ignore[attr-defined]  # GeversMixin


class VastleggenForm(WijzeMixin, VraagForm):
    """Write down toestemming that was given on paper, in a talk or by mail."""

    toelichting = None  # type: ignore[assignment]  # nobody answers it, so nobody reads it
    field_order = [
        "doelen", "ontvanger", "bereik", "hoofdstukken", "document", "formulier", "gegeven_door", "wijze", "scan", "controleur",
        "tot_en_met", "verzoek",
    ]  # fmt: skip

    def __init__(self, *args: Any, colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gegeven_door"].label = "Wie gaf de toestemming?"
        self.fields["gegeven_door"].error_messages["required"] = "Kruis aan wie de toestemming gaf."
        self.offer_checkers(colleagues)


class AntwoordForm(WijzeMixin, GeversMixin, OnceForm):
    """Write down that one more person gave it."""

    field_order = ["gegeven_door", "wijze", "scan", "controleur", "verzoek"]

    def __init__(self, *args: Any, people: list[Gever], colleagues: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(people)
        self.offer_checkers(colleagues)


class OpmerkingForm(ClearForm):
    """A word with a "no"."""

    opmerking = forms.CharField(
        label="Wilt u er iets bij zeggen?",
        required=False,
        max_length=LONG,
        widget=MULTILINE,
        help_text="Alleen de begeleider van de school leest dit, niet de andere ouder.",
    )


class ControleForm(ClearForm):
    """What the second person found."""

    klopt = forms.ChoiceField(
        label="Klopt het papier met wat hierboven staat?",
        choices=[("ja", "Ja, het klopt en er staat een handtekening op"), ("nee", "Nee, er klopt iets niet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of het papier klopt."},
    )
    reden = forms.CharField(label="Wat klopt er niet?", required=False, max_length=LONG, widget=MULTILINE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reden"]
        field.conditional = True

    def clean(self) -> dict[str, Any]:
        """Ask what is wrong with a paper that is wrong."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("klopt") == "nee" and not cleaned.get("reden") and "reden" not in self.errors:
            self.add_error("reden", "Schrijf in één zin wat er niet klopt.")
        return cleaned
