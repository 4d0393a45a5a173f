"""The buttons with which a version of an OPP is downloaded, for the pages of the room opp."""

from typing import Any

from django import template
from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.drukwerk.stukken import for_reader
from groeidocumenten.opp.models import OppVersie

register = template.Library()


@register.inclusion_tag("drukwerk/knoppen.html")
def papieren(geopend: GeopendDossier, versie: OppVersie, geldt: OppVersie | None = None) -> dict[str, Any]:
    """What this viewer can download of a version.

    Args:
        geldt: the version that was adopted, if the page knows of one.
    """
    where = [geopend.groeidocument.pk, versie.opp_id, versie.nummer]
    lezer = geopend.lezer
    return {
        "stukken": [
            (stuk.knop_voor(lezer), stuk.uitleg_voor(lezer), reverse(f"drukwerk:{stuk.naam}", args=where))
            for stuk in for_reader(geopend, versie)
        ],
        "kind": lezer == "leerling",
        "versie": versie,
        "concept": geldt is None or geldt.pk != versie.pk,
    }
