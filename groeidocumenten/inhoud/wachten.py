"""What waits for somebody in the hoofdstukken: unsaved text, suggestions and requests to answer, and answers to what one brought in."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Min, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, dossiers_for
from groeidocumenten.dossiers.kamers import Zaak

from .actions import aanvullingen
from .content import read_content
from .correcties import answer_before, may_decide

# Warn a week before the month is over (dossier 1.3).
WARN_AFTER = timedelta(weeks=3)


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """What waits for this viewer in this file; one query."""
    dossier = geopend.groeidocument
    places = {sectie.key: (deel, sectie) for deel in geopend.hoofdstukken for sectie in deel.secties}
    delen = {deel.key: deel for deel in geopend.hoofdstukken}
    velden = {veld.key for one in geopend.velden.values() for veld in one}
    found = []
    for soort, pk, key, veld, op in _open_rows(geopend):
        if soort == "concept" and key in places:
            deel, sectie = places[key]
            address = reverse("inhoud:sectie", args=[dossier.pk, deel.key, sectie.key])
            who = "Je hebt" if geopend.lezer == "leerling" else "U hebt"
            found.append(Zaak(f"{who} nog tekst die niet is opgeslagen in “{sectie.titel}”", address))
        elif soort == "voorstel" and key in delen and veld in velden:
            found.append(Zaak(f"Beoordeel een voorstel in “{delen[key].titel}”", reverse("inhoud:voorstel", args=[dossier.pk, key, pk])))
        elif soort == "correctie" and key in delen and (not veld or veld in velden):
            day = date_format(answer_before(op), "j F Y")
            address = reverse("inhoud:correctie", args=[dossier.pk, key, pk])
            found.append(Zaak(f"Beantwoord een verzoek om correctie in “{delen[key].titel}”, uiterlijk {day}", address))
    return found


def _open_rows(geopend: GeopendDossier) -> list[tuple[str, UUID, str, str, datetime]]:
    """Kind, id, section or hoofdstuk, field and moment of every row that waits for this viewer, oldest first."""
    dossier = geopend.groeidocument
    empty = Value("", output_field=CharField())
    rows = (
        dossier.concepten.filter(gebruiker=geopend.viewer.user)
        .exclude(inhoud="")
        .order_by()
        .values_list(Value("concept", output_field=CharField()), "pk", "sectie", empty, "op")
    )
    more: list[Any] = []
    if geopend.lezer == "school" and geopend.mag(Recht.SCHRIJVEN):
        suggested = dossier.voorstellen.filter(staat="open").order_by()
        more.append(suggested.values_list(Value("voorstel", output_field=CharField()), "pk", "hoofdstuk", "veld", "op"))
    if may_decide(geopend):
        asked = dossier.correctieverzoeken.filter(staat="open").order_by()
        more.append(asked.values_list(Value("correctie", output_field=CharField()), "pk", "hoofdstuk", "veld", "op"))
    return sorted(rows.union(*more, all=True) if more else rows, key=lambda row: row[4])


def attention(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Per file what asks attention of this viewer: for the school what waits for an answer. A fixed number of queries."""
    if viewer.is_guest or not files:
        return {}
    words: dict[UUID, list[str]] = defaultdict(list)
    # Who may write in a file reads there as the school; parents and the pupil only add.
    mine = dossiers_for(viewer, Recht.SCHRIJVEN).filter(pk__in=files).order_by()
    suggested = mine.filter(voorstellen__staat="open").annotate(aantal=Count("voorstellen", filter=Q(voorstellen__staat="open")))
    for pk, count in suggested.values_list("pk", "aantal"):
        words[pk].append(f"{count} {'voorstel' if count == 1 else 'voorstellen'} te beoordelen")
    asked = dossiers_for(viewer, Recht.DELEN).filter(pk__in=files).order_by()
    asked = asked.filter(correctieverzoeken__staat="open").annotate(
        aantal=Count("correctieverzoeken", filter=Q(correctieverzoeken__staat="open")),
        eerste=Min("correctieverzoeken__op", filter=Q(correctieverzoeken__staat="open")),
    )
    for pk, count, first in asked.values_list("pk", "aantal", "eerste"):
        said = f"{count} {'verzoek' if count == 1 else 'verzoeken'} om correctie"
        words[pk].append(f"{said}: antwoord snel" if first < timezone.now() - WARN_AFTER else said)
    return dict(words)


def news(geopend: GeopendDossier, moment: datetime) -> list[str]:
    """The hoofdstukken in which something was saved or added since a moment, as this viewer reads them; a fixed number of queries."""
    inhoud, voices = read_content(geopend), aanvullingen(geopend)
    said = []
    for deel in inhoud.delen:
        saved = [state.op for sectie in inhoud.secties(deel) if (state := inhoud.of(sectie)).op]
        if any(op > moment for op in saved) or any(stem.op > moment for stem in voices.get(deel.key, ())):
            said.append(f"Hoofdstuk “{deel.titel}” is aangevuld of gewijzigd")
    return said


def open_matters(geopend: GeopendDossier) -> list[Zaak]:
    """What is unfinished in the hoofdstukken when a file closes: what the school did not answer, and the own unsaved text."""
    return waiting(geopend)
