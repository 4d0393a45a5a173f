"""What happened to an OPP, in order: the evidence of overleg, hearing, advice, adoption and evaluation. Names and texts as they were then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.models import open_from

from .models import Opp


@dataclass(frozen=True)
class Gebeurtenis:
    """One fact: its day, what, by whom it was recorded, and what was said."""

    dag: date
    op: datetime
    wat: str
    door: str
    regels: list[tuple[str, str]]
    versie: int | None = None


def happened(geopend: GeopendDossier, opp: Opp) -> list[Gebeurtenis]:
    """The facts that this viewer may read, newest first; five queries, whatever their number.

    The school and gezaghouders read all of them (OOGO is between the two); the pupil and a guest read when it was sent and adopted,
    the pupil with the agenda and what was said beside it. A guest reads no word of what went between school and parents.
    """
    found = [*_sent(geopend, opp), *_adopted(geopend, opp)]
    if geopend.lezer in ("school", "ouder"):
        found += [*_discussed(geopend, opp), *_advised(geopend, opp)]
    return sorted(found, key=lambda one: (one.dag, one.op), reverse=True)


def _sent(geopend: GeopendDossier, opp: Opp) -> Iterator[Gebeurtenis]:
    for row in geopend.groeidocument.opptoezendingen.filter(versie__opp=opp).select_related("versie"):
        said = open_from(row, "inhoud")
        lines = [("Aan", said["aan"]), ("Agenda", said["agenda"]), ("Bericht", said["bericht"])]
        if row.gesprek_op:
            lines.insert(1, ("Gesprek op", f"{row.gesprek_op:%d-%m-%Y}"))
        if geopend.lezer not in ("school", "ouder"):
            lines = lines[1:] if geopend.lezer == "leerling" else []
        yield Gebeurtenis(
            timezone.localdate(row.op),
            row.op,
            f"Concept {row.versie.nummer} verstuurd",
            open_from(row, "naam"),
            _filled(lines),
            row.versie.nummer,
        )


def _adopted(geopend: GeopendDossier, opp: Opp) -> Iterator[Gebeurtenis]:
    for row in geopend.groeidocument.oppvaststellingen.filter(opp=opp).select_related("versie"):
        reasons = open_from(row, "redenen") if row.redenen else {}
        lines = [(one["belemmering"], one["reden"]) for one in reasons.values()] if geopend.lezer in ("school", "ouder") else []
        what = "Elders vastgesteld" if row.elders else "Vastgesteld" if row.ronde == 0 else "Opnieuw vastgesteld, na bijstelling"
        yield Gebeurtenis(row.datum, row.op, what, open_from(row, "naam"), _filled(lines), row.versie.nummer)


def _discussed(geopend: GeopendDossier, opp: Opp) -> Iterator[Gebeurtenis]:
    for row in geopend.groeidocument.oppbesprekingen.filter(opp=opp).select_related("versie"):
        said = open_from(row, "inhoud")
        lines = [("Aanwezig", said["aanwezigen"]), ("Verslag", said["verslag"])]
        yield Gebeurtenis(
            row.gehouden_op, row.op, f"Concept {row.versie.nummer} besproken", open_from(row, "naam"), _filled(lines), row.versie.nummer
        )


def _advised(geopend: GeopendDossier, opp: Opp) -> Iterator[Gebeurtenis]:
    for row in geopend.groeidocument.oppadviezen.filter(opp=opp).select_related("versie"):
        said = open_from(row, "inhoud")
        lines = [("Advies", row.get_strekking_display()), ("Leden", said["leden"]), ("Toelichting", said["tekst"])]
        what = f"Advies van de Commissie voor de Begeleiding over concept {row.versie.nummer}"
        yield Gebeurtenis(row.datum, row.op, what, open_from(row, "naam"), _filled(lines), row.versie.nummer)


def _filled(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(label, said) for label, said in lines if said]
