"""Forms for what parents and the pupil bring in, for the school's answers, and for notes."""

from typing import Any

from django import forms
from django.utils import timezone

from formats.schema import AnyVeld, Deel, KorteTekst
from groeidocumenten.dossiers.forms import DATE_INPUT, ClearForm, OnceForm

from .forms import MAX_AANVULLING

MAX_REDEN = 2_000
TOO_LONG = "De tekst is te lang: hoogstens %(limit_value)d tekens. U gebruikte er %(show_value)d."


def _text(label: str, rows: int, ask: str, *, longest: int = MAX_AANVULLING, **more: Any) -> forms.CharField:
    messages = {"required": ask, "max_length": TOO_LONG}
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), error_messages=messages, **more)


class VoorstelForm(OnceForm):
    """Another text for one field, and why."""

    reden = _text("Waarom stelt u dit voor?", 3, "Schrijf in één zin waarom u dit voorstelt.", longest=MAX_REDEN)

    def __init__(self, *args: Any, veld: AnyVeld, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        longest: int = veld.max_lengte  # type: ignore[union-attr]  # only fields of text get a suggestion
        nieuw = _text("Uw voorstel voor de tekst", 8, "Schrijf welke tekst u voorstelt.", longest=longest)
        if isinstance(veld, KorteTekst):
            nieuw.widget = forms.TextInput(attrs={"maxlength": longest})
        self.fields["nieuw"] = nieuw
        self.order_fields(["verzoek", "nieuw", "reden"])


class AfwijzenForm(ClearForm):
    """Why a suggestion is not taken over."""

    antwoord = _text(
        "Waarom neemt u dit voorstel niet over?",
        3,
        "Schrijf in één zin waarom u het voorstel niet overneemt.",
        longest=MAX_REDEN,
        help_text="Wie het voorstel deed, leest deze reden.",
    )


class CorrectieForm(OnceForm):
    """What is wrong, and where."""

    veld = forms.ChoiceField(label="Waar gaat het over?", required=False)
    tekst = _text(
        "Wat klopt er niet, en wat moet het zijn?",
        6,
        "Schrijf wat er niet klopt. Dan kan de school het nakijken.",
        help_text="De school antwoordt binnen een maand. Neemt de school het niet over, dan kunt u uw eigen zienswijze erbij zetten.",
    )

    def __init__(self, *args: Any, deel: Deel, velden: list[AnyVeld], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["veld"].choices = [("", f"Het hele hoofdstuk “{deel.titel}”"), *((veld.key, veld.label) for veld in velden)]  # type: ignore[attr-defined]  # a ChoiceField


class BesluitForm(ClearForm):
    """The school's answer to a request for correction."""

    besluit = forms.ChoiceField(
        label="Wat doet u met het verzoek?",
        choices=[("aangepast", "De tekst is aangepast"), ("blijft", "De tekst blijft zoals die is")],
        widget=forms.RadioSelect,
    )
    antwoord = _text(
        "Uw antwoord", 4, "Schrijf wat u hebt aangepast, of waarom de tekst blijft.", help_text="Pas de tekst eerst aan in het hoofdstuk."
    )


class ZienswijzeForm(OnceForm):
    """The own view of who asked for a correction in vain."""

    tekst = _text(
        "Uw zienswijze",
        6,
        "Schrijf hoe u het ziet.",
        help_text="Uw tekst komt met uw naam bij het hoofdstuk te staan, op het scherm en op papier. De school kan hem niet veranderen.",
    )


class KindgesprekForm(OnceForm):
    """Who talked with the pupil, and when."""

    gevoerd_door = forms.CharField(label="Wie voerde het gesprek?", max_length=120)
    gevoerd_op = forms.DateField(label="Wanneer was het gesprek?", widget=DATE_INPUT, initial=timezone.localdate)

    def clean_gevoerd_op(self) -> Any:
        """Refuse a day that is still to come."""
        day = self.cleaned_data["gevoerd_op"]
        if day > timezone.localdate():
            raise forms.ValidationError("Deze dag moet nog komen. Vul in wanneer het gesprek was.")
        return day


class WerkaantekeningForm(OnceForm):
    """A note to oneself."""

    versie = forms.IntegerField(required=False, widget=forms.HiddenInput)
    tekst = _text("Uw aantekening", 8, "Schrijf eerst een tekst.", help_text="Alleen u ziet deze aantekening. Hij komt nooit op papier.")


class GespreksnotitieForm(OnceForm):
    """Notes of a talk with the pupil."""

    versie = forms.IntegerField(required=False, widget=forms.HiddenInput)
    gesprek_op = forms.DateField(label="Wanneer was het gesprek?", widget=DATE_INPUT, initial=timezone.localdate)
    tekst = _text("Uw notitie van het gesprek", 8, "Schrijf eerst een tekst.", help_text="Alleen u ziet deze notitie, tot u hem deelt.")


class DelenForm(ClearForm):
    """With whom a note is shared; the school's own people always read along."""

    lezers = forms.MultipleChoiceField(
        label="Wie mogen de notitie lezen, behalve collega’s die bij deze leerling betrokken zijn?",
        choices=[("ouder", "De ouders of verzorgers"), ("leerling", "De leerling")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    bevestig = forms.BooleanField(
        label="Ik deel deze notitie. Delen kan ik niet terugdraaien.",
        error_messages={"required": "Zet een vinkje als u de notitie wilt delen."},
    )
