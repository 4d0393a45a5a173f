"""The two forms of "Controleer uw eigen format": which education and which file, and then element by element what stands in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from formats.law import ONDERWIJSTYPEN, Element
from formats.law_signals import MAX_PASSAGE, Vindplaats

MAX_WAAR = 200
_STERKTE = {"altijd": "", "indien_van_toepassing": " (als het voorkomt)", "advies": " (advies)"}


class BeginForm(forms.Form):
    """For which education, and the file, if there is one."""

    onderwijstype = forms.ChoiceField(
        label="Voor welk onderwijs is het format?",
        choices=list(ONDERWIJSTYPEN.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Kies voor welk onderwijs het format is.", "invalid_choice": "Kies voor welk onderwijs het format is."},
    )
    bestand = forms.FileField(
        label="Uw format",
        required=False,
        allow_empty_file=True,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.json"}),
        help_text="Word (.docx), PDF, of een format dat uit dit portaal komt (.json). Hoogstens 10 MB. Kies liefst een leeg format. "
        "Zonder bestand kan ook: dan loopt u alleen de vragen langs.",
        error_messages={"max_length": "De naam van dit bestand is te lang. Geef het een kortere naam en kies het opnieuw."},
    )


@dataclass(frozen=True)
class Vraag:
    """One element as the page shows it."""

    element: Element
    antwoord: BoundField
    waar: BoundField
    passage: BoundField

    @property
    def gevonden(self) -> bool:
        """Whether the file seems to hold it."""
        return bool(self.passage.value())


@dataclass(frozen=True)
class Uitslag:
    """One element with what the person said about it."""

    element: Element
    antwoord: str
    waar: str

    @property
    def in_orde(self) -> bool:
        """Whether nothing has to be done."""
        return self.antwoord != "nee"


class BevestigForm(forms.Form):
    """One question per element: does it stand in the format, and where.

    Args:
        elementen: what the law asks of this kind of education today.
        gevonden: where the file seems to hold it, by code.
        data: what was sent, or None to show the proposals.
    """

    def __init__(
        self, elementen: Sequence[Element], gevonden: Mapping[str, Vindplaats] | None = None, *, data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data=data)
        self._elementen = elementen
        for element in elementen:
            place = (gevonden or {}).get(element.code)
            choices = [("ja", "Ja, dit staat erin"), ("nee", "Nee, dit staat er niet in")]
            if element.eis == "indien_van_toepassing":
                choices.append(("nvt", "Dit komt bij ons niet voor"))
            shown = str((data or {}).get(f"passage_{element.code}", place.passage if place else ""))[: MAX_PASSAGE + 2]
            required = f"Kies of ‘{element.naam}’ in uw format staat."
            self.fields[f"antwoord_{element.code}"] = forms.ChoiceField(
                label=element.naam + _STERKTE[element.eis],
                choices=choices,
                widget=forms.RadioSelect,
                initial="ja" if place else None,
                help_text=_explained(element, shown),
                error_messages={"required": required, "invalid_choice": required},
            )
            self.fields[f"waar_{element.code}"] = forms.CharField(
                label="Waar staat het?",
                required=False,
                max_length=MAX_WAAR,
                initial=shown if len(shown) <= MAX_WAAR else "",
                error_messages={"max_length": f"Gebruik hoogstens {MAX_WAAR} tekens."},
            )
            # What was found travels along, as nothing is kept here. It is shown, never believed.
            self.fields[f"passage_{element.code}"] = forms.CharField(
                label="Gevonden tekst", required=False, widget=forms.HiddenInput, initial=shown
            )

    def vragen(self) -> Iterator[Vraag]:
        """Each element with its inputs."""
        for element in self._elementen:
            code = element.code
            yield Vraag(element, self[f"antwoord_{code}"], self[f"waar_{code}"], self[f"passage_{code}"])

    def uitslagen(self) -> list[Uitslag]:
        """What was said of each element; only of a valid form."""
        said = self.cleaned_data
        return [Uitslag(one, said[f"antwoord_{one.code}"], said[f"waar_{one.code}"]) for one in self._elementen]


def _explained(element: Element, passage: str) -> SafeString:
    """What must stand there, and what was found."""
    found = format_html("<p><strong>Gevonden:</strong> “{}”</p>", passage) if passage else ""
    return format_html("<p>{}</p>{}", element.uitleg, found)
