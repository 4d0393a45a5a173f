"""Forms of sharing: how much of a file, and the code that a guest got by another way. The forms of toestemming and links stand beside this one."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from formats.models import FormatVersie, Soort
from groeidocumenten.documenten.empty_forms import published_for
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.forms import OnceForm
from groeidocumenten.dossiers.models import Bereik, Deelgrond, Omvang
from groeidocumenten.vragen.reading import fits

from .dekking import covers, shareable_documents, shareable_questions

LEZEN, INVULLEN = "lezen", "invullen"


class ScopeForm(OnceForm):
    """The whole file, chosen hoofdstukken, one document or one formulier; nothing is chosen beforehand."""

    bereik = forms.ChoiceField(
        label="Wat mag deze persoon zien?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of u het hele groeidocument deelt of een deel ervan."},
    )
    hoofdstukken = forms.MultipleChoiceField(label="Welke hoofdstukken?", required=False, widget=forms.CheckboxSelectMultiple)
    document = forms.ChoiceField(label="Welk document?", required=False)
    formulier = forms.ChoiceField(label="Welk formulier?", required=False)

    SAID = {
        Bereik.HOOFDSTUKKEN: "Alleen de hoofdstukken die ik aankruis",
        Bereik.HEEL: "Het hele groeidocument",
        Bereik.DOCUMENT: "Eén document",
        Bereik.FORMULIER: "Eén formulier",
    }
    MISSING = {
        Bereik.HOOFDSTUKKEN: "Kruis ten minste één hoofdstuk aan.",
        Bereik.DOCUMENT: "Kies welk document u deelt.",
        Bereik.FORMULIER: "Kies welk formulier u deelt.",
    }

    def __init__(self, *args: Any, geopend: GeopendDossier, grond: Deelgrond | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.geopend, self.grond = geopend, grond
        self._versies: dict[str, tuple[FormatVersie, str]] = {}
        choices: dict[str, list[Any]] = {
            "hoofdstukken": [(deel.key, deel.titel) for deel in self._chapters()],
            "document": self._documents(),
            "formulier": self._questions() + self._formats(),
        }
        for name, found in choices.items():
            field = self.fields[name]
            field.conditional = True  # asked for by `bereik`; the template does not call it optional
            if name == "hoofdstukken":
                field.choices = found
            else:
                field.choices = [("", "Maak een keuze"), *found]
        self.fields["bereik"].choices = [(one.value, said) for one, said in self.SAID.items() if self._offered(one, choices)]
        for name in [name for name, found in choices.items() if not found]:
            del self.fields[name]

    def _offered(self, bereik: Bereik, choices: dict[str, list[Any]]) -> bool:
        if bereik == Bereik.HEEL:
            return self._covered(Omvang(Bereik.HEEL))
        return bool(choices[bereik.value])

    def _covered(self, omvang: Omvang, formulier: UUID | None = None) -> bool:
        return self.grond is None or covers(self.geopend, self.grond, omvang, formulier=formulier)

    def _chapters(self) -> list[Any]:
        delen = self.geopend.groeidocument.format_versie.schema.delen
        return [deel for deel in delen if self._covered(Omvang(Bereik.HOOFDSTUKKEN, (deel.key,)))]

    def _documents(self) -> list[tuple[str, str]]:
        found = []
        for one in shareable_documents(self.geopend):
            if self._covered(Omvang(Bereik.DOCUMENT, stuk=one.document.pk)):
                found.append((str(one.document.pk), f"{one.naam} ({one.klasse})" if one.klasse else one.naam))
        return found

    def _questions(self) -> list[tuple[str, str]]:
        return [
            (f"{LEZEN}:{one.vraag.pk}", f"Lezen: {one.titel}, ingevuld door {one.naam}")
            for one in shareable_questions(self.geopend)
            if self._covered(Omvang(Bereik.FORMULIER, stuk=one.vraag.pk))
        ]

    def _formats(self) -> list[tuple[str, str]]:
        """Formulieren in which a guest finds something to fill in, each variant apart."""
        for versie in published_for(self.geopend).filter(format__soort=Soort.FORMULIER):
            if not self._covered(Omvang(Bereik.FORMULIER, stuk=versie.format_id), versie.format_id):
                continue
            for key in [one.key for one in versie.schema.varianten] or [""]:
                if fits(versie.schema.for_variant(key), "deskundige"):
                    self._versies[f"{INVULLEN}:{versie.pk}:{key}"] = (versie, key)
        return [
            (key, f"Laten invullen: {versie.format.titel}{self._variant(versie, variant)}")
            for key, (versie, variant) in self._versies.items()
        ]

    def _variant(self, versie: FormatVersie, key: str) -> str:
        return next((f", {one.naam}" for one in versie.schema.varianten if one.key == key), "")

    def clean(self) -> dict[str, Any]:
        """Refuse a choice of nothing."""
        cleaned = super().clean() or self.cleaned_data
        bereik = cleaned.get("bereik")
        if bereik in self.MISSING and not cleaned.get(bereik) and bereik not in self.errors:
            self.add_error(bereik, self.MISSING[Bereik(bereik)])
        return cleaned

    def scope(self) -> Omvang:
        """How much was chosen; only after is_valid(). A formulier that is to be filled in is named by its format."""
        bereik = Bereik(self.cleaned_data["bereik"])
        if bereik == Bereik.HOOFDSTUKKEN:
            return Omvang(bereik, tuple(self.cleaned_data["hoofdstukken"]))
        if bereik == Bereik.DOCUMENT:
            return Omvang(bereik, stuk=UUID(self.cleaned_data["document"]))
        if bereik == Bereik.FORMULIER:
            chosen = self.to_fill_in
            return Omvang(bereik, stuk=chosen[0].format_id if chosen else UUID(self.cleaned_data["formulier"].partition(":")[2]))
        return Omvang(bereik)

    @property
    def to_fill_in(self) -> tuple[FormatVersie, str] | None:
        """The formulier that the guest is to fill in, and its variant; None for anything else. Only after is_valid()."""
        if self.cleaned_data["bereik"] != Bereik.FORMULIER:
            return None
        return self._versies.get(self.cleaned_data["formulier"])


class PincodeForm(forms.Form):
    """The code that a guest got by another way."""

    pincode = forms.CharField(
        label=_("Pincode"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}),
        help_text=_("Zes cijfers. U kreeg ze van de school: aan de telefoon, per brief of in een gesprek."),
        error_messages={"required": _("Vul de pincode in."), "max_length": _("Een pincode heeft zes cijfers.")},
    )


class SpelregelsForm(forms.Form):
    """The guest is the person of the link, and keeps the rules."""

    ben_ik = forms.BooleanField(
        error_messages={"required": _("Kruis aan dat u dit bent. Bent u het niet? Kies dan “Ik ben iemand anders”.")}
    )
    spelregels = forms.BooleanField(
        label=_("Ik houd mij aan deze regels"), error_messages={"required": _("Kruis aan dat u zich aan de regels houdt.")}
    )

    def __init__(self, *args: Any, naam: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ben_ik"].label = _("Ik ben %(naam)s") % {"naam": naam}
