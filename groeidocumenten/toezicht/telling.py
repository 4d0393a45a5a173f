"""What this room tells the others: its tab, what waits for whom, and its ways in on the overview."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import member_schools
from accounts.models import Soort
from groeidocumenten.dossiers.access import GeopendDossier, Viewer, schools_for
from groeidocumenten.dossiers.kamers import Link, Zaak
from groeidocumenten.dossiers.models import Noodopening

from .openings import oversees


def reads_journaal(geopend: GeopendDossier) -> bool:
    """Whether this viewer may see who looked into this file: who guides the school, those with gezag, and the pupil (dossier 1.5)."""
    return not geopend.viewer.is_guest and (geopend.begeleidt or geopend.lezer in ("ouder", "leerling"))


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """In a file: that somebody reads on an emergency opening, and openings to review; for who guides the school, one query."""
    if not geopend.begeleidt:
        return []
    rows = geopend.groeidocument.noodopeningen.to_review().select_related("aanvrager")
    return [_of_file(row) for row in rows]


def _of_file(row: Noodopening) -> Zaak:
    address = reverse("toezicht:noodopening", args=[row.pk])
    if row.state() == "loopt" and row.geldig_tot is not None:
        return Zaak(f"Noodopening loopt tot {_clock(row)}: {row.aanvrager.get_full_name() if row.aanvrager else 'iemand'} leest", address)
    return Zaak("Kijk een noodopening na", address)


def attention(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Per file that an emergency opening runs or waits for review, for who guides the school; one query."""
    if viewer.is_guest or viewer.user.soort != Soort.MEDEWERKER:
        return {}
    rows = Noodopening.unguarded.to_review().filter(groeidocument__in=files, school__in=schools_for(viewer)).order_by("gevraagd_op")
    return {row.groeidocument_id: ["noodopening loopt" if row.state() == "loopt" else "noodopening nakijken"] for row in rows}  # type: ignore[misc]


def outside(viewer: Viewer) -> list[Zaak]:
    """On the overview: what a colleague asks to confirm, until when an own opening runs, how many are to be reviewed; one query."""
    if viewer.is_guest or viewer.user.soort != Soort.MEDEWERKER:
        return []
    now, user = timezone.now(), viewer.user
    wait = Q(bevestiger=user.pk, groeidocument__isnull=False, bevestigd_op__isnull=True, geweigerd_op__isnull=True, vervalt_op__gt=now)
    runs = Q(aanvrager=user.pk, geldig_tot__gt=now, ingetrokken_op__isnull=True)
    over = Q(geldig_tot__lte=now) | Q(ingetrokken_op__isnull=False)
    review = Q(beoordeeld_op__isnull=True, school__in=oversees(viewer)) & over & ~Q(aanvrager=user.pk) & ~Q(bevestiger=user.pk)
    rows = Noodopening.unguarded.filter(wait | runs | review, school__in=member_schools(user)).select_related("aanvrager")
    mine, count = [], 0
    for row in rows.order_by("gevraagd_op"):
        stand = row.state(now)
        if stand in ("wacht", "loopt"):
            mine.append(_for_person(viewer, row))
        else:
            count += 1
    if count:
        words = "1 noodopening is nog niet nagekeken" if count == 1 else f"{count} noodopeningen zijn nog niet nagekeken"
        mine.append(Zaak(words, reverse("toezicht:noodopeningen")))
    return mine


def _for_person(viewer: Viewer, row: Noodopening) -> Zaak:
    if row.bevestiger_id == viewer.user.pk:
        name = row.aanvrager.get_full_name() if row.aanvrager else "Een collega"
        return Zaak(f"{name} vraagt u een noodopening te bevestigen", reverse("toezicht:noodopening", args=[row.pk]))
    return Zaak(f"Uw noodopening loopt tot {_clock(row)}", reverse("inhoud:dossier", args=[row.groeidocument_id]))


def _clock(row: Noodopening) -> str:
    return f"{date_format(timezone.localtime(row.geldig_tot), 'H:i')} uur"  # type: ignore[arg-type]  # asked only while it runs


def entries(viewer: Viewer) -> list[Link]:
    """The way to the emergency openings, and for who guides a school to its journaal; two short queries for a medewerker, none for others."""
    if viewer.is_guest or viewer.user.soort != Soort.MEDEWERKER:
        return []
    # Who works at a school either guides its files or may ask.
    links = [Link("Noodopening", reverse("toezicht:noodopeningen"))] if member_schools(viewer.user).exists() else []
    return links + [
        Link(f"Journaal van {school.naam}", reverse("toezicht:schooljournaal", args=[school.pk])) for school in schools_for(viewer)
    ]
