"""The list for ROD of one school: the periods of its OPP's, what was put into ROD, and what the rules find. For who guides the school.

Five queries, whatever the size of the school; nothing is opened. Closed files are in it too: an OPP that ended with its file has an end to put
into ROD.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone

from accounts.models import School
from groeidocumenten.dossiers.access import Recht, Viewer, dossiers_for, schools_for
from groeidocumenten.dossiers.models import Leerling
from groeidocumenten.opp.models import Handtekening, Opp

from .models import Inschrijving, Rodmelding
from .regels import NIET_IN_ROD, Bevinding, Ingeschreven, Periode, check

SOORTEN = {"open": "Nog in ROD zetten", "fout": "Klopt niet", "klaar": "Verwerkt"}


@dataclass(frozen=True)
class Datum:
    """The begin or the end of a period, and whether it stands in ROD.

    Args:
        melding: what somebody of the school said of it.
    """

    soort: str
    dag: date | None
    melding: Rodmelding | None = None

    @property
    def open(self) -> bool:
        """Whether it is still to be put into ROD, or another day stands there."""
        return self.dag is not None and (self.melding is None or self.melding.datum != self.dag)

    @property
    def anders(self) -> bool:
        """Whether another day stands in ROD than the OPP has."""
        return self.melding is not None and self.melding.datum != self.dag

    @property
    def verzoek(self) -> UUID:
        """The once-id of the tick, new for every shown page: a double click is one tick."""
        return uuid4()

    @property
    def door(self) -> str:
        """Who said so."""
        return self.melding.door.get_full_name() if self.melding and self.melding.door else "een medewerker van toen"


@dataclass(frozen=True)
class Rodrij:
    """One OPP in the list."""

    opp: Opp
    leerling: Leerling
    begin: Datum
    eind: Datum
    bevindingen: list[Bevinding]

    @property
    def soorten(self) -> frozenset[str]:
        """What is to be done with it, keys of `SOORTEN`: something can be wrong and open at the same time."""
        wrong = any(one.ernst == "fout" for one in self.bevindingen)
        named = {"fout": wrong, "open": self.begin.open or self.eind.open}
        return frozenset(soort for soort, holds in named.items() if holds) or frozenset({"klaar"})


@dataclass(frozen=True)
class Rodlijst:
    """The list of a school.

    Args:
        wachtend: OPP's that somebody signed and nobody adopted: no period yet, so nothing for ROD, but not to be forgotten.
        buiten: why OPP's of this school are not in ROD; "": they are.
    """

    rijen: list[Rodrij]
    wachtend: Sequence[Opp]
    buiten: str
    buiten_aantal: int


def school_or_404(viewer: Viewer, pk: UUID) -> School:
    """A school that this viewer guides.

    Raises:
        Http404: for every other one.
    """
    school = schools_for(viewer).filter(pk=pk).first()
    if school is None:
        raise Http404
    return school


def list_of(viewer: Viewer, school: School) -> Rodlijst:
    """The list."""
    files = dossiers_for(viewer, Recht.LEZEN).filter(school=school)
    signed = Handtekening.unguarded.filter(versie__opp=OuterRef("pk"))
    rows = Opp.unguarded.filter(groeidocument__in=files).select_related("groeidocument__leerling").annotate(getekend=Exists(signed))
    opps = list(rows.order_by("groeidocument__leerling__achternaam", "groeidocument__leerling__voornaam", "begin"))
    counted = [opp for opp in opps if opp.begin is not None and opp.onderwijstype not in NIET_IN_ROD]
    waiting = [opp for opp in opps if opp.begin is None and opp.beeindigd_op is None and opp.getekend]
    outside = [opp for opp in opps if opp.begin is not None and opp.onderwijstype in NIET_IN_ROD]
    return Rodlijst(_rows(school, counted), waiting, NIET_IN_ROD.get(school.onderwijstype, ""), len(outside))


def _rows(school: School, opps: Sequence[Opp]) -> list[Rodrij]:
    today, said = timezone.localdate(), _reports(opps)
    registered: dict[UUID, list[Ingeschreven]] = defaultdict(list)
    pupils = {opp.groeidocument.leerling_id for opp in opps}
    for pk, van, tot in Inschrijving.unguarded.filter(leerling__in=pupils, school=school).values_list("leerling_id", "van", "tot"):
        registered[pk].append(Ingeschreven(van, tot))
    found = []
    periods = {opp.pk: Periode(opp.pk, opp.begin, opp.beeindigd_op) for opp in opps if opp.begin is not None}
    of_pupil: dict[UUID, list[Periode]] = defaultdict(list)
    for opp in opps:
        of_pupil[opp.groeidocument.leerling_id].append(periods[opp.pk])
    for opp in opps:
        pupil = opp.groeidocument.leerling
        others = [one for one in of_pupil[pupil.pk] if one.pk != opp.pk]
        begin = Datum("begin", opp.begin, said.get((opp.pk, "begin")))
        eind = Datum("eind", opp.beeindigd_op, said.get((opp.pk, "eind")))
        found.append(Rodrij(opp, pupil, begin, eind, check(periods[opp.pk], others, registered[pupil.pk], today)))
    return found


def _reports(opps: Sequence[Opp]) -> dict[tuple[UUID, str], Rodmelding]:
    """What stands as put into ROD; one query."""
    rows = Rodmelding.unguarded.filter(opp__in=opps, ingetrokken_op__isnull=True).select_related("door").defer("naam")
    return {(row.opp_id, row.soort): row for row in rows}
