"""What this room tells the others: the way to the figures, for who heads a school or administers a samenwerkingsverband."""

from django.urls import reverse

from accounts.models import Soort
from groeidocumenten.dossiers.access import Viewer, schools_counted
from groeidocumenten.dossiers.kamers import Link


def entries(viewer: Viewer) -> list[Link]:
    """One link, or none."""
    if viewer.is_guest or viewer.user.soort not in (Soort.MEDEWERKER, Soort.REDACTEUR) or not schools_counted(viewer).exists():
        return []
    return [Link("Cijfers", reverse("cijfers:cijfers"))]
