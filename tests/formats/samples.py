"""Formats for tests, made the way an editor's page stores them."""

import json
from typing import Any

from formats.blocks import FormatBlock

KOLOMMEN = [
    {"type": "item", "id": "kol-wat", "value": {"label": "Wat?", "type": "lange_tekst", "opties": ""}},
    {"type": "item", "id": "kol-wie", "value": {"label": "Wie?", "type": "korte_tekst", "opties": ""}},
    {"type": "item", "id": "kol-klaar", "value": {"label": "Klaar op", "type": "datum", "opties": ""}},
    {"type": "item", "id": "kol-stand", "value": {"label": "Stand", "type": "keuze", "opties": "bezig\nklaar"}},
]


def veld(type_: str, key: str, label: str, **parts: Any) -> dict[str, Any]:
    """One field block as a page stores it."""
    return {"type": type_, "id": key, "value": {"label": label, **parts}}


def alle_velden() -> list[dict[str, Any]]:
    """One of every kind of veld."""
    return [
        veld("korte_tekst", "kort", "Groep", verplicht=True, max_lengte=20, hulptekst="Bijvoorbeeld 5b"),
        veld("lange_tekst", "lang", "Signalen", verplicht=True, max_lengte=100_000),
        veld("keuze", "keuze", "Bestemming", opties="havo\nvwo\nnog niet te bepalen"),
        veld("meerkeuze", "meer", "Wat helpt?", opties="uitleg\ntijd\nrust"),
        veld("datum", "datum", "Datum"),
        veld("ja_nee", "janee", "Is er verzuim?", toelichting_label="Hoe vaak?"),
        veld("rijen", "rijen", "Afspraken", kolommen=KOLOMMEN, max_rijen=4),
        veld("lange_tekst", "ouder", "Uw vraag", invuller="ouder", max_lengte=2000),
    ]


def sectie_data(key: str, titel: str, velden: list[dict[str, Any]]) -> dict[str, Any]:
    """One section as a page stores it."""
    return {"type": "item", "id": key, "value": {"titel": titel, "uitleg": "", "velden": velden}}


def deel_data(key: str, titel: str, secties: list[dict[str, Any]]) -> dict[str, Any]:
    """One part as a page stores it."""
    return {"type": "deel", "id": key, "value": {"titel": titel, "uitleg": "", "secties": secties}}


def alles() -> list[dict[str, Any]]:
    """A whole format with two parts and every kind of veld."""
    return [
        deel_data("deel-een", "Aanleiding", [sectie_data("sectie-een", "Doelen", alle_velden())]),
        deel_data("deel-twee", "Uitzicht", [sectie_data("sectie-twee", "Plan", [veld("korte_tekst", "plan", "Plan")])]),
    ]


def a_long_format() -> list[dict[str, Any]]:
    """More questions than fit on five pages of paper."""
    secties = [
        sectie_data(f"s-{one}", f"Sectie {one}", [veld("lange_tekst", f"lang-{one}-{two}", f"Vraag {one}.{two}") for two in range(15)])
        for one in range(10)
    ]
    return [deel_data("d", "Deel", secties)]


def stream(data: list[dict[str, Any]]) -> Any:
    """The data as a StreamField would give it."""
    return FormatBlock().to_python(json.loads(json.dumps(data)))
