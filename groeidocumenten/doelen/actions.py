"""Deeds on goals. Each is one transaction that asks the door again and leaves a line in the journaal; nothing that was saved is overwritten."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note, touch
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.models import seal_into
from groeidocumenten.inhoud.states import add_state, newest, read_state

from .models import Doel, Doelbesluit, Doelstem, Doelversie, Evaluatie, Interventie, Interventieversie


@transaction.atomic
def add_goal(*, geopend: GeopendDossier, inhoud: dict[str, Any], verzoek: UUID) -> Doel:
    """Add a goal. The school's own counts at once; whoever may only add to the file makes a proposal.

    Args:
        inhoud: what the form gave, dates as ISO text.
        verzoek: the form's one-time id; a repeated post gives the goal that was made the first time.

    Raises:
        AccessOver: if the right ended since the request began.
        ValidationError: if `verzoek` is the key of something else.
    """
    school = writes(geopend)
    geopend.reopen(Recht.SCHRIJVEN if school else Recht.AANVULLEN)
    existing = geopend.groeidocument.doelen.filter(pk=verzoek).first()
    if existing is not None:
        return existing
    doel = Doel(pk=verzoek, groeidocument=geopend.groeidocument, overgenomen_op=timezone.now() if school else None)
    with making():
        _write(geopend, doel, inhoud, 0)
    return doel


def writes(geopend: GeopendDossier) -> bool:
    """Whether this viewer writes goals here: somebody of the school who may write; others propose (dossier 8.20)."""
    return geopend.lezer == "school" and geopend.mag(Recht.SCHRIJVEN)


@transaction.atomic
def save_goal(*, geopend: GeopendDossier, doel: Doel, inhoud: dict[str, Any], versie: int) -> None:
    """Save a goal if nobody else did since state `versie` was shown.

    Raises:
        AccessOver: if the right ended since the request began.
        Conflict: if somebody else saved; nothing was saved, and `current` has their text.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    _write(geopend, geopend.groeidocument.doelen.get(pk=doel.pk), inhoud, versie)


@transaction.atomic
def decide(*, geopend: GeopendDossier, doel: Doel, overgenomen: bool, reden: str) -> None:
    """Take a proposal over as a goal of the plan, or decline it with a reason. Proposal, answer and reason stay to be read by everybody here.

    A second decision changes nothing: the first one stands.

    Raises:
        AccessOver: if the right ended since the request began.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    row = geopend.groeidocument.doelen.get(pk=doel.pk)
    if row.stand != "voorstel":
        return
    besluit = Doelbesluit(groeidocument=geopend.groeidocument, doel=row, overgenomen=overgenomen)
    seal_into(besluit, "reden", reden)
    sign(besluit, geopend)
    besluit.save(force_insert=True)
    moment = "overgenomen_op" if overgenomen else "afgewezen_op"
    setattr(row, moment, besluit.op)
    row.save(update_fields=[moment])
    _done(geopend, Handeling.VOORSTEL_BESLIST, row)


@transaction.atomic
def evaluate(
    *,
    geopend: GeopendDossier,
    doel: Doel,
    gehouden_op: date,
    vervolg: str,
    inhoud: dict[str, Any],
    evalueren_op: date | None,
    verzoek: UUID,
) -> Evaluatie:
    """Add a round of evaluation. It ends the goal, or lets it go on and sets the day of the next round.

    Args:
        vervolg: one of `Evaluatie.Vervolg`.
        evalueren_op: the next day, for a goal that goes on; None leaves none.
        verzoek: the form's one-time id; a repeated post adds nothing.

    Raises:
        AccessOver: if the right ended since the request began.
        ValidationError: if the goal is no goal of the plan, or `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    existing = geopend.groeidocument.doelevaluaties.filter(pk=verzoek).first()
    if existing is not None:
        return existing
    row = geopend.groeidocument.doelen.get(pk=doel.pk)
    if row.stand in ("voorstel", "afgewezen"):
        raise ValidationError("Dit is nog een voorstel. Neem het eerst over als doel.")
    evaluatie = Evaluatie(pk=verzoek, groeidocument=geopend.groeidocument, doel=row, gehouden_op=gehouden_op, vervolg=vervolg)
    seal_into(evaluatie, "inhoud", inhoud)
    sign(evaluatie, geopend)
    with making():
        evaluatie.save(force_insert=True)
    ended = vervolg == Evaluatie.Vervolg.AFRONDEN
    row.afgerond_op = gehouden_op if ended else None
    row.save(update_fields=["afgerond_op"])
    current = _newest(geopend, row)
    said = read_state(current).antwoorden | {"evalueren_op": None if ended or evalueren_op is None else evalueren_op.isoformat()}
    _write(geopend, row, said, row.versie, journaal=False)
    _done(geopend, Handeling.DOEL_GEEVALUEERD, row)
    return evaluatie


@transaction.atomic
def add_voice(*, geopend: GeopendDossier, doel: Doel, evaluatie: Evaluatie | None, tekst: str, verzoek: UUID) -> None:
    """Add what a parent, the pupil or a guest says of a goal or of one evaluation, under the own name.

    Raises:
        AccessOver: if the right ended since the request began.
        ValidationError: if `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.AANVULLEN)
    if geopend.groeidocument.doelstemmen.filter(pk=verzoek).exists():
        return
    row = Doelstem(pk=verzoek, groeidocument=geopend.groeidocument, doel=doel, evaluatie=evaluatie)
    seal_into(row, "tekst", tekst)
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    _done(geopend, Handeling.AANGEVULD, doel)


