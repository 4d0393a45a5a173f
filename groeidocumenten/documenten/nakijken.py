"""Letting a document of a guest stay, for who manages access. Until then it stands there under the guest's name; removing it is the other answer."""

from django.db import transaction

from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.models import Handeling

from .actions import Verouderd
from .models import Document
from .reading import from_guests, readable


@transaction.atomic
def accept_from_guest(*, geopend: GeopendDossier, document: Document, versie: int) -> None:
    """Say that what a guest put here may stay. Removing it is `remove_document`; twice is once.

    Args:
        versie: the number of the version that was shown.

    Raises:
        AccessOver: if the viewer may not manage access any longer, or the document was removed.
        Verouderd: if the guest put another file in its place since.
    """
    geopend.reopen(Recht.DELEN)
    fresh = readable(geopend).select_for_update(of=("self",)).filter(pk=document.pk).first()
    if fresh is None:
        raise AccessOver
    if not from_guests(readable(geopend).filter(pk=fresh.pk)).exists():
        return
    newest = fresh.versies.first()
    if newest is None or newest.nummer != versie:
        raise Verouderd
    fresh.nagekeken = newest.nummer
    fresh.save(update_fields=["nagekeken"])
    note(Handeling.GASTWERK_BEOORDEELD, geopend, f"document {fresh.pk}")
