"""Forms of asking for signatures: whom to send a link, and the signature of who came in with one."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from groeidocumenten.delen.forms_link import VraagLinkForm
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.forms import ClearForm
from groeidocumenten.opp.forms_tekenen import KeuzeForm

from .actions import Adres
from .uitnodigen import Uitgenodigde


class VraagForm(ClearForm):
    """Ask for signatures on the version that is shown."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class TekenlinkForm(VraagLinkForm):
    """A link for one signer without an account."""

    wie = forms.ChoiceField(label="Wie moet er tekenen?", widget=forms.RadioSelect)
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    field_order = ["wie", "ontvanger_email", "tot_en_met", "sha256", "verzoek"]

    def __init__(self, *args: Any, geopend: GeopendDossier, people: Iterable[Uitgenodigde], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wie"].choices = [(one.wie.wie, one.wie.label) for one in people]  # type: ignore[attr-defined]
        swv = geopend.groeidocument.school.samenwerkingsverband
        self.fields["tot_en_met"].initial = timezone.localdate() + timedelta(days=swv.link_standaard_dagen)
        self.fields["tot_en_met"].help_text = f"Hoogstens {swv.link_maximum_lezen} dagen. Na die dag gaat de link om middernacht dicht."
        self.fields["ontvanger_email"].label = "E-mailadres van deze persoon"

    def adres(self) -> Adres:
        """Where it goes and until when; only after is_valid()."""
        return Adres(self.cleaned_data["ontvanger_email"], self.until())


class LinkTekenForm(KeuzeForm):
    """A signature by link: the choice and the digest of what is shown. Link and code said who signs."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    opnieuw = forms.BooleanField(label="Ik kom terug op wat ik eerder over deze versie zei", required=False)
    field_order = ["handelingsdeel", "bezwaar", "opnieuw", "opmerking", "sha256", "verzoek"]

    def __init__(self, *args: Any, akkoord: bool, eerder: bool, kind: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not akkoord:
            self.ask_only_seen(kind=kind)
        elif not eerder:
            self.fields.pop("opnieuw")
        if kind and akkoord:
            self.fields["handelingsdeel"].label = "Ben je het eens met het handelingsdeel?"
            self.fields["bezwaar"].help_text = "Alleen als je het er niet mee eens bent. De school praat hierover met je."
            self.fields["opmerking"].label, self.fields["opmerking"].help_text = (
                "Wil je er iets bij schrijven?",
                "Dat staat bij jouw handtekening.",
            )
