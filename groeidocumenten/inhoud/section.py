"""The form of one section inside a running file: what the format engine has to know of the file to make it."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from formats.answers import has_answer
from formats.forms import SectieForm
from formats.schema import Bestand, Sectie
from groeidocumenten.dossiers.access import GeopendDossier

from .actions import Saved
from .concepten import typed_inputs
from .content import Inhoud
from .register import proposals


def section_form(
    inhoud: Inhoud, sectie: Sectie, current: Saved, *, data: Mapping[str, Any] | None = None, propose: bool = True
) -> SectieForm:
    """The form of a section for this viewer.

    Args:
        sectie: as the opened file gives it, with only the questions that this viewer may read.
        current: the state that is filled in further.
        data: what was sent, or None to show the answers.
        propose: whether empty questions are filled in beforehand.
    """
    geopend = inhoud.geopend
    deel, _sectie = geopend.schema.sectie(sectie.key)
    files = {veld.key for veld in sectie.velden if isinstance(veld, Bestand)}

    def add_address(key: str) -> str:
        # A file in a row has no page of its own yet: "" shows no way to add one.
        return reverse("inhoud:bestand_toevoegen", args=[geopend.groeidocument.pk, deel.key, sectie.key, key]) if key in files else ""

    return SectieForm(
        sectie,
        current.antwoorden,
        data=data,
        editable=geopend.invullers,
        lezer=geopend.lezer,
        schema=geopend.schema,
        alles=inhoud.alles,
        voorstellen=proposals(inhoud, sectie, current.antwoorden) if propose else {},
        bestand_url=add_address,
        bestand_adres=inhoud.file_address(sectie),
    )


def typed_elsewhere(sent: QueryDict, sectie: Sectie) -> list[tuple[str, str]]:
    """What was sent for questions that this section does not have any more."""
    here = {f"veld_{veld.key}" for veld in sectie.velden}
    elsewhere = [(name, values) for name, values in typed_inputs(sent) if name.partition("__")[0] not in here]
    return [(name, value) for name, values in elsewhere for value in values if value.strip()]


def may_fill(geopend: GeopendDossier, sectie: Sectie) -> bool:
    """Whether this viewer fills in anything in this section."""
    return any(has_answer(veld) and geopend.fills(veld) for veld in sectie.velden)
