"""Deeds on an OPP as a whole: begin one, take in one that was made elsewhere, end one. Each is one transaction with its line in the journaal."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from formats.models import FormatVersie
from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note, touch
from groeidocumenten.dossiers.models import Handeling, Leerling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.files import store_file
from groeidocumenten.inhoud.filetypes import Accepted
from groeidocumenten.inhoud.models import seal_into

from .models import Moment, Opp, OppEinde, OppQuerySet, OppVaststelling
from .reading import earliest_end, writes
from .vastleggen import freeze

BESTAND = "opp"
PDF = "application/pdf"


@dataclass(frozen=True)
class Elders:
    """What is said of an OPP that was made elsewhere.

    Args:
        vastgesteld_op: the day it was adopted there; None: it was not, and counts as a concept.
        beeindigd_op: its last day, if it is over.
    """

    vastgesteld_op: date | None
    beeindigd_op: date | None = None
    toelichting: str = ""


@transaction.atomic
def start_opp(*, geopend: GeopendDossier, format_versie: FormatVersie, variant: str, verzoek: UUID) -> Opp:
    """Begin an OPP on a published format.

    Args:
        verzoek: the form's one-time id; a repeated post gives the OPP that was made the first time.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if the format is no OPP or was withdrawn, the pupil has an OPP that runs, or `verzoek` is the key of something else.
    """
    there = reopened(geopend).groeidocument.opps.filter(pk=verzoek).first()
    if there is not None:
        return there
    if format_versie.format.soort != "opp" or format_versie.format.ingetrokken_op is not None:
        raise ValidationError({"format": "Dit format is er niet meer. Kies een ander format."})
    varianten = [one.key for one in format_versie.schema.varianten]
    if variant and variant not in varianten:
        raise ValidationError({"format": "Kies een vorm die dit format heeft."})
    refuse_running(geopend)
    opp = _new(geopend, verzoek)
    opp.format_versie, opp.variant = format_versie, variant or next(iter(varianten), "")
    _store(geopend, opp)
    return opp


@transaction.atomic
def take_in(*, geopend: GeopendDossier, accepted: Accepted, elders: Elders, verzoek: UUID) -> Opp:
    """Take in an OPP that was made elsewhere, as a PDF: a version is frozen of the file, and what happened to it stands beside it (dossier 8.52).

    Args:
        verzoek: the form's one-time id; a repeated post gives the OPP that was made the first time.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if it is no PDF, its days are out of order, its period overlaps, or `verzoek` is the key of something else.
    """
    there = reopened(geopend).groeidocument.opps.filter(pk=verzoek).first()
    if there is not None:
        return there
    _sound(accepted, elders)
    refuse_overlap(geopend, elders.vastgesteld_op or timezone.localdate(), elders.beeindigd_op)
    opp = _new(geopend, verzoek)
    opp.begin, opp.beeindigd_op = elders.vastgesteld_op, elders.beeindigd_op
    _store(geopend, opp)
    bijlage = store_file(geopend, BESTAND, accepted, UUID(int=verzoek.int ^ 1))
    content = {"vorm": 1, "opp": str(opp.pk), "bestand": _fingerprint(accepted), "toelichting": elders.toelichting}
    versie = freeze(geopend, opp, content, Moment.OPSTELLEN, 0, bestand=bijlage)
    if elders.vastgesteld_op is not None:
        row = OppVaststelling(
            groeidocument=geopend.groeidocument, opp=opp, versie=versie, ronde=0, datum=elders.vastgesteld_op, elders=True
        )
        sign(row, geopend)
        row.save(force_insert=True)
    if elders.beeindigd_op is not None:
        _ended(geopend, opp, elders.beeindigd_op, OppEinde.Reden.NIEUW_OPP, "")
    return opp


@transaction.atomic
def end_opp(*, geopend: GeopendDossier, opp: Opp, datum: date, reden: str, toelichting: str) -> None:
    """Write down the last day of an OPP and why it ended. Once: a repeated post changes nothing (ROD: one end per period, dossier 2.8).

    Raises:
        AccessOver: if the right ended.
        ValidationError: for a day before the OPP began or was evaluated, or after today, or a reason "anders" without words.
    """
    fresh = reopened_opp(geopend, opp)
    if fresh.beeindigd_op is not None:
        return
    if datum > timezone.localdate():
        raise ValidationError({"datum": "Deze dag moet nog komen. Leg het einde vast op de dag zelf of daarna."})
    first, why = earliest_end(fresh)
    if datum < first:
        raise ValidationError({"datum": f"{why} Kies die dag of een latere."})
    if reden == OppEinde.Reden.ANDERS and not toelichting:
        raise ValidationError({"toelichting": "Schrijf waarom het OPP eindigt."})
    fresh.beeindigd_op = datum
    fresh.save(update_fields=["beeindigd_op"])
    _ended(geopend, fresh, datum, reden, toelichting)
    done(geopend, Handeling.OPP_BEEINDIGD, fresh)


def end_with_file(geopend: GeopendDossier, opp: Opp, datum: date) -> None:
    """End an OPP in the transaction that closes its file."""
    opp.beeindigd_op = max(datum, opp.begin) if opp.begin else datum
    opp.save(update_fields=["beeindigd_op"])
    _ended(geopend, opp, opp.beeindigd_op, OppEinde.Reden.ANDERS, "Het groeidocument is afgesloten.")
    note(Handeling.OPP_BEEINDIGD, geopend, str(opp.pk))


def refuse_running(geopend: GeopendDossier) -> None:
    """Refuse to begin an OPP beside one that runs. One that ended is no hindrance: a concept has no period yet.

    Raises:
        ValidationError: if this pupil has one at this school.
    """
    if _others(geopend).running().exists():
        raise ValidationError("Deze leerling heeft al een OPP dat loopt. Beëindig dat eerst, of ga daarin verder.")


def refuse_overlap(geopend: GeopendDossier, begin: date, eind: date | None, *, beside: Opp | None = None) -> None:
    """Refuse a period that shares a day with another OPP of this pupil at this school (ROD: no overlapping periods; dossier 2.8).

    Raises:
        ValidationError: if there is one; it names the other one's days and no file.
    """
    rows = _others(geopend).overlapping(begin, eind)
    other = (rows.exclude(pk=beside.pk) if beside else rows).first()
    if other is None:
        return
    if other.beeindigd_op is None:
        raise ValidationError("Deze leerling heeft al een OPP dat loopt. Beëindig dat eerst, of ga daarin verder.")
    raise ValidationError(f"Deze leerling had tot en met {date_format(other.beeindigd_op, 'j F Y')} een ander OPP. Kies een latere dag.")


def _others(geopend: GeopendDossier) -> OppQuerySet:
    """The OPP's of this pupil at this school, in whichever file. The pupil's row is locked, so that of two people who begin an OPP in two
    files at once the second one is refused.
    """
    file = geopend.groeidocument
    Leerling.unguarded.select_for_update(of=("self",)).get(pk=file.leerling_id)
    return Opp.unguarded.filter(groeidocument__leerling=file.leerling_id, groeidocument__school=file.school_id)


def reopened(geopend: GeopendDossier) -> GeopendDossier:
    """Ask the door again for a deed of the school, with the file's row locked.

    Raises:
        AccessOver: if the right ended, or this viewer is not the school's.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    if not writes(geopend):
        raise AccessOver
    return geopend


