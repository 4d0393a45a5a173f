"""What the deeds of this room are called for whoever is told of them (`dossiers.melden`)."""

from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.kamers import Daad, Melding
from groeidocumenten.dossiers.models import Handeling

from .models import Vraag
from .reading import is_asked, questions


def _asked(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """Only for who was asked, as long as it is open."""
    vraag = _found(geopend, daad)
    if vraag is None or not is_asked(geopend, vraag) or not vraag.open:
        return None
    return _at(geopend, vraag, "een vraag van de school")


def _handed_in(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """For the school, once it was handed in: until then it is the writer's."""
    vraag = _found(geopend, daad)
    if vraag is None or geopend.lezer != "school" or vraag.ingediend_op is None or vraag.ingetrokken_op is not None:
        return None
    return _at(geopend, vraag, "een ingevuld formulier")


def _withdrawn(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """Nobody is told; that it was asked is looked at again."""
    return None


def _at(geopend: GeopendDossier, vraag: Vraag, wat: str) -> Melding:
    return Melding(wat, reverse("vragen:vraag", args=[geopend.groeidocument.pk, vraag.pk]))


def _found(geopend: GeopendDossier, daad: Daad) -> Vraag | None:
    return questions(geopend).filter(pk=daad.pk).first()


MELDT = {Handeling.VRAAG_UITGEZET: _asked, Handeling.VRAAG_INGEVULD: _handed_in, Handeling.VRAAG_INGETROKKEN: _withdrawn}
