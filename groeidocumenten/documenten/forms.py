"""Forms of documents: files, what is said of one, and why one is removed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.forms import DATE_INPUT, ClearForm, OnceForm
from groeidocumenten.inhoud.filetypes import ALLOWED
from groeidocumenten.inhoud.models import open_from

from .actions import Gegevens
from .models import GEGEVEN, Document, Klasse, Soort
from .people import Mens, guides, people_of

MAX_OMSCHRIJVING = 1_000
MAX_REDEN = 500
MAX_FILES = 20
ACCEPT = ".pdf,.docx,.odt,.xlsx,.png,.jpg,.jpeg,.heic"
HELP = f"{ALLOWED}. Samen hoogstens 20 MB. Van een foto blijft alleen het beeld bewaard, niet waar of wanneer hij is gemaakt."
FILE_ERRORS = {
    "required": "Kies eerst een bestand.",
    "empty": "Dit bestand is leeg. Kies een ander bestand.",
    "invalid": "Kies een bestand met de knop hieronder.",
}


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files, each of which must have something in it; cleaned to a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=_ManyFiles(attrs={"accept": ACCEPT}), error_messages=FILE_ERRORS, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Judge each file as a field for one does.

        Raises:
            ValidationError: for none, an empty one, or more than can be handled at once.
        """
        sent = data if isinstance(data, list | tuple) else [data]
        if len(sent) > MAX_FILES:
            raise forms.ValidationError(f"Kies hoogstens {MAX_FILES} bestanden tegelijk.")
        return [super(FilesField, self).clean(one, initial) for one in sent or [None]]


class DirectForm(OnceForm):
    """Files that are dropped on the pupil; what they are is chosen later."""

    bestanden = FilesField(label="Kies een of meer bestanden", help_text=HELP)


