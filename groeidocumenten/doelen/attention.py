"""What the goals tell to other rooms: what waits for somebody, what asks attention on the overview, what is unfinished when a file closes."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Soort
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer
from groeidocumenten.dossiers.kamers import Zaak

from .actions import writes
from .goals import short_goals
from .models import Doel, Doelstem

RUNNING = Q(overgenomen_op__isnull=False, afgewezen_op__isnull=True, afgerond_op__isnull=True)
PROPOSED = Q(overgenomen_op__isnull=True, afgewezen_op__isnull=True)
# From how long before an evaluation parents and pupil are asked what they think.
VOICE_DAYS = 14


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """Proposals and evaluations for the school; for parents and the pupil the goals that are about to be evaluated. One query, no text of a goal."""
    if geopend.viewer.is_guest or not geopend.mag(Recht.AANVULLEN):
        return []
    address = reverse("doelen:lijst", args=[geopend.groeidocument.pk])
    today = timezone.localdate()
    if writes(geopend):
        due = Count("pk", filter=RUNNING & Q(evalueren_op__lte=today))
        found = geopend.groeidocument.doelen.aggregate(voorstel=Count("pk", filter=PROPOSED), toe=due)
        said = [
            (found["voorstel"], "1 voorstel voor een doel wacht op antwoord", "{} voorstellen voor een doel wachten op antwoord"),
            (found["toe"], "1 doel is toe aan evaluatie", "{} doelen zijn toe aan evaluatie"),
        ]
        return [Zaak(one if number == 1 else more.format(number), address) for number, one, more in said if number]
    mine = Doelstem(door=geopend.viewer.user).door_id
    voices = geopend.groeidocument.doelstemmen.filter(
        doel=OuterRef("pk"), door=mine, op__gte=timezone.now() - timedelta(days=2 * VOICE_DAYS)
    )
    soon = geopend.groeidocument.doelen.filter(RUNNING, evalueren_op__lte=today + timedelta(days=VOICE_DAYS))
    number = soon.filter(~Exists(voices)).count()
    if not number:
        return []
    who = "jij" if geopend.lezer == "leerling" else "u"
    what = "1 doel wordt" if number == 1 else f"{number} doelen worden"
    return [Zaak(f"{what} binnenkort besproken: wat {'vind' if who == 'jij' else 'vindt'} {who} ervan?", address)]


def news(geopend: GeopendDossier, moment: datetime) -> list[str]:
    """How many goals came or changed since a moment, for who stands in the whole file; one query."""
    count = sum(1 for goal in short_goals(geopend) if goal.saved.op and goal.saved.op > moment)
    return [] if not count else ["1 doel is nieuw of gewijzigd" if count == 1 else f"{count} doelen zijn nieuw of gewijzigd"]


def attention(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Per file: goals past their day of evaluation, and proposals without an answer. For who works at a school; one query.

    Args:
        files: keys of files that the door gave to this viewer.
    """
    if viewer.is_guest or viewer.user.soort != Soort.MEDEWERKER:
        return {}
    late = Count("pk", filter=RUNNING & Q(evalueren_op__lt=timezone.localdate()))
    rows = Doel.unguarded.filter(groeidocument__in=files, groeidocument__afgesloten_op__isnull=True)
    found = rows.values("groeidocument").annotate(laat=late, voorstel=Count("pk", filter=PROPOSED)).order_by()
    return {
        row["groeidocument"]: words
        for row in found
        if (words := ["evaluatie van een doel is te laat"] * bool(row["laat"]) + ["voorstel voor een doel"] * bool(row["voorstel"]))
    }


def open_matters(geopend: GeopendDossier) -> list[Zaak]:
    """Goals that are not finished and proposals without an answer: asked about when the file closes (dossier 8.49)."""
    unfinished = [doel for doel in short_goals(geopend) if doel.stand in ("loopt", "voorstel")]
    return [
        Zaak(
            f"{'Doel zonder laatste evaluatie' if doel.stand == 'loopt' else 'Voorstel zonder antwoord'}: {doel.kort}",
            reverse("doelen:doel", args=[geopend.groeidocument.pk, doel.doel.pk]),
        )
        for doel in unfinished
    ]
