"""Talks as this viewer reads them, opened: for the screens of this room and for print. A fixed number of queries for all.

Who sees a talk (dossier 1.5 and 8.43): the school; gezaghouders once it is shared; the pupil if it is also marked for the pupil; a guest who
stands in the whole file and takes part in this very talk. Who reads its report is narrower: the concept is for the school and gezaghouders,
the agreed report for everybody who sees the talk, and the report of a kindgesprek is its maker's alone until it is shared.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import Http404
from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.actions import Saved
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.inhoud.states import newest, read_state
from groeidocumenten.inhoud.stemmen import Stem

from .models import Afspraak, Gesprek
from .register import link_key


@dataclass(frozen=True)
class OpenAfspraak:
    """An agreement, opened."""

    afspraak: Afspraak
    saved: Saved

    @property
    def wat(self) -> str:
        """What was agreed."""
        return str(self.saved.antwoorden.get("wat", ""))

    @property
    def wie(self) -> str:
        """Whose it is."""
        return str(self.saved.antwoorden.get("wie", ""))

    @property
    def te_laat(self) -> bool:
        """Whether its day is past and it is not done."""
        day = self.afspraak.uiterlijk
        return self.afspraak.gedaan_op is None and day is not None and day < timezone.localdate()


@dataclass(frozen=True)
class Tijd:
    """A moment that somebody proposed."""

    pk: UUID
    tijdstip: datetime
    naam: str


@dataclass(frozen=True)
class OpenGesprek:
    """A talk with what this viewer may read of it."""

    gesprek: Gesprek
    saved: Saved
    leest_verslag: bool
    leest_afspraken: bool
    verslag: Saved | None = None
    vaststelling: Stem | None = None
    agenda: list[Stem] = field(default_factory=list)
    tijden: list[Tijd] = field(default_factory=list)
    reacties: list[Stem] = field(default_factory=list)
    aanvullingen: list[Stem] = field(default_factory=list)
    afspraken: list[OpenAfspraak] = field(default_factory=list)

    @property
    def inhoud(self) -> dict[str, Any]:
        """What the newest state says, by name."""
        return self.saved.antwoorden

    @property
    def stand(self) -> str:
        """The state of the talk; whether there is a concept is told to who may read it only."""
        stand = self.gesprek.stand
        return "voorbij" if stand == "concept" and not self.leest_verslag else stand

    @property
    def titel(self) -> str:
        """What kind of talk, in its own name if it has one."""
        own = str(self.inhoud.get("naam", "")).strip()
        kind = self.gesprek.get_soort_display()
        return own or kind[:1].upper() + kind[1:]

    @property
    def deelnemers(self) -> list[dict[str, str]]:
        """Who takes part: key, name and role."""
        return self.inhoud.get("deelnemers") or []

    @property
    def concept(self) -> bool:
        """Whether the report that is shown has not been agreed yet."""
        return self.verslag is not None and self.gesprek.vastgesteld_op is None


def talks_for(geopend: GeopendDossier) -> list[OpenGesprek]:
    """Every talk of the file that this viewer may see, newest first, with only what this viewer may read; seven queries, whatever their number."""
    return _read(geopend)


def talk_for(geopend: GeopendDossier, pk: UUID) -> OpenGesprek:
    """One talk, opened.

    Raises:
        Http404: if this file has no such talk or it is not for this viewer; the two look the same.
    """
    found = _read(geopend, pk)
    if not found:
        raise Http404
    return found[0]


def short_talks(geopend: GeopendDossier) -> list[OpenGesprek]:
    """The talks that this viewer sees, without what hangs on them; one query."""
    return [] if not geopend.heel else _seen(geopend, None)


def report_history(geopend: GeopendDossier, pk: UUID) -> list[Saved]:
    """Every saved state of a report, newest first; for who may read its concept."""
    return [read_state(row) for row in geopend.groeidocument.verslagversies.filter(gesprek=pk)]


def _seen(geopend: GeopendDossier, pk: UUID | None) -> list[OpenGesprek]:
    states = geopend.groeidocument.gespreksversies.filter(**({} if pk is None else {"gesprek": pk}))
    # What is still to be planned first, then from the last moment back.
    rows = newest(states, "gesprek").order_by(F("gesprek__wanneer").desc(nulls_first=True), "-gesprek__gemaakt_op")
    found = []
    for row in rows:
        saved = read_state(row)
        if _sees(geopend, row.gesprek, saved.antwoorden):
            kept = withheld(geopend, row.gesprek)
            found.append(OpenGesprek(row.gesprek, saved, _reads_report(geopend, row.gesprek), not kept))
    return found


def _sees(geopend: GeopendDossier, gesprek: Gesprek, inhoud: dict[str, Any]) -> bool:
    if geopend.lezer == "school":
        return True
    if gesprek.gedeeld_op is None:
        return False
    if geopend.lezer == "ouder":
        return True
    if geopend.lezer == "leerling":
        return gesprek.leerling_leest
    key = link_key(geopend)
    return bool(key) and any(one["key"] == key for one in inhoud.get("deelnemers") or [])


def withheld(geopend: GeopendDossier, gesprek: Gesprek) -> bool:
    """Whether what was said in a talk is kept from this viewer: a kindgesprek of somebody else that is not shared yet (dossier 8.43)."""
    unshared = gesprek.soort == Gesprek.Soort.KINDGESPREK and gesprek.gedeeld_op is None
    return unshared and gesprek.gemaakt_door_id != geopend.viewer.user.pk


def _reads_report(geopend: GeopendDossier, gesprek: Gesprek) -> bool:
    if withheld(geopend, gesprek):
        return False
    return reads_concept(geopend) or gesprek.vastgesteld_op is not None


def reads_concept(geopend: GeopendDossier) -> bool:
    """Whether this viewer reads reports that have not been agreed, and what was said of them: the school and gezaghouders."""
    return geopend.lezer in ("school", "ouder")


def _read(geopend: GeopendDossier, pk: UUID | None = None) -> list[OpenGesprek]:
    talks = _seen(geopend, pk) if geopend.heel else []
    if not talks:
        return []
    file, ids = geopend.groeidocument, [talk.gesprek.pk for talk in talks]
    reports = {row.gesprek_id: row for row in file.verslagversies.filter(gesprek__in=ids, versie=F("gesprek__verslag_versie"))}
    agreed = {row.gesprek_id: row for row in file.vaststellingen.filter(gesprek__in=ids)}
    points: dict[UUID, list[Stem]] = defaultdict(list)
    times: dict[UUID, list[Tijd]] = defaultdict(list)
    said: dict[UUID, list[Stem]] = defaultdict(list)
    deeds: dict[UUID, list[OpenAfspraak]] = defaultdict(list)
    for punt in file.agendapunten.filter(gesprek__in=ids):
        points[punt.gesprek_id].append(_voice(punt))
    for tijd in file.tijdvoorstellen.filter(gesprek__in=ids):
        times[tijd.gesprek_id].append(Tijd(tijd.pk, tijd.tijdstip, open_from(tijd, "naam")))
    for reactie in file.verslagreacties.filter(gesprek__in=ids):
        said[reactie.gesprek_id].append(_voice(reactie))
    for state in newest(file.afspraakversies.filter(afspraak__gesprek__in=ids), "afspraak").order_by("afspraak__gemaakt_op"):
        deeds[state.afspraak.gesprek_id].append(OpenAfspraak(state.afspraak, read_state(state)))
    return [
        replace(
            talk,
            agenda=points[talk.gesprek.pk],
            tijden=times[talk.gesprek.pk],
            afspraken=deeds[talk.gesprek.pk] if talk.leest_afspraken else [],
            **_report(talk, reports.get(talk.gesprek.pk), agreed.get(talk.gesprek.pk), said[talk.gesprek.pk], geopend),
        )
        for talk in talks
    ]


def _report(talk: OpenGesprek, state: Any, agreed: Any, said: list[Stem], geopend: GeopendDossier) -> dict[str, Any]:
    """The report and what was said of it; nothing for who may not read it. What was said before it was agreed stays with the concept's readers."""
    if not talk.leest_verslag or state is None:
        return {}
    moment = talk.gesprek.vastgesteld_op
    return {
        "verslag": read_state(state),
        "vaststelling": Stem(open_from(agreed, "naam"), agreed.op, open_from(agreed, "met_wie")) if agreed else None,
        "reacties": [stem for stem in said if moment is None or stem.op < moment] if reads_concept(geopend) else [],
        "aanvullingen": [stem for stem in said if moment is not None and stem.op >= moment],
    }


def _voice(row: Any) -> Stem:
    return Stem(naam=open_from(row, "naam"), op=row.op, tekst=open_from(row, "tekst"))
