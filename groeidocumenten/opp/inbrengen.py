"""Deeds of bringing in: factors by everybody under the own name, the destination by the school, and hearing the pupil."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.files import store_file
from groeidocumenten.inhoud.filetypes import Accepted
from groeidocumenten.inhoud.models import seal_into
from groeidocumenten.inhoud.stemmen import wrote

from .actions import done, refuse_ended, reopened_opp
from .models import Factor, Hoormoment, Hooropvolging, Opp, Perspectief
from .overleg import refuse_outside
from .reading import facts_of, writes

TEKENING = "hoormoment"


@dataclass(frozen=True)
class Gehoord:
    """How the pupil was heard, or why not.

    Args:
        inbreng: the pupil's own words; may be empty beside a drawing.
        reden: why the pupil would not or could not.
        opvolging: what was done with it, if that is known already; only the school says so.
    """

    moment: str
    datum: date
    vorm: str
    uitkomst: str
    gesproken_door: str = ""
    inbreng: str = ""
    reden: str = ""
    opvolging: str = ""


@transaction.atomic
def add_factor(
    *, geopend: GeopendDossier, opp: Opp, richting: str, inhoud: dict[str, object], vervangt: UUID | None, verzoek: UUID
) -> None:
    """Bring in a factor under the own name, or put another in the place of an own one. A repeated post adds nothing.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if the OPP is over, the replaced one is somebody else's or gone, or `verzoek` is the key of something else.
    """
    fresh = contributing(geopend, opp)
    if geopend.groeidocument.oppfactoren.filter(pk=verzoek).exists():
        return
    row = Factor(pk=verzoek, groeidocument=geopend.groeidocument, opp=fresh, richting=richting, bron=geopend.lezer)
    row.vervangt = _own_factor(geopend, fresh, vervangt) if vervangt else None
    seal_into(row, "inhoud", inhoud)
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    done(geopend, Handeling.OPP_FACTOR, fresh)


@transaction.atomic
def withdraw_factor(*, geopend: GeopendDossier, opp: Opp, factor: UUID) -> None:
    """Take an own factor back. Frozen versions keep it.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if it is somebody else's, or gone already.
    """
    fresh = contributing(geopend, opp)
    row = _own_factor(geopend, fresh, factor)
    row.ingetrokken_op = timezone.now()
    row.save(update_fields=["ingetrokken_op"])
    done(geopend, Handeling.OPP_FACTOR, fresh)


@transaction.atomic
def set_outlook(*, geopend: GeopendDossier, opp: Opp, peildatum: date, inhoud: dict[str, str], verzoek: UUID) -> None:
    """Write down which destination the school expects, as on one day; what it expected before stays to be read (dossier 6.3).

    Raises:
        AccessOver: if the right ended.
        ValidationError: for a day to come, an OPP that is over, or a taken `verzoek`.
    """
    fresh = reopened_opp(geopend, opp)
    if geopend.groeidocument.perspectieven.filter(pk=verzoek).exists():
        return
    refuse_ended(fresh)
    refuse_outside(peildatum, date.min, "peildatum", "")
    row = Perspectief(pk=verzoek, groeidocument=geopend.groeidocument, opp=fresh, peildatum=peildatum)
    seal_into(row, "inhoud", inhoud)
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    done(geopend, Handeling.OPP_PERSPECTIEF, fresh)


@transaction.atomic
def record_hearing(
    *, geopend: GeopendDossier, opp: Opp, gehoord: Gehoord, bijlage: Accepted | None, vervangt: UUID | None, verzoek: UUID
) -> None:
    """Write down that the pupil was heard, or why not; the pupil writes the own words. A repeated post adds nothing.

    Raises:
        AccessOver: if the right ended, or this viewer is neither the school's nor the pupil.
        ValidationError: for a day to come, words or a reason that lack, an OPP that is over, or a taken `verzoek`.
    """
    fresh = contributing(geopend, opp)
    if geopend.lezer not in ("school", "leerling") or (geopend.lezer == "school" and not writes(geopend)):
        raise AccessOver
    if geopend.groeidocument.hoormomenten.filter(pk=verzoek).exists():
        return
    _sound(gehoord, bijlage)
    row = Hoormoment(pk=verzoek, groeidocument=geopend.groeidocument, opp=fresh, ronde=facts_of(fresh).ronde)
    row.moment, row.datum, row.vorm, row.uitkomst = gehoord.moment, gehoord.datum, gehoord.vorm, gehoord.uitkomst
    row.vervangt = _own_hearing(geopend, fresh, vervangt) if vervangt else None
    if bijlage is not None:
        row.bijlage = store_file(geopend, TEKENING, bijlage, UUID(int=verzoek.int ^ 1))
    seal_into(row, "inhoud", {"gesproken_door": gehoord.gesproken_door, "inbreng": gehoord.inbreng, "reden": gehoord.reden})
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    if gehoord.opvolging and writes(geopend):
        _follow_up(geopend, row, gehoord.opvolging)
    done(geopend, Handeling.HOORMOMENT, fresh)


@transaction.atomic
def follow_up(*, geopend: GeopendDossier, opp: Opp, hoormoment: UUID, tekst: str) -> None:
    """Write down what was done with what the pupil said; the newest text counts.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if there is no such moment, or the OPP is over.
    """
    fresh = reopened_opp(geopend, opp)
    refuse_ended(fresh)
    row = geopend.groeidocument.hoormomenten.filter(pk=hoormoment, opp=fresh).first()
    if row is None:
        raise ValidationError("Dit hoormoment is er niet.")
    _follow_up(geopend, row, tekst)
    done(geopend, Handeling.HOORMOMENT, fresh)


def contributing(geopend: GeopendDossier, opp: Opp) -> Opp:
    """The OPP as it is now, for whoever may add to the file, with the file's row locked.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if the OPP is over.
    """
    geopend.reopen(Recht.AANVULLEN)
    if geopend.lezer == "school" and not writes(geopend):
        raise AccessOver
    fresh: Opp = geopend.groeidocument.opps.select_related("format_versie__format").get(pk=opp.pk)
    refuse_ended(fresh)
    return fresh


def _sound(gehoord: Gehoord, bijlage: Accepted | None) -> None:
    refuse_outside(gehoord.datum, date.min, "datum", "")
    heard = gehoord.uitkomst == Hoormoment.Uitkomst.GEHOORD
    if heard and not gehoord.inbreng and bijlage is None:
        raise ValidationError({"inbreng": "Schrijf wat de leerling zei, of voeg een tekening of foto toe."})
    if not heard and not gehoord.reden:
        raise ValidationError({"reden": "Schrijf waarom de leerling niet is gehoord."})


def _follow_up(geopend: GeopendDossier, moment: Hoormoment, tekst: str) -> None:
    row = Hooropvolging(groeidocument=geopend.groeidocument, hoormoment=moment)
    seal_into(row, "tekst", tekst)
    sign(row, geopend)
    row.save(force_insert=True)


def _own_factor(geopend: GeopendDossier, opp: Opp, pk: UUID) -> Factor:
    rows = geopend.groeidocument.oppfactoren.filter(opp=opp, ingetrokken_op__isnull=True, vervangen_door__isnull=True)
    row: Factor | None = rows.filter(pk=pk).first()
    if row is None or not wrote(row, geopend):
        raise ValidationError("Deze factor is van iemand anders, of staat er niet meer.")
    return row


def _own_hearing(geopend: GeopendDossier, opp: Opp, pk: UUID) -> Hoormoment:
    row: Hoormoment | None = geopend.groeidocument.hoormomenten.filter(opp=opp, pk=pk, vervangen_door__isnull=True).first()
    if row is None or not wrote(row, geopend):
        raise ValidationError("Dit hoormoment is van iemand anders, of is al vervangen.")
    return row
