"""What the deeds of this room are called for whoever is told of them (`dossiers.melden`).

Who can read along, and what is asked of them, is told to those who decide about the pupil (`gever`), whatever they chose. What one of them
answers is told to the school, and never to the other.
"""

from collections.abc import Callable

from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.kamers import Daad, Melding
from groeidocumenten.dossiers.models import GEVRAAGD, Handeling

from .gever import as_whom, finds_questions
from .gronden import toestemmingen

Zegt = Callable[[GeopendDossier, Daad], Melding | None]


def _to_deciders(wat: str) -> Zegt:
    """For everybody with gezag, and the pupil from 16."""

    def say(geopend: GeopendDossier, daad: Daad) -> Melding | None:
        return Melding(wat, _mine(geopend), moet=True) if _decides(geopend) else None

    return say


def _of_link(wat: str) -> Zegt:
    """The same, for a link that lets somebody read. One that asks something of who decides is no guest's."""

    def say(geopend: GeopendDossier, daad: Daad) -> Melding | None:
        if not _decides(geopend):
            return None
        reads = geopend.groeidocument.toegangslinks.filter(pk=daad.pk).exclude(bereik__in=GEVRAAGD).exists()
        return Melding(wat, _mine(geopend), moet=True) if reads else None

    return say


def _asked(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """For who was asked and has not answered."""
    if not _decides(geopend):
        return None
    mine = (one.mijn for one in toestemmingen(geopend) if one.grond.pk == daad.pk and not one.voorbij)
    open_to_me = any(answer is not None and answer.stand == "gevraagd" for answer in mine)
    return Melding("een vraag om toestemming", _mine(geopend), moet=True) if open_to_me else None


def _answered(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    return _to_manager(geopend, "een antwoord op een vraag om toestemming")


def _refused_or_withdrawn(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """For the school when a parent did it; for those who decide when the school ended the whole toestemming, and not one parent's part in it."""
    if daad.rol == "school":
        ended = geopend.groeidocument.toestemmingen.filter(pk=daad.pk, ingetrokken_op__isnull=False).exists()
        return _to_deciders("een toestemming die is ingetrokken")(geopend, daad) if ended else None
    return _to_manager(geopend, "een toestemming die is geweigerd of ingetrokken", moet=True)


def _to_manager(geopend: GeopendDossier, wat: str, *, moet: bool = False) -> Melding | None:
    if geopend.lezer != "school" or not geopend.mag(Recht.DELEN):
        return None
    return Melding(wat, reverse("delen:toegang", args=[geopend.groeidocument.pk]), moet=moet)


def _decides(geopend: GeopendDossier) -> bool:
    return finds_questions(geopend) and bool(as_whom(geopend))


def _mine(geopend: GeopendDossier) -> str:
    return reverse("delen:mijn", args=[geopend.groeidocument.pk])


MELDT: dict[Handeling, Zegt] = {
    Handeling.LINK_GEMAAKT: _of_link("iemand die nu kan meelezen"),
    Handeling.LINK_VERLENGD: _of_link("iemand die langer kan meelezen"),
    Handeling.LINK_VERNIEUWD: _of_link("iemand die opnieuw kan meelezen"),
    Handeling.LINK_INGETROKKEN: _of_link("iemand die niet meer kan meelezen"),
    Handeling.GRONDSLAG: _to_deciders("een reden om te delen zonder toestemming"),
    Handeling.TOESTEMMING: _to_deciders("een toestemming die is vastgelegd"),
    Handeling.TOESTEMMING_GEVRAAGD: _asked,
    Handeling.TOESTEMMING_GEGEVEN: _answered,
    Handeling.TOESTEMMING_GEWEIGERD: _refused_or_withdrawn,
    Handeling.TOESTEMMING_INGETROKKEN: _refused_or_withdrawn,
}
