"""What was written before: the states of a section, field by field, with who and when; and putting an earlier state back as a new one.

Everything is read as this viewer may read it now. A field that is closed today is closed in the past too.
"""

import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from formats.answers import has_answer, stored
from formats.readable import Regel, readable_veld
from formats.schema import AnyVeld, Sectie
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.models import Handeling

from .actions import Saved, opened, save_section
from .models import Antwoordversie
from .samenvoegen import same
from .schrijven import own_fields, state_at
from .visible import merged


@dataclass(frozen=True)
class Wijziging:
    """What one field was and became."""

    key: str
    label: str
    was: Regel
    werd: Regel


@dataclass(frozen=True)
class Stap:
    """One saved state of a section, with what it changed for this viewer."""

    versie: int
    door: str
    op: datetime
    wijzigingen: list[Wijziging]


def changes(geopend: GeopendDossier, sectie: Sectie, was: dict[str, Any], werd: dict[str, Any]) -> list[Wijziging]:
    """The fields of a section that differ in two states that this viewer may read."""
    asked = [veld for veld in geopend.velden.get(sectie.key, ()) if has_answer(veld) and not same(veld, was, werd)]
    return [Wijziging(veld.key, _line(geopend, veld, werd).label, _line(geopend, veld, was), _line(geopend, veld, werd)) for veld in asked]


def _line(geopend: GeopendDossier, veld: AnyVeld, answers: dict[str, Any]) -> Regel:
    return readable_veld(veld, answers, schema=geopend.schema, alles=answers, lezer=geopend.lezer)


def steps(geopend: GeopendDossier, sectie: Sectie, rows: Iterable[Antwoordversie]) -> list[Stap]:
    """States in the order of `rows`, newest first; the last row is only what the one before it is compared with, unless it is the first state.

    A state that changed nothing that this viewer may read is left out: that somebody wrote about something else is not told.
    """
    states = [opened(row, geopend) for row in rows]
    if states and states[-1].versie == 1:
        states.append(Saved())
    found = []
    for later, earlier in itertools.pairwise(states):
        changed = changes(geopend, sectie, earlier.antwoorden, later.antwoorden)
        if changed and later.op is not None:
            found.append(Stap(later.versie, later.door, later.op, changed))
    return found


def states_at(geopend: GeopendDossier, versies: dict[str, int]) -> dict[str, Saved]:
    """Sections as they were at a version, by key; one query for all of them."""
    wanted = Q()
    for key, versie in versies.items():
        wanted |= Q(sectie=key, versie=versie)
    rows = geopend.groeidocument.antwoordversies.filter(wanted) if versies else ()
    return {row.sectie: opened(row, geopend) for row in rows}


def back_to(geopend: GeopendDossier, sectie: Sectie, now: Saved, then: Saved, keys: Collection[str] | None) -> dict[str, Any]:
    """A section as it would be with fields put back.

    Args:
        keys: which fields; None for all that this viewer fills in.
    """
    velden = [veld for veld in own_fields(geopend, sectie) if keys is None or veld.key in keys]
    sent = {veld.key: stored(veld, then.antwoorden) for veld in velden} | {
        name: notes for name, notes in then.antwoorden.items() if name.startswith("_")
    }
    return merged(now.antwoorden, sent, velden, geopend.lezer)


@transaction.atomic
def put_back(*, geopend: GeopendDossier, sectie: Sectie, naar: int, keys: Collection[str] | None, versie: int) -> Saved:
    """Make an earlier state of a section, or of some fields, the newest one. The history keeps everything.

    Args:
        naar: the version to go back to.
        keys: which fields; None for all that this viewer fills in.
        versie: the version that was shown as the present one.

    Raises:
        AccessOver: if the right ended.
        Conflict: if somebody saved since.
        LookupError: if there is no such version.
    """
    then, now = state_at(geopend, sectie.key, naar), state_at(geopend, sectie.key, versie)
    if then is None or now is None:
        raise LookupError("no such version")
    saved = save_section(geopend=geopend, sectie=sectie, antwoorden=back_to(geopend, sectie, now, then, keys), versie=versie)
    if saved.versie != versie:
        note(Handeling.HOOFDSTUK_TERUGGEZET, geopend, f"{sectie.key} naar {naar}"[:100])
    return saved
