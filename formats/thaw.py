"""Thawing: from a frozen schema back to what the editor's blocks hold, so that an imported or an old format can be edited on.

`freeze(thaw(schema))` is the same schema, key for key. Lists and banks of the site that say exactly what the schema says are chosen again; whatever
differs is written out in the format itself.
"""

from typing import Any

from .options import write_items, write_options
from .schema import AnyVeld, Bank, Deel, FormatSchema, Frozen, Groepkeuze, Keuze, Kolom, Matrix, Meerkeuze, PictogramKeuze, Sectie, Slot

# Attributes that stand in a block under the same name and in the same shape.
_OTHERWISE = {
    "key",
    "type",
    "voorwaarden",
    "voorbeelden",
    "opties",
    "groepen",
    "lijst",
    "bank",
    "items",
    "kolommen",
    "rijen",
    "slots",
    "schaal",
}


def thaw(schema: FormatSchema, *, site: Any) -> list[dict[str, Any]]:
    """The delen of a format as stream data: `FormatPage(delen=json.dumps(thaw(schema, site=site)))`.

    Args:
        schema: a frozen schema of any version.
        site: the Wagtail site whose lists and banks may be chosen; None for none of them.
    """
    shelf = _Shelf(schema, site)
    return [{"type": "deel", "id": deel.key, "value": _deel(deel, shelf)} for deel in schema.delen]


def thaw_varianten(schema: FormatSchema) -> list[dict[str, Any]]:
    """The variants of a format as stream data, for the page's field `varianten`."""
    return [{"type": "variant", "id": one.key, "value": {"naam": one.naam, "uitleg": one.uitleg}} for one in schema.varianten]


class _Shelf:
    """The lists and banks of the site that this schema names: at most one query each."""

    def __init__(self, schema: FormatSchema, site: Any) -> None:
        velden = [veld for _deel, _sectie, veld in schema.velden()] if site is not None else []
        self.lijsten = _named("Lijst", site, {veld.lijst for veld in velden if isinstance(veld, Keuze | Meerkeuze) and veld.lijst})
        self.banken = _named("Bank", site, {veld.bank for veld in velden if isinstance(veld, Bank) and veld.bank})

    def lijst(self, veld: Keuze | Meerkeuze) -> str:
        """The number of the list that gives these answers, or nothing."""
        lijst = self.lijsten.get(veld.lijst)
        if lijst is None or lijst.opties != veld.opties:
            return ""
        return str(lijst.pk) if isinstance(veld, Meerkeuze) or lijst.groepen == veld.groepen else ""

    def bank(self, veld: Bank) -> str:
        """The number of the bank that holds these items, or nothing."""
        bank = self.banken.get(veld.bank)
        return str(bank.pk) if bank is not None and bank.items == veld.items else ""


def _named(model: str, site: Any, names: set[str]) -> dict[str, Any]:
    if not names:
        return {}
    # As in freeze_records: the models of this app hold blocks, this room is on the blocks' side.
    from django.apps import apps

    return {record.naam: record for record in apps.get_model("formats", model).objects.filter(site=site, naam__in=names)}


def _deel(deel: Deel, shelf: _Shelf) -> dict[str, Any]:
    return {
        **_plain(deel, "titel", "uitleg", "strekking", "weglaten_als_leeg", "nvt"),
        **_lists(deel, "lezers", "varianten"),
        "voorwaarden": _voorwaarden(deel),
        "ondertekenaars": _slots(deel.ondertekenaars),
        "secties": [_item(sectie.key, _sectie(sectie, shelf)) for sectie in deel.secties],
    }


def _sectie(sectie: Sectie, shelf: _Shelf) -> dict[str, Any]:
    return {
        **_plain(sectie, "titel", "uitleg"),
        **_lists(sectie, "varianten"),
        "voorwaarden": _voorwaarden(sectie),
        "velden": [{"type": block_type(veld), "id": veld.key, "value": _veld(veld, shelf)} for veld in sectie.velden],
    }


def block_type(veld: AnyVeld) -> str:
    """The editor's block for this field."""
    return "afhankelijke_keuze" if isinstance(veld, Keuze) and veld.afhankelijk_van else veld.type


def _veld(veld: AnyVeld, shelf: _Shelf) -> dict[str, Any]:
    value = {name: _data(getattr(veld, name)) for name in type(veld).model_fields if name not in _OTHERWISE}
    value |= {"voorwaarden": _voorwaarden(veld), "voorbeelden": "\n".join(veld.voorbeelden)}
    match veld:
        case Keuze():
            if block_type(veld) == "keuze":
                del value["afhankelijk_van"]
            value |= {"lijst": shelf.lijst(veld), "lijst_naam": veld.lijst, "opties": write_options(veld.opties, veld.groepen)}
        case Meerkeuze():
            value |= {"lijst": shelf.lijst(veld), "lijst_naam": veld.lijst, "opties": "\n".join(veld.opties)}
        case PictogramKeuze():
            value["opties"] = [_item(f"{veld.key}-{number}", optie.model_dump()) for number, optie in enumerate(veld.opties)]
        case Groepkeuze():
            value["opties"] = [_item(o.key, {"label": o.label, "kolommen": _kolommen(o.kolommen)}) for o in veld.opties]
        case Matrix():
            value["rijen"] = [_item(rij.key, {"label": rij.label, "kop": rij.kop}) for rij in veld.rijen]
            value |= {"schaal": "\n".join(veld.schaal), "kolommen_vrij": _kolommen(veld.kolommen_vrij)}
        case Bank():
            chosen = shelf.bank(veld)
            groups = [] if chosen else write_items(veld.items)
            value |= {"bank": chosen, "bank_naam": veld.bank}
            value["items"] = [_item(f"{veld.key}-{number}", group) for number, group in enumerate(groups)]
    if veld.type == "rijen":
        value["kolommen"] = _kolommen(veld.kolommen)
    elif veld.type == "ondertekening":
        value["slots"] = _slots(veld.slots)
    return value


def _kolommen(kolommen: tuple[Kolom, ...]) -> list[dict[str, Any]]:
    return [
        _item(
            kolom.key,
            {
                **_plain(kolom, "label", "type", "fase", "anders", "minimum", "maximum"),
                "opties": write_options(kolom.opties, kolom.groepen),
            },
        )
        for kolom in kolommen
    ]


def _slots(slots: tuple[Slot, ...]) -> list[dict[str, Any]]:
    return [_item(slot.key, {"rol": slot.rol, "betekenissen": list(slot.betekenissen), "aantal": slot.aantal}) for slot in slots]


def _voorwaarden(part: Deel | Sectie | AnyVeld) -> list[dict[str, Any]]:
    return [{"bron": one.bron, "vergelijking": one.vergelijking, "waarden": list(one.waarden)} for one in part.voorwaarden]


def _item(key: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "item", "id": key, "value": value}


def _plain(part: Frozen, *names: str) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}


def _lists(part: Frozen, *names: str) -> dict[str, Any]:
    return {name: list(getattr(part, name)) for name in names}


def _data(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
