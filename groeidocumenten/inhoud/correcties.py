"""Requests for correction (AVG 16): facts that are wrong are put right; an expert's judgement may stay, and then the parent's own view stands beside it.

Source: dossier 1.3. The school answers within a month (AVG 12 lid 3); a refusal has a reason; the zienswijze travels with the disputed text.
"""

import calendar
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from formats.schema import Deel
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note, touch
from groeidocumenten.dossiers.models import Handeling

from .actions import sign
from .inbreng import ANSWERED, Stuk, read_stuk, sign_answer, visible_fields
from .models import Correctieverzoek, Zienswijze, open_from, seal_into
from .stemmen import wrote

Staat = Correctieverzoek.Staat


def may_ask(geopend: GeopendDossier) -> bool:
    """Whether this viewer can ask for a correction: the pupil, and who stands for the pupil."""
    return geopend.lezer in ("ouder", "leerling") and geopend.mag(Recht.AANVULLEN)


def may_decide(geopend: GeopendDossier) -> bool:
    """Whether this viewer answers for the school."""
    return geopend.lezer == "school" and geopend.mag(Recht.DELEN)


def answer_before(asked: datetime) -> datetime:
    """One month later, on the same day or the last one of a shorter month."""
    local = timezone.localtime(asked)
    year, month = (local.year + 1, 1) if local.month == 12 else (local.year, local.month + 1)
    return local.replace(year=year, month=month, day=min(local.day, calendar.monthrange(year, month)[1]))


def correcties(geopend: GeopendDossier, hoofdstuk: str | None = None) -> list[Stuk]:
    """The requests that this viewer may see, oldest first: all for the school, the own ones for others; one query.

    Args:
        hoofdstuk: only those of this hoofdstuk.
    """
    fields, delen = visible_fields(geopend), {deel.key: deel for deel in geopend.hoofdstukken if hoofdstuk in (None, deel.key)}
    rows = geopend.groeidocument.correctieverzoeken.filter(hoofdstuk__in=delen).select_related("zienswijze")
    found = []
    for row in rows:
        if (row.veld and row.veld not in fields) or not (geopend.lezer == "school" or wrote(row, geopend)):
            continue
        view = getattr(row, "zienswijze", None)
        label = fields[row.veld].label if row.veld else f"het hele hoofdstuk “{delen[row.hoofdstuk].titel}”"
        if view is not None:
            view.groeidocument = geopend.groeidocument
        more = {"zienswijze": open_from(view, "tekst"), "zienswijze_op": view.op} if view else {}
        found.append(read_stuk(row, geopend, label, uiterlijk=answer_before(row.op), **more))
    return found


def correctie(geopend: GeopendDossier, hoofdstuk: str, pk: UUID) -> Stuk | None:
    """One request; None for everything that this viewer may not see."""
    return next((one for one in correcties(geopend, hoofdstuk) if one.pk == pk), None)


@transaction.atomic
def ask_correction(*, geopend: GeopendDossier, deel: Deel, veld: str, tekst: str, verzoek: UUID) -> None:
    """Ask the school to correct a field, or a whole hoofdstuk if `veld` is empty.

    Args:
        veld: key of a field of the hoofdstuk that this viewer may read, or "".
        verzoek: the form's one-time id; a repeated post asks nothing.

    Raises:
        AccessOver: if the right ended.
        ValidationError: for another field, or if `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.AANVULLEN)
    if geopend.groeidocument.correctieverzoeken.filter(pk=verzoek).exists():
        return
    sectie = next((one.key for one in deel.secties if any(each.key == veld for each in one.velden)), "")
    if veld and not sectie:
        raise ValidationError("Kies een vraag uit de lijst.")
    row = Correctieverzoek(pk=verzoek, groeidocument=geopend.groeidocument, hoofdstuk=deel.key, sectie=sectie, veld=veld)
    seal_into(row, "tekst", tekst)
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    touch(geopend)
    note(Handeling.CORRECTIEVERZOEK, geopend, str(row.pk))


@transaction.atomic
def decide(*, geopend: GeopendDossier, pk: UUID, aangepast: bool, antwoord: str) -> None:
    """Answer a request: the text was put right, or it stays and this is why.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if it was answered already.
    """
    geopend.reopen(Recht.DELEN)
    row = geopend.groeidocument.correctieverzoeken.filter(pk=pk, staat=Staat.OPEN).first()
    if row is None:
        raise ValidationError(ANSWERED)
    row.staat = Staat.INGEWILLIGD if aangepast else Staat.AFGEWEZEN
    sign_answer(row, geopend, antwoord)
    row.save()
    touch(geopend)
    note(Handeling.CORRECTIE_BESLIST, geopend, str(row.pk))


@transaction.atomic
def add_zienswijze(*, geopend: GeopendDossier, pk: UUID, tekst: str, verzoek: UUID) -> None:
    """Put the own view beside the text that the school did not change. Only who asked, and once.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if it was not refused, is somebody else's, or has a zienswijze.
    """
    geopend.reopen(Recht.AANVULLEN)
    if geopend.groeidocument.zienswijzen.filter(pk=verzoek, verzoek=pk).exists():
        return
    row = geopend.groeidocument.correctieverzoeken.filter(pk=pk, staat=Staat.AFGEWEZEN, zienswijze__isnull=True).first()
    if row is None or not wrote(row, geopend):
        raise ValidationError("Bij dit verzoek kan geen zienswijze meer.")
    view = Zienswijze(pk=verzoek, groeidocument=geopend.groeidocument, verzoek=row)
    seal_into(view, "tekst", tekst)
    sign(view, geopend)
    with making():
        view.save(force_insert=True)
    touch(geopend)
    note(Handeling.ZIENSWIJZE, geopend, str(row.pk))
