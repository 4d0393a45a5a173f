"""Kinds of lines: what people filter by, and what a parent is told of each. A deed that is new to this list is taken for writing."""

from django.db import models

from groeidocumenten.dossiers.models import Handeling


class Soort(models.TextChoices):
    """The kinds that somebody who guides a school can choose from."""

    GEKEKEN = "gekeken", "gekeken of een bestand geopend"
    GESCHREVEN = "geschreven", "geschreven of gewijzigd"
    AFGEDRUKT = "afgedrukt", "afgedrukt of gedownload"
    TOEGANG = "toegang", "toegang geregeld"
    MISLUKT = "mislukt", "niet binnengekomen"
    NOOD = "nood", "noodopening"
    GEZOCHT = "gezocht", "gezocht"


_EXACT = {
    Handeling.GEZIEN: Soort.GEKEKEN,
    Handeling.BESTAND_GEZIEN: Soort.GEKEKEN,
    Handeling.DOCUMENT_GEZIEN: Soort.GEKEKEN,
    Handeling.LINK_GEBRUIKT: Soort.GEKEKEN,
    Handeling.JOURNAAL_GELEZEN: Soort.GEKEKEN,
    Handeling.AFGEDRUKT: Soort.AFGEDRUKT,
    Handeling.JOURNAAL_UITGEVOERD: Soort.AFGEDRUKT,
    Handeling.ROD_LIJST: Soort.AFGEDRUKT,
    Handeling.GEWEIGERD: Soort.MISLUKT,
    Handeling.LINK_FOUT: Soort.MISLUKT,
    Handeling.LINK_OP_SLOT: Soort.MISLUKT,
    Handeling.GEZOCHT: Soort.GEZOCHT,
}
_BEGINS = {"nood_": Soort.NOOD, "link_": Soort.TOEGANG, "recht_": Soort.TOEGANG, "toestemming": Soort.TOEGANG, "gezag": Soort.TOEGANG}

# What parents and the pupil are not told of: attempts of strangers, notes that are the writer's alone, and what an emergency opening is told
# with in another way.
UNTOLD = frozenset(
    {
        Handeling.GEWEIGERD,
        Handeling.GEZOCHT,
        Handeling.GESPREKSNOTITIE,
        Handeling.NOOD_GEVRAAGD,
        Handeling.NOOD_GEWEIGERD,
        Handeling.NOOD_INGETROKKEN,
        Handeling.NOOD_NAGEKEKEN,
    }
)
_FILES = frozenset({Handeling.BESTAND_GEZIEN, Handeling.DOCUMENT_GEZIEN})


def soort_of(handeling: str) -> Soort:
    """The kind of a deed."""
    if handeling in _EXACT:
        return _EXACT[Handeling(handeling)]
    return next((soort for begin, soort in _BEGINS.items() if handeling.startswith(begin)), Soort.GESCHREVEN)


def handelingen_of(soort: str) -> list[str]:
    """The deeds of a kind."""
    return [one for one in Handeling.values if soort_of(one) == soort]


def told_as(handeling: str, *, child: bool = False) -> str:
    """What parents or the pupil read of a deed: coarse on purpose. That somebody wrote where they may not read is no business of theirs."""
    if handeling in _FILES:
        return "opende een bestand"
    soort = soort_of(handeling)
    if soort == Soort.AFGEDRUKT:
        return "printte iets" if child else "drukte iets af"
    if soort == Soort.TOEGANG:
        return "regelde wie mag kijken" if child else "regelde wie erbij kan"
    if soort == Soort.MISLUKT:
        return "typte een verkeerde code" if child else "vulde een verkeerde pincode in"
    return "keek"
