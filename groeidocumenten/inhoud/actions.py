"""Deeds on the content: save a section, add an aanvulling, and read both. Nothing that was saved is ever overwritten or removed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from formats.schema import Bestand, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note, touch
from groeidocumenten.dossiers.models import Groeidocument, Handeling, Toegangslink

from .models import Aanvulling, Antwoordversie, Author, Sectieantwoord, open_from, seal_into
from .stemmen import Stem, voices_at, wrote
from .visible import merged, only


@dataclass(frozen=True)
class Saved:
    """One saved state of a section, opened."""

    versie: int = 0
    antwoorden: dict[str, Any] = field(default_factory=dict)
    door: str = ""
    op: datetime | None = None


class Conflict(Exception):
    """Somebody else saved this section since the form was shown; `current` is what they saved."""

    def __init__(self, current: Saved) -> None:
        super().__init__("section was saved by somebody else")
        self.current = current


def saved_sections(geopend: GeopendDossier) -> dict[str, Saved]:
    """The newest state of every section in the hoofdstukken that this viewer may see, with only the answers that this viewer may read.

    One query, whatever their number.
    """
    return {row.sectie: opened(row, geopend) for row in newest_rows(geopend.groeidocument).filter(sectie__in=geopend.velden)}


def saved_section(geopend: GeopendDossier, sectie: Sectie) -> Saved:
    """The newest state of one section, as this viewer may read it; an empty one if nothing was saved yet."""
    row = newest_rows(geopend.groeidocument).filter(sectie=sectie.key).first()
    return opened(row, geopend) if row else Saved()


def newest_rows(groeidocument: Groeidocument) -> QuerySet[Antwoordversie]:
    """The newest row of every section that was ever saved, sealed; who opens one judges who reads what."""
    rows = groeidocument.antwoordversies.all()
    newest = rows.filter(sectie=OuterRef("sectie"), groeidocument=OuterRef("groeidocument")).order_by("-versie").values("versie")[:1]
    return rows.filter(versie=Subquery(newest))


def opened(row: Antwoordversie, geopend: GeopendDossier) -> Saved:
    """A row with only what this viewer may see: what is not in here, no page or print can show."""
    seen = only(open_from(row, "antwoorden"), geopend.velden.get(row.sectie, ()), geopend.lezer)
    return Saved(versie=row.versie, antwoorden=seen, door=open_from(row, "naam"), op=row.op)


def save_section(*, geopend: GeopendDossier, sectie: Sectie, antwoorden: dict[str, Any], versie: int) -> Saved:
    """Save a section if nobody else did since version `versie` was shown.

    Only the fields that this viewer sees and fills in change, whatever was sent; files come and go by acts of their own (`files`).

    Args:
        antwoorden: what the section's form gave, keyed by field.
        versie: the version that the form was made from, 0 for an empty section.

    Returns:
        The new state; the present one, unchanged, if the answers are the same (a repeated post).

    Raises:
        AccessOver: if the right ended since the request began; nothing was saved.
        Conflict: if somebody else saved; nothing was saved, and `current` has their text.
    """
    own = [veld for veld in geopend.velden.get(sectie.key, ()) if geopend.fills(veld) and not isinstance(veld, Bestand)]
    with transaction.atomic():
        geopend.reopen(Recht.AANVULLEN)
        row = newest_rows(geopend.groeidocument).filter(sectie=sectie.key).first()
        before = open_from(row, "antwoorden") if row else {}
        after = merged(before, antwoorden, own, geopend.lezer)
        if row and after == before:
            return opened(row, geopend)
        if versie != (row.versie if row else 0):
            raise Conflict(opened(row, geopend) if row else Saved())
        return opened(write_version(geopend, sectie.key, after, versie), geopend)


def write_version(
    geopend: GeopendDossier, sectie: str, antwoorden: dict[str, Any], versie: int, *, namens: Toegangslink | None = None
) -> Antwoordversie:
    """Add the state after `versie` of a section, in the transaction of an act that asked the door again.

    Args:
        namens: whose words these are, when the school puts what a guest left behind into the file.

    Raises:
        Conflict: if a state with that number is there already.
    """
    Sectieantwoord.unguarded.get_or_create(groeidocument=geopend.groeidocument, sectie=sectie)
    counter = Sectieantwoord.unguarded.filter(groeidocument=geopend.groeidocument, sectie=sectie, versie=versie)
    if not counter.update(versie=F("versie") + 1):
        raise Conflict(opened(newest_rows(geopend.groeidocument).get(sectie=sectie), geopend))
    row = Antwoordversie(groeidocument=geopend.groeidocument, sectie=sectie, versie=versie + 1)
    seal_into(row, "antwoorden", antwoorden)
    sign(row, geopend, namens)
    row.save(force_insert=True)
    touch(geopend)
    note(Handeling.BEWAARD, geopend, sectie)
    return row


def aanvullingen(geopend: GeopendDossier, hoofdstuk: str | None = None) -> dict[str, list[Stem]]:
    """Aanvullingen and zienswijzen by hoofdstuk, oldest first, of what this viewer may see, for screen and print; two queries.

    Args:
        hoofdstuk: only those of this hoofdstuk.
    """
    visible = [deel.key for deel in geopend.hoofdstukken if hoofdstuk in (None, deel.key)]
    return voices_at(geopend, visible, {veld.key: veld.label for velden in geopend.velden.values() for veld in velden})


@transaction.atomic
def add_aanvulling(*, geopend: GeopendDossier, hoofdstuk: str, tekst: str, verzoek: UUID) -> None:
    """Add a text to a hoofdstuk under the viewer's own name.

    Args:
        verzoek: the form's one-time id; a repeated post adds nothing.

    Raises:
        AccessOver: if the right ended since the request began.
    """
    geopend.reopen(Recht.AANVULLEN)
    if geopend.groeidocument.aanvullingen.filter(pk=verzoek).exists():
        return
    row = Aanvulling(pk=verzoek, groeidocument=geopend.groeidocument, hoofdstuk=hoofdstuk)
    seal_into(row, "tekst", tekst)
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    touch(geopend)
    note(Handeling.AANGEVULD, geopend, hoofdstuk)


@transaction.atomic
def correct_aanvulling(*, geopend: GeopendDossier, pk: UUID, tekst: str, verzoek: UUID) -> None:
    """Put another text in the place of an own one; the earlier text stays to be read.

    Args:
        verzoek: the form's one-time id; a repeated post changes nothing.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if it is somebody else's, was replaced or withdrawn, or `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.AANVULLEN)
    if geopend.groeidocument.aanvullingen.filter(pk=verzoek, vervangt=pk).exists():
        return
    before = _own_voice(geopend, pk)
    row = Aanvulling(pk=verzoek, groeidocument=geopend.groeidocument, hoofdstuk=before.hoofdstuk, vervangt=before)
    seal_into(row, "tekst", tekst)
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    touch(geopend)
    note(Handeling.AANGEVULD, geopend, before.hoofdstuk)


@transaction.atomic
def withdraw_aanvulling(*, geopend: GeopendDossier, pk: UUID) -> None:
    """Take an own text back. That it was there stays to be seen.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if it is somebody else's, or was replaced or withdrawn.
    """
    geopend.reopen(Recht.AANVULLEN)
    row = _own_voice(geopend, pk)
    row.ingetrokken_op = timezone.now()
    row.save(update_fields=["ingetrokken_op"])
    touch(geopend)
    note(Handeling.AANGEVULD, geopend, row.hoofdstuk)


def _own_voice(geopend: GeopendDossier, pk: UUID) -> Aanvulling:
    row = geopend.groeidocument.aanvullingen.filter(pk=pk, ingetrokken_op__isnull=True, vervangen_door__isnull=True).first()
    if row is None or not wrote(row, geopend):
        raise ValidationError("Deze tekst is al veranderd of ingetrokken. Kijk wat er nu staat.")
    return row


def sign(row: Author, geopend: GeopendDossier, namens: Toegangslink | None = None) -> None:
    """Put who is writing into a row that is not stored yet: the viewer, or the guest whose words these are."""
    viewer = geopend.viewer
    link = namens or viewer.link
    row.door, row.link = (None, link) if link is not None else (viewer.user, None)
    seal_into(row, "naam", namens.ontvanger_naam if namens else viewer.name)
