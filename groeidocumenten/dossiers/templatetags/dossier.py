"""What the layout of a file's pages asks: the ways into its rooms. For templates only."""

from typing import Any

from django import template

from groeidocumenten.dossiers import kamers

register = template.Library()


@register.simple_tag
def tabs(geopend: Any) -> list[kamers.Link]:
    """The rooms that this viewer finds in an opened file; nothing on a page without one."""
    return kamers.tabs_for(geopend) if geopend else []


@register.simple_tag
def waiting(geopend: Any) -> list[kamers.Zaak]:
    """What waits for this viewer in an opened file."""
    return kamers.waiting_for(geopend)