def reopened_opp(geopend: GeopendDossier, opp: Opp) -> Opp:
    """The OPP as it is now, for a deed of the school.

    Raises:
        AccessOver: as `reopened`.
    """
    fresh: Opp = reopened(geopend).groeidocument.opps.select_related("format_versie__format").get(pk=opp.pk)
    return fresh


def refuse_ended(opp: Opp) -> None:
    """Refuse to go on with an OPP that is over.

    Raises:
        ValidationError: if it is.
    """
    if opp.beeindigd_op is not None:
        raise ValidationError("Dit OPP is beëindigd. U kunt het lezen, maar niet meer veranderen.")


def done(geopend: GeopendDossier, handeling: Handeling, opp: Opp) -> None:
    """Remember that the file changed, and write the line in the journaal."""
    touch(geopend)
    note(handeling, geopend, str(opp.pk))


def _new(geopend: GeopendDossier, verzoek: UUID) -> Opp:
    file = geopend.groeidocument
    before = file.opps.filter(beeindigd_op__isnull=False).order_by("-beeindigd_op").first()
    opp = Opp(pk=verzoek, groeidocument=file, onderwijstype=file.school.onderwijstype, vorige=before)
    sign(opp, geopend)
    return opp


def _store(geopend: GeopendDossier, opp: Opp) -> None:
    with making():
        opp.save(force_insert=True)
    done(geopend, Handeling.OPP_GESTART, opp)


def _ended(geopend: GeopendDossier, opp: Opp, datum: date, reden: str, toelichting: str) -> None:
    row = OppEinde(groeidocument=geopend.groeidocument, opp=opp, datum=datum, reden=reden)
    if toelichting:
        seal_into(row, "toelichting", toelichting)
    sign(row, geopend)
    row.save(force_insert=True)


def _sound(accepted: Accepted, elders: Elders) -> None:
    today = timezone.localdate()
    if accepted.soort != PDF:
        raise ValidationError({"bestand": "Kies een PDF. Een OPP van elders bewaart u als PDF."})
    if elders.vastgesteld_op is not None and elders.vastgesteld_op > today:
        raise ValidationError({"vastgesteld_op": "Deze dag moet nog komen. Kies vandaag of een eerdere dag."})
    if elders.beeindigd_op is not None and (elders.vastgesteld_op is None or elders.beeindigd_op < elders.vastgesteld_op):
        raise ValidationError({"beeindigd_op": "Een OPP eindigt op of na de dag waarop het is vastgesteld."})
    if elders.beeindigd_op is not None and elders.beeindigd_op > today:
        raise ValidationError({"beeindigd_op": "Deze dag moet nog komen. Laat dit leeg zolang het OPP loopt."})


def _fingerprint(accepted: Accepted) -> dict[str, Any]:
    return {
        "naam": accepted.naam,
        "soort": accepted.soort,
        "grootte": len(accepted.inhoud),
        "sha256": hashlib.sha256(accepted.inhoud).hexdigest(),
    }
