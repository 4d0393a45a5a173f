"""Saving a section of the format of an OPP: over what others saved meanwhile where that can be done; nothing that was saved is overwritten.

The same machinery as for hoofdstukken (inhoud): concepts of what is being typed, presence, and putting two savers together field by field. Its
rows name a place; the place of a section of an OPP is `place`.
"""

import hashlib
from collections.abc import Collection
from typing import Any

from django.db import transaction

from formats.schema import AnyVeld, Sectie
from groeidocumenten.dossiers.access import AccessOver, GeopendDossier
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.aanwezig import leave
from groeidocumenten.inhoud.actions import Saved, sign
from groeidocumenten.inhoud.concepten import Vorm, finish
from groeidocumenten.inhoud.models import open_from, seal_into
from groeidocumenten.inhoud.samenvoegen import put_together, without_own
from groeidocumenten.inhoud.schrijven import Bewaard, Botsing
from groeidocumenten.inhoud.visible import merged, only

from .actions import done
from .inbrengen import contributing
from .models import Opp, Oppantwoord
from .werk import Werk, working


def place(opp: Opp, sectie: str) -> str:
    """The place of a section of an OPP among concepts and presence: fits their column, and is no key of a hoofdstuk."""
    return f"opp-{hashlib.sha256(f'{opp.pk}|{sectie}'.encode()).hexdigest()[:40]}"


@transaction.atomic
def save_section(
    *,
    geopend: GeopendDossier,
    opp: Opp,
    sectie: Sectie,
    antwoorden: dict[str, Any],
    versie: int,
    vorm: Vorm | None = None,
    van_hen: Collection[str] = (),
) -> Bewaard:
    """Save what a section's form gave.

    Args:
        versie: the version that the form was made from; -1 if it was made from something else.
        vorm: the shown form, whose concept ends here; None for a form that had no id.
        van_hen: keys of fields for which this viewer chose the other's text.

    Raises:
        AccessOver: if the right ended, or this viewer fills in nothing here.
        Botsing: if somebody else changed the same fields since; nothing was saved.
        ValidationError: if the OPP is over.
    """
    fresh = contributing(geopend, opp)
    werk = working(geopend, fresh)
    velden = _own_fields(werk, sectie.key)
    row = _newest(geopend, fresh, sectie.key)
    stored = open_from(row, "antwoorden") if row else {}
    base = state_at(werk, sectie, versie)
    if base is not None and van_hen:
        antwoorden = without_own(mijn=antwoorden, base=base.antwoorden, velden=velden, gekozen=van_hen, lezer=geopend.lezer)
    after, stayed = merged(stored, antwoorden, velden, geopend.lezer), list[AnyVeld]()
    if after != stored and versie != (row.versie if row else 0):
        current = _opened(werk, sectie, row)
        samen = put_together(
            velden=velden, base=base.antwoorden if base else None, hun=current.antwoorden, mijn=antwoorden, lezer=geopend.lezer
        )
        if samen.botsingen:
            raise Botsing(current, samen)
        after, stayed = merged(stored, samen.antwoorden, velden, geopend.lezer), samen.van_ander
    if after != stored:
        row = write_state(geopend, fresh, sectie.key, after, row)
    if vorm is not None:
        finish(geopend, place(fresh, sectie.key), vorm)
    leave(geopend, place(fresh, sectie.key))
    return Bewaard(_opened(werk, sectie, row), stayed)


@transaction.atomic
def choose_agreements(*, geopend: GeopendDossier, opp: Opp, afspraken: Collection[str]) -> None:
    """Say which agreements of the file belong to the plan. The school chooses; the same choice once more changes nothing.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if the OPP is over.
    """
    fresh = contributing(geopend, opp)
    if geopend.lezer != "school":
        raise AccessOver
    row = _newest(geopend, fresh, Oppantwoord.KEUZE)
    wanted = {"afspraken": sorted(set(afspraken))}
    if (open_from(row, "antwoorden") if row else {"afspraken": []}) != wanted:
        write_state(geopend, fresh, Oppantwoord.KEUZE, wanted, row)


def write_state(geopend: GeopendDossier, opp: Opp, sectie: str, antwoorden: dict[str, Any], before: Oppantwoord | None) -> Oppantwoord:
    """Add the next state of a section, in the transaction of an act that asked the door again."""
    row = Oppantwoord(groeidocument=geopend.groeidocument, opp=opp, sectie=sectie, versie=(before.versie if before else 0) + 1)
    seal_into(row, "antwoorden", antwoorden)
    sign(row, geopend)
    row.save(force_insert=True)
    done(geopend, Handeling.OPP_BEWAARD, opp)
    return row


def state_at(werk: Werk, sectie: Sectie, versie: int) -> Saved | None:
    """A section as it was at a version, as this viewer may read it now; None for a version that never was."""
    if versie == 0:
        return Saved()
    rows = werk.geopend.groeidocument.oppantwoorden.filter(opp=werk.opp, sectie=sectie.key, versie=versie)
    row = rows.first() if 0 < versie < 2**31 else None
    return _opened(werk, sectie, row) if row else None


def _own_fields(werk: Werk, key: str) -> list[AnyVeld]:
    for _deel, sectie in werk.schema.secties():
        if sectie.key == key and (fields := werk.asked(sectie)):
            return fields
    raise AccessOver


def _newest(geopend: GeopendDossier, opp: Opp, sectie: str) -> Oppantwoord | None:
    row: Oppantwoord | None = geopend.groeidocument.oppantwoorden.filter(opp=opp, sectie=sectie).first()
    return row


def _opened(werk: Werk, sectie: Sectie, row: Oppantwoord | None) -> Saved:
    if row is None:
        return Saved()
    velden = next((one.velden for _deel, one in werk.schema.secties() if one.key == sectie.key), ())
    return Saved(row.versie, only(open_from(row, "antwoorden"), velden, werk.geopend.lezer), open_from(row, "naam"), row.op)
