"""Correcting an obvious slip in a version that people signed: a new version, with the signatures of the old one, and what changed for all to see.

Only the newest version of the round, before it is adopted. Who signed and does not find it a slip says "niet akkoord" on the new version: an
own word on a version goes before one that came along.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.models import seal_into

from .actions import done, refuse_ended, reopened_opp
from .kennelijk import NietKennelijk, Wijziging, slips
from .models import Herstel, Opp, OppVersie
from .reading import versions
from .snapshot import compose, handelingsdeel
from .vastleggen import freeze
from .vaststellen import Vervangen

MIN_REDEN = 10


def changes(geopend: GeopendDossier, opp: Opp) -> list[Wijziging]:
    """What would be corrected now.

    Raises:
        NietKennelijk: if it is more than an obvious slip, or nothing.
    """
    newest = versions(geopend, opp).first()
    if newest is None or opp.van_elders or hasattr(newest, "vaststelling"):
        raise NietKennelijk("Alleen een concept dat is verstuurd en nog niet is vastgesteld, kunt u zo verbeteren.")
    return slips(newest.opened(), compose(geopend, opp))


@transaction.atomic
def correct_slip(*, geopend: GeopendDossier, opp: Opp, sha256: str, reden: str) -> OppVersie:
    """Freeze the corrected text as the next version; signatures go along. A repeated post gives the version that was made.

    Args:
        sha256: of the version that is corrected.

    Raises:
        AccessOver: if the right ended.
        Vervangen: if another version is the newest now.
        ValidationError: if it is more than a slip, or the reason has hardly any words.
    """
    fresh = reopened_opp(geopend, opp)
    refuse_ended(fresh)
    newest = versions(geopend, fresh).first()
    there = geopend.groeidocument.oppherstellen.filter(was__opp=fresh, was__sha256=sha256, werd=newest).first() if newest else None
    if there is not None and newest is not None:
        return newest
    if newest is None or newest.sha256 != sha256:
        raise Vervangen
    if len(reden.strip()) < MIN_REDEN:
        raise ValidationError({"reden": f"Schrijf in ten minste {MIN_REDEN} tekens wat er fout stond."})
    try:
        changes(geopend, fresh)
    except NietKennelijk as more:
        raise ValidationError(str(more)) from more
    content = compose(geopend, fresh)
    versie = freeze(geopend, fresh, content, newest.moment, newest.ronde, handelingsdeel=handelingsdeel(content, fresh))
    row = Herstel(groeidocument=geopend.groeidocument, was=newest, werd=versie)
    seal_into(row, "reden", reden.strip())
    sign(row, geopend)
    row.save(force_insert=True)
    done(geopend, Handeling.OPP_HERSTELD, fresh)
    return versie
