"""What each kind of field is made of: from the parts of its block to the arguments of its class in the schema."""

from collections.abc import Callable, Iterable
from typing import Any

from .freeze_records import Records
from .freeze_values import children, get, kolommen, lines, number, slots, voorwaarden, words
from .options import read_items, read_options
from .schema import VELDEN, Keuze, Matrixrij, OptieMetGroep, Pictogram
from .schema.velden import ONDERDELEN

Parts = dict[str, Any]


def common_parts(value: Any, records: Records) -> Parts:
    """What every field has."""
    help_text = records.get(value, "hulptekst_bron")
    return {
        "label": words(value, "label"),
        "kindlabel": words(value, "kindlabel"),
        "hulptekst": help_text.tekst if help_text else words(value, "hulptekst"),
        "voorbeelden": lines(value, "voorbeelden"),
        "invuller": get(value, "invuller") or "school",
        "lezers": tuple(get(value, "lezers") or ()),
        "eis": get(value, "eis") or "vrij",
        "wettelijk": tuple(get(value, "wettelijk") or ()),
        "okr": get(value, "okr") or "",
        "vertrouwelijk": get(value, "vertrouwelijk") or "gewoon",
        "leeg_printen": bool(get(value, "leeg_printen")),
        "nvt": bool(get(value, "nvt")),
        "voorwaarden": voorwaarden(get(value, "voorwaarden")),
        "varianten": tuple(get(value, "varianten") or ()),
        "voorvullen": get(value, "voorvullen") or "",
    }


def _none(value: Any, records: Records) -> Parts:
    return {}


def _max_lengte(kind: str) -> Callable[[Any, Records], Parts]:
    default = VELDEN[kind].model_fields["max_lengte"].default
    return lambda value, records: {"max_lengte": number(value, "max_lengte", default)}


def _gegeven(value: Any, records: Records) -> Parts:
    return {"vorm": get(value, "vorm")}


def _getal(value: Any, records: Records) -> Parts:
    return {
        "minimum": get(value, "minimum"),
        "maximum": get(value, "maximum"),
        "decimalen": number(value, "decimalen", 0),
        "eenheid": words(value, "eenheid"),
    }


def _datum(value: Any, records: Records) -> Parts:
    return {"ook_jaar": bool(get(value, "ook_jaar"))}


def _berekend(value: Any, records: Records) -> Parts:
    return {
        "formule": get(value, "formule"),
        "bronnen": tuple(get(value, "bronnen") or ()),
        "aantal": number(value, "aantal", 0),
        "eenheid": get(value, "eenheid"),
    }


def _opties(value: Any, records: Records) -> Parts:
    """Options and their headings: out of the list that was chosen, or as they were typed."""
    lijst = records.get(value, "lijst")
    opties, groepen = (lijst.opties, lijst.groepen) if lijst else read_options(get(value, "opties"))
    name = lijst.naam if lijst else words(value, "lijst_naam")
    return {"opties": opties, "groepen": groepen, "anders": bool(get(value, "anders")), "lijst": name}


def _keuze(value: Any, records: Records) -> Parts:
    return {**_opties(value, records), "afhankelijk_van": get(value, "afhankelijk_van") or ""}


def _meerkeuze(value: Any, records: Records) -> Parts:
    parts = _opties(value, records)
    if not records.get(value, "lijst"):
        # Without headings a line that begins with # is an answer like any other.
        parts["opties"] = lines(value, "opties")
    del parts["groepen"]
    return parts


def _pictogram_keuze(value: Any, records: Records) -> Parts:
    opties = (
        Pictogram(label=words(child.value, "label"), pictogram=words(child.value, "pictogram")) for child in children(value, "opties")
    )
    return {"opties": tuple(opties), "meer": bool(get(value, "meer"))}


def _groepkeuze(value: Any, records: Records) -> Parts:
    found = children(value, "opties")
    opties = (OptieMetGroep(key=c.id, label=words(c.value, "label"), kolommen=kolommen(c.value, "kolommen")) for c in found)
    return {"opties": tuple(opties)}


def _ja_nee(value: Any, records: Records) -> Parts:
    return {"toelichting_label": words(value, "toelichting_label") or "Toelichting"}


