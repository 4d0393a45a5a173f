"""What each kind of question is, when to use it and an example: one text for the block picker, the opened block, the help page and the manual."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.html import format_html

_FILE = Path(__file__).with_name("uitleg.toml")


@dataclass(frozen=True)
class Uitleg:
    """About one kind of block."""

    type: str
    naam: str
    groep: str
    icoon: str
    wat: str
    wanneer: str
    voorbeeld: str


@cache
def uitleg() -> dict[str, Uitleg]:
    """Every kind of block with its explanation, in the order of the picker."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {type_: Uitleg(type=type_, **entry) for type_, entry in data.items()}


def per_groep() -> dict[str, list[Uitleg]]:
    """The kinds under the headings of the picker."""
    groups: dict[str, list[Uitleg]] = {}
    for entry in uitleg().values():
        groups.setdefault(entry.groep, []).append(entry)
    return groups


def about(type_: str) -> dict[str, Any]:
    """What Wagtail wants to know of a block: its label, icon, group in the picker, description, and help in the opened block."""
    entry = uitleg()[type_]
    help_text = format_html(
        '<details class="gp-uitleg"><summary>Uitleg bij ‘{}’</summary><p>{}</p><p><b>Wanneer?</b> {}</p><p><b>Voorbeeld:</b> {}</p>'
        '<p><a href="/admin/formats/soorten-vragen/#{}" target="_blank" rel="noopener">Alle soorten vragen</a></p></details>',
        entry.naam,
        entry.wat,
        entry.wanneer,
        entry.voorbeeld,
        entry.type,
    )
    return {"label": entry.naam, "icon": entry.icoon, "group": entry.groep, "description": entry.wat, "help_text": help_text}
