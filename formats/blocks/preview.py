"""The small example of each kind of question that Wagtail's block picker shows: the real form of an example, frozen as a format would be."""

from typing import Any

_WIE = {"type": "item", "id": "wie", "value": {"label": "Wie", "type": "korte_tekst"}}
_WAT = {"type": "item", "id": "wat", "value": {"label": "Wat", "type": "korte_tekst"}}
_KLAAR = {"type": "item", "id": "klaar", "value": {"label": "Klaar op", "type": "datum"}}


def _item(number: int, **value: Any) -> dict[str, Any]:
    return {"type": "item", "id": f"item-{number}", "value": value}


_VOORBEELDEN: dict[str, dict[str, Any]] = {
    "korte_tekst": {"label": "In welke groep zit de leerling?"},
    "lange_tekst": {"label": "Waar gaat de leerling graag mee aan de slag?"},
    "opgemaakte_tekst": {"label": "Onderbouwing van de verwachte uitstroom"},
    "gegeven": {"label": "Telefoon van de ouder", "vorm": "telefoon"},
    "getal": {"label": "Hoeveel begeleiding krijgt de leerling?", "eenheid": "uur per week", "decimalen": 1},
    "datum": {"label": "Wanneer is dit met ouders besproken?"},
    "berekend": {"label": "Uiterlijk klaar op", "bronnen": ["begin"], "aantal": 6},
    "keuze": {"label": "Wat is de verwachte uitstroom?", "opties": "vmbo-b\nvmbo-k\nvmbo-t"},
    "afhankelijke_keuze": {
        "label": "Welke uitstroom past daarbij?",
        "afhankelijk_van": "eerst",
        "opties": "# regulier\nvmbo-t\nhavo\n# speciaal\narbeid\ndagbesteding",
    },
    "meerkeuze": {"label": "Wat helpt de leerling?", "opties": "extra uitleg\nmeer tijd\neen rustige plek", "anders": True},
    "groepkeuze": {
        "label": "Wie is er betrokken?",
        "opties": [_item(1, label="jeugdhulp", kolommen=[_WIE]), _item(2, label="jeugdarts", kolommen=[])],
    },
    "ja_nee": {"label": "Is er sprake van verzuim?"},
    "rijen": {"label": "Afspraken", "kolommen": [_WAT, _WIE, _KLAAR], "rij_naam": "afspraak"},
    "matrix": {
        "label": "Hoe gaat het in de klas?",
        "rijen": [_item(1, label="Werkhouding", kop=""), _item(2, label="Concentratie", kop="")],
        "schaal": "gaat goed\ngaat wel\nkost moeite",
    },
    "schaal": {"label": "Hoe graag ga je naar school?", "laag": "helemaal niet", "hoog": "heel graag", "maximum": 10},
    "bank": {
        "label": "Wat helpt deze leerling?",
        "bank_naam": "Voorbeeld",
        "items": [_item(1, domein="taakgedrag", richting="bevorderend", items="Begint uit zichzelf\nVraagt op tijd om hulp")],
    },
    "persoon": {"label": "Wie is de vaste begeleider?", "onderdelen": ["naam", "rol", "telefoon"]},
    "pictogram_keuze": {
        "label": "Hoe voel jij je in de klas?",
        "invuller": "leerling",
        "opties": [_item(1, label="blij", pictogram="blij"), _item(2, label="gaat wel", pictogram="neutraal")],
    },
    "bestand": {"label": "Verslag van het onderzoek"},
    "ondertekening": {
        "label": "Handtekening van ouders",
        "strekking": "Ik heb dit plan gelezen.",
        "slots": [_item(1, rol="Ouder met gezag", betekenissen=["voor_gezien"], aantal=1)],
    },
    "toelichting": {"label": "Let op", "tekst": "Schrijf op wat u **ziet**, niet wat u ervan vindt."},
}


def preview_value(type_: str) -> dict[str, Any]:
    """An example of this kind, as a page would store it."""
    return _VOORBEELDEN[type_]


def preview_context(type_: str, value: Any) -> dict[str, Any]:
    """The form of this example.

    Args:
        type_: the name of the block type.
        value: its value as a StructValue.
    """
    # The form is built out of what freezing makes of blocks, so this room can only ask for it when a preview is wanted.
    from ..forms import SectieForm
    from ..freeze import freeze_veld
    from ..schema import Sectie

    veld = freeze_veld(type_, "voorbeeld", value)
    sectie = Sectie(key="voorbeeld", titel="", velden=(veld,) if veld else ())
    return {"form": SectieForm(sectie, {})}
