"""16 and 18: who decides about a file from that day. Said to the school, and never acted upon by itself (besluiten-vooraf 5; dossier 1.3).

At 16 the rights of the AVG are the pupil's own. At 18 gezag ends by law. Neither cuts or keeps anybody's access in silence: the school talks
with the pupil, writes down what was agreed, and does what follows from it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from .access import GeopendDossier, GeopendeLeerling, Viewer, schools_for
from .kamers import Zaak
from .models import Groeidocument, Leeftijdsgesprek, unseal

ZESTIEN, ACHTTIEN = GRENZEN = (16, 18)


@dataclass(frozen=True)
class Melding:
    """An age that was reached, and what was agreed then, if that is written down."""

    grens: int
    afspraak: str = ""
    naam: str = ""
    op: date | None = None

    @property
    def open(self) -> bool:
        """Whether the talk still has to be written down."""
        return self.op is None


def notices(geopend: GeopendeLeerling) -> list[Melding]:
    """A notice per age that this pupil has reached; no query before 16."""
    leerling = geopend.leerling
    if leerling.leeftijd < min(GRENZEN):
        return []
    talks = {row.grens: row for row in leerling.leeftijdsgesprekken.all()}
    found = []
    for grens in (one for one in GRENZEN if leerling.leeftijd >= one):
        row = talks.get(grens)
        if row is None:
            found.append(Melding(grens))
        else:
            afspraak, naam = (str(unseal(leerling.kluis, row, name)) for name in ("afspraak", "naam"))
            found.append(Melding(grens, afspraak, naam, timezone.localdate(row.op)))
    return found


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """The talk that was not written down yet, for who guides the school; no query for a pupil younger than 16."""
    leerling = geopend.groeidocument.leerling
    if not geopend.begeleidt or leerling.leeftijd < min(GRENZEN):
        return []
    talked = set(leerling.leeftijdsgesprekken.values_list("grens", flat=True))
    page = reverse("dossiers:leerling_van", args=[geopend.groeidocument.pk])
    reached = [grens for grens in GRENZEN if leerling.leeftijd >= grens and grens not in talked]
    return [Zaak(f"{leerling.voornaam} is {grens} of ouder: bespreek wie er nu beslist", page) for grens in reached[-1:]]


def attention(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Which of these files are of a pupil of 16 or 18 with whom no talk was written down; one query."""
    said: dict[UUID, list[str]] = {}
    talks = Leeftijdsgesprek.unguarded.filter(leerling=OuterRef("leerling"))
    born = {grens: _born_by(grens) for grens in GRENZEN}
    at_sixteen = Q(leerling__geboortedatum__lte=born[ZESTIEN]) & Q(~Exists(talks))
    due = at_sixteen | (Q(leerling__geboortedatum__lte=born[ACHTTIEN]) & Q(~Exists(talks.filter(grens=ACHTTIEN))))
    rows = Groeidocument.unguarded.filter(due, pk__in=files, school__in=schools_for(viewer), afgesloten_op__isnull=True)
    for pk, geboren in rows.values_list("pk", "leerling__geboortedatum"):
        said[pk] = [f"{ACHTTIEN if geboren <= born[ACHTTIEN] else ZESTIEN} jaar: wie beslist?"]
    return said


def _born_by(age: int) -> date:
    """The last day of birth on which somebody is this old today."""
    today = timezone.localdate()
    try:
        return today.replace(year=today.year - age)
    except ValueError:  # 29 February, in a year that has none
        return today.replace(year=today.year - age, day=28)
