"""What the layout of a file's pages asks: the ways into its rooms. For templates only."""

from typing import Any

from django import template
from django.urls import reverse

from groeidocumenten.dossiers import kamers
from groeidocumenten.dossiers.closing import Gesloten, closed_words
from groeidocumenten.dossiers.landing import landing
from groeidocumenten.dossiers.models import Bereik
from groeidocumenten.dossiers.names import lookalikes

register = template.Library()
# A bar with more titles than this is too long for a phone.
MANY = 3


@register.simple_tag
def tabs(geopend: Any) -> list[kamers.Link]:
    """The rooms that this viewer finds in an opened file; nothing on a page without one."""
    return kamers.tabs_for(geopend) if geopend else []


@register.simple_tag
def waiting(geopend: Any) -> list[kamers.Zaak]:
    """What waits for this viewer in an opened file."""
    return kamers.waiting_for(geopend)


@register.simple_tag
def closed(geopend: Any) -> Gesloten | None:
    """When and why an opened file was closed; None for one that is open, without a query."""
    return closed_words(geopend) if geopend else None


@register.simple_tag
def home(geopend: Any) -> str:
    """The page that this viewer's visit to a file begins at."""
    link = geopend.viewer.link
    return landing(link) if link is not None else reverse("inhoud:dossier", args=[geopend.groeidocument.pk])


@register.simple_tag
def scope(geopend: Any) -> str:
    """How much of a file a guest sees, in words for the bar on top."""
    if geopend.heel:
        return "het hele groeidocument"
    if geopend.viewer.link.is_stuk:
        return str(Bereik(geopend.viewer.link.bereik).label)
    titles = [f"“{deel.titel}”" for deel in geopend.hoofdstukken]
    if len(titles) > MANY:
        return f"{len(titles)} hoofdstukken"
    return " en ".join([", ".join(titles[:-1]), titles[-1]] if len(titles) > 1 else titles)


@register.inclusion_tag("dossiers/wie.html")
def who(geopend: Any) -> dict[str, Any]:
    """Whose file this is, with the birth date, and who has nearly the same name: at steps that cannot be undone."""
    leerling = geopend.groeidocument.leerling
    return {"leerling": leerling, "gelijkenden": lookalikes(geopend.viewer, leerling)}
