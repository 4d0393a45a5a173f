"""What the law says about the terms of an OPP, as data: when the six weeks begin, how long they are, and the evaluation of every schooljaar.

Each rule names its article per education act and the day since which it holds, so that a screen can show it and a change of the law is a change
of this table. Nothing here knows a pupil.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from accounts.models import Onderwijstype


class Grond(models.TextChoices):
    """What makes the six weeks begin."""

    INSCHRIJVING = "inschrijving", "de inschrijving op school"
    PLAATSING = "plaatsing", "de definitieve plaatsing, na een tijdelijke"
    BEHOEFTE = "behoefte", "de vaststelling dat extra ondersteuning nodig is"


@dataclass(frozen=True)
class Wetsregel:
    """One rule of the law.

    Args:
        artikelen: the article per education act: WPO (bao, sbo), WEC (so, vso), WVO 2020 (vo, pro).
        sinds: the first day on which it holds.
    """

    tekst: str
    artikelen: Mapping[str, str]
    sinds: date

    def artikel(self, onderwijstype: str) -> str:
        """The article that counts for a kind of education."""
        return self.artikelen[WET_VAN[onderwijstype]]


WET_VAN = {
    str(Onderwijstype.BAO): "WPO",
    str(Onderwijstype.SBO): "WPO",
    str(Onderwijstype.SO): "WEC",
    str(Onderwijstype.VSO): "WEC",
    str(Onderwijstype.VO): "WVO",
    str(Onderwijstype.PRO): "WVO",
}
# Since passend onderwijs (dossier 2.4, 2.10). The WVO 2020 took the place of WVO art. 26 on 1-8-2022.
PASSEND_ONDERWIJS = date(2014, 8, 1)
_ADOPT = {"WPO": "WPO art. 40a lid 2", "WEC": "WEC art. 41a", "WVO": "WVO 2020 art. 2.44"}

BEGIN: Mapping[str, Wetsregel] = {
    Grond.INSCHRIJVING: Wetsregel("Het OPP is uiterlijk zes weken na de inschrijving vastgesteld.", _ADOPT, PASSEND_ONDERWIJS),
    Grond.PLAATSING: Wetsregel(
        "Was de leerling eerst tijdelijk geplaatst, dan is het OPP uiterlijk zes weken na de definitieve plaatsing vastgesteld.",
        _ADOPT,
        PASSEND_ONDERWIJS,
    ),
    Grond.BEHOEFTE: Wetsregel(
        "Zit de leerling al op school, dan is het OPP uiterlijk zes weken nadat de school vaststelde dat extra ondersteuning nodig is vastgesteld.",
        _ADOPT,
        PASSEND_ONDERWIJS,
    ),
}
EVALUATIE = Wetsregel(
    "De school evalueert het OPP ten minste één keer per schooljaar met de ouders. Een schooljaar loopt van 1 augustus tot en met 31 juli.",
    {"WPO": "WPO art. 40a lid 3 en art. 1", "WEC": "WEC art. 41a en art. 1", "WVO": "WVO 2020 art. 2.44 en art. 1.1"},
    PASSEND_ONDERWIJS,
)

# The term runs through holidays: the law knows no suspension (dossier 2.4).
TERMIJN = timedelta(weeks=6)
# When the school is warned.
VIER_WEKEN, VIJF_WEKEN = timedelta(weeks=4), timedelta(weeks=5)
# From how long before the end of the schooljaar an evaluation that was not held asks attention.
EVALUATIE_NADERT = timedelta(weeks=12)
# Kinds of education in which every pupil has an OPP (dossier 2.2).
IEDEREEN = frozenset(map(str, (Onderwijstype.SBO, Onderwijstype.SO, Onderwijstype.VSO, Onderwijstype.PRO)))
