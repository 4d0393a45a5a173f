"""A file with one field of every kind, a list and a bank, for the tests of exchange and import."""

from typing import Any

from formats.exchange import Bankinhoud, ExchangeFile, Lijstinhoud, exchange_file
from formats.schema import Bankitem, FormatSchema
from tests.formats.test_rules import deel, good, sectie, veld

UITSTROOM = ("vso arbeid", "vso dagbesteding", "vso vervolgonderwijs")
FACTOREN = (Bankitem(label="Vraagt zelf om hulp", domein="leren", richting="bevorderend"), Bankitem(label="Is snel moe", gevoelig=True))


def velden() -> list[dict[str, Any]]:
    """Every kind of field, and questions that take their options from a list and a bank."""
    uit_lijst = veld("uitstroom", "keuze", "Bestemming", opties=UITSTROOM, lijst="Uitstroom vso")
    ook = veld("eerder", "meerkeuze", "Eerdere bestemmingen", opties=UITSTROOM, lijst="Uitstroom vso")
    uit_bank = veld("factoren", "bank", "Factoren", bank="Onze factoren", items=[item.model_dump() for item in FACTOREN], met_invloed=True)
    return [*good(), uit_lijst, ook, uit_bank]


def sample_schema(**parts: Any) -> FormatSchema:
    """A whole format with variants, conditions, signers and every kind of field."""
    delen = [
        deel(
            sectie(*velden(), uitleg="Eerst dit.\nDan dat."),
            ondertekenaars=[{"key": "ouders", "rol": "ouders", "betekenissen": ["akkoord", "niet_akkoord"], "aantal": 2}],
            strekking="Het handelingsdeel",
            lezers=["ouder"],
        ),
        deel(sectie(veld("slot"), key="sectie-2", titel="Slot"), key="deel-2", titel="Slot", varianten=["lang"], weglaten_als_leeg=False),
    ]
    varianten = [{"key": "kort", "naam": "Kort"}, {"key": "lang", "naam": "Lang", "uitleg": "Met slot"}]
    data = {"titel": "Proefformat “één”", "soort": "opp", "onderwijstypen": ["bao", "sbo"], "varianten": varianten, "delen": delen, **parts}
    return FormatSchema.model_validate(data)


def sample_file() -> ExchangeFile:
    """The file of that format."""
    return exchange_file(
        sample_schema(),
        korte_omschrijving="Om uit te wisselen",
        lijsten=[Lijstinhoud(naam="Uitstroom vso", uitleg="Van onszelf", waarden=UITSTROOM)],
        banken=[Bankinhoud(naam="Onze factoren", soort="factoren", uitleg="Ook van onszelf", items=FACTOREN)],
    )


def plain_file() -> ExchangeFile:
    """A file with the oldest kinds of fields and no lists: what every editor's page could always hold."""
    velden = [
        veld("plat-kort", label="Groep", max_lengte=20, hulptekst="Bijvoorbeeld 5b"),
        veld("plat-keuze", "keuze", "Bestemming", opties=["havo", "vwo"], eis="gewenst"),
        veld("plat-rijen", "rijen", "Afspraken", kolommen=[{"key": "wat", "label": "Wat?"}], max_rijen=4),
    ]
    delen = [deel(sectie(*velden, key="plat-sectie"), key="plat-deel")]
    schema = FormatSchema.model_validate({"titel": "Plat format", "soort": "opp", "onderwijstypen": ["bao"], "delen": delen})
    return exchange_file(schema, korte_omschrijving="Om uit te wisselen", lijsten=[], banken=[])
