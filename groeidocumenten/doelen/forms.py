"""Forms of a goal itself; those of what happens along the way are in `forms_follow`.

Only what a goal cannot be without is asked; SMARTI helps beside the form and refuses nothing (dossier 6.1).
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone

from groeidocumenten.dossiers.forms import ClearForm, OnceForm

from .goals import INBRENG, SOORTEN

DOEL, TEKST, KORT = 2_000, 5_000, 200
MAX_WIE = 12
TOO_LONG = "De tekst is te lang: hoogstens %(limit_value)d tekens. U gebruikte er %(show_value)d."
TOO_LONG_JE = "Je tekst is te lang: hoogstens %(limit_value)d tekens."


def text(
    label: str, *, limit: int = TEKST, rows: int = 4, required: bool = False, too_long: str = TOO_LONG, **more: Any
) -> forms.CharField:
    """A field for a longer text."""
    messages = {"max_length": too_long}
    return forms.CharField(
        label=label, max_length=limit, required=required, widget=forms.Textarea(attrs={"rows": rows}), error_messages=messages, **more
    )


def day(label: str, *, required: bool = False, **more: Any) -> "DayField":
    """A field for a day that can be in a school's plan."""
    return DayField(label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class DayField(forms.DateField):
    """A day, not further away than a school time lasts."""

    def clean(self, value: Any) -> date | None:
        """Refuse a year that was mistyped."""
        found: date | None = super().clean(value)
        if found is not None and abs(found.year - timezone.localdate().year) > 25:
            raise forms.ValidationError("Deze datum ligt te ver weg. Controleer het jaar.")
        return found


def cijfer(label: str, **more: Any) -> forms.IntegerField:
    """A field for how far something is, from 0 to 10."""
    outside = "Vul een heel getal in van 0 tot en met 10, of laat dit leeg."
    widget = forms.NumberInput(attrs={"class": "gp-input--short", "inputmode": "numeric"})
    messages = {"invalid": outside, "min_value": outside, "max_value": outside}
    return forms.IntegerField(label=label, min_value=0, max_value=10, required=False, widget=widget, error_messages=messages, **more)


class PeriodForm(ClearForm):
    """Base of forms with a period: it cannot end before it begins."""

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean() or self.cleaned_data
        van, tot = cleaned.get("van"), cleaned.get("tot")
        if van and tot and tot < van:
            self.add_error("tot", "De einddatum ligt vóór de begindatum.")
        return cleaned

    def plain(self) -> dict[str, Any]:
        """What was filled in, as plain values to be sealed."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("verzoek", "versie")}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}


class DoelForm(PeriodForm):
    """A goal as the school writes it."""

    omschrijving = text("Wat is het doel?", limit=DOEL, required=True, help_text="Beschrijf wat iemand kan zien of horen als het lukt.")
    kindtaal = text(
        "Hetzelfde in de taal van de leerling",
        limit=DOEL,
        rows=2,
        help_text="Begin met ‘ik’ en een doe-woord: ‘Ik steek mijn vinger op als …’.",
    )
    gebied = forms.ChoiceField(label="Gebied")
    soort = forms.ChoiceField(
        label="Soort doel",
        choices=list(SOORTEN.items()),
        initial="nieuw",
        widget=forms.RadioSelect,
        help_text="Met een onderhoudsdoel houdt u vast wat de leerling al kan.",
    )
    ingebracht_door = forms.ChoiceField(label="Wie bracht dit doel in?", choices=list(INBRENG.items()), initial="school")
    beginsituatie = text("Wat is de beginsituatie?", help_text="Wat kan de leerling nu, en hoe weet u dat?")
    begincijfer = cijfer(
        "Hoe ver is het nu, van 0 tot 10?", help_text="0 is nog niet begonnen, 10 is helemaal gelukt. Zo ziet u later het verschil."
    )
    meetwijze = text("Hoe meet u of het lukt?", rows=2)
    aanpak = text("Wat is de aanpak?")
    van = day("Periode vanaf")
    tot = day("Tot en met")
    evalueren_op = day("Wanneer evalueert u dit doel?")

    def __init__(self, *args: Any, gebieden: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.initial.get("gebied")
        names = (*gebieden, kept) if kept and kept not in gebieden else gebieden
        self.fields["gebied"].choices = [("", "Kies een gebied"), *((name, name) for name in names)]
        for number in range(self._rows()):
            self.fields[f"wie_{number}"] = forms.CharField(label="Wie", max_length=KORT, required=False)
            self.fields[f"wat_{number}"] = forms.CharField(label="Doet wat", max_length=DOEL, required=False)
            row = dict(enumerate(self.initial.get("wie") or [])).get(number, {})
            self.initial.update({f"wie_{number}": row.get("wie", ""), f"wat_{number}": row.get("wat", "")})

    def _rows(self) -> int:
        """As many rows as came in, or two more than are filled."""
        if self.is_bound:
            return min(MAX_WIE, sum(f"wie_{number}" in self.data or f"wat_{number}" in self.data for number in range(MAX_WIE)))
        return min(MAX_WIE, max(3, len(self.initial.get("wie") or []) + 2))

    @property
    def rijen(self) -> Iterator[tuple[BoundField, BoundField]]:
        """The fields of each row of who does what."""
        for number in range(MAX_WIE):
            if f"wie_{number}" in self.fields:
                yield self[f"wie_{number}"], self[f"wat_{number}"]

    @property
    def gewoon(self) -> list[BoundField]:
        """Every other field, in order."""
        return [field for field in self if not field.name.startswith(("wie_", "wat_"))]

    def clean(self) -> dict[str, Any]:
        """Ask who, for something that somebody does."""
        cleaned = super().clean()
        for number in range(MAX_WIE):
            wie, wat = cleaned.get(f"wie_{number}"), cleaned.get(f"wat_{number}")
            if wat and not wie and f"wie_{number}" in cleaned:
                self.add_error(f"wie_{number}", "Vul in wie dit doet.")
        return cleaned

    def plain(self) -> dict[str, Any]:
        """What was filled in; rows without words are left out."""
        said = super().plain()
        rows = [{"wie": said.pop(f"wie_{number}", ""), "wat": said.pop(f"wat_{number}", "")} for number in range(MAX_WIE)]
        return said | {"wie": [row for row in rows if row["wie"] or row["wat"]]}


class NieuwDoelForm(DoelForm, OnceForm):
    """A new goal as the school writes it; a double click makes one."""


class VoorstelForm(OnceForm):
    """A goal that a parent, the pupil or a guest brings in."""

    WORDS = {
        "leerling": (
            ("omschrijving", "Wat wil jij leren of beter kunnen?", "Begin met: ik …"),
            ("beginsituatie", "Hoe gaat het nu?", ""),
            ("aanpak", "Wat kan jou daarbij helpen?", ""),
        ),
        "": (
            ("omschrijving", "Welk doel stelt u voor?", "Wat ziet of hoort u als het lukt?"),
            ("beginsituatie", "Hoe gaat het nu?", ""),
            ("aanpak", "Wat kan helpen, op school of thuis?", ""),
        ),
    }

    def __init__(self, *args: Any, lezer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lezer = lezer
        too_long = TOO_LONG_JE if lezer == "leerling" else TOO_LONG
        for name, label, help_text in self.WORDS.get(lezer, self.WORDS[""]):
            required = name == "omschrijving"
            self.fields[name] = text(label, limit=DOEL if required else TEKST, required=required, help_text=help_text, too_long=too_long)
        self.fields["omschrijving"].error_messages["required"] = "Schrijf eerst het doel op."

    def plain(self) -> dict[str, Any]:
        """The proposal as the contents of a goal."""
        said = {name: self.cleaned_data[name] for name in ("omschrijving", "beginsituatie", "aanpak")}
        own = {"kindtaal": said["omschrijving"]} if self.lezer == "leerling" else {}
        return said | own | {"ingebracht_door": self.lezer, "soort": "nieuw"}


class BesluitForm(ClearForm):
    """Take a proposal over, or decline it with a reason."""

    besluit = forms.ChoiceField(
        label="Wat doet u met dit voorstel?",
        choices=[("overnemen", "Neem het over als doel"), ("afwijzen", "Neem het niet over")],
        widget=forms.RadioSelect,
    )
    reden = text(
        "Waarom?", limit=DOEL, rows=3, help_text="Wie het voorstel deed, leest dit. Neemt u het niet over, dan is een reden nodig."
    )

    def clean(self) -> dict[str, Any]:
        """Ask a reason for declining."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("besluit") == "afwijzen" and not cleaned.get("reden") and "reden" in cleaned:
            self.add_error("reden", "Schrijf waarom u het voorstel niet overneemt. De ander leest dit.")
        return cleaned