@transaction.atomic
def save_interventie(
    *, geopend: GeopendDossier, doel: Doel, interventie: Interventie | None, inhoud: dict[str, Any], versie: int, verzoek: UUID
) -> None:
    """Add an interventie to a goal, or save a next state of one, such as its effect.

    Args:
        interventie: the one to change; None adds one with `verzoek` as its key, once.

    Raises:
        AccessOver: if the right ended since the request began.
        Conflict: if somebody else saved; nothing was saved, and `current` has their text.
        ValidationError: if `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    file = geopend.groeidocument
    if interventie is None:
        if file.interventies.filter(pk=verzoek).exists():
            return
        row, current = Interventie(pk=verzoek, groeidocument=file, doel=doel), None
        with making():
            row.save(force_insert=True)
    else:
        row = file.interventies.get(pk=interventie.pk)
        current = newest(file.interventieversies.filter(interventie=row), "interventie").get()
    if add_state(geopend, row, Interventieversie(groeidocument=file, interventie=row), inhoud, versie, current):
        row.save(update_fields=["versie"])
        _done(geopend, Handeling.INTERVENTIE, row)


@transaction.atomic
def next_period(*, geopend: GeopendDossier, doelen: list[UUID], van: date, tot: date, evalueren_op: date | None) -> int:
    """Let unfinished goals go on in a next period: each gets a new state with the new dates, and the old one stays.

    Returns:
        How many goals got other dates; a repeated post changes none.

    Raises:
        AccessOver: if the right ended since the request began.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    moved = 0
    dates = {"van": van.isoformat(), "tot": tot.isoformat(), "evalueren_op": evalueren_op.isoformat() if evalueren_op else None}
    for row in geopend.groeidocument.doelen.filter(pk__in=doelen):
        if row.stand == "loopt":
            moved += _write(geopend, row, read_state(_newest(geopend, row)).antwoorden | dates, row.versie)
    return moved


def _write(geopend: GeopendDossier, doel: Doel, inhoud: dict[str, Any], versie: int, *, journaal: bool = True) -> bool:
    """Add a state to a goal and take its next day of evaluation over into the goal."""
    new = doel._state.adding
    current = None if new else _newest(geopend, doel)
    if new:
        doel.save(force_insert=True)
    state = Doelversie(groeidocument=geopend.groeidocument, doel=doel)
    added = add_state(geopend, doel, state, inhoud, versie, current)
    if added:
        day = inhoud.get("evalueren_op")
        doel.evalueren_op = date.fromisoformat(day) if day else None
        doel.save(update_fields=["versie", "evalueren_op"])
        if journaal:
            _done(geopend, Handeling.DOEL_BEWAARD if doel.overgenomen_op else Handeling.VOORSTEL, doel)
    return added


def _newest(geopend: GeopendDossier, doel: Doel) -> Doelversie:
    return newest(geopend.groeidocument.doelversies.filter(doel=doel), "doel").get()


def _done(geopend: GeopendDossier, handeling: Handeling, row: Doel | Interventie) -> None:
    touch(geopend)
    note(handeling, geopend, str(row.pk))
