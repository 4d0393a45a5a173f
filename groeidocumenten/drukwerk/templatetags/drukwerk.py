"""The buttons with which a version of an OPP is downloaded, for the pages of the room opp."""

from typing import Any

from django import template
from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.drukwerk.afdrukken import for_reader
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
        "afdrukken": [
            (afdruk.knop_voor(lezer), afdruk.uitleg_voor(lezer), reverse(f"drukwerk:{afdruk.naam}", args=where))
            for afdruk in for_reader(geopend, versie)
        ],
        "kind": lezer == "leerling",
        "versie": versie,
        "concept": geldt is None or geldt.pk != versie.pk,
    }
