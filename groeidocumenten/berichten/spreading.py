"""From a deed to messages: every person for whom the door opens the file now is told in general words, except the doer.

For each of them the file is opened as that person opens it, and the room where it was done says what it is called for them, or nothing.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from groeidocumenten.dossiers.access import Recht, Viewer, dossiers_for, perhaps_readers
from groeidocumenten.dossiers.kamers import Melding
from groeidocumenten.dossiers.melden import melding_for

from .judging import opened_for, still_known
from .models import Bericht, Gebeurtenis, Wanneer
from .preferences import chosen
from .tasks import mail_later

# What was read is kept for a while to be found back; what nobody ever reads is not kept for ever.
KEEP_READ, KEEP_UNREAD = timedelta(days=90), timedelta(days=400)


@transaction.atomic
def spread_one(pk: UUID) -> int:
    """Tell everybody who may know of one deed; how many people were told. A second call finds nothing to tell."""
    row = Gebeurtenis.unguarded.select_for_update().filter(pk=pk).first()
    if row is None:
        return 0
    _judge_again(row)
    told = 0
    for user in perhaps_readers(row.groeidocument_id):
        geopend = opened_for(user, row.groeidocument_id)
        melding = melding_for(geopend, row.daad) if geopend else None
        if melding is not None:
            _keep(user, row, melding)
            told += 1
    row.delete()
    return told


def _judge_again(row: Gebeurtenis) -> None:
    """Messages about the same thing: back in sight for who may still know, gone for who may not."""
    hidden = Bericht.unguarded.filter(groeidocument=row.groeidocument_id, onderwerp=row.onderwerp, te_toetsen=True)
    for bericht in hidden.select_related("gebruiker"):
        if still_known(bericht) is None:
            bericht.delete()
        else:
            bericht.te_toetsen = False
            bericht.save(update_fields=["te_toetsen"])


def _keep(user: User, row: Gebeurtenis, melding: Melding) -> None:
    """A new message, or the one about the same thing that was not read yet, with the newest moment."""
    said = {"handeling": row.handeling, "door_id": row.door_id, "rol": row.rol, "op": row.op, "moet": melding.moet, "te_toetsen": False}
    thing = {"gebruiker": user, "groeidocument_id": row.groeidocument_id, "onderwerp": row.onderwerp, "wat": melding.wat}
    wanneer = chosen(user)
    unwanted = wanneer == Wanneer.NOOIT and not melding.moet
    made = said | {"gemaild_op": row.op if unwanted else None}
    _, new = Bericht.unguarded.update_or_create(**thing, gelezen_op=None, defaults=said, create_defaults=thing | made)
    if new and (melding.moet or wanneer == Wanneer.METEEN):
        mail_later(user.pk)


def spread_all() -> int:
    """Tell of every deed that still waits, oldest first; how many there were."""
    waiting = list(Gebeurtenis.unguarded.order_by("op").values_list("pk", flat=True))
    for pk in waiting:
        spread_one(pk)
    return len(waiting)


def tidy(now: datetime) -> int:
    """Throw away what was read long ago, and what its reader may not know any more; how many there were."""
    old = Bericht.unguarded.filter(gelezen_op__lt=now - KEEP_READ) | Bericht.unguarded.filter(op__lt=now - KEEP_UNREAD)
    gone, _ = old.delete()
    unread = Bericht.unguarded.filter(gelezen_op__isnull=True, groeidocument__isnull=False)
    for user in User.objects.filter(pk__in=unread.order_by().values("gebruiker")).iterator():
        open_to = dossiers_for(Viewer(user=user), Recht.LEZEN).order_by().values("pk")
        closed, _ = unread.filter(gebruiker=user).exclude(groeidocument__in=open_to).delete()
        gone += closed
    return gone
