"""What can be chosen in an OPP: destinations per kind of education, and factors. From the format, else from the swv's lists and banks.

What somebody chose is kept as it was written then, so that a changed list changes nothing that stands in an OPP.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from formats.conditions import asked
from formats.law import ONDERWIJSTYPEN
from formats.list_models import Bank as SwvBank
from formats.list_models import Banksoort, Lijst
from formats.schema import Bank, Bankitem, FormatSchema, Keuze
from groeidocumenten.dossiers.access import GeopendDossier

from .models import Opp
from .onderdelen import FACTOREN, in_place

NOG_NIET = "nog niet te bepalen"
VSO = "Uitstroom vanuit het vso: "
# The names under which an swv keeps them (opp_pages/default_formats), and what counts where it keeps none (dossier 6.3).
UITSTROOM: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "bao": (
        ("Uitstroom vanuit het basisonderwijs",),
        (
            "praktijkonderwijs",
            "vmbo basisberoepsgericht",
            "vmbo kaderberoepsgericht",
            "vmbo gemengd of theoretisch (mavo)",
            "havo",
            "vwo",
            "vso",
        ),
    ),
    "so": (
        ("Uitstroom vanuit het speciaal onderwijs",),
        ("vso, gericht op vervolgonderwijs", "vso, gericht op werk", "vso, gericht op dagbesteding"),
    ),
    "vso": ((f"{VSO}vervolgonderwijs", f"{VSO}arbeidsmarkt", f"{VSO}dagbesteding"), ("vervolgonderwijs", "arbeidsmarkt", "dagbesteding")),
    "vo": (
        ("Uitstroom vanuit het voortgezet onderwijs",),
        ("mbo niveau 1 (entree)", "mbo niveau 2", "mbo niveau 3", "mbo niveau 4", "hbo", "werk"),
    ),
    "pro": (
        ("Uitstroom vanuit het praktijkonderwijs",),
        ("gewone baan", "beschut werk", "mbo niveau 1 (entree)", "arbeidsmatige dagbesteding"),
    ),
}
UITSTROOM["sbo"] = UITSTROOM["bao"]


def destinations(geopend: GeopendDossier, opp: Opp, alles: Mapping[str, Any]) -> tuple[str, ...]:
    """The destinations that can be chosen, in order, "nog niet te bepalen" last.

    Args:
        alles: the answers by field: a format can ask the destination per kind of education.
    """
    schema = opp.format_versie.schema.for_variant(opp.variant) if opp.format_versie else None
    found = tuple(dict.fromkeys(_of_format(schema, alles, opp.onderwijstype))) if schema else ()
    found = found or _of_swv(geopend, opp.onderwijstype)
    return (*(one for one in found if one != NOG_NIET), NOG_NIET)


def factor_items(geopend: GeopendDossier, opp: Opp, richting: str) -> tuple[Bankitem, ...]:
    """The factors of one direction that can be picked."""
    schema = opp.format_versie.schema.for_variant(opp.variant) if opp.format_versie else None
    own = [
        item
        for _deel, _sectie, veld in (schema.velden() if schema else ())
        if isinstance(veld, Bank) and richting in {FACTOREN.get(code) for code in veld.wettelijk}
        for item in veld.items
        if item.richting in ("", richting)
    ]
    if own:
        return tuple({item.label: item for item in own}.values())
    site = geopend.groeidocument.school.samenwerkingsverband.site_id
    banks = SwvBank.objects.filter(site=site, soort=Banksoort.FACTOREN)
    return tuple({item.label: item for bank in banks for item in bank.items if item.richting == richting}.values())


def _of_format(schema: FormatSchema, alles: Mapping[str, Any], onderwijstype: str) -> Iterator[str]:
    for _deel, _sectie, veld in schema.velden():
        if not isinstance(veld, Keuze) or not in_place(veld) or not asked(veld, schema, alles):
            continue
        if veld.afhankelijk_van:
            wanted = {str(alles.get(veld.afhankelijk_van, "")), ONDERWIJSTYPEN.get(onderwijstype, "")}
            yield from (optie for groep in veld.groepen if groep.label in wanted for optie in groep.opties)
        else:
            yield from veld.opties


def _of_swv(geopend: GeopendDossier, onderwijstype: str) -> tuple[str, ...]:
    names, otherwise = UITSTROOM[onderwijstype]
    site = geopend.groeidocument.school.samenwerkingsverband.site_id
    lists = {lijst.naam: lijst for lijst in Lijst.objects.filter(site=site, naam__in=names)}
    return tuple(optie for name in names if name in lists for optie in lists[name].opties) or otherwise