def _rijen(value: Any, records: Records) -> Parts:
    return {
        "kolommen": kolommen(value, "kolommen"),
        "max_rijen": number(value, "max_rijen", 30),
        "min_rijen": number(value, "min_rijen", 0),
        "nummering": bool(get(value, "nummering")),
        "rij_naam": words(value, "rij_naam") or "regel",
    }


def _schaal(value: Any, records: Records) -> Parts:
    return {
        "minimum": number(value, "minimum", 0),
        "maximum": number(value, "maximum", 10),
        "laag": words(value, "laag"),
        "hoog": words(value, "hoog"),
        "max_rijen": number(value, "max_rijen", 30),
    }


def _bank(value: Any, records: Records) -> Parts:
    bank = records.get(value, "bank")
    return {
        "bank": bank.naam if bank else words(value, "bank_naam"),
        "items": bank.items if bank else read_items(child.value for child in children(value, "items")),
        "eigen_tekst": bool(get(value, "eigen_tekst")),
        "met_toelichting": bool(get(value, "met_toelichting")),
        "met_invloed": bool(get(value, "met_invloed")),
        "met_bron": bool(get(value, "met_bron")),
        "max_rijen": number(value, "max_rijen", 30),
    }


def _in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Names in the order of the list, whatever order they were ticked in: the same choice is the same format. Unknown ones come last."""
    order = list(ONDERDELEN)
    return tuple(sorted(names, key=lambda name: order.index(name) if name in order else len(order)))


def _persoon(value: Any, records: Records) -> Parts:
    return {
        "onderdelen": _in_order(get(value, "onderdelen") or ()),
        "uit_register": get(value, "uit_register") or "",
        "min_rijen": number(value, "min_rijen", 0),
        "max_rijen": number(value, "max_rijen", 1),
        "rij_naam": words(value, "rij_naam") or "persoon",
    }


def _matrix(value: Any, records: Records) -> Parts:
    rijen = (
        Matrixrij(key=child.id, label=words(child.value, "label"), kop=words(child.value, "kop")) for child in children(value, "rijen")
    )
    return {
        "rijen": tuple(rijen),
        "schaal": lines(value, "schaal"),
        "tekst_label": words(value, "tekst_label"),
        "kolommen_vrij": kolommen(value, "kolommen_vrij"),
        "uitbreidbaar": bool(get(value, "uitbreidbaar")),
        "max_extra": number(value, "max_extra", 20),
    }


def _bestand(value: Any, records: Records) -> Parts:
    return {"soort": get(value, "soort"), "max_aantal": number(value, "max_aantal", 5)}


def _ondertekening(value: Any, records: Records) -> Parts:
    return {"slots": slots(get(value, "slots")), "strekking": words(value, "strekking")}


def _toelichting(value: Any, records: Records) -> Parts:
    """A text of its own, or else the fixed one; which is then no help text as well."""
    fixed = records.get(value, "hulptekst_bron")
    own = words(value, "tekst")
    return {"tekst": own or (fixed.tekst if fixed else ""), "hulptekst": words(value, "hulptekst")}


_OWN: dict[str, Callable[[Any, Records], Parts]] = {
    "korte_tekst": _max_lengte("korte_tekst"),
    "lange_tekst": _max_lengte("lange_tekst"),
    "opgemaakte_tekst": _max_lengte("opgemaakte_tekst"),
    "gegeven": _gegeven,
    "getal": _getal,
    "datum": _datum,
    "berekend": _berekend,
    "keuze": _keuze,
    "meerkeuze": _meerkeuze,
    "pictogram_keuze": _pictogram_keuze,
    "groepkeuze": _groepkeuze,
    "ja_nee": _ja_nee,
    "rijen": _rijen,
    "schaal": _schaal,
    "bank": _bank,
    "persoon": _persoon,
    "matrix": _matrix,
    "bestand": _bestand,
    "ondertekening": _ondertekening,
    "toelichting": _toelichting,
}

# Block type → its class in the schema, and what reads its own parts. A dependent choice is a choice with `afhankelijk_van`.
KINDS: dict[str, tuple[type[Any], Callable[[Any, Records], Parts]]] = {
    **{type_: (VELDEN[type_], own) for type_, own in _OWN.items()},
    "afhankelijke_keuze": (Keuze, _keuze),
}
