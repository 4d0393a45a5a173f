"""Where a guest stands after coming in: the first page of the file, or the one thing that the link opens."""

from django.urls import reverse

from groeidocumenten.dossiers.models import Bereik, Toegangslink

STUKKEN = {Bereik.DOCUMENT: "documenten:document", Bereik.FORMULIER: "vragen:vraag", Bereik.TOESTEMMING: "delen:antwoorden"}


def landing(link: Toegangslink) -> str:
    """The address to go to; the door asks there whether it opens."""
    if link.is_stuk:
        return reverse(STUKKEN[Bereik(link.bereik)], args=[link.groeidocument_id, link.stuk])
    return reverse("inhoud:dossier", args=[link.groeidocument_id])
