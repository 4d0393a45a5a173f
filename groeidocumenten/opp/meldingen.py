"""What the deeds of this room are called for whoever is told of them (`dossiers.melden`): a concept to parents and pupil, what they say to the
school.
"""

from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.kamers import Daad, Melding
from groeidocumenten.dossiers.models import Handeling

from .reading import versions, writes


def _sent(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """For parents and the pupil, as long as the newest concept waits for them."""
    opp = geopend.groeidocument.opps.filter(pk=daad.pk, beeindigd_op__isnull=True).first()
    if opp is None or geopend.lezer not in ("ouder", "leerling") or not geopend.mag(Recht.AANVULLEN):
        return None
    newest = versions(geopend, opp).first()
    if newest is None or hasattr(newest, "vaststelling"):
        return None
    return Melding("een plan om te lezen en op te reageren", reverse("opp:versie", args=[geopend.groeidocument.pk, opp.pk, newest.nummer]))


def _remarked(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """For the school, when it was not the school's own answer."""
    return _to_school(geopend, daad, "een opmerking bij een OPP", "opp:opp")


def _signed(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _to_school(geopend, daad, "een handtekening onder een OPP", "opp:tekenen")


def _to_school(geopend: GeopendDossier, daad: Daad, wat: str, page: str) -> Melding | None:
    if daad.rol == "school" or not writes(geopend) or not geopend.groeidocument.opps.filter(pk=daad.pk).exists():
        return None
    return Melding(wat, reverse(page, args=[geopend.groeidocument.pk, daad.pk]))


MELDT = {Handeling.OPP_VERSTUURD: _sent, Handeling.OPP_OPMERKING: _remarked, Handeling.OPP_GETEKEND: _signed}
