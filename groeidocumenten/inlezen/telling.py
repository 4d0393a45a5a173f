"""What this room tells the others: the way to it, for who guides a school."""

from django.urls import reverse

from accounts.models import Soort
from groeidocumenten.dossiers.access import Viewer, schools_for
from groeidocumenten.dossiers.kamers import Link


def entries(viewer: Viewer) -> list[Link]:
    """The way to taking pupils in, for each school that this viewer guides."""
    if viewer.is_guest or viewer.user.soort != Soort.MEDEWERKER:
        return []
    return [Link(f"Leerlingen inlezen voor {school.naam}", reverse("inlezen:inlezen", args=[school.pk])) for school in schools_for(viewer)]
