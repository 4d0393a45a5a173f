"""What the deeds of this room are called for whoever is told of them (`dossiers.melden`): a noodopening, to everybody who may see who looked."""

from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.kamers import Daad, Melding
from groeidocumenten.dossiers.models import Handeling

from .telling import reads_journaal


def _opened(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """Always told to parents and the pupil; who guides the school has a mail of its own with where to review it."""
    if not reads_journaal(geopend):
        return None
    return Melding("een noodopening", reverse("toezicht:gekeken", args=[geopend.groeidocument.pk]), moet=geopend.lezer != "school")


MELDT = {Handeling.NOOD_GEOPEND: _opened}
