"""Remarks on a frozen version with the school's answers, as one viewer reads them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.inhoud.stemmen import wrote

from .lezen import EIGEN
from .models import OppVersie


@dataclass(frozen=True)
class OpenOpmerking:
    """A remark with the school's answer, if there is one."""

    pk: UUID
    plek: str
    waar: str
    tekst: str
    naam: str
    op: datetime
    eigen: bool
    antwoord: str = ""
    uitkomst: str = ""
    antwoord_naam: str = ""
    antwoord_op: datetime | None = None


def may_discuss(geopend: GeopendDossier) -> bool:
    """Whether this viewer says something of a frozen version: parents and the pupil. The school answers; the talk is not for a guest."""
    return geopend.lezer in ("ouder", "leerling")


def remarks(geopend: GeopendDossier, versie: OppVersie, waar: Mapping[str, str]) -> dict[str, list[OpenOpmerking]]:
    """The remarks on a version by place, oldest first; two queries. The pupil reads the own ones, parents and the school all, a guest none."""
    if geopend.lezer not in ("school", "ouder", "leerling"):
        return {}
    rows = geopend.groeidocument.oppopmerkingen.filter(versie=versie)
    answers = {row.opmerking_id: row for row in geopend.groeidocument.oppopmerkingantwoorden.filter(opmerking__versie=versie)}
    found: dict[str, list[OpenOpmerking]] = defaultdict(list)
    for row in rows:
        mine = wrote(row, geopend)
        if not mine and geopend.lezer not in ("school", "ouder"):
            continue
        answer = answers.get(row.pk)
        more: dict[str, Any] = {}
        if answer is not None:
            more = {"antwoord": open_from(answer, "tekst"), "uitkomst": answer.get_uitkomst_display()}
            more |= {"antwoord_naam": open_from(answer, "naam"), "antwoord_op": answer.op}
        name = waar.get(row.plek) or EIGEN.get(row.plek, "Een onderdeel dat er niet meer is")
        found[row.plek].append(OpenOpmerking(row.pk, row.plek, name, open_from(row, "tekst"), open_from(row, "naam"), row.op, mine, **more))
    return dict(found)
