"""Evaluating an OPP with the parents and the pupil, at least once per schooljaar (WPO 40a lid 3, WEC 41a, WVO 2020 2.44; WPO art. 1).

An evaluation is a fact beside the adopted version. What continues is simply what still stands: goals that go on, factors, the destination.
The next version is made by sending the next concept.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from groeidocumenten.doelen.goals import goals_for
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.actions import making
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.models import open_from, seal_into

from .actions import done, refuse_ended, reopened_opp
from .models import Evaluatieronde, Moment, Opp, OppVersie
from .overleg import refuse_outside
from .tijd import in_words, schooljaar


@dataclass(frozen=True)
class Ronde:
    """One evaluation: when and with whom, what was said, and the two conclusions (dossier 6.6)."""

    gehouden_op: date
    aanwezigen: str
    verslag: str
    perspectief: str
    ondersteuning: str
    ouders: str = ""


@transaction.atomic
def evaluate_opp(*, geopend: GeopendDossier, opp: Opp, ronde: Ronde, verzoek: UUID) -> Evaluatieronde:
    """Write down an evaluation. A repeated post adds nothing.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if nothing was adopted yet, the pupil was not heard about this evaluation, the day is impossible, the OPP is over, or
            `verzoek` is the key of something else.
    """
    fresh = reopened_opp(geopend, opp)
    there = geopend.groeidocument.oppevaluaties.filter(pk=verzoek, opp=fresh).first()
    if there is not None:
        return there
    refuse_ended(fresh)
    adopted = newest_adopted(geopend, fresh)
    if adopted is None:
        raise ValidationError("Dit OPP is nog niet vastgesteld. U evalueert een OPP dat is vastgesteld.")
    refuse_outside(ronde.gehouden_op, adopted.vaststelling.datum, "gehouden_op", "het OPP is vastgesteld")
    if not heard_since_last(geopend, fresh):
        raise ValidationError("De leerling is bij deze evaluatie nog niet gehoord. Leg dat eerst vast, of leg vast waarom dat niet kan.")
    row = Evaluatieronde(pk=verzoek, groeidocument=geopend.groeidocument, opp=fresh, versie=adopted, ronde=adopted.ronde + 1)
    row.gehouden_op, row.schooljaar = ronde.gehouden_op, schooljaar(ronde.gehouden_op)
    row.perspectief, row.ondersteuning = ronde.perspectief, ronde.ondersteuning
    said = {"aanwezigen": ronde.aanwezigen, "verslag": ronde.verslag, "ouders": ronde.ouders, "doelen": outcomes(geopend)}
    seal_into(row, "inhoud", said)
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    done(geopend, Handeling.OPP_GEEVALUEERD, fresh)
    return row


def newest_adopted(geopend: GeopendDossier, opp: Opp) -> OppVersie | None:
    """The version that counts now: the one that was adopted last."""
    rows = geopend.groeidocument.oppversies.filter(opp=opp, vaststelling__isnull=False)
    return rows.select_related("vaststelling", "format_versie__format").order_by("-ronde").first()


def heard_since_last(geopend: GeopendDossier, opp: Opp) -> bool:
    """Whether the pupil was heard about the evaluation that is being held (hoorrecht at evalueren, dossier 2.5)."""
    last = geopend.groeidocument.oppevaluaties.filter(opp=opp).order_by("-op").first()
    rows = geopend.groeidocument.hoormomenten.filter(opp=opp, moment=Moment.EVALUEREN, vervangen_door__isnull=True)
    return bool(rows.filter(op__gt=last.op).exists() if last else rows.exists())


def outcomes(geopend: GeopendDossier) -> list[dict[str, str]]:
    """Each goal of the plan with how it went, as it stands at this evaluation."""
    found = []
    for goal in goals_for(geopend):
        if goal.stand in ("loopt", "afgerond"):
            last = goal.laatste
            found.append(
                {
                    "id": str(goal.doel.pk),
                    "doel": goal.kort,
                    "stand": goal.stand,
                    "uitkomst": str(last.inhoud.get("uitkomst", "")) if last else "",
                    "vervolg": last.vervolg if last else "",
                    "op": last.gehouden_op.isoformat() if last else "",
                }
            )
    return found


@dataclass(frozen=True)
class OpenRonde:
    """An evaluation, opened."""

    gehouden_op: date
    schooljaar: str
    perspectief: str
    ondersteuning: str
    inhoud: dict[str, Any]
    door: str


def rounds_of(geopend: GeopendDossier, opp: Opp) -> list[OpenRonde]:
    """The evaluations of an OPP, newest first; for the school, gezaghouders and the pupil. One query."""
    if geopend.lezer == "deskundige":
        return []
    rows = geopend.groeidocument.oppevaluaties.filter(opp=opp).order_by("-gehouden_op", "-op")
    return [
        OpenRonde(
            row.gehouden_op,
            in_words(row.schooljaar),
            row.get_perspectief_display(),
            row.get_ondersteuning_display(),
            open_from(row, "inhoud"),
            open_from(row, "naam"),
        )
        for row in rows
    ]
