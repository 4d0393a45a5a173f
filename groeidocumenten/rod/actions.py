"""Deeds for ROD: say that a day was put there, take that back, and write down when a pupil is registered. Each has its line in the journaal."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import School
from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, GeopendeLeerling, Recht, Viewer, open_dossier, schools_for
from groeidocumenten.dossiers.actions import making, note
from groeidocumenten.dossiers.leerling import log, note_leerling, overwrite
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.models import seal_into
from groeidocumenten.opp.models import Opp

from .models import Inschrijving, Rodmelding
from .regels import EEN_JAAR, NIET_IN_ROD, Ingeschreven


@transaction.atomic
def mark_processed(*, viewer: Viewer, school: School, opp: UUID, soort: str, datum: date, verzoek: UUID) -> None:
    """Say that the begin or the end of an OPP was put into ROD. A repeated post, and a second person who says the same, change nothing.

    Not a change of the file: it can be said of a closed one too, whose OPP ended with it.

    Args:
        datum: the day that was shown, and put into ROD.

    Raises:
        AccessOver: if the viewer does not guide the school any longer.
        ValidationError: if the OPP has no such day, or another one by now, or `verzoek` is the key of something else.
    """
    geopend, row = _opened(viewer, school, opp)
    standing = geopend.groeidocument.rodmeldingen.filter(opp=row, soort=soort, ingetrokken_op__isnull=True).first()
    if standing is not None and standing.datum == datum:
        return
    day = row.begin if soort == Rodmelding.Soort.BEGIN else row.beeindigd_op
    if row.onderwijstype in NIET_IN_ROD:
        raise ValidationError(NIET_IN_ROD[row.onderwijstype])
    if day != datum or soort not in Rodmelding.Soort.values:
        raise ValidationError("Deze datum is intussen veranderd. Kijk in de lijst welke dag er nu staat.")
    if standing is not None:
        _take_back(geopend, standing)
    melding = Rodmelding(pk=verzoek, groeidocument=geopend.groeidocument, opp=row, soort=soort, datum=datum)
    sign(melding, geopend)
    with making():
        melding.save(force_insert=True)
    note(Handeling.ROD_VERWERKT, geopend, f"{row.pk} {soort}")


@transaction.atomic
def take_back(*, viewer: Viewer, school: School, opp: UUID, soort: str) -> bool:
    """Take back that a day was put into ROD; whether it was said. What was said stays, with who took it back and when.

    Raises:
        AccessOver: if the viewer does not guide the school any longer.
    """
    geopend, row = _opened(viewer, school, opp)
    standing = geopend.groeidocument.rodmeldingen.filter(opp=row, soort=soort, ingetrokken_op__isnull=True).first()
    if standing is None:
        return False
    _take_back(geopend, standing)
    note(Handeling.ROD_TERUG, geopend, f"{row.pk} {soort}")
    return True


def _take_back(geopend: GeopendDossier, melding: Rodmelding) -> None:
    melding.ingetrokken_op, melding.ingetrokken_door = timezone.now(), geopend.viewer.user
    seal_into(melding, "ingetrokken_naam", geopend.viewer.name)
    melding.save(update_fields=["ingetrokken_op", "ingetrokken_door", "ingetrokken_naam"])


def _opened(viewer: Viewer, school: School, pk: UUID) -> tuple[GeopendDossier, Opp]:
    """The file of an OPP of this school, for who guides it, and the OPP with its row locked: two people who tick at once make one report."""
    row = Opp.unguarded.select_for_update(of=("self",)).filter(pk=pk, groeidocument__school=school).first()
    if row is None or not schools_for(viewer).filter(pk=school.pk).exists():
        raise AccessOver
    try:
        return open_dossier(viewer, row.groeidocument_id, Recht.LEZEN), row
    except Http404:
        raise AccessOver from None


@transaction.atomic
def add_registration(*, geopend: GeopendeLeerling, periode: Ingeschreven, verzoek: UUID) -> None:
    """Write down when a pupil is registered at the school. A repeated post adds nothing.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        ValidationError: for days out of order or that cannot be, a period that overlaps, or a taken `verzoek`.
    """
    leerling = geopend.reopen()
    if leerling.inschrijvingen.filter(pk=verzoek).exists():
        return
    _sound(geopend, periode)
    row = Inschrijving(pk=verzoek, leerling=leerling, school=leerling.school, van=periode.van, tot=periode.tot, door=geopend.viewer.user)
    with making():
        row.save(force_insert=True)
    log(geopend, [("inschrijving", "", in_words(periode))])
    note_leerling(Handeling.INSCHRIJVING, geopend, row)


@transaction.atomic
def change_registration(*, geopend: GeopendeLeerling, inschrijving: UUID, periode: Ingeschreven, versie: int) -> bool:
    """Correct a period, or write down that the pupil left. Whether anything changed.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        Changed: if somebody else changed it meanwhile.
        ValidationError: as `add_registration`, or if it is not there any more.
    """
    row = geopend.reopen().inschrijvingen.select_for_update().filter(pk=inschrijving).first()
    if row is None:
        raise ValidationError("Deze inschrijving is er niet meer.")
    before = in_words(Ingeschreven(row.van, row.tot))
    _sound(geopend, periode, beside=inschrijving)
    if not overwrite(row, {"van": periode.van, "tot": periode.tot}, versie):
        return False
    log(geopend, [("inschrijving", before, in_words(periode))])
    note_leerling(Handeling.INSCHRIJVING, geopend, row)
    return True


def in_words(periode: Ingeschreven) -> str:
    """A period for people."""
    return f"vanaf {periode.van:%d-%m-%Y}" + (f" tot en met {periode.tot:%d-%m-%Y}" if periode.tot else "")


def _sound(geopend: GeopendeLeerling, periode: Ingeschreven, beside: UUID | None = None) -> None:
    today, leerling = timezone.localdate(), geopend.leerling
    if periode.van < leerling.geboortedatum:
        raise ValidationError({"van": "Deze dag ligt voor de geboorte van de leerling. Controleer het jaar."})
    if periode.van > today + EEN_JAAR:
        raise ValidationError({"van": "Deze dag ligt meer dan een jaar vooruit. Controleer het jaar."})
    if periode.tot is not None and periode.tot < periode.van:
        raise ValidationError({"tot": "De uitschrijving ligt voor de inschrijving."})
    for other in leerling.inschrijvingen.filter(school=leerling.school_id):
        if other.pk != beside and other.van <= (periode.tot or date.max) and periode.van <= (other.tot or date.max):
            said = in_words(Ingeschreven(other.van, other.tot))
            raise ValidationError({"van": f"Deze leerling is al ingeschreven {said}. Perioden mogen niet samenvallen."})
