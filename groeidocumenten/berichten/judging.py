"""Whether somebody may know of a deed at this moment: the file is opened for that very person, as always, and the room is asked."""

from uuid import UUID

from django.http import Http404

from accounts.models import User
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.kamers import Melding
from groeidocumenten.dossiers.melden import melding_for

from .models import Bericht


def opened_for(user: User, groeidocument: UUID) -> GeopendDossier | None:
    """The file as this person opens it now; None when it does not open."""
    try:
        return open_dossier(Viewer(user=user), groeidocument, Recht.LEZEN)
    except Http404:
        return None


def still_known(bericht: Bericht) -> Melding | None:
    """What a message says now to whom it was for; None when it is not theirs to know any more. A message about no file stays what it was."""
    if bericht.groeidocument_id is None:
        return Melding(bericht.wat, bericht.adres, bericht.moet)
    geopend = opened_for(bericht.gebruiker, bericht.groeidocument_id)
    return melding_for(geopend, bericht.daad) if geopend else None
