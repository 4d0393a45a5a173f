"""Formats that come with the product, for the demo, for tests, and for an swv that wants to start from something.

The files are written for people; `load` turns one into what an editor's page stores. Keys follow from the sleutels, so they are the same on every
machine and stay the same when a text changes.
"""

import json
import uuid
from pathlib import Path
from typing import Any

NAMES = ("groeidocument_po", "opp_kort")
_HERE = Path(__file__).parent
_NAMESPACE = uuid.UUID("6f1b7c1e-52a4-5d0b-9a4e-3d8f0f6a2b10")


def details(name: str) -> dict[str, Any]:
    """titel, soort, onderwijstypen and korte_omschrijving of a default format.

    Raises:
        KeyError: when there is no format with this name.
    """
    data = _read(name)
    return {part: data[part] for part in ("titel", "soort", "onderwijstypen", "korte_omschrijving")}


def load(name: str) -> list[dict[str, Any]]:
    """The delen of a default format as stream data: `FormatPage(delen=json.dumps(load(name)))`.

    Raises:
        KeyError: when there is no format with this name.
    """
    return [{"type": "deel", "id": _key(name, deel), "value": _deel(deel, name)} for deel in _read(name)["delen"]]


def key(*sleutels: str) -> str:
    """The key that `load` gives: key("opp_kort", "perspectief", "uitstroom") is that section's key."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(sleutels)))


def _read(name: str) -> dict[str, Any]:
    if name not in NAMES:
        raise KeyError(name)
    return json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))


def _key(path: str, part: dict[str, Any]) -> str:
    return key(*path.split("/"), part["sleutel"])


def _deel(deel: dict[str, Any], path: str) -> dict[str, Any]:
    path = f"{path}/{deel['sleutel']}"
    secties = [{"type": "item", "id": _key(path, sectie), "value": _sectie(sectie, path)} for sectie in deel["secties"]]
    return {"titel": deel["titel"], "uitleg": deel.get("uitleg", ""), "secties": secties}


def _sectie(sectie: dict[str, Any], path: str) -> dict[str, Any]:
    path = f"{path}/{sectie['sleutel']}"
    velden = [{"type": veld["type"], "id": _key(path, veld), "value": _value(veld, path)} for veld in sectie["velden"]]
    return {"titel": sectie["titel"], "uitleg": sectie.get("uitleg", ""), "velden": velden}


def _value(part: dict[str, Any], path: str) -> dict[str, Any]:
    """A field's or a column's own parts, as the editor stores them: options one per line, columns as list items."""
    path = f"{path}/{part['sleutel']}"
    is_column = "kolommen" not in part and part.get("kolom", False)
    value = {name: item for name, item in part.items() if name not in ("sleutel", "kolom") and (name != "type" or is_column)}
    if "opties" in value:
        value["opties"] = "\n".join(value["opties"])
    if "kolommen" in value:
        value["kolommen"] = [{"type": "item", "id": _key(path, k), "value": _value({**k, "kolom": True}, path)} for k in value["kolommen"]]
    return value
