"""What this room tells the others: what waits to be sorted, on the file's page, on the overview and when the file closes."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, schools_for
from groeidocumenten.dossiers.kamers import Zaak

from .models import Document
from .reading import from_guests, readable


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """What the school still has to sort, and what who manages access still has to look at; a query for each, and none for others."""
    if geopend.lezer != "school" or not geopend.mag(Recht.SCHRIJVEN):
        return []
    return open_matters(geopend) + _of_guests(geopend)


def _of_guests(geopend: GeopendDossier) -> list[Zaak]:
    if not geopend.mag(Recht.DELEN):
        return []
    count = from_guests(readable(geopend)).count()
    if not count:
        return []
    text = "Bekijk het document dat een gast toevoegde" if count == 1 else f"Bekijk de {count} documenten die gasten toevoegden"
    return [Zaak(text, reverse("documenten:lijst", args=[geopend.groeidocument.pk]) + "#van-gasten")]


def open_matters(geopend: GeopendDossier) -> list[Zaak]:
    """Documents of which nobody said yet what they are."""
    count = readable(geopend).filter(ingedeeld=False).count()
    if not count:
        return []
    text = "1 document is nog niet ingedeeld" if count == 1 else f"{count} documenten zijn nog niet ingedeeld"
    return [Zaak(text, reverse("documenten:lijst", args=[geopend.groeidocument.pk]))]


def news(geopend: GeopendDossier, moment: datetime) -> list[str]:
    """How many documents that this viewer reads came since a moment; one query."""
    count = readable(geopend).filter(op__gt=moment).count()
    return [] if not count else ["1 document is toegevoegd" if count == 1 else f"{count} documenten zijn toegevoegd"]


def attention(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Per file how much is still to be sorted or came from guests, for who guides the school; two queries beside that for the schools."""
    if viewer.is_guest or not files:
        return {}
    mine = Document.unguarded.filter(groeidocument__in=files, groeidocument__school__in=schools_for(viewer), verwijderd_op__isnull=True)
    words: dict[UUID, list[str]] = defaultdict(list)
    for pk, count in mine.filter(ingedeeld=False).order_by().values_list("groeidocument").annotate(Count("pk")):
        words[pk].append("1 document in te delen" if count == 1 else f"{count} documenten in te delen")
    for pk in from_guests(mine).order_by().values_list("groeidocument", flat=True).distinct():
        words[pk].append("document van een gast")
    return dict(words)
