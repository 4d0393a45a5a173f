"""Deeds at the end of a file: close it, open it again, and let a next file go on from it. Each is one transaction (dossier 8.49).

A closed file can only be read; that follows from the door, which knows one exception: who guides the school may say why it opens again
(`access.closed_files_for`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from formats.models import FormatVersie
from post.api import Zending

from . import access, kamers
from .access import AccessOver, GeopendDossier, Recht
from .actions import note, start_groeidocument
from .mail import send_notices
from .models import Afsluiting, Groeidocument, Handeling, seal_for, unseal

PUPIL_IS_TOLD_FROM = 16


class NotNow(Exception):
    """The file is closed already, or open already: somebody else, or another tab, was first. Nothing was done."""


@dataclass(frozen=True)
class Bericht:
    """Who is told by mail. How far each mail is, is known after the commit: a mail server that is down does not keep a file open."""

    zendingen: tuple[Zending, ...] = ()

    @property
    def aan(self) -> int:
        """How many people are told."""
        return len(self.zendingen)

    @property
    def nog_niet(self) -> int:
        """How many of the mails did not go out yet."""
        return sum(zending.status != "verzonden" for zending in self.zendingen)


@dataclass(frozen=True)
class Gesloten:
    """That a file is closed, for the top of its pages: when, and for school and parents by whom and why."""

    op: datetime
    naam: str = ""
    reden: str = ""


@transaction.atomic
def close_file(*, geopend: GeopendDossier, reden: str, open_gezien: bool, vertel: bool) -> Bericht:
    """Close a file with a reason. Links end, every room ends what may not go on, and from now on it can only be read.

    Args:
        open_gezien: whether who closes it said to know what is still open; asked only when something is.
        vertel: mail those who are to know. Off for a quiet close (dossier 8.50).

    Raises:
        AccessOver: if the viewer does not guide the school any longer.
        NotNow: if it is closed already.
        ValidationError: if something is open and that was not seen.
    """
    _lock_open(geopend)
    if not open_gezien and kamers.open_matters_for(geopend):
        raise ValidationError({"open_gezien": "Er staat nog iets open. Rond het af, of kruis aan dat u het groeidocument toch afsluit."})
    groeidocument, now = geopend.groeidocument, timezone.now()
    kamers.close_rooms(geopend, now)
    row = Afsluiting(groeidocument=groeidocument, door=geopend.viewer.user, op=now)
    seal_for(groeidocument.kluis, row, "reden", reden)
    seal_for(groeidocument.kluis, row, "naam", geopend.viewer.name)
    row.save(force_insert=True)
    groeidocument.afgesloten_op = groeidocument.gewijzigd_op = now
    groeidocument.save(update_fields=["afgesloten_op", "gewijzigd_op"])
    note(Handeling.AFGESLOTEN, geopend, str(row.pk))
    return _tell(groeidocument, "afgesloten") if vertel else Bericht()


@transaction.atomic
def resume_file(*, geopend: GeopendDossier, reden: str, vertel: bool) -> Bericht:
    """Open a closed file again, with a reason. Links that ended stay ended.

    Raises:
        AccessOver: if the viewer does not guide the school any longer.
        NotNow: if it is open already.
    """
    groeidocument = _lock_closed(geopend)
    row = groeidocument.afsluitingen.select_for_update().filter(heropend_op__isnull=True).first()
    now = timezone.now()
    if row is not None:
        row.heropend_op, row.heropend_door = now, geopend.viewer.user
        seal_for(groeidocument.kluis, row, "heropend_reden", reden)
        seal_for(groeidocument.kluis, row, "heropend_naam", geopend.viewer.name)
        row.save()
    groeidocument.afgesloten_op, groeidocument.gewijzigd_op = None, now
    groeidocument.save(update_fields=["afgesloten_op", "gewijzigd_op"])
    note(Handeling.HEROPEND, geopend, str(row.pk) if row else "")
    return _tell(groeidocument, "heropend") if vertel else Bericht()


@transaction.atomic
def start_next(
    *, geopend: GeopendDossier, format_versie: FormatVersie, variant: str, keuzes: Collection[str], verzoek: UUID
) -> Groeidocument:
    """Start the next file of the same pupil from this one, with what was chosen. All of it, or nothing.

    Args:
        keuzes: keys of `kamers.offers_of`.
        verzoek: the form's one-time id; a repeated post gives the file that was made the first time, and carries nothing twice.

    Raises:
        AccessOver: if the viewer does not guide the school any longer.
        ValidationError: if a choice is not on offer (any more), the format was withdrawn, or `verzoek` is the key of something else.
    """
    groeidocument = geopend.groeidocument
    try:
        _lock_open(geopend)
    except NotNow:
        _lock_closed(geopend)
    existing = access.dossiers_for(geopend.viewer, Recht.LEZEN).filter(pk=verzoek, vorige=groeidocument.pk).first()
    if existing is not None:
        return existing
    if not set(keuzes) <= set(kamers.offers_of(geopend)):
        raise ValidationError({"keuzes": "Iets van wat u koos is er niet meer. Kijk de lijst na en kies opnieuw."})
    new = start_groeidocument(
        viewer=geopend.viewer,
        leerling=groeidocument.leerling,
        format_versie=format_versie,
        variant=variant,
        verzoek=verzoek,
        vorige=groeidocument,
    )
    if new.vorige_id != groeidocument.pk:
        # Not made here: the form carried the key of another file of this pupil.
        raise ValidationError("Dit formulier is al gebruikt. Open het opnieuw en vul het nog een keer in.")
    naar = access.open_dossier(geopend.viewer, new.pk, Recht.SCHRIJVEN)
    kamers.carry_along(geopend, naar, keuzes)
    note(Handeling.MEEGENOMEN, naar, str(groeidocument.pk))
    return new


def closed_words(geopend: GeopendDossier) -> Gesloten | None:
    """What the pages of a closed file say at their top; one query, and none for a file that is open. Guests and pupils read no reason."""
    moment = geopend.groeidocument.afgesloten_op
    if moment is None:
        return None
    row = geopend.groeidocument.afsluitingen.filter(heropend_op__isnull=True).first()
    if row is None or geopend.lezer not in ("school", "ouder"):
        return Gesloten(moment)
    naam, reden = (str(unseal(geopend.groeidocument.kluis, row, name)) for name in ("naam", "reden"))
    return Gesloten(moment, naam, reden)


def closures(geopend: GeopendDossier) -> list[dict[str, object]]:
    """Every time that this file was closed and opened again, newest first, for who guides the school."""
    kluis, fields = geopend.groeidocument.kluis, ("naam", "reden", "heropend_naam", "heropend_reden")
    rows = geopend.groeidocument.afsluitingen.all()
    return [{"op": row.op, "heropend_op": row.heropend_op} | {name: unseal(kluis, row, name) for name in fields} for row in rows]


def told(groeidocument: Groeidocument) -> list[User]:
    """Who hears that a file was closed or opened again: everybody with gezag today and an account, and a pupil of 16 or older with one."""
    leerling = groeidocument.leerling
    holders = leerling.gezagsrelaties.valid().with_gezag().filter(gebruiker__is_active=True).select_related("gebruiker")
    people = {one.gebruiker.pk: one.gebruiker for one in holders if one.gebruiker is not None}
    if leerling.gebruiker is not None and leerling.gebruiker.is_active and leerling.leeftijd >= PUPIL_IS_TOLD_FROM:
        people[leerling.gebruiker.pk] = leerling.gebruiker
    return [person for person in people.values() if person.email]


def _tell(groeidocument: Groeidocument, what: str) -> Bericht:
    return Bericht(tuple(send_notices(groeidocument=groeidocument, people=told(groeidocument), what=what)))


def _lock_open(geopend: GeopendDossier) -> None:
    """Ask the door again, with the row locked.

    Raises:
        AccessOver: if the right is gone.
        NotNow: if the file is closed, and this viewer may know that.
    """
    try:
        geopend.reopen(Recht.AFSLUITEN)
    except AccessOver:
        if access.closed_files_for(geopend.viewer).filter(pk=geopend.groeidocument.pk).exists():
            raise NotNow from None
        raise


def _lock_closed(geopend: GeopendDossier) -> Groeidocument:
    """The closed file as it is now, with its row locked.

    Raises:
        AccessOver: if the right is gone.
        NotNow: if the file is open, and this viewer may close it.
    """
    pk = geopend.groeidocument.pk
    locked = access.closed_files_for(geopend.viewer).select_for_update(of=("self",)).filter(pk=pk).first()
    if locked is not None:
        return locked
    if access.dossiers_for(geopend.viewer, Recht.AFSLUITEN).filter(pk=pk).exists():
        raise NotNow
    raise AccessOver
