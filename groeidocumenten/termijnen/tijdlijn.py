"""The timeline of a file: what happened to its OPP's and when, and what has to happen by which day. Days only: nothing is opened.

The school and gezaghouders read all of it. The pupil reads when the plan was sent, when the pupil was heard, and when it was adopted,
evaluated and ended, and that the pupil said something; a guest what was sent and adopted, and nothing of the talk (`opp.opmerkingen`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.inhoud.stemmen import wrote
from groeidocumenten.opp.tijd import in_words

from .feiten import Termijnen, terms_of_files
from .models import Termijnstart
from .tellen import Evaluatiestand


@dataclass(frozen=True)
class Punt:
    """One point: its day, what, and for later ones whether it is over time.

    Args:
        op: when it was written down, for the order within a day.
        soort: "feit", "straks" or "te_laat".
        opp, versie: what it is about, to lead there.
    """

    dag: date
    op: datetime
    wat: str
    soort: str = "feit"
    uitleg: str = ""
    opp: UUID | None = None
    versie: int | None = None


@dataclass(frozen=True)
class Tijdlijn:
    """The points in the order of their days, and how the terms stand."""

    punten: list[Punt]
    termen: Termijnen


def timeline(geopend: GeopendDossier) -> Tijdlijn:
    """The timeline as this viewer reads it; a fixed number of queries."""
    today, pk = timezone.localdate(), geopend.groeidocument.pk
    terms = terms_of_files([pk], today)[pk]
    found = [*_begun(geopend), *_sent(geopend), *_adopted(geopend), *_ended(geopend)]
    if geopend.lezer != "deskundige":
        found += [*_remarks(geopend), *_heard(geopend), *_evaluated(geopend), *_ahead(geopend, terms, today)]
    if geopend.lezer in ("school", "ouder"):
        found += [*_starts(geopend), *_discussed(geopend), *_advised(geopend)]
    return Tijdlijn(sorted(found, key=lambda one: (one.dag, one.soort != "feit", one.op)), terms)


def _say(geopend: GeopendDossier, words: str, child: str) -> str:
    """The words for this reader: a child reads them about the own plan."""
    return child if geopend.lezer == "leerling" else words


def _ahead(geopend: GeopendDossier, terms: Termijnen, today: date) -> Iterator[Punt]:
    """What has to happen by which day."""
    now, child = timezone.now(), geopend.lezer == "leerling"
    if terms.telling is not None and terms.telling.vastgesteld is None:
        what = _say(geopend, "Uiterste dag om het OPP vast te stellen", "Dan moet je plan klaar zijn")
        late = today > terms.telling.uiterlijk
        yield Punt(terms.telling.uiterlijk, now, what, "te_laat" if late else "straks", opp=terms.opp)
    plicht = terms.evaluatie
    if plicht is not None and plicht.gehouden is None:
        missed = plicht.stand(today) == Evaluatiestand.GEMIST and not child
        note = f"In {in_words(plicht.jaar - 1)} is niet geëvalueerd." if missed else ""
        what = _say(geopend, f"Uiterste dag voor de evaluatie van {in_words(plicht.jaar)}", "Dan hebben we samen bekeken hoe het gaat")
        yield Punt(plicht.uiterlijk, now, what, "straks", note, terms.opp)


def _starts(geopend: GeopendDossier) -> Iterator[Punt]:
    rows: list[Termijnstart] = list(geopend.groeidocument.termijnstarten.all())
    for number, row in enumerate(rows):
        said = [open_from(row, "toelichting")] if row.toelichting and geopend.lezer == "school" else []
        if number + 1 < len(rows) and rows[number + 1].opp_id == row.opp_id:
            said.insert(0, "Later is een ander begin vastgelegd.")
        said.append(f"Vastgelegd op {timezone.localdate(row.op):%d-%m-%Y}.")
        yield Punt(row.dag, row.op, f"De zes weken beginnen: {row.get_grond_display()}", uitleg=" ".join(said), opp=row.opp_id)


def _begun(geopend: GeopendDossier) -> Iterator[Punt]:
    for row in geopend.groeidocument.opps.all():
        what = _say(geopend, "De school begon aan het OPP", "De school begon aan je plan")
        if row.van_elders:
            what = _say(geopend, "OPP van elders toegevoegd", "Je plan is hier bewaard")
        yield Punt(timezone.localdate(row.op), row.op, what, opp=row.pk)


def _sent(geopend: GeopendDossier) -> Iterator[Punt]:
    rows = geopend.groeidocument.opptoezendingen.select_related("versie").defer("inhoud", "versie__inhoud")
    for row in rows:
        what = _say(geopend, f"Concept {row.versie.nummer} verstuurd", "Je plan is naar jou en je ouders gestuurd")
        yield Punt(timezone.localdate(row.op), row.op, what, opp=row.versie.opp_id, versie=row.versie.nummer)


def _remarks(geopend: GeopendDossier) -> Iterator[Punt]:
    """How many remarks came in on a day, on which concept."""
    counted: dict[tuple[date, Any, int], list[datetime]] = defaultdict(list)
    for row in geopend.groeidocument.oppopmerkingen.select_related("versie").defer("tekst", "versie__inhoud"):
        if geopend.lezer in ("school", "ouder") or wrote(row, geopend):
            counted[timezone.localdate(row.op), row.versie.opp_id, row.versie.nummer].append(row.op)
    for (day, opp, nummer), moments in counted.items():
        what = f"{len(moments)} {'opmerking' if len(moments) == 1 else 'opmerkingen'} bij concept {nummer}"
        yield Punt(day, max(moments), _say(geopend, what, "Jij zei iets over je plan"), opp=opp, versie=nummer)


def _discussed(geopend: GeopendDossier) -> Iterator[Punt]:
    for row in geopend.groeidocument.oppbesprekingen.select_related("versie").defer("inhoud", "versie__inhoud"):
        yield Punt(row.gehouden_op, row.op, f"Concept {row.versie.nummer} besproken", opp=row.opp_id, versie=row.versie.nummer)


def _advised(geopend: GeopendDossier) -> Iterator[Punt]:
    for row in geopend.groeidocument.oppadviezen.defer("inhoud"):
        yield Punt(row.datum, row.op, "Advies van de Commissie voor de Begeleiding", opp=row.opp_id)


def _heard(geopend: GeopendDossier) -> Iterator[Punt]:
    for row in geopend.groeidocument.hoormomenten.filter(vervangen_door__isnull=True).defer("inhoud"):
        what = _say(geopend, "De leerling is gehoord", "Jij vertelde wat je vindt")
        if row.uitkomst != row.Uitkomst.GEHOORD:
            what = _say(geopend, "De leerling is niet gehoord", "Jij vertelde nu niets")
        yield Punt(row.datum, row.op, what, uitleg=_say(geopend, f"Bij het {row.moment}.", ""), opp=row.opp_id)


def _adopted(geopend: GeopendDossier) -> Iterator[Punt]:
    rows = geopend.groeidocument.oppvaststellingen.select_related("versie").defer("versie__inhoud")
    for row in rows:
        what = "Elders vastgesteld" if row.elders else "Vastgesteld" if row.ronde == 0 else "Opnieuw vastgesteld, na bijstelling"
        late = "Later dan zes weken; de reden staat bij het OPP." if "termijn" in _reasons(geopend, row) else ""
        what = _say(geopend, what, "Je plan is klaar en geldt")
        yield Punt(row.datum, row.op, what, uitleg=late, opp=row.opp_id, versie=row.versie.nummer)


def _reasons(geopend: GeopendDossier, row: Any) -> dict[str, Any]:
    if not row.redenen or geopend.lezer not in ("school", "ouder"):
        return {}
    found: dict[str, Any] = open_from(row, "redenen")
    return found


def _evaluated(geopend: GeopendDossier) -> Iterator[Punt]:
    for row in geopend.groeidocument.oppevaluaties.defer("inhoud"):
        what = _say(geopend, "Geëvalueerd met de ouders", "We bekeken samen hoe het gaat")
        yield Punt(row.gehouden_op, row.op, what, uitleg=f"Schooljaar {in_words(row.schooljaar)}.", opp=row.opp_id)


def _ended(geopend: GeopendDossier) -> Iterator[Punt]:
    for row in geopend.groeidocument.oppeindes.defer("toelichting"):
        why = f"{row.get_reden_display()[:1].upper()}{row.get_reden_display()[1:]}."
        what = _say(geopend, "OPP beëindigd", "Je plan is afgelopen")
        yield Punt(row.datum, row.op, what, uitleg=_say(geopend, why, ""), opp=row.opp_id)
