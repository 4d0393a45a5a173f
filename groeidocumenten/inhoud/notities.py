"""Notes that are no text of the file: of a talk with the pupil, private until its writer shares it, and working notes, for ever the writer's own.

Neither is printed, exported, carried to a next file or named in the journaal by what it says.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from formats.schema import Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note, touch
from groeidocumenten.dossiers.models import Handeling

from .actions import sign
from .models import Gespreksnotitie, Kindgesprek, Werkaantekening, open_from, seal_into
from .stemmen import wrote

CHANGED = "Deze notitie is ondertussen gewijzigd. Kopieer uw tekst, open de notitie opnieuw en voeg samen wat u wilt houden."


@dataclass(frozen=True)
class Notitie:
    """A note, opened for somebody who may read it."""

    pk: UUID
    soort: str
    naam: str
    op: datetime
    tekst: str
    versie: int
    eigen: bool
    gesprek_op: date | None = None
    gedeeld_op: datetime | None = None
    lezers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gesprek:
    """Who talked with the pupil about a section."""

    gevoerd_door: str
    gevoerd_op: date


def notities(geopend: GeopendDossier) -> list[Notitie]:
    """The notes of talks that this viewer wrote or that were shared with this viewer; one query. A guest has none."""
    if geopend.lezer == "deskundige":
        return []
    rows = geopend.groeidocument.gespreksnotities.all()
    return [_talk(row, geopend) for row in rows if wrote(row, geopend) or (row.gedeeld_op and geopend.lezer in row.lezers)]


def werkaantekeningen(geopend: GeopendDossier) -> list[Notitie]:
    """The own working notes; one query."""
    if geopend.viewer.is_guest:
        return []
    return [_work(row) for row in geopend.groeidocument.werkaantekeningen.filter(door=geopend.viewer.user)]


def own_note(geopend: GeopendDossier, pk: UUID) -> Notitie | None:
    """An own note of either kind; None for every other id."""
    return next((one for one in (*notities(geopend), *werkaantekeningen(geopend)) if one.pk == pk and one.eigen), None)


def _talk(row: Gespreksnotitie, geopend: GeopendDossier) -> Notitie:
    return Notitie(
        row.pk,
        "gesprek",
        open_from(row, "naam"),
        row.op,
        open_from(row, "tekst"),
        row.versie,
        wrote(row, geopend),
        row.gesprek_op,
        row.gedeeld_op,
        tuple(row.lezers),
    )


def _work(row: Werkaantekening) -> Notitie:
    return Notitie(row.pk, "werk", open_from(row, "naam"), row.op, open_from(row, "tekst"), row.versie, True)


@transaction.atomic
def write_note(*, geopend: GeopendDossier, tekst: str, gesprek_op: date | None, verzoek: UUID) -> None:
    """Make a note; of a talk if it has a day, else a working note.

    Args:
        verzoek: the form's one-time id; a repeated post makes nothing.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    if own_note(geopend, verzoek) is not None:
        return
    row: Gespreksnotitie | Werkaantekening
    if gesprek_op is None:
        row = Werkaantekening(pk=verzoek, groeidocument=geopend.groeidocument)
    else:
        row = Gespreksnotitie(pk=verzoek, groeidocument=geopend.groeidocument, gesprek_op=gesprek_op)
    seal_into(row, "tekst", tekst)
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    if gesprek_op is not None:
        note(Handeling.GESPREKSNOTITIE, geopend, str(row.pk))


@transaction.atomic
def rewrite_note(*, geopend: GeopendDossier, notitie: Notitie, tekst: str, gesprek_op: date | None, versie: int) -> None:
    """Change an own note. One that was shared stays as it was read.

    Args:
        versie: the version that was shown; another one means that it was changed in another window.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if it was changed or shared since.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    row = _own_row(geopend, notitie)
    if row is None or row.versie != versie:
        raise ValidationError(CHANGED)
    seal_into(row, "tekst", tekst)
    row.versie += 1
    if isinstance(row, Gespreksnotitie) and gesprek_op is not None:
        row.gesprek_op = gesprek_op
    row.save()


@transaction.atomic
def remove_note(*, geopend: GeopendDossier, notitie: Notitie) -> None:
    """Throw an own note away that nobody else ever saw.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if it was shared.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    row = _own_row(geopend, notitie)
    if row is None:
        raise ValidationError("Deze notitie is gedeeld. Daarom blijft hij staan.")
    row.delete()


@transaction.atomic
def share_note(*, geopend: GeopendDossier, notitie: Notitie, lezers: list[str]) -> None:
    """Let others read an own note of a talk: the school, and who is named. What was shared is not changed any more.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if it is no note of a talk, or was shared.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    row = _own_row(geopend, notitie)
    if not isinstance(row, Gespreksnotitie):
        raise ValidationError("Deze notitie kunt u niet delen.")
    row.gedeeld_op, row.lezers = timezone.now(), ["school", *(one for one in ("ouder", "leerling") if one in lezers)]
    row.save(update_fields=["gedeeld_op", "lezers"])
    touch(geopend)
    note(Handeling.NOTITIE_GEDEELD, geopend, str(row.pk))


def _own_row(geopend: GeopendDossier, notitie: Notitie) -> Gespreksnotitie | Werkaantekening | None:
    """The row of an own note that can still be changed."""
    user = geopend.viewer.user
    if notitie.soort == "werk":
        return geopend.groeidocument.werkaantekeningen.filter(pk=notitie.pk, door=user).first()
    return geopend.groeidocument.gespreksnotities.filter(pk=notitie.pk, door=user, gedeeld_op__isnull=True).first()


# --- The talk behind the pupil's own part --------------------------------------------------------


def asks_the_pupil(geopend: GeopendDossier, sectie: Sectie) -> bool:
    """Whether this viewer reads questions to the pupil in a section."""
    return any(veld.invuller == "leerling" for veld in geopend.velden.get(sectie.key, ()))


def gesprekken(geopend: GeopendDossier) -> dict[str, Gesprek]:
    """Who talked with the pupil, by section, where this viewer reads what the pupil said; one query. For screen and print."""
    asked = {key for key, velden in geopend.velden.items() if any(veld.invuller == "leerling" for veld in velden)}
    rows = geopend.groeidocument.kindgesprekken.filter(sectie__in=asked)
    return {row.sectie: Gesprek(open_from(row, "gevoerd_door"), row.gevoerd_op) for row in rows}


@transaction.atomic
def record_gesprek(*, geopend: GeopendDossier, sectie: Sectie, gevoerd_door: str, gevoerd_op: date, verzoek: UUID) -> None:
    """Write down who talked with the pupil about a section, and when. An earlier record stays in the table; the newest counts.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    if geopend.groeidocument.kindgesprekken.filter(pk=verzoek, sectie=sectie.key).exists():
        return
    row = Kindgesprek(pk=verzoek, groeidocument=geopend.groeidocument, sectie=sectie.key, gevoerd_op=gevoerd_op)
    seal_into(row, "gevoerd_door", gevoerd_door)
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    touch(geopend)
    note(Handeling.BEWAARD, geopend, sectie.key)
