"""The words to choose from: areas of goals and outcomes of an evaluation. An swv keeps them as lists; without its own these here count.

What somebody chose is kept as it was written then, so that a changed list changes nothing that stands in a file.
"""

from collections import defaultdict

from formats.list_models import Bank, Banksoort, Lijst
from formats.schema import Bankitem
from groeidocumenten.dossiers.access import GeopendDossier

GEBIEDEN_LIJST = "Gebieden van doelen"
UITKOMSTEN_LIJST = "Uitkomst van een doel"
GEBIEDEN = (
    "lezen",
    "spelling",
    "taal en woordenschat",
    "rekenen",
    "werkhouding",
    "leren leren",
    "omgaan met anderen",
    "omgaan met gevoelens",
    "gedrag",
    "bewegen",
    "zelfstandigheid",
    "thuis",
    "stage en praktijk",
)
UITKOMSTEN = (
    "behaald",
    "grotendeels behaald",
    "deels behaald",
    "niet behaald",
    "nog niet geëvalueerd",
    "doel bijgesteld",
    "doel vervallen",
    "gaat door in de volgende periode",
)


def gebieden(geopend: GeopendDossier) -> tuple[str, ...]:
    """The areas that a goal can be about (dossier 6.1, 6.4)."""
    return _list(geopend, GEBIEDEN_LIJST, GEBIEDEN)


def uitkomsten(geopend: GeopendDossier) -> tuple[str, ...]:
    """The words for how a goal went (dossier 6.6)."""
    return _list(geopend, UITKOMSTEN_LIJST, UITKOMSTEN)


def voorbeelden(geopend: GeopendDossier) -> list[tuple[str, list[Bankitem]]]:
    """The goals of the swv's banks, by area in order of the alphabet: examples to read, not a list to choose from."""
    site = geopend.groeidocument.school.samenwerkingsverband.site_id
    found: dict[str, list[Bankitem]] = defaultdict(list)
    for bank in Bank.objects.filter(site=site, soort=Banksoort.DOELEN):
        for item in bank.items:
            found[item.domein].append(item)
    return sorted(found.items())


def _list(geopend: GeopendDossier, naam: str, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    site = geopend.groeidocument.school.samenwerkingsverband.site_id
    own = Lijst.objects.filter(site=site, naam=naam).first()
    return own.opties if own is not None and own.opties else otherwise
