"""Who can be chosen as participant of a talk: people of the register and of the school, guests whose link runs now, and the pupil."""

from dataclasses import dataclass
from uuid import UUID

from accounts.access import guides_of
from groeidocumenten.dossiers.access import GeopendDossier, grants_on
from groeidocumenten.dossiers.models import Grond, Toegangslink

LEERLING = "leerling"


@dataclass(frozen=True)
class Persoon:
    """Somebody who can take part.

    Args:
        key: how a saved participant names this person: `gezag:`, `gebruiker:` or `link:` with an id, or `leerling`.
        rol: what this person is to the pupil or the school, in words.
        gebruiker: the account of this person, if there is one: who can be asked and reminded.
    """

    key: str
    naam: str
    rol: str
    gebruiker: UUID | None = None

    @property
    def label(self) -> str:
        """Name and role, to choose from."""
        return f"{self.naam} ({self.rol})"


def persons(geopend: GeopendDossier) -> list[Persoon]:
    """Everybody who can be chosen now; five queries, whatever their number."""
    file, leerling = geopend.groeidocument, geopend.groeidocument.leerling
    found = [Persoon(LEERLING, leerling.naam, "leerling", leerling.gebruiker_id)]
    for gezag in leerling.gezagsrelaties.valid().order_by("naam"):
        # Who has no gezag cannot open the file, so an agreement of that person has nobody to remind here.
        account = gezag.gebruiker_id if gezag.soort in gezag.MET_GEZAG else None
        found.append(Persoon(f"gezag:{gezag.pk}", gezag.naam, gezag.get_soort_display(), account))
    staff = {
        guide.pk: Persoon(f"gebruiker:{guide.pk}", guide.get_full_name(), "begeleider van de school", guide.pk)
        for guide in guides_of(file.school)
    }
    for row in grants_on(file, Grond.LIDMAATSCHAP):
        staff.setdefault(row.user.pk, Persoon(f"gebruiker:{row.user.pk}", row.user.get_full_name(), "leerkracht", row.user.pk))
    found += staff.values()
    running: list[Toegangslink] = [link for link in file.toegangslinks.with_facts() if link.state() in ("actief", "nog niet gebruikt")]
    return found + [Persoon(f"link:{link.pk}", link.ontvanger_naam, "gast met een link") for link in running]


def link_key(geopend: GeopendDossier) -> str:
    """How a saved participant names the guest who stands here; "" for who is no guest."""
    return f"link:{geopend.viewer.link.pk}" if geopend.viewer.link else ""
