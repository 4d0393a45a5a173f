"""Forms of talks: planning, the agenda, the report and the afspraken."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from groeidocumenten.dossiers.forms import ClearForm, OnceForm

from .models import Gesprek
from .register import Persoon

VERSLAG, TEKST, KORT = 20_000, 5_000, 200
MAX_ANDEREN = 20
YEARS = 25
TOO_LONG = "De tekst is te lang: hoogstens %(limit_value)d tekens. U gebruikte er %(show_value)d."


def text(label: str, *, limit: int = TEKST, rows: int = 4, required: bool = False, **more: Any) -> forms.CharField:
    """A field for a longer text."""
    widget, messages = forms.Textarea(attrs={"rows": rows}), {"max_length": TOO_LONG}
    return forms.CharField(label=label, max_length=limit, required=required, widget=widget, error_messages=messages, **more)


class DayField(forms.DateField):
    """A day, not further away than a school time lasts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)

    def clean(self, value: Any) -> date | None:
        """Refuse a year that was mistyped."""
        found: date | None = super().clean(value)
        if found is not None and abs(found.year - timezone.localdate().year) > YEARS:
            raise forms.ValidationError("Deze datum ligt te ver weg. Controleer het jaar.")
        return found


class MomentForm(ClearForm):
    """Base of forms that ask a day and a time."""

    datum = DayField(label="Datum", required=False)
    tijd = forms.TimeField(
        label="Tijd", required=False, widget=forms.TimeInput(attrs={"type": "time", "class": "gp-input--short"}, format="%H:%M")
    )

    def clean(self) -> dict[str, Any]:
        """A day goes with a time, and a time with a day."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("datum") and "tijd" in cleaned and cleaned["tijd"] is None:
            self.add_error("tijd", "Vul ook de tijd in.")
        if cleaned.get("tijd") and "datum" in cleaned and cleaned["datum"] is None:
            self.add_error("datum", "Vul ook de datum in.")
        return cleaned

    def moment(self) -> datetime | None:
        """Day and time in Amsterdam, or None if neither was filled in."""
        day, at = self.cleaned_data.get("datum"), self.cleaned_data.get("tijd")
        return timezone.make_aware(datetime.combine(day, at)) if day and isinstance(at, time) else None


class GesprekForm(MomentForm):
    """What a talk is about, when, where, and with whom."""

    naam = forms.CharField(
        label="Naam van het gesprek", max_length=KORT, required=False, help_text="Laat leeg om de soort als naam te gebruiken."
    )
    doel = text("Wat is het doel van het gesprek?", required=True, help_text="Wat wilt u aan het eind weten of hebben afgesproken?")
    plaats = forms.CharField(label="Plaats", max_length=KORT, required=False, help_text="Bijvoorbeeld een lokaal, of een video-afspraak.")
    deelnemers = forms.MultipleChoiceField(
        label="Wie doen mee?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies deelnemers uit de lijst. Anderen schrijft u hieronder op."},
    )
    anderen = text(
        "Wie doet er nog meer mee?", limit=TEKST, rows=3, help_text="Schrijf elke naam op een eigen regel, met erbij wat iemand doet."
    )

    field_order = ["soort", "naam", "doel", "datum", "tijd", "plaats", "deelnemers", "anderen"]

    def __init__(self, *args: Any, personen: list[Persoon], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = {persoon.key: {"key": persoon.key, "naam": persoon.naam, "rol": persoon.rol} for persoon in personen}
        labels = [(persoon.key, persoon.label) for persoon in personen]
        # Who was chosen before and left the register since stays a participant: a talk that was held does not lose people.
        for one in self.initial.get("saved") or []:
            if one["key"] and one["key"] not in self._known:
                self._known[one["key"]] = one
                labels.append((one["key"], f"{one['naam']} ({one['rol']}; staat niet meer in de lijst)"))
        self.fields["deelnemers"].choices = labels
        self.fields["datum"].help_text = "Laat leeg als u eerst tijden wilt laten voorstellen."

    def clean_anderen(self) -> str:
        """Refuse more or longer lines than a talk has people."""
        lines = [line.strip() for line in self.cleaned_data["anderen"].splitlines() if line.strip()]
        if len(lines) > MAX_ANDEREN:
            raise forms.ValidationError(f"Schrijf hoogstens {MAX_ANDEREN} namen op.")
        if any(len(line) > KORT for line in lines):
            raise forms.ValidationError(f"Een regel is hoogstens {KORT} tekens lang.")
        return "\n".join(lines)

    def plain(self) -> dict[str, Any]:
        """What is sealed of it."""
        said = self.cleaned_data
        people = [self._known[key] for key in said["deelnemers"]]
        people += [{"key": "", "naam": line, "rol": ""} for line in said["anderen"].splitlines()]
        return {name: said[name] for name in ("naam", "doel", "plaats")} | {"deelnemers": people}


def initial_of(gesprek: Gesprek, inhoud: dict[str, Any]) -> dict[str, Any]:
    """What the form of a saved talk shows."""
    people = inhoud.get("deelnemers") or []
    moment = timezone.localtime(gesprek.wanneer) if gesprek.wanneer else None
    return inhoud | {
        "saved": people,
        "deelnemers": [one["key"] for one in people if one["key"]],
        "anderen": "\n".join(one["naam"] for one in people if not one["key"]),
        "datum": moment.date() if moment else None,
        "tijd": moment.time() if moment else None,
    }


class NieuwGesprekForm(GesprekForm, OnceForm):
    """A new talk; a double click makes one."""

    soort = forms.ChoiceField(
        label="Wat voor gesprek is het?",
        choices=Gesprek.Soort.choices,
        widget=forms.RadioSelect,
        help_text="Ouders zien een gesprek meteen. Een kindgesprek zien zij pas als u het met hen deelt.",
    )


class DelenForm(ClearForm):
    """Who outside the school sees a talk."""

    ouders = forms.BooleanField(label="Ouders met gezag lezen dit gesprek", required=False)
    leerling = forms.BooleanField(label="De leerling leest dit gesprek en het vastgestelde verslag", required=False)
    verzonden = forms.CharField(widget=forms.HiddenInput, initial="ja", max_length=2)

    def __init__(self, *args: Any, gedeeld: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if gedeeld:
            # What parents have seen is not taken back.
            del self.fields["ouders"]


class PuntForm(OnceForm):
    """A point for the agenda."""

    tekst = text("Waar wilt u het over hebben?", limit=TEKST, required=True, help_text="Uw punt komt op de agenda, met uw naam erbij.")

    def __init__(self, *args: Any, lezer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lezer == "leerling":
            self.fields["tekst"].label = "Waar wil jij het over hebben?"
            self.fields["tekst"].help_text = "Het komt op de lijst voor het gesprek, met je naam erbij."


class TijdForm(MomentForm, OnceForm):
    """A moment that somebody proposes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["datum"].required = self.fields["tijd"].required = True
        self.fields["tijd"].error_messages["required"] = "Vul een tijd in, bijvoorbeeld 15:30."

    def clean(self) -> dict[str, Any]:
        """Refuse a moment that is past."""
        cleaned = super().clean()
        moment = self.moment()
        if moment is not None and moment <= timezone.now():
            self.add_error("datum", "Dit tijdstip is al voorbij.")
        return cleaned


