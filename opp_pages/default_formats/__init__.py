"""Formats, lists and banks that come with the product: for the demo, for tests, and for an swv that wants to start from something.

Each is an exchange file (formats/exchange.py), the same as an editor's export, so whatever ships here can be imported anywhere. Keys follow from
the names of the parts (`key`), so that they are the same on every machine and stay the same when a text changes.
"""

import uuid
from functools import cache
from pathlib import Path
from typing import Any

from wagtail.models import Site

from formats.exchange import ExchangeFile, read
from formats.schema import FormatSchema
from formats.thaw import thaw, thaw_varianten

# In the order in which a school meets them: the document that everything starts in, the OPPs, the rest of the file, forms for parents and pupils.
NAMES = (
    "groeidocument_po",
    "opp_kort",
    "opp_algemeen",
    "opp_gedrag",
    "opp_rekenen",
    "opp_mb_hb",
    "opp_rijn_gelderse_vallei",
    "opp_de_meierij",
    "iop_opp_praktijkonderwijs",
    "onderwijskundig_rapport",
    "analyseschema_factoren",
    "toestemmingsformulier_ondersteuningsteam",
    "gezinsvragenlijst",
    "hoe_denk_jij_erover",
    "dit_ben_ik",
    "kinddeel_opp",
    "signaleringsplan",
    "dyslexiepaspoort",
    "kindkaart_ontwikkelingsvoorsprong",
    "leerlingenkaart_mb_hb",
)
# Every list and bank that the formats use, and more; without a format.
BANKEN_EN_LIJSTEN = "banken_en_lijsten"
_HERE = Path(__file__).parent
_NAMESPACE = uuid.UUID("6f1b7c1e-52a4-5d0b-9a4e-3d8f0f6a2b10")


def raw(name: str) -> bytes:
    """The exchange file of this name as it is shipped.

    Raises:
        KeyError: when there is no such file.
    """
    if name not in (*NAMES, BANKEN_EN_LIJSTEN):
        raise KeyError(name)
    return (_HERE / f"{name}.json").read_bytes()


@cache
def file(name: str) -> ExchangeFile:
    """The exchange file of this name, read and checked.

    Raises:
        KeyError: when there is no such file.
    """
    return read(raw(name))


def schema(name: str) -> FormatSchema:
    """A default format as a frozen version would hold it.

    Raises:
        KeyError: when there is no format with this name.
    """
    found = file(name).format
    if found is None:
        raise KeyError(name)
    return found


def details(name: str) -> dict[str, Any]:
    """titel, soort, onderwijstypen and korte_omschrijving of a default format.

    Raises:
        KeyError: when there is no format with this name.
    """
    found = schema(name)
    return {
        "titel": found.titel,
        "soort": found.soort,
        "onderwijstypen": list(found.onderwijstypen),
        "korte_omschrijving": file(name).korte_omschrijving,
    }


def load(name: str, *, site: Site | None = None) -> list[dict[str, Any]]:
    """The delen of a default format as stream data: `FormatPage(delen=json.dumps(load(name)))`.

    Args:
        name: one of NAMES.
        site: whose lists and banks the questions refer to; without one they are written out in the questions themselves.

    Raises:
        KeyError: when there is no format with this name.
    """
    return thaw(schema(name), site=site)


def load_varianten(name: str) -> list[dict[str, Any]]:
    """The variants of a default format as stream data: `FormatPage(varianten=json.dumps(load_varianten(name)))`.

    Raises:
        KeyError: when there is no format with this name.
    """
    return thaw_varianten(schema(name))


def key(*sleutels: str) -> str:
    """The key of a part of a default format: key("opp_kort", "perspectief", "uitstroom") is that section's key."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(sleutels)))
