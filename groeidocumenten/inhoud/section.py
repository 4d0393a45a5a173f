"""The form of one section inside a running file: what the format engine has to know of the file to make it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from formats.forms import SectieForm
from formats.schema import Datum, JaNee, Keuze, KorteTekst, LangeTekst, Meerkeuze, Rijen, Sectie
from groeidocumenten.dossiers import guests

from .actions import Saved
from .content import Inhoud


def section_form(inhoud: Inhoud, sectie: Sectie, current: Saved, *, data: Mapping[str, Any] | None = None) -> SectieForm:
    """The form of a section for this viewer.

    Args:
        sectie: as the opened file gives it, with only the questions that this viewer may read.
        current: the state that is filled in further.
        data: what was sent, or None to show the answers.
    """
    known = tuple(veld for veld in sectie.velden if isinstance(veld, KorteTekst | LangeTekst | Keuze | Meerkeuze | Datum | JaNee | Rijen))
    sectie = sectie.model_copy(update={"velden": known})
    return SectieForm(sectie, current.antwoorden, data=data, editable=inhoud.geopend.invullers)


def typed_elsewhere(request: HttpRequest, form: SectieForm) -> list[tuple[str, str]]:
    """What was sent under names that this form does not have."""
    return [(name, value) for name, value in guests.typed(request) if name not in form.fields and name != "vorm"]
