"""What this room tells the others: what waits for somebody, what asks attention on the overview, what is open when a file closes, what goes along."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Soort
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer
from groeidocumenten.dossiers.kamers import Zaak

from .actions import end_with_file
from .models import Opmerking, Opp
from .reading import versions, writes
from .weg import unanswered


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """Remarks for the school to answer; for parents and the pupil a concept that was sent and is not adopted yet. Two queries, nothing opened."""
    if geopend.viewer.is_guest or not geopend.heel or not geopend.mag(Recht.AANVULLEN):
        return []
    opp = _running(geopend)
    if opp is None:
        return []
    if writes(geopend):
        number = len(unanswered(geopend, opp))
        said = "1 opmerking bij het OPP wacht op antwoord" if number == 1 else f"{number} opmerkingen bij het OPP wachten op antwoord"
        return [Zaak(said, _address(geopend, opp))] if number else []
    newest = versions(geopend, opp).filter(vaststelling__isnull=True).first()
    if newest is None or newest.nummer != (versions(geopend, opp).values_list("nummer", flat=True).first() or 0):
        return []
    day = date_format(timezone.localtime(newest.op), "j F")
    child = geopend.lezer == "leerling"
    return [Zaak(f"Lees je plan van {day}" if child else f"Lees het concept van het OPP van {day} en reageer", _address(geopend, opp))]


def attention(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Per file: remarks on an OPP without an answer, for who works at a school; one query.

    Args:
        files: keys of files that the door gave to this viewer.
    """
    if viewer.is_guest or viewer.user.soort != Soort.MEDEWERKER:
        return {}
    rows = Opmerking.unguarded.filter(groeidocument__in=files, antwoord__isnull=True, versie__opp__beeindigd_op__isnull=True)
    counted = rows.order_by().values_list("groeidocument").annotate(Count("pk"))
    return {pk: ["opmerking bij het OPP"] for pk, _count in counted}


def open_matters(geopend: GeopendDossier) -> list[Zaak]:
    """An OPP that runs: it ends when the file closes."""
    opp = _running(geopend)
    if opp is None:
        return []
    return [Zaak("Er loopt een OPP. Het eindigt vandaag als u het groeidocument afsluit", _address(geopend, opp))]


def closed(geopend: GeopendDossier, moment: datetime) -> None:
    """End the OPP that runs, in the transaction that closes the file: a closed file can only be read, so its end would never be written down."""
    opp = _running(geopend)
    if opp is not None:
        end_with_file(geopend, opp, timezone.localdate(moment))


def _running(geopend: GeopendDossier) -> Opp | None:
    row: Opp | None = geopend.groeidocument.opps.filter(beeindigd_op__isnull=True).first()
    return row


def _address(geopend: GeopendDossier, opp: Opp) -> str:
    return reverse("opp:opp", args=[geopend.groeidocument.pk, opp.pk])
