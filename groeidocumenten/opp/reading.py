"""Which OPP's and versions a viewer reads, and the facts of one. The school reads everything; others read what was sent or taken in.

On the working side parents, the pupil and an expert meet only their own questions: what the school writes there is the school's until it sends
a concept. A guest comes in only for the whole file; a link to some hoofdstukken opens no OPP (dossier 1.5, "by grant").
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format

from groeidocumenten.dossiers.access import GeopendDossier, Recht

from .models import Bespreking, Evaluatieronde, Opp, OppVaststelling, OppVersie
from .stand import Feiten


def opps(geopend: GeopendDossier) -> QuerySet[Opp]:
    """The OPP's of this file that this viewer may know of, newest first."""
    rows: QuerySet[Opp] = geopend.groeidocument.opps.select_related("format_versie__format")
    return rows if geopend.heel else rows.none()


def opp_or_404(geopend: GeopendDossier, pk: UUID) -> Opp:
    """One OPP of this file.

    Raises:
        Http404: if there is none, or this viewer stands in a part of the file only.
    """
    row = opps(geopend).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def versions(geopend: GeopendDossier, opp: Opp) -> QuerySet[OppVersie]:
    """The frozen versions of an OPP, newest first. Whoever knows of the OPP reads all of them: a version is made by sending it."""
    rows: QuerySet[OppVersie] = geopend.groeidocument.oppversies.filter(opp=opp).select_related("format_versie__format")
    return rows if geopend.heel else rows.none()


def version_or_404(geopend: GeopendDossier, opp: Opp, nummer: int) -> OppVersie:
    """One frozen version.

    Raises:
        Http404: as `opp_or_404`.
    """
    row = versions(geopend, opp).filter(nummer=nummer).first()
    if row is None:
        raise Http404
    return row


def is_newest(versie: OppVersie) -> bool:
    """Whether no later version of the same OPP was frozen."""
    return not OppVersie.unguarded.filter(opp=versie.opp_id, nummer__gt=versie.nummer).exists()


def writes(geopend: GeopendDossier) -> bool:
    """Whether this viewer does the school's deeds here."""
    return geopend.lezer == "school" and geopend.mag(Recht.SCHRIJVEN)


def facts_of(opp: Opp) -> Feiten:
    """The facts that the state of one OPP follows from; four queries."""
    return facts([opp])[opp.pk]


def facts(rows: Iterable[Opp]) -> dict[UUID, Feiten]:
    """The facts of many OPP's that this viewer was given; four queries, whatever their number. Dates only: nothing is opened."""
    found = {opp.pk: opp for opp in rows}
    sent = _pairs(OppVersie.unguarded.filter(opp__in=found, toezending__isnull=False).values_list("opp_id", "ronde"))
    discussed = _pairs(Bespreking.unguarded.filter(opp__in=found).values_list("opp_id", "ronde"))
    adopted = _pairs(OppVaststelling.unguarded.filter(opp__in=found).order_by("ronde").values_list("opp_id", "datum"))
    rounds = Evaluatieronde.unguarded.filter(opp__in=found).values_list("opp_id", "gehouden_op", "ronde")
    evaluated = _pairs((pk, (day, ronde)) for pk, day, ronde in rounds)
    return {
        pk: Feiten(
            verstuurd=frozenset(sent[pk]),
            besproken=frozenset(discussed[pk]),
            vastgesteld=tuple(adopted[pk]),
            geevalueerd=tuple(evaluated[pk]),
            einde=opp.beeindigd_op,
        )
        for pk, opp in found.items()
    }


def earliest_end(opp: Opp) -> tuple[date, str]:
    """The first day on which an OPP can have ended, and why: not before it began, nor before it was last adopted or evaluated."""
    first, known = opp.begin or timezone.localdate(opp.op), facts_of(opp)
    last = max([*known.vastgesteld, *(day for day, _ronde in known.geevalueerd)], default=first)
    if last > first:
        return last, f"Op {date_format(last, 'j F Y')} is dit OPP nog vastgesteld of geëvalueerd."
    return first, f"Het OPP begon op {date_format(first, 'j F Y')}."


def _pairs(rows: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for pk, value in rows:
        found[pk].append(value)
    return found
