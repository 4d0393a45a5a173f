"""Adopting an OPP: the bevoegd gezag adopts the newest frozen version, when nobody names a reason against it.

WPO 40a lid 1, WEC 41a, WVO 2020 2.44. Not a new text but the very version that was sent is adopted: whoever adopts sends its sha256 along, and
another one is refused (besluiten-vooraf 30). The day of adoption is today: there is no back-dating (issue of terms: late asks a reason).
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.actions import making
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.models import seal_into

from .actions import done, refuse_ended, refuse_overlap, reopened_opp
from .belemmeringen import Belemmering, Voornemen, belemmeringen
from .models import Opp, OppVaststelling
from .reading import facts_of, versions

MIN_REDEN = 10


class Belemmerd(Exception):
    """There are reasons against adopting that nobody lifted; nothing was saved."""

    def __init__(self, belemmeringen: list[Belemmering]) -> None:
        super().__init__("adoption is blocked")
        self.belemmeringen = belemmeringen


class Vervangen(Exception):
    """The version that was shown is not the newest one any more; nothing was saved."""


def intention(geopend: GeopendDossier, opp: Opp) -> Voornemen:
    """What adopting means now: the newest frozen version of the round that runs, today."""
    ronde = facts_of(opp).ronde
    newest = versions(geopend, opp).first()
    versie = newest if newest is not None and newest.ronde == ronde else None
    return Voornemen(geopend, opp, versie, ronde, timezone.localdate())


@transaction.atomic
def adopt(*, geopend: GeopendDossier, opp: Opp, sha256: str, redenen: dict[str, str], verzoek: UUID) -> OppVaststelling:
    """Adopt the version that was shown. A repeated post gives the adoption that was made the first time.

    Args:
        sha256: of the version that was shown.
        redenen: for reasons against it that can be lifted, why it is done nevertheless; {code: text}.

    Raises:
        AccessOver: if the right ended.
        Belemmerd: if a reason against it stands.
        Vervangen: if another version is the newest one now.
        ValidationError: if the OPP is over, its period would overlap, or `verzoek` is the key of something else.
    """
    fresh = reopened_opp(geopend, opp)
    there = geopend.groeidocument.oppvaststellingen.filter(pk=verzoek, opp=fresh).first()
    if there is not None:
        return there
    refuse_ended(fresh)
    wanted = intention(geopend, fresh)
    if wanted.versie is None or wanted.versie.sha256 != sha256:
        raise Vervangen
    said = {code: text.strip() for code, text in redenen.items()}
    reasons = belemmeringen(wanted)
    if standing := [one for one in reasons if not (one.op_te_heffen and len(said.get(one.code, "")) >= MIN_REDEN)]:
        raise Belemmerd(standing)
    if fresh.begin is None:
        refuse_overlap(geopend, wanted.datum, None, beside=fresh)
        fresh.begin = wanted.datum
        fresh.save(update_fields=["begin"])
    row = OppVaststelling(
        pk=verzoek, groeidocument=geopend.groeidocument, opp=fresh, versie=wanted.versie, ronde=wanted.ronde, datum=wanted.datum
    )
    if kept := {one.code: {"belemmering": one.tekst, "reden": said[one.code]} for one in reasons}:
        seal_into(row, "redenen", kept)
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    done(geopend, Handeling.OPP_VASTGESTELD, fresh)
    return row
