"""Forms of signing: the signature itself, one on paper and its check, the directeur, an obvious slip, no agreement, and who signs for an adult."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.forms import ClearForm, OnceForm

from .forms import KORT, DayField, text
from .models import Handtekening, Papiercontrole, Vervolgstap
from .ondertekenaars import Ondertekenaar
from .ondertekenen import CODE, Tekenkeuze

AKKOORD, NIET = Handtekening.Betekenis.AKKOORD, Handtekening.Betekenis.NIET_AKKOORD


class KeuzeForm(OnceForm):
    """What somebody signs: always for having seen it; akkoord or not is about the handelingsdeel alone (dossier 2.6)."""

    handelingsdeel = forms.ChoiceField(
        label="Bent u het eens met het handelingsdeel?",
        help_text="Het handelingsdeel is de begeleiding, de doelen en de afspraken. Over de verwachte bestemming wordt geen akkoord gevraagd.",
        choices=[
            (AKKOORD, "Ja, ik ben akkoord met het handelingsdeel"),
            (NIET, "Nee, ik ben niet akkoord met het handelingsdeel"),
            ("", "Ik zeg dat later"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    bezwaar = text("Waarom niet?", rows=4, help_text="Alleen als u niet akkoord bent. De school praat hierover met u.")
    opmerking = text("Wilt u er iets bij schrijven?", rows=3, help_text="Uw opmerking staat bij uw handtekening.")

    def keuze(self) -> Tekenkeuze:
        """What was chosen; only after is_valid()."""
        said = self.cleaned_data
        return Tekenkeuze(said.get("handelingsdeel", ""), said["opmerking"], said.get("bezwaar", ""), said.get("opnieuw", False))

    def ask_only_seen(self, *, kind: bool) -> None:
        """Leave out the handelingsdeel, for whom it is not asked of; in a pupil's words for a pupil."""
        for name in ("handelingsdeel", "bezwaar", "opnieuw"):
            self.fields.pop(name, None)
        if kind:
            self.fields["opmerking"].label = "Wil je er iets bij schrijven?"
            self.fields["opmerking"].help_text = "Dat staat bij jouw handtekening."


