"""Deeds of the emergency opening: ask, confirm or not, end early, review. Each asks again who stands here, and leaves a line in the journaal."""

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.access import colleagues_in, member_schools
from accounts.models import School, User
from groeidocumenten.dossiers import access, journaal
from groeidocumenten.dossiers.access import AccessOver, Recht, Viewer
from groeidocumenten.dossiers.actions import making
from groeidocumenten.dossiers.kamers import Daad
from groeidocumenten.dossiers.melden import tell
from groeidocumenten.dossiers.models import Groeidocument, Grond, Handeling, Leerling, Noodopening, seal_for
from groeidocumenten.dossiers.names import plain

from . import mail
from .openings import asks_at, oversees

# Besluiten-vooraf 3: half an hour from the confirmation, which must come within an hour.
OPEN_FOR = timedelta(minutes=30)
CONFIRM_WITHIN = timedelta(minutes=60)
# Somebody who mistypes a name can try again; somebody who guesses names cannot go on.
MOST_PER_DAY, DAY = 5, timedelta(hours=24)


class TooOften(Exception):
    """This person asked too often in the last 24 hours; nothing was looked up."""


class NotNow(Exception):
    """Already answered, over or withdrawn: somebody else, the clock or another tab was first. Nothing was done."""


@transaction.atomic
def ask(*, viewer: Viewer, school: School, naam: str, geboortedatum: date, reden: str, bevestiger: User, verzoek: UUID) -> Noodopening:
    """Ask a colleague to confirm an emergency opening for the pupil with exactly this name and birth date.

    Whether there is such a pupil is told to nobody but the colleague, who gets something to confirm, or nothing.

    Args:
        naam: the whole name; capitals, accents and double spaces do not matter.
        verzoek: the form's one-time id; a repeated post gives what was made the first time.

    Raises:
        AccessOver: if the viewer does not work at this school today, or guides its files anyway.
        TooOften: after too many requests in a day.
        ValidationError: if the colleague cannot confirm, the viewer can open this file already, or `verzoek` is the key of something else.
    """
    # Locked: two requests at once are counted one after the other.
    User.objects.select_for_update().get(pk=viewer.user.pk)
    existing = Noodopening.unguarded.filter(pk=verzoek, aanvrager=viewer.user).first()
    if existing is not None:
        return existing
    if not asks_at(viewer).filter(pk=school.pk).exists():
        raise AccessOver
    if bevestiger.pk == viewer.user.pk or not colleagues_in([school]).filter(pk=bevestiger.pk).exists():
        raise ValidationError({"bevestiger": "Kies een collega die nu op deze school werkt."})
    now = timezone.now()
    if Noodopening.unguarded.filter(aanvrager=viewer.user, gevraagd_op__gt=now - DAY).count() >= MOST_PER_DAY:
        raise TooOften
    groeidocument = _find(school, naam, geboortedatum)
    # Asked in any case, so that nothing found is as much work.
    if access.dossiers_for(viewer, Recht.LEZEN).filter(pk=groeidocument.pk if groeidocument else verzoek).exists():
        raise ValidationError("U kunt dit groeidocument al openen. Het staat op uw overzicht.")
    row = Noodopening(pk=verzoek, school=school, groeidocument=groeidocument, aanvrager=viewer.user, bevestiger=bevestiger)
    row.gevraagd_op, row.vervalt_op = now, now + CONFIRM_WITHIN
    if groeidocument is not None:
        seal_for(groeidocument.kluis, row, "reden", reden)
    with making():
        row.save(force_insert=True)
    _note(Handeling.NOOD_GEVRAAGD, viewer, row)
    return row


def _find(school: School, naam: str, geboortedatum: date) -> Groeidocument | None:
    """The file of the one pupil of a school with this name and birth date: the newest that is open, or else the newest."""
    born = Leerling.unguarded.filter(school=school, geboortedatum=geboortedatum)
    same = [leerling.pk for leerling in born if _letters(leerling.naam) == _letters(naam)]
    if len(same) != 1:
        return None
    files = Groeidocument.unguarded.filter(leerling=same[0], school=school).select_related("sleutel").order_by("-gestart_op", "pk")
    return files.filter(afgesloten_op__isnull=True).first() or files.first()


def _letters(naam: str) -> str:
    return " ".join(plain(naam).split())