class VerslagForm(ClearForm):
    """The report of a talk."""

    tekst = text(
        "Verslag", limit=VERSLAG, rows=16, required=True, help_text="Wat is er besproken en besloten? Afspraken schrijft u apart op."
    )


class VaststellenForm(ClearForm):
    """With whom the report was agreed; `versie` is the state that was shown."""

    met_wie = text(
        "Met wie is dit verslag afgestemd?",
        limit=KORT,
        rows=2,
        required=True,
        help_text="Bijvoorbeeld: met beide ouders, op 3 maart per telefoon.",
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=99_999_999)


class ReactieForm(OnceForm):
    """What somebody says of a report."""

    tekst = text(
        "Wat wilt u bij het verslag zeggen?",
        limit=VERSLAG,
        rows=6,
        required=True,
        help_text="Uw tekst komt bij het verslag te staan, met uw naam en de datum.",
    )

    def __init__(self, *args: Any, lezer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lezer == "leerling":
            self.fields["tekst"].label = "Wat wil jij bij het verslag zeggen?"
            self.fields["tekst"].help_text = "Je tekst komt bij het verslag te staan, met je naam erbij."


class AfspraakForm(ClearForm):
    """What was agreed, whose it is, and before when."""

    wat = text("Wat is er afgesproken?", required=True, rows=3)
    van = forms.ChoiceField(
        label="Wie doet het?", required=False, help_text="Wie een account heeft, krijgt een herinnering als de dag nadert."
    )
    wie = forms.CharField(label="Of schrijf op wie het doet", max_length=KORT, required=False)
    uiterlijk = DayField(label="Uiterlijk op", required=False)

    def __init__(self, *args: Any, personen: list[Persoon], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._persons = {persoon.key: persoon for persoon in personen}
        self.fields["van"].choices = [("", "Kies een naam"), *((persoon.key, persoon.label) for persoon in personen)]

    def clean(self) -> dict[str, Any]:
        """One name: chosen or written."""
        cleaned = super().clean() or self.cleaned_data
        if "van" in cleaned and "wie" in cleaned and not (cleaned["van"] or cleaned["wie"]):
            self.add_error("van", "Kies wie het doet, of schrijf een naam op.")
        return cleaned

    @property
    def person(self) -> Persoon | None:
        """Who was chosen."""
        return self._persons.get(self.cleaned_data["van"])

    def plain(self) -> dict[str, Any]:
        """What is sealed of it."""
        chosen = self.person
        return {
            "wat": self.cleaned_data["wat"],
            "wie": chosen.naam if chosen else self.cleaned_data["wie"],
            "van": self.cleaned_data["van"],
        }


class NieuweAfspraakForm(AfspraakForm, OnceForm):
    """A new afspraak; a double click makes one."""
