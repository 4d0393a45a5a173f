"""The one deed of this room in a file: write down when the six weeks began. Each is a row of its own, with its line in the journaal."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.actions import making, note, touch
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.models import seal_into
from groeidocumenten.opp.actions import reopened
from groeidocumenten.opp.models import Opp

from .begin import Omstandigheden, Start, refuse_start
from .feiten import terms_of_files
from .models import Termijnstart


@transaction.atomic
def set_start(*, geopend: GeopendDossier, start: Start, verzoek: UUID) -> None:
    """Write down when the six weeks of the OPP began, of the one that runs or of the one to come. A repeated post adds nothing.

    WPO 40a lid 2, WEC 41a, WVO 2020 2.44 (dossier 2.4).

    Raises:
        AccessOver: if the right ended, or this viewer is not the school's.
        ValidationError: for a day that cannot be or that would hide that the OPP is late, or a taken `verzoek`.
    """
    file = reopened(geopend).groeidocument
    if file.termijnstarten.filter(pk=verzoek).exists():
        return
    opp = running_opp(geopend)
    refuse_start(start, circumstances(geopend, opp))
    row = Termijnstart(pk=verzoek, groeidocument=file, opp=opp, dag=start.dag, grond=start.grond)
    if start.toelichting:
        seal_into(row, "toelichting", start.toelichting)
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    touch(geopend)
    note(Handeling.OPP_TERMIJN, geopend, str(row.pk))


def running_opp(geopend: GeopendDossier) -> Opp | None:
    """The OPP of this file that runs or is being made."""
    row: Opp | None = geopend.groeidocument.opps.filter(beeindigd_op__isnull=True).first()
    return row


def circumstances(geopend: GeopendDossier, opp: Opp | None) -> Omstandigheden:
    """What is known about the file when a start is written down."""
    file, today = geopend.groeidocument, timezone.localdate()
    terms = terms_of_files([file.pk], today)[file.pk]
    last = terms.starten[-1] if terms.starten else None
    return Omstandigheden(
        vandaag=today,
        geboren=file.leerling.geboortedatum,
        begonnen=timezone.localdate(opp.op) if opp and not opp.van_elders else None,
        eerste_stap=_first_step(geopend, opp) if opp else None,
        vastgesteld=terms.telling.vastgesteld if terms.telling else opp.begin if opp else None,
        eerder=Start(last.dag, last.grond) if last else None,
    )


def _first_step(geopend: GeopendDossier, opp: Opp) -> date | None:
    file = geopend.groeidocument
    heard = file.hoormomenten.filter(opp=opp).aggregate(day=Min("datum"))["day"]
    talked = file.oppbesprekingen.filter(opp=opp).aggregate(day=Min("gehouden_op"))["day"]
    sent = file.opptoezendingen.filter(versie__opp=opp).aggregate(moment=Min("op"))["moment"]
    days = [day for day in (heard, talked, timezone.localdate(sent) if sent else None) if day is not None]
    return min(days) if days else None
