"""What this room tells the others: what waits for whoever was asked, what is overdue for the IB'er, and what is unanswered at closing."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, schools_for
from groeidocumenten.dossiers.kamers import Zaak

from .models import Vraag
from .reading import Gevraagd, asked, questions


def _open(geopend: GeopendDossier) -> list[Gevraagd]:
    return asked(geopend, questions(geopend).filter(ingediend_op__isnull=True, ingetrokken_op__isnull=True).order_by("uiterlijk"))


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """What this viewer was asked and did not hand in yet; one query."""
    if not geopend.mag(Recht.AANVULLEN):
        return []
    return [Zaak(_said(one), _address(geopend, one)) for one in _open(geopend) if one.mijn]


def open_matters(geopend: GeopendDossier) -> list[Zaak]:
    """What nobody handed in yet."""
    return [Zaak(f"{one.naam} heeft “{one.titel}” nog niet ingediend", _address(geopend, one)) for one in _open(geopend)]


def attention(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Per file how many questions are overdue, for who guides the school; one query beside that for the schools."""
    if viewer.is_guest or not files:
        return {}
    late = Vraag.unguarded.filter(
        groeidocument__in=files, ingediend_op__isnull=True, ingetrokken_op__isnull=True, uiterlijk__lt=timezone.localdate()
    )
    counted = late.filter(groeidocument__school__in=schools_for(viewer)).order_by().values_list("groeidocument").annotate(Count("pk"))
    return {pk: ["1 formulier te laat" if count == 1 else f"{count} formulieren te laat"] for pk, count in counted}


def _said(one: Gevraagd) -> str:
    day = date_format(one.uiterlijk, "j F")
    if one.stand == "te laat":
        return f"Vul “{one.titel}” in; dat had op {day} gemoeten"
    return f"Vul “{one.titel}” in, uiterlijk op {day}"


def _address(geopend: GeopendDossier, one: Gevraagd) -> str:
    return reverse("vragen:vraag", args=[geopend.groeidocument.pk, one.vraag.pk])
