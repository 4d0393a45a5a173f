"""Who sees which emergency opening, and what of it. Asked for by who works at a school; overseen by who guides or heads that school.

A request that fits no pupil is shown to who asked, and looks like one that nobody answered; nobody else ever sees it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.access import guided_schools, member_schools
from accounts.models import Rol, School, User
from groeidocumenten.dossiers.access import Viewer
from groeidocumenten.dossiers.models import Noodopening, unseal

STANDEN = {
    "wacht": "wacht op bevestiging",
    "vervallen": "niet bevestigd",
    "geweigerd": "geweigerd",
    "loopt": "loopt nu",
    "voorbij": "voorbij",
    "ingetrokken": "ingetrokken",
}
UNKNOWN = "iemand van wie het account weg is"


@dataclass(frozen=True)
class Opening:
    """One emergency opening as one viewer sees it: what the three booleans do not allow is empty."""

    row: Noodopening
    stand: str
    vroeg: bool
    bevestigt: bool
    ziet_toe: bool
    begeleidt: bool
    reden: str = ""
    oordeel: str = ""

    @property
    def woorden(self) -> str:
        """The state in words."""
        return STANDEN[self.stand]

    @property
    def aanvrager(self) -> str:
        """Who asked."""
        return _name(self.row.aanvrager)

    @property
    def bevestiger(self) -> str:
        """Who was asked to confirm."""
        return _name(self.row.bevestiger)

    @property
    def ingetrokken_door(self) -> str:
        """Who ended it early."""
        return _name(self.row.ingetrokken_door)

    @property
    def beoordeeld_door(self) -> str:
        """Who reviewed it."""
        return _name(self.row.beoordeeld_door)

    @property
    def kan_bevestigen(self) -> bool:
        """Whether this viewer can confirm or refuse it now."""
        return self.bevestigt and self.stand == "wacht"

    @property
    def noemt_leerling(self) -> bool:
        """Whether the pupil's name is on this viewer's page: for who confirms, who guides the school, and who may read the file now."""
        return self.begeleidt or self.kan_bevestigen or (self.vroeg and self.stand == "loopt")

    @property
    def na_te_kijken(self) -> bool:
        """Whether this viewer is to review it: over, not reviewed yet, and neither asked nor confirmed by this viewer."""
        over = self.stand in ("voorbij", "ingetrokken") and self.row.beoordeeld_op is None
        return over and self.ziet_toe and not self.vroeg and not self.bevestigt

    @property
    def in_te_trekken(self) -> bool:
        """Whether this viewer can end it now."""
        return self.ziet_toe and self.stand == "loopt"


def _name(user: User | None) -> str:
    return UNKNOWN if user is None else user.get_full_name() or user.get_username()


def asks_at(viewer: Viewer) -> QuerySet[School]:
    """The schools where this viewer works today and does not guide the files anyway: where an emergency opening can be asked for."""
    if viewer.is_guest:
        return School.objects.none()
    return member_schools(viewer.user).exclude(pk__in=guided_schools(viewer.user).values("pk"))


def oversees(viewer: Viewer) -> QuerySet[School]:
    """The schools that this viewer guides or heads today."""
    if viewer.is_guest:
        return School.objects.none()
    return member_schools(viewer.user).filter(Q(pk__in=guided_schools(viewer.user)) | Q(pk__in=member_schools(viewer.user, Rol.DIRECTEUR)))


def openings_for(viewer: Viewer) -> QuerySet[Noodopening]:
    """The emergency openings that this viewer asked for, was asked to confirm, or oversees; newest first."""
    user = viewer.user
    mine = Q(aanvrager=user.pk) | Q(groeidocument__isnull=False) & (Q(bevestiger=user.pk) | Q(school__in=oversees(viewer)))
    works_there = Q(school__in=member_schools(user))
    people = ("aanvrager", "bevestiger", "ingetrokken_door", "beoordeeld_door")
    rows = Noodopening.unguarded.filter(mine, works_there)
    return rows.select_related(*people, "school", "groeidocument__leerling", "groeidocument__sleutel").order_by("-gevraagd_op", "pk")


def shown(viewer: Viewer, row: Noodopening, *, heads: set[UUID], guides: set[UUID], at: datetime | None = None) -> Opening:
    """One opening for one viewer.

    Args:
        heads: ids of the schools that this viewer guides or heads.
        guides: ids of those that this viewer guides.
    """
    asked, confirms = row.aanvrager_id == viewer.user.pk, row.bevestiger_id == viewer.user.pk
    # Who asked stays somebody who asked until it is confirmed, whatever else this person does at the school.
    seen = row.school_id in heads and row.groeidocument is not None and not (asked and row.bevestigd_op is None)
    stand = row.state_for_asker(at) if asked else row.state(at)
    kluis = row.groeidocument.kluis if row.groeidocument is not None and (seen or (confirms and stand == "wacht")) else None
    reden, oordeel = (str(unseal(kluis, row, name)) for name in ("reden", "oordeel")) if kluis else ("", "")
    return Opening(row, stand, asked, confirms, seen, seen and row.school_id in guides, reden, oordeel if seen else "")


def all_shown(viewer: Viewer, rows: list[Noodopening]) -> list[Opening]:
    """The same for a page of them; two queries."""
    guides = set(guided_schools(viewer.user).values_list("pk", flat=True))
    heads = set(oversees(viewer).values_list("pk", flat=True))
    return [shown(viewer, row, heads=heads, guides=guides) for row in rows]


def opening_for(viewer: Viewer, pk: UUID) -> Opening:
    """One opening by its id.

    Raises:
        Http404: if it does not exist or is not this viewer's business; the two look the same.
    """
    row = openings_for(viewer).filter(pk=pk).first()
    if row is None:
        raise Http404
    return all_shown(viewer, [row])[0]
