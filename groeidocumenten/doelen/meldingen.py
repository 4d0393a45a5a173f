"""What the deeds of this room are called for whoever is told of them (`dossiers.melden`)."""

from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.kamers import Daad, Melding
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.stemmen import wrote

from .models import Doel


def _evaluated(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _goal(geopend, daad, "een evaluatie van een doel")


def _proposed(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _goal(geopend, daad, "een voorstel voor een doel") if geopend.lezer == "school" else None


def _decided(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """Only for who proposed it."""
    doel = _found(geopend, daad)
    first = geopend.groeidocument.doelversies.filter(doel=doel).order_by("versie").first() if doel else None
    return _goal(geopend, daad, "een antwoord op een eigen voorstel voor een doel") if first and wrote(first, geopend) else None


def _spoken(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _goal(geopend, daad, "een reactie bij een doel")


def _goal(geopend: GeopendDossier, daad: Daad, wat: str) -> Melding | None:
    doel = _found(geopend, daad)
    return Melding(wat, reverse("doelen:doel", args=[geopend.groeidocument.pk, doel.pk])) if doel else None


def _found(geopend: GeopendDossier, daad: Daad) -> Doel | None:
    found: Doel | None = geopend.groeidocument.doelen.filter(pk=daad.pk).first() if geopend.heel else None
    return found


MELDT = {
    Handeling.DOEL_GEEVALUEERD: _evaluated,
    Handeling.VOORSTEL: _proposed,
    Handeling.VOORSTEL_BESLIST: _decided,
    Handeling.AANGEVULD: _spoken,
}