class TekenForm(KeuzeForm):
    """A digital signature: the choice, the digest of what is shown, and the password once more."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    opnieuw = forms.BooleanField(label="Ik kom terug op wat ik eerder over deze versie zei", required=False)
    wachtwoord = forms.CharField(
        label="Uw wachtwoord",
        help_text="Zo weten we dat u het zelf bent. Uw wachtwoord wordt niet bewaard.",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
        max_length=200,
        error_messages={"required": "Vul uw wachtwoord in om te tekenen."},
    )
    field_order = ["handelingsdeel", "bezwaar", "opnieuw", "opmerking", "wachtwoord", "sha256", "verzoek"]

    def __init__(self, *args: Any, akkoord: bool, eerder: bool, kind: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not akkoord:
            self.ask_only_seen(kind=kind)
        elif not eerder:
            self.fields.pop("opnieuw")
        if kind:
            self.fields["wachtwoord"].label = "Jouw wachtwoord"
            self.fields["wachtwoord"].help_text = "Zo weten we dat jij het bent. We bewaren het niet."


class PapierForm(KeuzeForm):
    """A signature on paper, with its scan."""

    wie = forms.ChoiceField(label="Wie heeft getekend?")
    code = forms.CharField(
        label="Controlegetal op het papier",
        help_text=f"De eerste {CODE} tekens. Zo weten we dat het papier van deze versie is.",
        max_length=64,
        min_length=CODE,
        error_messages={"min_length": f"Vul ten minste {CODE} tekens in."},
    )
    getekend_op = DayField(label="Wanneer is er getekend?", initial=timezone.localdate)
    scan = forms.FileField(
        label="Kies de scan of foto",
        help_text="Een PDF of foto, hoogstens 20 MB. Een collega controleert hem; daarna telt de handtekening.",
        error_messages={
            "required": "Kies eerst de scan.",
            "empty": "Dit bestand is leeg. Kies een ander bestand.",
            "invalid": "Kies een bestand.",
        },
    )
    field_order = ["wie", "code", "getekend_op", "handelingsdeel", "bezwaar", "opmerking", "scan", "verzoek"]

    def __init__(self, *args: Any, wie: Iterable[Ondertekenaar], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wie"].choices = [(one.wie, one.label) for one in wie]  # type: ignore[attr-defined]
        self.fields["handelingsdeel"].label = "Wat staat er over het handelingsdeel?"
        self.fields["handelingsdeel"].choices = [  # type: ignore[attr-defined]
            (AKKOORD, "Akkoord met het handelingsdeel"),
            (NIET, "Niet akkoord met het handelingsdeel"),
            ("", "Niets: alleen voor gezien"),
        ]
        self.fields["bezwaar"].help_text = "Neem over wat er op het papier staat."
        self.fields["opmerking"].label = "Opmerking op het papier"
        self.fields["opmerking"].help_text = ""


class ControleForm(ClearForm):
    """Whether a signature on paper is right."""

    uitkomst = forms.ChoiceField(label="Klopt het?", choices=Papiercontrole.Uitkomst.choices, widget=forms.RadioSelect)
    toelichting = text("Wat klopt er niet?", rows=3)


class VoorlegForm(ClearForm):
    """Before which directeur a version is put."""

    directeur = forms.ModelChoiceField(User.objects.none(), label="Aan welke directeur?", empty_label=None)
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, directeuren: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["directeur"]
        field.queryset = directeuren  # type: ignore[attr-defined]
        field.label_from_instance = lambda user: user.get_full_name()  # type: ignore[attr-defined]


class HerstelForm(ClearForm):
    """Why a slip is corrected."""

    reden = text("Wat stond er fout?", rows=2, required=True, help_text="Wie tekende, leest dit bij de nieuwe versie.")
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class GeschilForm(OnceForm):
    """No agreement: why, and how the school goes on."""

    redenen = text(
        "Waarom is er geen overeenstemming?", rows=5, required=True, help_text="Schrijf ieders reden op, zoals die persoon het zelf zegt."
    )
    uitgevoerd = forms.TypedChoiceField(
        label="Voert de school het handelingsdeel toch uit?",
        choices=[("ja", "Ja, zonder overeenstemming"), ("nee", "Nee")],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    omdat = text(
        "Omdat", rows=4, required=True, help_text="De school houdt haar zorgplicht. Leg uit wat de leerling hierbij wint of verliest."
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class StapForm(OnceForm):
    """A step towards agreement, or where it is put before."""

    stap = forms.ChoiceField(label="Welke stap?", choices=Vervolgstap.Stap.choices)
    datum = DayField(label="Wanneer?", initial=timezone.localdate)
    tekst = text("Wat is er afgesproken of gevraagd?", rows=3)


class BevoegdForm(OnceForm):
    """Who signs for a pupil of 18 or older."""

    wie = forms.ChoiceField(
        label="Wie tekent er?",
        choices=[("leerling", "De leerling zelf"), ("ander", "Iemand anders, die de leerling vertegenwoordigt")],
        widget=forms.RadioSelect,
        initial="leerling",
    )
    naam = forms.CharField(label="Naam", max_length=KORT, required=False)
    hoedanigheid = forms.CharField(label="Als wat?", max_length=60, required=False, help_text="Bijvoorbeeld: mentor of bewindvoerder.")
    reden = text("Waarom?", rows=3, required=True, help_text="Waarop rust dit? Bijvoorbeeld: beschikking van de rechter, met de datum.")
    field_order = ["wie", "naam", "hoedanigheid", "reden", "verzoek"]


class EchtheidForm(ClearForm):
    """Is this genuine: a PDF, or the two codes that stand in it."""

    pdf = forms.FileField(
        label="Kies de PDF", required=False, help_text="De PDF wordt niet bewaard.", error_messages={"empty": "Dit bestand is leeg."}
    )
    sha256 = forms.CharField(
        label="Controlegetal van de versie", required=False, max_length=80, help_text="64 tekens: cijfers en de letters a tot en met f."
    )
    code = forms.CharField(label="Code van de handtekening", required=False, max_length=60)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not said.get("pdf") and not (said.get("sha256") and said.get("code")):
            raise forms.ValidationError("Kies een PDF, of vul beide codes in.")
        return said
