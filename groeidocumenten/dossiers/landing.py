"""Where a guest's visit begins: at the file, or at the one thing that the link opens."""

from django.urls import reverse

from .models import Bereik, Toegangslink

PLACES = {
    Bereik.DOCUMENT: "documenten:document",
    Bereik.FORMULIER: "vragen:vraag",
    Bereik.TOESTEMMING: "delen:antwoorden",
    Bereik.HANDTEKENING: "tekenlinks:tekenen",
}


def landing(link: Toegangslink) -> str:
    """The address at which a visit with this link begins; the door asks there whether it opens."""
    place = PLACES.get(Bereik(link.bereik))
    if place is None:
        return reverse("inhoud:dossier", args=[link.groeidocument_id])
    return reverse(place, args=[link.groeidocument_id, link.stuk])
