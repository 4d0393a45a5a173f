"""The reason of the signatures against adopting: nobody adopts a handelingsdeel as agreed that is not.

WPO 40a lid 3, WEC 41a, WVO 2020 2.44 (since 1-8-2017): the handelingsdeel is adopted after agreement. Without agreement the school says so,
with its reasons, and whether it carries the handelingsdeel out nevertheless (dossier 2.7). Without individual guidance there is nothing to
agree to (dossier 2.6).
"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from formats.law import demanded
from formats.law_models import elementen

from .belemmeringen import Belemmering, Voornemen
from .instemming import Overeenstemming
from .models import Opp, OppVersie
from .snapshot import handelingsdeel
from .tekenstand import dispute_of, judged

INSTEMMING = "instemming_handelingsdeel"
WOORDEN = {
    Overeenstemming.OPEN: "Er is nog geen overeenstemming over het handelingsdeel: er wacht nog iemand met tekenen.",
    Overeenstemming.NIET: "Er is geen overeenstemming over het handelingsdeel. Praat verder, of leg vast hoe u verdergaat.",
}


def something_to_agree_on(versie: OppVersie, opp: Opp) -> bool:
    """Whether a version has a handelingsdeel that says something."""
    if not versie.sha256_handelingsdeel:
        return False
    deel: dict[str, Any] = handelingsdeel(versie.opened(), opp)
    return bool(deel["doelen"] or deel["afspraken"] or any(answer not in (None, "", [], {}) for answer in deel["antwoorden"].values()))


def agreed(voornemen: Voornemen) -> Iterator[Belemmering]:
    """Agreement was reached, or it was written down that there is none."""
    versie, opp, geopend = voornemen.versie, voornemen.opp, voornemen.geopend
    element = {one.code: one for one in demanded(opp.onderwijstype, voornemen.datum, elementen())}.get(INSTEMMING)
    if versie is None or element is None or not something_to_agree_on(versie, opp):
        return
    found = judged(geopend, opp, versie)
    if found.bereikt or dispute_of(geopend, opp, versie) is not None:
        return
    page = reverse("opp:tekenen", args=[geopend.groeidocument.pk, opp.pk])
    yield Belemmering("geen_instemming", WOORDEN[found.staat], element.bron, page)
