"""Forms of links: a new one, longer, again, and why one is taken back."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.forms import DATE_INPUT, ClearForm, OnceForm, end_of_day
from groeidocumenten.dossiers.models import Bereik, Deelgrond, LinkRecht, Omvang, Toegangslink

from .beheer import Periode
from .forms import ScopeForm
from .forms_toestemming import clean_last_day
from .grenzen import Wens, maximum_end
from .gronden import Grondregel

MOST_VISITS, MOST_DEVICES = 500, 20


class PeriodeMixin(forms.Form):
    """From when until when. A day means until midnight in Amsterdam; a time ends it earlier."""

    tot_en_met = forms.DateField(label="De link werkt tot en met", widget=DATE_INPUT)
    tot_tijd = forms.TimeField(
        label="Tot hoe laat",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="Laat leeg als de link de hele laatste dag moet werken.",
    )
    vanaf = forms.DateField(
        label="De link werkt vanaf", required=False, widget=DATE_INPUT, help_text="Laat leeg als de link meteen moet werken."
    )

    def clean_tot_en_met(self) -> date:
        """Refuse a day that is over, or beyond what any samenwerkingsverband may allow; the action knows the exact limit."""
        return clean_last_day(self.cleaned_data["tot_en_met"], "Een link")

    def clean_vanaf(self) -> date | None:
        """Refuse a beginning in the past or far away; today is now."""
        day: date | None = self.cleaned_data["vanaf"]
        if day is None or day == timezone.localdate():
            return None
        if day < timezone.localdate():
            raise forms.ValidationError("Deze datum is al voorbij. Laat leeg als de link meteen moet werken.")
        return clean_last_day(day, "Een link")

    def until(self) -> datetime:
        """The moment at which the link ends, in Amsterdam time; only after is_valid()."""
        day, at = self.cleaned_data["tot_en_met"], self.cleaned_data.get("tot_tijd")
        return end_of_day(day) if at is None else timezone.make_aware(datetime.combine(day, at))

    def begin(self) -> datetime | None:
        """The moment at which it begins; None for now. Only after is_valid()."""
        day = self.cleaned_data.get("vanaf")
        return None if day is None else timezone.make_aware(datetime.combine(day, time.min))


class LinkForm(PeriodeMixin, ScopeForm):
    """A link for the recipient of a ground."""

    ontvanger_email = forms.EmailField(
        label="E-mailadres van de ontvanger",
        max_length=254,
        help_text="Naar dit adres gaat de link. De pincode geeft u zelf door, op een andere manier.",
    )
    recht = forms.ChoiceField(
        label="De ontvanger mag",
        choices=[(one.value, one.label[:1].upper() + one.label[1:]) for one in LinkRecht],
        widget=forms.RadioSelect,
        help_text="Wie iets voorstelt, verandert niets: de school neemt het over of niet. Wie schrijft, vult de vragen van de school mee in.",
        error_messages={"required": "Kies of de ontvanger mag lezen, of ook schrijven."},
    )
    notitie = forms.CharField(
        label="Notitie voor uzelf en uw collega's",
        required=False,
        max_length=300,
        help_text="Bijvoorbeeld: voor het OT van 12 maart. De ontvanger en de ouders zien dit niet.",
    )
    maximum_bezoeken = forms.IntegerField(
        label="Hoe vaak mag de link worden geopend?",
        required=False,
        min_value=1,
        max_value=MOST_VISITS,
        help_text="Laat leeg voor geen grens.",
    )
    maximum_apparaten = forms.IntegerField(
        label="Op hoeveel apparaten?", required=False, min_value=1, max_value=MOST_DEVICES, help_text="Laat leeg voor geen grens."
    )

    field_order = [
        "ontvanger_email", "recht", "bereik", "hoofdstukken", "document", "formulier", "tot_en_met", "tot_tijd", "vanaf", "notitie",
        "maximum_bezoeken", "maximum_apparaten", "verzoek",
    ]  # fmt: skip
    # Asked in a part of the page that opens when somebody wants it.
    MORE = ("tot_tijd", "vanaf", "notitie", "maximum_bezoeken", "maximum_apparaten")

    def __init__(self, *args: Any, geopend: GeopendDossier, grond: Deelgrond, **kwargs: Any) -> None:
        super().__init__(*args, geopend=geopend, grond=grond, **kwargs)
        self._begin_with(grond)
        swv = geopend.groeidocument.school.samenwerkingsverband
        last_allowed = timezone.localdate(grond.geldig_tot - timedelta(seconds=1))
        self.fields["tot_en_met"].initial = min(timezone.localdate() + timedelta(days=swv.link_standaard_dagen), last_allowed)
        self.fields["tot_en_met"].help_text = (
            f"Hoogstens {swv.link_maximum_lezen} dagen om te lezen, en {swv.link_maximum_schrijven} dagen om voor te stellen of te schrijven. "
            "Na die tijd gaat de link vanzelf dicht."
        )

    def _begin_with(self, grond: Deelgrond) -> None:
        """What the ground names is chosen already: that was decided when it was given."""
        if grond.bereik == Bereik.HEEL:
            return
        self.fields["bereik"].initial = grond.bereik
        if grond.bereik == Bereik.HOOFDSTUKKEN:
            self.fields["hoofdstukken"].initial = grond.hoofdstukken
        elif grond.bereik in self.fields:
            field: Any = self.fields[grond.bereik]
            field.initial = next((key for key, _ in field.choices if key), "")

    def wens(self) -> Wens:
        """What was asked for; only after is_valid()."""
        given, chosen = self.cleaned_data, self.to_fill_in
        return Wens(
            ontvanger_email=given["ontvanger_email"],
            recht=LinkRecht(given["recht"]),
            omvang=self.scope(),
            geldig_tot=self.until(),
            geldig_van=self.begin(),
            notitie=given["notitie"],
            maximum_bezoeken=given["maximum_bezoeken"],
            maximum_apparaten=given["maximum_apparaten"],
            formulier=chosen[0] if chosen else None,
            variant=chosen[1] if chosen else "",
        )

    @property
    def previewed(self) -> Omvang | None:
        """How much was chosen, also when the rest of the form is not right yet; None when that cannot be said, or nothing is there yet."""
        if self.is_bound and not {"bereik", "hoofdstukken", "document", "formulier"} & set(self.errors) and self.cleaned_data.get("bereik"):
            return None if self.to_fill_in else self.scope()
        return None


class VraagLinkForm(PeriodeMixin, OnceForm):
    """A link by which somebody without an account answers one question for toestemming."""

    ontvanger_email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Naar dit adres gaat de link. De pincode geeft u zelf door, op een andere manier.",
    )
    tot_tijd = None  # type: ignore[assignment]
    vanaf = None  # type: ignore[assignment]
    field_order = ["ontvanger_email", "tot_en_met", "verzoek"]


class VerlengForm(PeriodeMixin, ClearForm):
    """A later end."""

    vanaf = None  # type: ignore[assignment]

    def __init__(self, *args: Any, link: Toegangslink, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        local = timezone.localtime(link.geldig_tot)
        midnight = (local.hour, local.minute) == (0, 0)
        self.fields["tot_en_met"].initial = (local - timedelta(seconds=1)).date() if midnight else local.date()
        self.fields["tot_tijd"].initial = None if midnight else local.time()
        latest = min(maximum_end(link.groeidocument, LinkRecht(link.recht)), link.grond.geldig_tot)
        self.fields["tot_en_met"].help_text = f"Hoogstens tot en met {timezone.localtime(latest - timedelta(seconds=1)):%d-%m-%Y}."


class HergebruikForm(PeriodeMixin, ClearForm):
    """For a next meeting: on which ground, from when until when."""

    grond = forms.ChoiceField(
        label="Geldt de toestemming ook voor deze keer?",
        widget=forms.RadioSelect,
        help_text="Kies waarop u deelt. Staat er niets dat past? Vraag dan eerst opnieuw toestemming.",
        error_messages={"required": "Kies waarop u deze keer deelt."},
    )
    verstuur = forms.BooleanField(
        label="Stuur ook een nieuwe mail met de link",
        required=False,
        help_text="De link in de oude mail werkt dan niet meer. Laat leeg als de ontvanger de mail nog heeft.",
    )
    generatie = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)

    field_order = ["grond", "tot_en_met", "tot_tijd", "vanaf", "verstuur", "generatie"]

    def __init__(self, *args: Any, grounds: list[Grondregel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._grounds = {str(one.grond.pk): one.grond for one in grounds}
        field: Any = self.fields["grond"]
        field.choices = [(str(one.grond.pk), _ground_words(one)) for one in grounds]

    def ground(self) -> Deelgrond:
        """The chosen ground; only after is_valid()."""
        return self._grounds[self.cleaned_data["grond"]]

    def periode(self) -> Periode:
        """From when until when; only after is_valid()."""
        return Periode(self.until(), self.begin())


def _ground_words(one: Grondregel) -> str:
    kind = "Toestemming" if one.is_toestemming else "Grondslag"
    return f"{kind}: {one.waarvoor}, voor {one.grond.ontvanger}, {one.grond.einde}"


class IntrekForm(ClearForm):
    """Why a link is taken back."""

    reden = forms.ChoiceField(
        label="Waarom trekt u de link in?",
        choices=[(one.value, one.label[:1].upper() + one.label[1:]) for one in Toegangslink.Reden if one != Toegangslink.Reden.AFGESLOTEN],
        widget=forms.RadioSelect,
        help_text="Een link die iemand anders heeft gezien, kan niet opnieuw worden gebruikt.",
    )
