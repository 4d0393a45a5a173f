"""What people who decide do with toestemming: give, refuse, take back; and the second person who looks at a paper.

Somebody answers only in an own name: which row that is, is looked up again inside the transaction, never taken from a form. What a "no" closes
is tried out before it is shown, so that page and deed cannot differ.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.models import Groeidocument, Handeling, Toegangslink, Toestemming, Toestemmingsantwoord, seal_for

from .gever import Gever, as_whom

Wijze = Toestemmingsantwoord.Wijze


@transaction.atomic
def check_paper(*, geopend: GeopendDossier, antwoord: UUID, klopt: bool, reden: str = "") -> None:
    """Say as the second person whether the paper is what was recorded. Only then it counts. Twice is once.

    Raises:
        AccessOver: if this viewer was not asked to look, or may not read the file any longer.
    """
    geopend.reopen(Recht.LEZEN)
    row = to_check(geopend).select_for_update(of=("self",)).filter(pk=antwoord).first()
    if row is None:
        if of_file(geopend.groeidocument).filter(pk=antwoord, controleur=geopend.viewer.user.pk).exists():
            return
        raise AccessOver
    if klopt:
        row.gecontroleerd_op = timezone.now()
    else:
        row.afgekeurd_op = timezone.now()
        seal_for(geopend.groeidocument.kluis, row, "afkeurreden", reden)
    row.save()
    note(Handeling.TOESTEMMING_BEKEKEN, geopend, str(row.toestemming_id))


def to_check(geopend: GeopendDossier) -> QuerySet[Toestemmingsantwoord]:
    """The papers of this file that this viewer was asked to look at, and did not yet."""
    rows: QuerySet[Toestemmingsantwoord] = of_file(geopend.groeidocument)
    if geopend.lezer != "school":
        return rows.none()
    undecided = rows.filter(gecontroleerd_op__isnull=True, afgekeurd_op__isnull=True, ingetrokken_op__isnull=True)
    return undecided.filter(controleur=geopend.viewer.user.pk, gegeven_op__isnull=False, wijze=Wijze.PAPIER)


@transaction.atomic
def give(*, geopend: GeopendDossier, toestemming: UUID) -> None:
    """Give what was asked, in one's own name. Twice is once.

    Raises:
        AccessOver: if this viewer does not decide (any longer), or the file was closed.
        ValidationError: if it was not asked of this viewer, is over, or was taken back before.
    """
    row, answer = _mine(geopend, toestemming)
    if geopend.groeidocument.afgesloten_op is not None:
        raise AccessOver
    if answer is None or not row.in_period() or answer.ingetrokken_op:
        raise ValidationError("Deze vraag geldt niet meer. De school kan opnieuw om uw toestemming vragen.")
    if answer.gegeven_op:
        return
    answer.wijze = Wijze.LINK if geopend.viewer.is_guest else Wijze.ACCOUNT
    answer.gegeven_op, answer.vastgelegd_door = timezone.now(), _person(geopend)
    answer.save()
    note(Handeling.TOESTEMMING_GEGEVEN, geopend, str(row.pk))


@transaction.atomic
def refuse(*, geopend: GeopendDossier, toestemming: UUID, opmerking: str = "") -> None:
    """Say no, asked or not; or take back what one gave. It works at once for what rested on this answer; twice is once.

    Raises:
        AccessOver: if this viewer does not decide (any longer).
    """
    row, answer = _mine(geopend, toestemming)
    if answer is None:
        answer = Toestemmingsantwoord(toestemming=row, gezag=as_whom(geopend)[0].gezag)
    _against(geopend, answer, opmerking)


@transaction.atomic
def record_refusal(*, geopend: GeopendDossier, antwoord: UUID, opmerking: str = "") -> None:
    """Write down that somebody says no, or takes back, in a talk or by mail. Twice is once.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
    """
    geopend.reopen(Recht.DELEN)
    row = of_file(geopend.groeidocument).select_for_update(of=("self",)).filter(pk=antwoord).first()
    if row is None:
        raise AccessOver
    _against(geopend, row, opmerking)


def _against(geopend: GeopendDossier, answer: Toestemmingsantwoord, opmerking: str) -> None:
    if answer.stand in ("geweigerd", "ingetrokken"):
        return
    now = timezone.now()
    if answer.gegeven_op:
        answer.ingetrokken_op, handeling = now, Handeling.TOESTEMMING_INGETROKKEN
    else:
        answer.geweigerd_op, handeling = now, Handeling.TOESTEMMING_GEWEIGERD
    if opmerking:
        seal_for(geopend.groeidocument.kluis, answer, "opmerking", opmerking)
    answer.save()
    note(handeling, geopend, str(answer.toestemming_id))


def closes(
    geopend: GeopendDossier, toestemming: Toestemming, antwoord: Toestemmingsantwoord | None = None, van: Gever | None = None
) -> list[Toegangslink]:
    """The links that shut if an answer becomes a "no". Tried out and undone.

    Args:
        antwoord: the answer that becomes one; without it the whole toestemming ends.
        van: somebody who was not asked, and says no.
    """
    running, now = geopend.groeidocument.toegangslinks.filter(toestemming=toestemming), timezone.now()
    with transaction.atomic():
        before = list(running.valid())
        if antwoord is not None:
            toestemming.antwoorden.filter(pk=antwoord.pk).update(ingetrokken_op=now)
        elif van is not None:
            Toestemmingsantwoord.unguarded.create(toestemming=toestemming, gezag=van.gezag, geweigerd_op=now)
        else:
            geopend.groeidocument.toestemmingen.filter(pk=toestemming.pk).update(ingetrokken_op=now)
        after = set(running.valid().values_list("pk", flat=True))
        transaction.set_rollback(True)
    return [link for link in before if link.pk not in after]


def of_file(groeidocument: Groeidocument) -> QuerySet[Toestemmingsantwoord]:
    """Every answer in this file."""
    return Toestemmingsantwoord.unguarded.filter(toestemming__groeidocument=groeidocument)


def _mine(geopend: GeopendDossier, pk: UUID) -> tuple[Toestemming, Toestemmingsantwoord | None]:
    """The toestemming, locked, and this viewer's own answer to it.

    Raises:
        AccessOver: if this viewer does not decide, or not about this one.
    """
    geopend.reopen(Recht.LEZEN)
    me = as_whom(geopend)
    row = geopend.groeidocument.toestemmingen.select_for_update(of=("self",)).filter(pk=pk).first()
    if not me or row is None or (row.leerling_beslist and me[0].gezag is not None):
        raise AccessOver
    return row, row.antwoorden.filter(gezag=me[0].gezag).first()


def _person(geopend: GeopendDossier) -> User | None:
    return None if geopend.viewer.is_guest else geopend.viewer.user
