"""Form fields for each kind of veld: which inputs it has, how they are named, and what they say when something does not fit."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from .schema import MAX_CEL, MAX_TOELICHTING, AnyVeld, Datum, JaNee, Keuze, Kolom, KorteTekst, LangeTekst, Meerkeuze, Rijen

MAX_RADIOS = 8
DATE_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
YEARS = range(1900, 2101)
UNKNOWN_CHOICE = "Dit antwoord staat niet in de lijst. Kies een antwoord uit de lijst."
WRONG_DATE = "Deze datum bestaat niet. Schrijf een datum zo: 31-12-2026."
# Browsers offer earlier answers to whoever sits at the computer next; answers about a child are not for that.
PRIVATE = {"autocomplete": "off"}


class TekstField(forms.CharField):
    """Text with a limit that is told, not enforced by the browser: `maxlength` cuts off pasted text without a word."""

    def __init__(self, max_lengte: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        shown = f"{max_lengte:,}".replace(",", ".")
        message = f"Maak deze tekst korter: er passen hoogstens {shown} tekens en u hebt er nu %(show_value)s."
        self.validators.append(MaxLengthValidator(max_lengte, message))


class DatumField(forms.DateField):
    """A date between 1900 and 2100, typed the Dutch way or chosen in the browser; cleaned to ISO text."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "gp-input", **PRIVATE})
        super().__init__(required=False, input_formats=DATE_FORMATS, error_messages={"invalid": WRONG_DATE}, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """ISO text, or "" for nothing.

        Raises:
            ValidationError: for what is no date, or one outside the years that can be meant.
        """
        cleaned = super().clean(value)
        if cleaned is None:
            return ""
        if cleaned.year not in YEARS:
            raise ValidationError("Kijk het jaartal na.", code="year")
        return cleaned.isoformat()

    def show_as_typed(self, value: str) -> None:
        """Let the input show what a date input would hide: a browser empties a date it does not understand."""
        try:
            date.fromisoformat(value or "2000-01-01")
        except ValueError:
            self.widget.input_type = "text"
            self.widget.attrs["type"] = "text"


def veld_name(veld: AnyVeld, *parts: object) -> str:
    """The name of an input: veld_<key>, or veld_<key>__<part>… for an input inside it."""
    return "__".join([f"veld_{veld.key}", *map(str, parts)])


def single_fields(veld: AnyVeld) -> dict[str, forms.Field]:
    """The inputs of every kind of veld but rijen, by name."""
    name = veld_name(veld)
    named: dict[str, Any] = {"label": veld.label, "help_text": veld.hulptekst}
    match veld:
        case KorteTekst():
            return {name: TekstField(veld.max_lengte, widget=_input(), **named)}
        case LangeTekst():
            return {name: TekstField(veld.max_lengte, widget=_textarea(6), **named)}
        case Keuze():
            return {name: _choice(veld.opties, empty="Nog niet gekozen", **named)}
        case Meerkeuze():
            return {name: MeerkeuzeField(veld.opties, **named)}
        case Datum():
            return {name: DatumField(**named)}
        case JaNee():
            return {
                name: _choice(("ja", "nee"), labels=("Ja", "Nee"), empty="Nog niet ingevuld", **named),
                veld_name(veld, "toelichting"): TekstField(MAX_TOELICHTING, widget=_textarea(3), label=veld.toelichting_label),
            }
    return {}


def row_fields(veld: Rijen, row: int) -> dict[str, forms.Field]:
    """The inputs of one repeating row, by name; their labels name the row, because an error summary shows nothing else of it."""
    fields = {}
    for kolom in veld.kolommen:
        cell = _cell(kolom)
        cell.label = f"{veld.label}, regel {row + 1}: {kolom.label}"
        fields[veld_name(veld, row, kolom.key)] = cell
    return fields


class MeerkeuzeField(forms.MultipleChoiceField):
    """Checkboxes; cleaned to the chosen options in the order of the list, each once."""

    def __init__(self, opties: tuple[str, ...], **kwargs: Any) -> None:
        self.opties = opties
        super().__init__(
            choices=[(optie, optie) for optie in opties],
            required=False,
            widget=forms.CheckboxSelectMultiple(),
            error_messages={"invalid_choice": UNKNOWN_CHOICE, "invalid_list": UNKNOWN_CHOICE},
            **kwargs,
        )

    def clean(self, value: Any) -> list[str]:
        """The chosen options.

        Raises:
            ValidationError: for an option that is not in the list.
        """
        chosen = set(super().clean(value))
        return [optie for optie in self.opties if optie in chosen]


def _choice(opties: tuple[str, ...], *, empty: str, labels: tuple[str, ...] = (), **kwargs: Any) -> forms.ChoiceField:
    """Radio buttons for few options, a list for many; both can go back to nothing."""
    choices = list(zip(opties, labels or opties, strict=True))
    many = len(choices) > MAX_RADIOS
    widget = forms.Select(attrs={"class": "gp-select", **PRIVATE}) if many else forms.RadioSelect()
    choices = [("", empty), *choices] if many else [*choices, ("", empty)]
    return forms.ChoiceField(choices=choices, required=False, widget=widget, error_messages={"invalid_choice": UNKNOWN_CHOICE}, **kwargs)


def _cell(kolom: Kolom) -> forms.Field:
    match kolom.type:
        case "datum":
            return DatumField()
        case "keuze":
            choices = [("", "Nog niet gekozen"), *((optie, optie) for optie in kolom.opties)]
            widget = forms.Select(attrs={"class": "gp-select", **PRIVATE})
            messages = {"invalid_choice": UNKNOWN_CHOICE}
            return forms.ChoiceField(choices=choices, required=False, widget=widget, error_messages=messages)
        case "lange_tekst":
            return TekstField(MAX_CEL[kolom.type], widget=_textarea(3))
    return TekstField(MAX_CEL["korte_tekst"], widget=_input())


def _input() -> forms.TextInput:
    return forms.TextInput(attrs={"class": "gp-input", **PRIVATE})


def _textarea(rows: int) -> forms.Textarea:
    widget = forms.Textarea(attrs={"class": "gp-textarea", "rows": rows, **PRIVATE})
    # The style sheet decides how wide a text area is.
    del widget.attrs["cols"]
    return widget
