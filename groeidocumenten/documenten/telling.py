"""What this room tells the others: what waits to be sorted, on the file's page, on the overview and when the file closes."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, schools_for
from groeidocumenten.dossiers.kamers import Zaak

from .models import Document
from .reading import readable


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """What the school still has to sort; one query, and none for others."""
    if geopend.lezer != "school" or not geopend.mag(Recht.SCHRIJVEN):
        return []
    return open_matters(geopend)


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
    """Per file how much is still to be sorted, for who guides the school; one query beside that for the schools."""
    if viewer.is_guest or not files:
        return {}
    rows = Document.unguarded.filter(groeidocument__in=files, ingedeeld=False, verwijderd_op__isnull=True)
    counted = rows.filter(groeidocument__school__in=schools_for(viewer)).order_by().values_list("groeidocument").annotate(Count("pk"))
    return {pk: ["1 document in te delen" if count == 1 else f"{count} documenten in te delen"] for pk, count in counted}
