"""Going on with an OPP on a newer version of its format: worked out first, shown question by question, and only then done (dossier 8.51).

Frozen versions keep the format that they were made on. An answer without a place any more stays to be read under "vervallen velden".
"""

import hashlib
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from formats.models import FormatVersie
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.inhoud.moves import SHOWN_AGAIN
from groeidocumenten.inhoud.versions import VERVALLEN, Verhuizing, plan_move

from .actions import refuse_ended, reopened_opp
from .models import Opp, Oppantwoord
from .schrijven import write_state
from .werk import newest_states


def newer_version(opp: Opp) -> FormatVersie | None:
    """The newest version of this OPP's format, if it is on an older one and the format is still in use; one query, no schema read."""
    if opp.format_versie is None or opp.beeindigd_op is not None or opp.format_versie.format.ingetrokken_op is not None:
        return None
    newer = FormatVersie.objects.filter(format=opp.format_versie.format_id, nummer__gt=opp.format_versie.nummer)
    return newer.defer("schema_json").order_by("-nummer").first()


class OppMove:
    """One move of one OPP as it stands now: what would happen, and the mark of what it was worked out from."""

    def __init__(self, geopend: GeopendDossier, opp: Opp, van: FormatVersie, naar: FormatVersie) -> None:
        self.opp, self.naar = opp, naar
        self.rows = {key: row for key, row in newest_states(geopend, opp).items() if key != Oppantwoord.KEUZE}
        self.answers = {key: open_from(row, "antwoorden") for key, row in self.rows.items()}
        known = {sectie.key for _deel, sectie in van.schema.secties()}
        per_sectie = {key: answers for key, answers in self.answers.items() if key in known}
        self.plan: Verhuizing = plan_move(van.schema, naar.schema, per_sectie, self.answers.get(VERVALLEN, {}), str(van.pk))
        versions = ",".join(f"{key}:{row.versie}" for key, row in sorted(self.rows.items()))
        self.mark = hashlib.sha256(f"{van.pk}|{opp.variant}|{naar.pk}|{versions}".encode()).hexdigest()

    @property
    def variant(self) -> str:
        """The variant after the move: the same one, or the first of a format that does not have it."""
        keys = [variant.key for variant in self.naar.schema.varianten]
        return self.opp.variant if self.opp.variant in keys else next(iter(keys), "")


@transaction.atomic
def move_opp(*, geopend: GeopendDossier, opp: Opp, naar: UUID | None, mark: str) -> FormatVersie:
    """Go on with an OPP on the version that was shown, exactly as it was shown.

    Args:
        naar: the id of the version that was shown.
        mark: `OppMove.mark` of what was shown.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if there is a newer version yet, an answer changed meanwhile, or the OPP is over.
    """
    fresh = reopened_opp(geopend, opp)
    refuse_ended(fresh)
    newest, van = newer_version(fresh), fresh.format_versie
    if newest is None or van is None or newest.pk != naar:
        raise ValidationError(SHOWN_AGAIN)
    move = OppMove(geopend, fresh, van, newest)
    if move.mark != mark:
        raise ValidationError(SHOWN_AGAIN)
    for key, answers in (move.plan.per_sectie | {VERVALLEN: move.plan.vervallen}).items():
        row = move.rows.get(key)
        if answers != (move.answers[key] if row else {}):
            write_state(geopend, fresh, key, answers, row)
    note(Handeling.FORMAT_NIEUWER, geopend, f"{fresh.pk} {van.nummer} naar {newest.nummer}")
    fresh.format_versie, fresh.variant = newest, move.variant
    fresh.save(update_fields=["format_versie", "variant"])
    return newest
