"""Deeds of a reader: open a message, or say that all was read."""

from uuid import UUID

from django.utils import timezone

from groeidocumenten.dossiers.access import Viewer
from groeidocumenten.dossiers.kamers import Melding

from .judging import still_known
from .models import Bericht
from .reading import messages_of


def open_message(*, viewer: Viewer, pk: UUID) -> Melding | None:
    """Mark an own message as read.

    Returns:
        What it leads to; None when that is not there, or not for this person, any more.

    Raises:
        Bericht.DoesNotExist: if it is not this person's.
    """
    bericht = messages_of(viewer).get(pk=pk)
    Bericht.unguarded.filter(pk=bericht.pk, gelezen_op__isnull=True).update(gelezen_op=timezone.now())
    bericht.gebruiker = viewer.user
    return still_known(bericht)


def read_all(*, viewer: Viewer) -> int:
    """Mark every message of this person as read; how many there were."""
    return Bericht.unguarded.filter(gebruiker=viewer.user.pk, gelezen_op__isnull=True).update(gelezen_op=timezone.now())
