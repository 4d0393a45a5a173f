"""Forms of sharing: a toestemming, and a link on it."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from formats.schema import Deel
from groeidocumenten.dossiers.forms import DATE_INPUT, OnceForm, end_of_day
from groeidocumenten.dossiers.models import Gezagsrelatie, Groeidocument, LinkRecht, Omvang, Toestemming, Toestemmingsantwoord

HEEL, KEUZE = "heel", "keuze"


class GezagChoices(forms.ModelMultipleChoiceField):
    """Holders of gezag by name."""

    def label_from_instance(self, obj: Gezagsrelatie) -> str:
        """Name and relation."""
        return f"{obj.naam} ({obj.get_soort_display()})"


class ScopeForm(OnceForm):
    """The whole file, or chosen hoofdstukken; nothing is chosen beforehand."""

    bereik = forms.ChoiceField(
        label="Wat mag deze persoon zien?",
        choices=[(KEUZE, "Alleen de hoofdstukken die ik aankruis"), (HEEL, "Het hele groeidocument")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of u het hele groeidocument deelt of een deel ervan."},
    )
    hoofdstukken = forms.MultipleChoiceField(label="Hoofdstukken", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, delen: tuple[Deel, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hoofdstukken"].conditional = True  # asked for by `bereik`; the template does not call it optional
        self.fields["hoofdstukken"].choices = [(deel.key, deel.titel) for deel in delen]

    def scope(self) -> Omvang:
        """The whole file or the chosen hoofdstukken; only after is_valid()."""
        return Omvang.of_chapters(None if self.cleaned_data["bereik"] == HEEL else list(self.cleaned_data["hoofdstukken"]))

    def clean(self) -> dict[str, Any]:
        """Refuse a choice of nothing."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("bereik") == KEUZE and not cleaned.get("hoofdstukken") and "hoofdstukken" not in self.errors:
            self.add_error("hoofdstukken", "Kruis ten minste één hoofdstuk aan.")
        return cleaned


