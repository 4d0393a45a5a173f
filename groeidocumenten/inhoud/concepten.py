"""What somebody typed and did not save yet, kept on the server for that person alone, so that nothing typed is ever lost.

Half a sentence about a child is not yet part of the file: an autosave writes only a Concept, and "Bewaar" makes the version that others read.
A form has a one-time id; once it was saved, an autosave that was still on its way finds that and changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from formats.schema import Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making

from .models import Concept, open_from, seal_into

# Five times the largest section that anybody could fill in; what is larger is no text of a person.
MAX_CHARACTERS = 1_000_000
FINISHED_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Vorm:
    """Which shown form something was typed in: its one-time id, the section's version and the format that it was made from.

    `vervangt` names the concept that was shown in it, with its stand: "id:stand".
    """

    zitting: UUID
    versie: int
    vorm: str = ""
    vervangt: str = ""


@dataclass(frozen=True)
class Getypt:
    """A concept, opened for its own writer."""

    pk: UUID
    versie: int
    vorm: str
    stand: int
    op: datetime
    velden: QueryDict


def typed_inputs(data: QueryDict) -> list[tuple[str, list[str]]]:
    """The inputs of a sent section form that hold what a person typed."""
    return [(name, values) for name, values in data.lists() if name.startswith("veld_")]


def sent_form(sent: QueryDict) -> Vorm | None:
    """Which shown form was sent; None for one without a sound id."""
    try:
        zitting = UUID(sent.get("zitting", ""))
    except ValueError:
        return None
    return Vorm(zitting, sent_version(sent), sent.get("vorm", "")[:140], sent.get("vervangt", "")[:60])


def sent_version(sent: QueryDict) -> int:
    """The version that the form was made from; nonsense counts as "never saw anything", so that nothing is overwritten by it."""
    return max(number_in(sent, "versie"), 0)


def number_in(sent: QueryDict, name: str) -> int:
    """A version that a form carries in an input; -1 for nonsense, which no version is."""
    text = sent.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def own_concepts(geopend: GeopendDossier, sectie: str) -> list[Getypt]:
    """What this viewer typed in this section and did not save, newest first."""
    rows = _own(geopend, sectie).exclude(inhoud="").order_by("-op")
    return [Getypt(row.pk, row.versie, row.vorm, row.stand, row.op, _opened(row)) for row in rows]


def sections_with_concept(geopend: GeopendDossier) -> set[str]:
    """The sections in which this viewer has unsaved text; one query."""
    rows = geopend.groeidocument.concepten.filter(gebruiker=geopend.viewer.user).exclude(inhoud="")
    return set(rows.values_list("sectie", flat=True))


@transaction.atomic
def keep_concept(*, geopend: GeopendDossier, sectie: Sectie, vorm: Vorm, typed: Iterable[tuple[str, list[str]]]) -> Concept | None:
    """Keep what was typed in a form. What this returns is committed when the transaction ends, so it survives the end of the process.

    Returns:
        The kept row; None if this form was saved already and what was sent came late.

    Raises:
        AccessOver: if the right ended since the request began.
        ValidationError: if it is too much, or the form's id is the key of something else.
    """
    geopend.reopen(Recht.AANVULLEN)
    inputs = list(typed)
    if sum(len(name) + sum(map(len, values)) for name, values in inputs) > MAX_CHARACTERS:
        raise ValidationError("Deze tekst is te lang om te bewaren. Maak hem korter.")
    row = geopend.groeidocument.concepten.filter(pk=vorm.zitting).first()
    if row is not None and (row.gebruiker_id != geopend.viewer.user.pk or row.sectie != sectie.key):
        raise ValidationError("Dit formulier is al gebruikt. Open het opnieuw.")
    if row is not None and not row.inhoud:
        return None
    if row is None:
        row = Concept(pk=vorm.zitting, groeidocument=geopend.groeidocument, gebruiker=geopend.viewer.user, sectie=sectie.key, stand=0)
    row.versie, row.vorm, row.stand, row.op = vorm.versie, vorm.vorm, row.stand + 1, timezone.now()
    seal_into(row, "inhoud", inputs)
    if row.stand > 1:
        row.save(update_fields=["versie", "vorm", "stand", "op", "inhoud"])
    else:
        with making():
            row.save(force_insert=True)
    _drop_shown(geopend, sectie.key, vorm.vervangt)
    return row


def finish(geopend: GeopendDossier, sectie: str, vorm: Vorm) -> None:
    """Say that a form was saved, in the transaction of that save: its concept is gone, and a late autosave of it finds it finished."""
    own = _own(geopend, sectie)
    own.filter(inhoud="", op__lt=timezone.now() - FINISHED_FOR).delete()
    _drop_shown(geopend, sectie, vorm.vervangt)
    if own.filter(pk=vorm.zitting).update(inhoud="", op=timezone.now()):
        return
    row = Concept(pk=vorm.zitting, groeidocument=geopend.groeidocument, gebruiker=geopend.viewer.user, sectie=sectie)
    with making():
        row.save(force_insert=True)


@transaction.atomic
def discard(*, geopend: GeopendDossier, sectie: str, shown: str) -> None:
    """Throw away the concept that was shown, if nothing was added to it since.

    Args:
        shown: "id:stand".

    Raises:
        AccessOver: if the right ended.
    """
    geopend.reopen(Recht.AANVULLEN)
    _drop_shown(geopend, sectie, shown)


def _drop_shown(geopend: GeopendDossier, sectie: str, shown: str) -> None:
    """Remove the concept that another form took over, unless its own form went on typing meanwhile."""
    key, _colon, stand = shown.partition(":")
    try:
        pk, number = UUID(key), int(stand)
    except ValueError:
        return
    if 0 < number < 2**31:
        _own(geopend, sectie).filter(pk=pk, stand=number).delete()


def _own(geopend: GeopendDossier, sectie: str) -> QuerySet[Concept]:
    return geopend.groeidocument.concepten.filter(gebruiker=geopend.viewer.user, sectie=sectie)


def _opened(row: Concept) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name, values in open_from(row, "inhoud"):
        typed.setlist(name, values)
    return typed
