"""Hears every deed in its own transaction, and only remembers it; who is told is worked out afterwards by the worker (`spreading`).

So a deed is told if and only if it was done, and nobody who saves something waits for the door to be asked for ten others.
"""

from uuid import UUID

from django.utils import timezone

from groeidocumenten.dossiers.kamers import Daad
from groeidocumenten.dossiers.melden import Los, is_told

from .models import Bericht, Gebeurtenis
from .tasks import mail_later, spread_later


def hear(said: Daad | Los) -> None:
    """Remember a deed, or tell a person of access."""
    if isinstance(said, Los):
        _tell_person(said)
    elif is_told(said.handeling):
        _remember(said)


def _remember(daad: Daad) -> None:
    # What this person was told of the same thing may not be theirs to know any more.
    about_the_same = Bericht.unguarded.filter(groeidocument=daad.groeidocument, onderwerp=daad.onderwerp, gelezen_op__isnull=True)
    about_the_same.update(te_toetsen=True)
    row = Gebeurtenis(
        groeidocument_id=daad.groeidocument, handeling=daad.handeling, onderwerp=daad.onderwerp, door_id=daad.door, rol=daad.rol
    )
    row.save(force_insert=True)
    spread_later(row.pk)


def _tell_person(los: Los) -> None:
    Bericht.unguarded.create(gebruiker_id=los.gebruiker, wat=los.wat, adres=los.adres, moet=los.moet, op=timezone.now())
    mail_later(UUID(str(los.gebruiker)))
