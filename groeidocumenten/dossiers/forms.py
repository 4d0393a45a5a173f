"""Forms of the front room: a new pupil, a new file, gezag, a teacher. Each carries a one-time id, so that a double click makes one thing."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import School, User
from formats.models import FormatVersie, Soort
from formats.schema import FormatSchema, Variant

from .models import Gezagsrelatie, Leerling

DATE_INPUT = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
EARLIEST_BIRTH_YEARS_AGO = 24
LATEST_END_YEARS = 24


class ClearForm(forms.Form):
    """Base of the forms of the private house: a message says what to do, instead of that something is compulsory."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _what_to_do(field)


def _what_to_do(field: forms.Field) -> Any:
    if isinstance(field, forms.DateField):
        return _("Vul een datum in.")
    return _("Maak een keuze.") if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else _("Vul dit in.")


class OnceForm(ClearForm):
    """Base of forms that make something: `verzoek` is new for every shown form and becomes the id of what is made."""

    verzoek = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class LeerlingForm(OnceForm, forms.ModelForm):
    """A new pupil."""

    school = forms.ModelChoiceField(School.objects.none(), label="School", empty_label=None)

    class Meta:
        model = Leerling
        fields = ["school", "voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "groep"]
        widgets = {"geboortedatum": DATE_INPUT}

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "school" in self.fields:
            self.fields["school"].queryset = schools
        for name in ("voornaam", "tussenvoegsel", "achternaam", "geboortedatum"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_geboortedatum(self) -> date:
        """Refuse a birth date in the future or long ago."""
        born: date = self.cleaned_data["geboortedatum"]
        today = timezone.localdate()
        if born >= today:
            raise forms.ValidationError("De geboortedatum ligt in de toekomst. Controleer het jaar.")
        if born.year < today.year - EARLIEST_BIRTH_YEARS_AGO:
            raise forms.ValidationError("Deze geboortedatum ligt te ver terug voor een leerling. Controleer het jaar.")
        return born


class LeerlingChoice(forms.ModelChoiceField):
    """A pupil with birth date and group: near-equal names must not be mixed up (dossier 8.12)."""

    def label_from_instance(self, obj: Leerling) -> str:
        """Name, birth date and group."""
        groep = f", groep {obj.groep}" if obj.groep else ""
        return f"{obj.naam} (geboren {obj.geboortedatum:%d-%m-%Y}{groep})"


def _order(versie: FormatVersie) -> tuple[int, str]:
    return Soort.values.index(versie.format.soort), versie.format.titel.lower()


class FormatChoice(forms.ChoiceField):
    """The current versions of published formats, and of a format with variants each of them; cleaned to (version, key of the variant)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages={"invalid_choice": "Kies een format uit de lijst."}, **kwargs)
        self._known: dict[str, tuple[FormatVersie, str]] = {}

    def offer(self, versies: Iterable[FormatVersie]) -> None:
        """Fill the list: title and version, and in short what somebody chooses; groeidocumenten first, then OPPs, then formulieren."""
        choices: list[Any] = [("", "Kies een format")]
        for versie in sorted(versies, key=_order):
            schema, name = versie.schema, f"{versie.format.titel} (versie {versie.nummer})"
            if schema.varianten:
                inside = [(f"{versie.pk}:{one.key}", _variant_label(schema, one)) for one in schema.varianten]
                self._known |= {f"{versie.pk}:{one.key}": (versie, one.key) for one in schema.varianten}
                choices.append((name, inside))
            else:
                self._known[str(versie.pk)] = (versie, "")
                choices.append((str(versie.pk), f"{name}: {_size(schema)}"))
        self.choices = choices

    @property
    def single(self) -> str:
        """The only thing to choose, if there is only one."""
        return next(iter(self._known)) if len(self._known) == 1 else ""

    def clean(self, value: Any) -> tuple[FormatVersie, str]:
        """The version and the variant.

        Raises:
            ValidationError: for what is not in the list.
        """
        return self._known[super().clean(value)]


def _variant_label(schema: FormatSchema, variant: Variant) -> str:
    explained = f"{variant.naam}: {variant.uitleg}" if variant.uitleg else variant.naam
    return f"{explained} ({_size(schema.for_variant(variant.key))})"


def _size(schema: FormatSchema) -> str:
    questions = sum(1 for _ in schema.velden())
    parts = len(schema.delen)
    return f"{parts} {'hoofdstuk' if parts == 1 else 'hoofdstukken'}, {questions} {'vraag' if questions == 1 else 'vragen'}"


class StartForm(OnceForm):
    """Which pupil, on which format."""

    leerling = LeerlingChoice(Leerling.unguarded.none(), label="Leerling", empty_label="Kies een leerling")
    format_versie = FormatChoice(
        label="Format",
        help_text="Heeft een format meer vormen, kies dan de vorm die nu past. U kunt later wisselen; antwoorden blijven bewaard.",
    )

    def __init__(self, *args: Any, leerlingen: Any, formats: Iterable[FormatVersie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leerling"].queryset = leerlingen
        self.fields["format_versie"].offer(formats)
        self.initial["format_versie"] = self.fields["format_versie"].single


class GezagForm(OnceForm, forms.ModelForm):
    """Who stands in which relation to the child, and how the school knows."""

    class Meta:
        model = Gezagsrelatie
        fields = ["naam", "soort", "geldig_van", "geldig_tot", "bron"]
        widgets = {"geldig_van": DATE_INPUT, "geldig_tot": DATE_INPUT}
        help_texts = {
            "bron": "Bijvoorbeeld: verklaring van de ouder op het inschrijfformulier, of uittreksel gezagsregister van 3 maart 2026.",
            "geldig_tot": "Laat leeg als er geen einddatum bekend is.",
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, and a year that cannot be meant."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("geldig_van", "geldig_tot"):
            if cleaned.get(name) and not plausible(cleaned[name]):
                self.add_error(name, "Deze datum kan niet kloppen. Controleer het jaar.")
        van, tot = cleaned.get("geldig_van"), cleaned.get("geldig_tot")
        if van and tot and tot < van:
            self.add_error("geldig_tot", "De einddatum ligt vóór de begindatum.")
        return cleaned


class LeerkrachtChoice(forms.ModelChoiceField):
    """A teacher by name."""

    def label_from_instance(self, obj: User) -> str:
        """First name and surname."""
        return obj.get_full_name()


class LeerkrachtForm(ClearForm):
    """Which teacher, until when."""

    leerkracht = LeerkrachtChoice(User.objects.none(), label="Leerkracht", empty_label="Kies een leerkracht")
    tot = forms.DateField(
        label="Tot en met", required=False, widget=DATE_INPUT, help_text="Laat leeg zolang de leerkracht deze leerling heeft."
    )

    def __init__(self, *args: Any, teachers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leerkracht"].queryset = teachers

    def clean_tot(self) -> datetime | None:
        """The end as a moment: midnight after the chosen day, Amsterdam time."""
        day: date | None = self.cleaned_data["tot"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError("Deze datum is al voorbij.")
        if day.year > timezone.localdate().year + LATEST_END_YEARS:
            raise forms.ValidationError("Deze datum ligt te ver weg. Controleer het jaar.")
        return end_of_day(day)


def plausible(day: date) -> bool:
    """Whether a day can lie in the school years of a pupil of today."""
    return abs(day.year - timezone.localdate().year) <= LATEST_END_YEARS


def end_of_day(day: date) -> datetime:
    """The moment at which a "tot en met" day is over: 24:00 in Amsterdam, also on the days the clock changes (gasten D16)."""
    return timezone.make_aware(datetime.combine(date.fromordinal(day.toordinal() + 1), time.min))
