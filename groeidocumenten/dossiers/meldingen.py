"""What the deeds of this room are called for whoever is told of them (`melden`)."""

from django.urls import reverse

from .access import GeopendDossier
from .kamers import Daad, Melding
from .models import Handeling


def _started(geopend: GeopendDossier, daad: Daad) -> Melding:
    return Melding("een nieuw groeidocument", _file(geopend), moet=geopend.lezer != "school")


def _assigned(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """Only the teacher who was let in."""
    mine = daad.onderwerp == str(geopend.viewer.user.pk)
    return Melding("een groeidocument om in te werken", _file(geopend), moet=True) if mine else None


def _ended(geopend: GeopendDossier, daad: Daad) -> None:
    """Whose access ended is told apart (`melden.Los`); what that person was told of it before is looked at again."""


def _file(geopend: GeopendDossier) -> str:
    return reverse("inhoud:dossier", args=[geopend.groeidocument.pk])


MELDT = {Handeling.GESTART: _started, Handeling.RECHT_GEGEVEN: _assigned, Handeling.RECHT_INGETROKKEN: _ended}
