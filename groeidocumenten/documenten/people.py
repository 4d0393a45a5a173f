"""The people of one file who have a way in of their own now: who can be named as the reader of a document, or asked to fill something in."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from accounts.access import guides_of
from accounts.models import User
from formats.readers import Rol
from groeidocumenten.dossiers.access import GeopendDossier, grants_on
from groeidocumenten.dossiers.actions import teachers_of
from groeidocumenten.dossiers.models import Bereik, Grond, LinkRecht


@dataclass(frozen=True)
class Mens:
    """Somebody with a way in: the user (for a guest the keyless one of the link), the name, as whom they read, and that in words."""

    gebruiker: User
    naam: str
    rol: Rol
    woord: str
    schrijft: bool = True

    @property
    def pk(self) -> UUID:
        """Key of the user."""
        return self.gebruiker.pk

    @property
    def label(self) -> str:
        """Name and relation, for a list to choose from."""
        return f"{self.naam} ({self.woord})"


def people_of(geopend: GeopendDossier) -> list[Mens]:
    """Parents with gezag and an account, the pupil, the teachers and the guests of this file, as they stand now; a fixed number of queries.

    A guest whose link is limited to some hoofdstukken is left out: documents and formulieren belong to the whole file.
    """
    groeidocument, now = geopend.groeidocument, timezone.now()
    leerling = groeidocument.leerling
    gezag = leerling.gezagsrelaties.valid().with_gezag().filter(gebruiker__is_active=True).select_related("gebruiker").order_by("naam")
    found = [Mens(one.gebruiker, one.naam, "ouder", one.get_soort_display()) for one in gezag if one.gebruiker]
    if leerling.gebruiker is not None:
        found.append(Mens(leerling.gebruiker, leerling.naam, "leerling", "de leerling zelf"))
    teaching = set(teachers_of(groeidocument.school).values_list("pk", flat=True))
    for row in grants_on(groeidocument, Grond.LIDMAATSCHAP):
        if row.user_id in teaching and row.van <= now and (row.tot is None or row.tot > now):
            found.append(Mens(row.user, row.user.get_full_name(), "school", "leerkracht of mentor"))
    for link in groeidocument.toegangslinks.valid(now).filter(bereik=Bereik.HEEL).select_related("gebruiker"):
        writes = link.recht != LinkRecht.LEZEN
        found.append(Mens(link.gebruiker, link.ontvanger_naam, "deskundige", f"gast {link.einde}", writes))
    return found


def guides(geopend: GeopendDossier) -> list[Mens]:
    """Who guides this school's groeidocumenten: they are responsible for every file and need not be named."""
    return [Mens(one, one.get_full_name(), "school", "begeleidt het groeidocument") for one in guides_of(geopend.groeidocument.school)]
