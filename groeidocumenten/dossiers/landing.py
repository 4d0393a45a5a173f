"""Where a guest's visit begins: at the file, or at the one thing that the link opens."""

from django.urls import reverse

from .access import GeopendDossier
from .models import Bereik, Toegangslink

PLACES = {Bereik.DOCUMENT: "documenten:document", Bereik.FORMULIER: "vragen:vraag", Bereik.TOESTEMMING: "delen:antwoorden"}


def landing_of(link: Toegangslink) -> str:
    """The address at which a visit with this link begins."""
    place = PLACES.get(Bereik(link.bereik))
    if place is None:
        return reverse("inhoud:dossier", args=[link.groeidocument_id])
    return reverse(place, args=[link.groeidocument_id, link.stuk])


def landing(geopend: GeopendDossier) -> str:
    """The address at which this viewer's visit to the file begins."""
    link = geopend.viewer.link
    return landing_of(link) if link is not None else reverse("inhoud:dossier", args=[geopend.groeidocument.pk])