class GegevensForm(ClearForm):
    """What is said of a document."""

    soort = forms.ChoiceField(label="Wat voor document is het?", choices=[("", "Kies een soort"), *Soort.choices])
    hoofdstuk = forms.ChoiceField(label="Bij welk hoofdstuk hoort het?", required=False)
    klasse = forms.ChoiceField(label="Wie mag het lezen?", widget=forms.RadioSelect, initial=Klasse.GEWOON)
    lezers = forms.MultipleChoiceField(
        label="Wie mag het psychologisch verslag lezen?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Alleen bij een psychologisch verslag. Wie het groeidocument begeleidt, kan het altijd lezen. "
        "Ouders met gezag hebben recht op inzage; kruis hen niet zomaar uit.",
    )
    geldig_tot = forms.DateField(
        label="Geldig tot en met", required=False, widget=DATE_INPUT, help_text="Na deze dag staat erbij dat het document verlopen is."
    )
    omschrijving = forms.CharField(
        label="Omschrijving", required=False, max_length=MAX_OMSCHRIJVING, widget=forms.Textarea(attrs={"rows": 2})
    )
    eigenaar = forms.ChoiceField(
        label="Wie is verantwoordelijk voor dit document?",
        required=False,
        help_text="De eigenaar mag het document wijzigen, vervangen en verwijderen, net als de school.",
    )

    def __init__(self, *args: Any, geopend: GeopendDossier, document: Document | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._school, self._document = geopend.lezer == "school", document
        # A parent or the pupil shares with the school; whom else the school lets in, the school decides.
        people = [one for one in people_of(geopend) if self._school or (one.rol == "school" and one.pk != geopend.viewer.user.pk)]
        staff = [*guides(geopend), *(one for one in people if one.rol == "school")] if self._school else []
        self._people = {str(one.pk): one for one in [*people, *staff]}
        chapters = [(deel.key, deel.titel) for deel in geopend.hoofdstukken]
        self.fields["hoofdstuk"].choices = [("", "Bij het hele groeidocument"), *chapters]
        self.fields["klasse"].choices = [choice for choice in Klasse.choices if choice[0] not in GEGEVEN]
        self.fields["lezers"].choices = _labels(people)
        self.fields["lezers"].initial = [str(one.pk) for one in people if one.rol == "ouder"]
        self.fields["eigenaar"].choices = [("", "Wie het toevoegde"), *_labels(staff)]
        self._fit()

    def _fit(self) -> None:
        """Leave out what this viewer has nothing to choose in, and show what stands there now."""
        document = self._document
        asked = document is not None and document.klasse in GEGEVEN
        for name, there in (("klasse", not asked), ("lezers", not asked and self.fields["lezers"].choices), ("eigenaar", self._school)):
            if not there:
                del self.fields[name]
        if document is None or not document.ingedeeld:
            return
        eigenaar = str(document.eigenaar_id or "")
        if "eigenaar" in self.fields and eigenaar and eigenaar not in dict(self.fields["eigenaar"].choices):
            self.fields["eigenaar"].choices[0] = ("", "Blijft zoals het is")
        elif "eigenaar" in self.fields:
            self.initial["eigenaar"] = eigenaar
        self.initial.update({name: getattr(document, name) for name in ("soort", "hoofdstuk", "klasse", "geldig_tot")})
        self.initial["omschrijving"] = open_from(document, "omschrijving") if document.omschrijving else ""
        self.initial["lezers"] = [str(pk) for pk in document.lezers.values_list("gebruiker_id", flat=True)]

    def clean_geldig_tot(self) -> date | None:
        """Refuse a day that is over for a new document, or far away."""
        day: date | None = self.cleaned_data["geldig_tot"]
        if day is not None and day.year > timezone.localdate().year + 30:
            raise forms.ValidationError("Deze datum ligt te ver weg. Controleer het jaar.")
        if day is not None and day.year < timezone.localdate().year - 30:
            raise forms.ValidationError("Deze datum ligt te ver terug. Controleer het jaar.")
        return day

    def gegevens(self) -> Gegevens:
        """What was filled in; only after is_valid(). Readers whom this viewer cannot choose stay as they were."""
        given, document = self.cleaned_data, self._document
        klasse = given.get("klasse") or (document.klasse if document else Klasse.GEWOON)
        offered = {self._people[value].pk for value, _label in self.fields["lezers"].choices} if "lezers" in self.fields else set()
        stay = set(document.lezers.values_list("gebruiker_id", flat=True)) - offered if document else set()
        ticked = {self._people[value].pk for value in given.get("lezers", ())}
        return Gegevens(
            soort=given["soort"],
            hoofdstuk=given["hoofdstuk"],
            klasse=klasse,
            geldig_tot=given["geldig_tot"],
            omschrijving=given["omschrijving"],
            lezers=frozenset(ticked | stay) if klasse in (Klasse.PSYCHOLOGISCH, *GEGEVEN) else frozenset(),
            eigenaar=self._owner(given.get("eigenaar", "")),
        )

    def _owner(self, chosen: str) -> User | None:
        return self._people[chosen].gebruiker if chosen else None


class DocumentForm(GegevensForm, OnceForm):
    """One document with everything that is said of it."""

    bestand = forms.FileField(
        label="Kies een bestand", help_text=HELP, widget=forms.FileInput(attrs={"accept": ACCEPT}), error_messages=FILE_ERRORS
    )

    field_order = ["bestand", "soort", "hoofdstuk", "klasse", "lezers", "geldig_tot", "omschrijving", "eigenaar", "verzoek"]


class VervangForm(OnceForm):
    """A newer file."""

    bestand = forms.FileField(
        label="Kies het nieuwe bestand", help_text=HELP, widget=forms.FileInput(attrs={"accept": ACCEPT}), error_messages=FILE_ERRORS
    )


class VerwijderForm(ClearForm):
    """Why a document is removed."""

    reden = forms.CharField(
        label="Waarom verwijdert u dit document?",
        max_length=MAX_REDEN,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bijvoorbeeld: het hoort bij een andere leerling. De school leest deze reden.",
        error_messages={"required": "Schrijf in één zin waarom u dit document verwijdert."},
    )


def _labels(people: Iterable[Mens]) -> list[tuple[str, str]]:
    return list({str(one.pk): (str(one.pk), one.label) for one in people}.values())
