"""What the deeds of this room are called for whoever is told of them (`dossiers.melden`). Who may read along is told to gezaghouders, always."""

from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.kamers import Daad, Melding
from groeidocumenten.dossiers.models import Handeling

# From this age a pupil decides about the own data (AVG; dossier 1.3).
ZELF = 16


def _concerns(geopend: GeopendDossier) -> bool:
    if geopend.lezer == "leerling":
        return geopend.groeidocument.leerling.leeftijd >= ZELF
    return geopend.lezer == "ouder"


def _link_made(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _told(geopend, "iemand die nu kan meelezen")


def _link_withdrawn(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _told(geopend, "iemand die niet meer kan meelezen")


def _permitted(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _told(geopend, "een toestemming die is vastgelegd")


def _no_longer_permitted(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    wat = "een toestemming die is ingetrokken"
    return Melding(wat, _place(geopend), moet=True) if geopend.mag(Recht.DELEN) else _told(geopend, wat)


def _told(geopend: GeopendDossier, wat: str) -> Melding | None:
    return Melding(wat, _place(geopend), moet=True) if _concerns(geopend) else None


def _place(geopend: GeopendDossier) -> str:
    return reverse("delen:toegang" if geopend.mag(Recht.DELEN) else "inhoud:dossier", args=[geopend.groeidocument.pk])


MELDT = {
    Handeling.LINK_GEMAAKT: _link_made,
    Handeling.LINK_INGETROKKEN: _link_withdrawn,
    Handeling.TOESTEMMING: _permitted,
    Handeling.TOESTEMMING_INGETROKKEN: _no_longer_permitted,
}
