"""What the talks tell to other rooms: what waits for somebody, what is late, and what is open when a file closes. Never a word of a talk."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Soort
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer
from groeidocumenten.dossiers.kamers import Zaak

from .actions import writes
from .models import Afspraak, Gesprek
from .talks import short_talks, talks_for

# From how long before a talk parents and the pupil are asked for points.
AGENDA_DAYS = 14


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """Own afspraken that are open, a concept to react to or to agree on, proposed times, a talk that is near. One query."""
    if geopend.viewer.is_guest or not geopend.mag(Recht.AANVULLEN):
        return []
    user, file = geopend.viewer.user.pk, geopend.groeidocument
    rows = _visible(geopend).annotate(
        mijn=Count("afspraken", filter=Q(afspraken__van_wie=user, afspraken__gedaan_op__isnull=True)),
        gereageerd=Exists(file.verslagreacties.filter(gesprek=OuterRef("pk"), door=user)),
        ingebracht=Exists(file.agendapunten.filter(gesprek=OuterRef("pk"), door=user)),
        tijden=Exists(file.tijdvoorstellen.filter(gesprek=OuterRef("pk"))),
    )
    zaken = []
    for row in rows:
        address = reverse("gesprekken:gesprek", args=[file.pk, row.pk])
        zaken += [Zaak(text, address) for text in _says(geopend, row)]
    return zaken


def _says(geopend: GeopendDossier, gesprek: Any) -> list[str]:
    """What waits for this viewer in one talk, which carries what the query counted of it."""
    said, now, child = [], timezone.now(), geopend.lezer == "leerling"
    mine, day = gesprek.mijn, f" van {date_format(timezone.localtime(gesprek.wanneer), 'j F')}" if gesprek.wanneer else ""
    if mine:
        said.append(f"{mine} {'afspraak staat' if mine == 1 else 'afspraken staan'} op {'jouw' if child else 'uw'} naam")
    if gesprek.stand == "concept" and writes(geopend) and gesprek.gedeeld_op:
        said.append(f"Het verslag van het gesprek{day} is nog niet vastgesteld")
    if gesprek.stand == "concept" and geopend.lezer == "ouder" and not gesprek.gereageerd:
        said.append(f"Het verslag van het gesprek{day} ligt als concept voor u klaar")
    if gesprek.stand == "plannen" and writes(geopend) and gesprek.tijden:
        said.append("Er zijn tijden voorgesteld voor een gesprek")
    near = gesprek.wanneer is not None and now < gesprek.wanneer <= now + timedelta(days=AGENDA_DAYS)
    if gesprek.stand == "gepland" and near and not writes(geopend) and not gesprek.ingebracht:
        said.append(f"Gesprek{day}: {'wil jij' if child else 'wilt u'} iets op de agenda zetten?")
    return said


def _visible(geopend: GeopendDossier) -> QuerySet[Gesprek]:
    rows: QuerySet[Gesprek] = geopend.groeidocument.gesprekken.filter(afgezegd_op__isnull=True)
    if geopend.lezer != "school":
        rows = rows.filter(gedeeld_op__isnull=False)
    return rows.filter(leerling_leest=True) if geopend.lezer == "leerling" else rows


def news(geopend: GeopendDossier, moment: datetime) -> list[str]:
    """How many talks that this viewer sees came or changed since a moment; one query."""
    count = sum(1 for talk in short_talks(geopend) if talk.saved.op and talk.saved.op > moment)
    return [] if not count else ["1 gesprek is nieuw of gewijzigd" if count == 1 else f"{count} gesprekken zijn nieuw of gewijzigd"]


def attention(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Per file how many afspraken are late: all of them for the school, the own ones for others; one query.

    Args:
        files: keys of files that the door gave to this viewer.
    """
    if viewer.is_guest:
        return {}
    rows = Afspraak.unguarded.filter(
        groeidocument__in=files,
        groeidocument__afgesloten_op__isnull=True,
        gesprek__afgezegd_op__isnull=True,
        gedaan_op__isnull=True,
        uiterlijk__lt=timezone.localdate(),
    )
    if viewer.user.soort != Soort.MEDEWERKER:
        rows = rows.filter(van_wie=viewer.user.pk, gesprek__gedeeld_op__isnull=False)
    counted = rows.values("groeidocument").annotate(aantal=Count("pk")).order_by()
    return {row["groeidocument"]: ["1 afspraak te laat" if row["aantal"] == 1 else f"{row['aantal']} afspraken te laat"] for row in counted}


def open_matters(geopend: GeopendDossier) -> list[Zaak]:
    """Afspraken that are not done and reports that were not agreed: asked about when the file closes."""
    found = []
    for talk in talks_for(geopend):
        address = reverse("gesprekken:gesprek", args=[geopend.groeidocument.pk, talk.gesprek.pk])
        if talk.stand == "concept":
            found.append(Zaak(f"Verslag dat nog niet is vastgesteld: {talk.titel}", address))
        if talk.stand != "afgezegd":
            found += [Zaak(f"Open afspraak: {one.wat[:120]}", address) for one in talk.afspraken if one.afspraak.gedaan_op is None]
    return found
