"""What the deeds of this room are called for whoever is told of them (`dossiers.melden`): that a signature is asked, to who has to put it.

Somebody is asked to agree to something, so it is told whatever that person chose (`Melding.moet`).
"""

from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.kamers import Daad, Melding
from groeidocumenten.dossiers.models import Handeling

from .telling import asked_of


def _asked(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    versie = asked_of(geopend)
    if versie is None or versie.opp_id != daad.pk:
        return None
    return Melding("iets om te ondertekenen", reverse("opp:tekenen", args=[geopend.groeidocument.pk, versie.opp_id]), moet=True)


MELDT = {Handeling.OPP_TEKENEN_GEVRAAGD: _asked}