class ToestemmingForm(ScopeForm, forms.ModelForm):
    """Who allowed whom to see what, for which purpose, how, and until when."""

    gegeven_door = GezagChoices(
        Gezagsrelatie.unguarded.none(),
        label="Wie gaf de toestemming?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kruis aan wie de toestemming gaf."},
    )
    wijze = forms.ChoiceField(
        label="Hoe is de toestemming gegeven?",
        choices=[(one.value, one.label) for one in Toestemmingsantwoord.DOOR_SCHOOL],
        widget=forms.RadioSelect,
    )
    tot_en_met = forms.DateField(label="De toestemming geldt tot en met", widget=DATE_INPUT)

    field_order = ["gegeven_door", "ontvanger", "doel", "bereik", "hoofdstukken", "wijze", "tot_en_met", "verzoek"]

    class Meta:
        model = Toestemming
        fields = ["ontvanger", "doel"]
        widgets = {"doel": forms.RadioSelect}
        help_texts = {"ontvanger": "Naam en functie, bijvoorbeeld: L. Jansen, schoolmaatschappelijk werker."}

    def __init__(self, *args: Any, holders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gegeven_door"].queryset = holders
        # No answer is given beforehand: each purpose is an act of its own (dossier 1.4).
        self.fields["doel"].choices = [choice for choice in self.fields["doel"].choices if choice[0]]

    def clean_tot_en_met(self) -> date:
        """Refuse a day that is over, or more than a school year away."""
        day: date = self.cleaned_data["tot_en_met"]
        if day < timezone.localdate():
            raise forms.ValidationError("Deze datum is al voorbij.")
        if day > timezone.localdate() + timedelta(days=366):
            raise forms.ValidationError("Een toestemming geldt hoogstens een jaar. Kies een eerdere datum.")
        return day

    def filled(self) -> Toestemming:
        """The toestemming as it was filled in, not stored; only after is_valid()."""
        toestemming: Toestemming = self.save(commit=False)
        toestemming.omvang = self.scope()
        toestemming.geldig_tot = end_of_day(self.cleaned_data["tot_en_met"])
        return toestemming


class LinkForm(ScopeForm):
    """A link for the recipient of a toestemming."""

    ontvanger_email = forms.EmailField(
        label="E-mailadres van de ontvanger",
        max_length=254,
        help_text="Naar dit adres gaat de link. De pincode geeft u zelf door, op een andere manier.",
    )
    recht = forms.ChoiceField(
        label="De ontvanger mag",
        choices=LinkRecht.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of de ontvanger mag lezen, of ook schrijven."},
    )
    tot_en_met = forms.DateField(label="De link werkt tot en met", widget=DATE_INPUT)

    tot_tijd = forms.TimeField(
        label="Tot hoe laat",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="Laat leeg als de link de hele laatste dag moet werken.",
    )

    field_order = ["ontvanger_email", "recht", "bereik", "hoofdstukken", "tot_en_met", "tot_tijd", "verzoek"]

    def __init__(self, *args: Any, groeidocument: Groeidocument, toestemming: Toestemming, **kwargs: Any) -> None:
        allowed = toestemming.hoofdstukken
        delen = tuple(deel for deel in groeidocument.format_versie.schema.delen if allowed is None or deel.key in allowed)
        super().__init__(*args, delen=delen, **kwargs)
        if allowed is not None:
            self.fields["bereik"].choices = [(KEUZE, "De hoofdstukken die ik aankruis (zoals in de toestemming staat)")]
            self.fields["bereik"].initial = KEUZE
            self.fields["hoofdstukken"].initial = allowed
        swv = groeidocument.school.samenwerkingsverband
        last_allowed = timezone.localdate(toestemming.geldig_tot - timedelta(seconds=1))
        self.fields["tot_en_met"].initial = min(timezone.localdate() + timedelta(days=swv.link_standaard_dagen), last_allowed)
        self.fields["tot_en_met"].help_text = (
            f"Hoogstens {swv.link_maximum_lezen} dagen om te lezen en {swv.link_maximum_schrijven} dagen om te schrijven. "
            "Na die tijd gaat de link vanzelf dicht."
        )

    def clean_tot_en_met(self) -> date:
        """Refuse a day that is over, or beyond what any samenwerkingsverband may allow; the action knows the exact limit."""
        day: date = self.cleaned_data["tot_en_met"]
        if day < timezone.localdate():
            raise forms.ValidationError("Deze datum is al voorbij.")
        if day > timezone.localdate() + timedelta(days=366):
            raise forms.ValidationError("Een link geldt hoogstens een jaar. Kies een eerdere datum.")
        return day

    def until(self) -> datetime:
        """The moment at which the link ends, in Amsterdam time; only after is_valid()."""
        day, at = self.cleaned_data["tot_en_met"], self.cleaned_data["tot_tijd"]
        return end_of_day(day) if at is None else timezone.make_aware(datetime.combine(day, at))


class PincodeForm(forms.Form):
    """The code that a guest got by another way."""

    pincode = forms.CharField(
        label="Pincode",
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}),
        help_text="Zes cijfers. U kreeg ze van de school: aan de telefoon, per brief of in een gesprek.",
        error_messages={"required": "Vul de pincode in.", "max_length": "Een pincode heeft zes cijfers."},
    )


class SpelregelsForm(forms.Form):
    """The guest is the person of the link, and keeps the rules."""

    ben_ik = forms.BooleanField(error_messages={"required": "Kruis aan dat u dit bent. Bent u het niet? Kies dan “Ik ben iemand anders”."})
    spelregels = forms.BooleanField(
        label="Ik houd mij aan deze regels", error_messages={"required": "Kruis aan dat u zich aan de regels houdt."}
    )

    def __init__(self, *args: Any, naam: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ben_ik"].label = f"Ik ben {naam}"