@transaction.atomic
def confirm(*, viewer: Viewer, opening: UUID) -> Noodopening:
    """Let the colleague who asked read the file for half an hour; IB'er, directeur and FG are told.

    Raises:
        NotNow: if this viewer was not asked, or it was answered already, or too late.
        ValidationError: if one of the two does not work at the school any longer, or the file is kept by another school now.
    """
    row = _pending(viewer, opening)
    groeidocument, aanvrager = row.groeidocument, row.aanvrager
    if groeidocument is None or aanvrager is None or groeidocument.school_id != row.school_id:
        raise ValidationError("Dit groeidocument is niet meer van deze school.")
    if not colleagues_in([row.school]).filter(pk=aanvrager.pk).exists():
        raise ValidationError("Wie dit vroeg, werkt niet meer op deze school.")
    now = timezone.now()
    row.bevestigd_op, row.geldig_tot = now, now + OPEN_FOR
    row.save(update_fields=["bevestigd_op", "geldig_tot"])
    access.grant(groeidocument, aanvrager, {Recht.LEZEN}, grond=Grond.NOOD, van=now, tot=row.geldig_tot)
    _note(Handeling.NOOD_GEOPEND, viewer, row)
    # Not to who asked: reading half an hour makes nobody a reader of the file (`access.perhaps_readers`).
    tell(Daad(groeidocument.pk, Handeling.NOOD_GEOPEND, str(row.pk), viewer.user.pk, "school"))
    mail.tell_about_opening(row)
    return row


@transaction.atomic
def refuse(*, viewer: Viewer, opening: UUID) -> None:
    """Say no. Who asked is not told so: that would tell that there is such a pupil.

    Raises:
        NotNow: as for `confirm`.
    """
    row = _pending(viewer, opening)
    row.geweigerd_op = timezone.now()
    row.save(update_fields=["geweigerd_op"])
    _note(Handeling.NOOD_GEWEIGERD, viewer, row)


def _pending(viewer: Viewer, opening: UUID) -> Noodopening:
    rows = Noodopening.unguarded.pending().select_for_update(of=("self",)).select_related("school", "aanvrager", "groeidocument")
    row = rows.filter(pk=opening, bevestiger=viewer.user.pk, school__in=member_schools(viewer.user)).first()
    if row is None or row.aanvrager_id == viewer.user.pk:
        raise NotNow
    return row


@transaction.atomic
def withdraw(*, viewer: Viewer, opening: UUID) -> None:
    """End an opening before its time, with whatever else of the kind runs for this person in this file; it works at the reader's next click.

    Raises:
        AccessOver: if the viewer neither guides nor heads the school any longer.
        NotNow: if it does not run.
    """
    row = _overseen(viewer, opening)
    now = timezone.now()
    if row.state(now) != "loopt" or row.groeidocument is None:
        raise NotNow
    running = Noodopening.unguarded.valid(now).filter(groeidocument=row.groeidocument, aanvrager=row.aanvrager)
    running.update(ingetrokken_op=now, ingetrokken_door=viewer.user)
    if row.aanvrager is not None:
        access.withdraw(row.groeidocument, row.aanvrager, Grond.NOOD)
    _note(Handeling.NOOD_INGETROKKEN, viewer, row)


@transaction.atomic
def review(*, viewer: Viewer, opening: UUID, oordeel: str) -> None:
    """Write down whether an opening was right and what follows from it. Who asked for it or confirmed it does not review it.

    Raises:
        AccessOver: if the viewer neither guides nor heads the school any longer, or had a part in it.
        NotNow: if it still runs, or was reviewed already.
    """
    row = _overseen(viewer, opening)
    if viewer.user.pk in (row.aanvrager_id, row.bevestiger_id):
        raise AccessOver
    if row.state() not in ("voorbij", "ingetrokken") or row.beoordeeld_op is not None or row.groeidocument is None:
        raise NotNow
    row.beoordeeld_op, row.beoordeeld_door = timezone.now(), viewer.user
    seal_for(row.groeidocument.kluis, row, "oordeel", oordeel)
    row.save(update_fields=["beoordeeld_op", "beoordeeld_door", "oordeel"])
    _note(Handeling.NOOD_NAGEKEKEN, viewer, row)


def _overseen(viewer: Viewer, opening: UUID) -> Noodopening:
    rows = Noodopening.unguarded.select_for_update(of=("self",)).select_related("school", "aanvrager", "groeidocument")
    row = rows.filter(pk=opening, groeidocument__isnull=False, school__in=oversees(viewer)).first()
    if row is None:
        raise AccessOver
    return row


def _note(handeling: Handeling, viewer: Viewer, row: Noodopening) -> None:
    about, who = row.groeidocument_id, viewer.user.pk
    journaal.record(handeling, school_id=row.school_id, groeidocument_id=about, gebruiker_id=who, onderwerp=str(row.pk))
