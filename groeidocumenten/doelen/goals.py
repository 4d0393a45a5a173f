"""Goals as this viewer reads them, opened: for the screens of this room, for print and for carrying over. A fixed number of queries for all.

A guest whose link is limited to some hoofdstukken reads no goals: they stand beside the hoofdstukken (dossier 1.5, "by grant").
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.inhoud.actions import Saved
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.inhoud.states import newest, read_state
from groeidocumenten.inhoud.stemmen import Stem

from .models import Doel, Evaluatie

INBRENG = {"school": "de school", "ouder": "ouders", "leerling": "de leerling", "deskundige": "een deskundige"}
SOORTEN = {"nieuw": "nieuw doel", "onderhoud": "onderhoudsdoel"}
# What a goal says, in reading order, with its label; rows and dates are written out by `regels`.
LABELS = (
    ("omschrijving", "Doel"),
    ("kindtaal", "In de taal van de leerling"),
    ("gebied", "Gebied"),
    ("soort", "Soort doel"),
    ("ingebracht_door", "Ingebracht door"),
    ("beginsituatie", "Beginsituatie"),
    ("begincijfer", "Begin, van 0 tot 10"),
    ("meetwijze", "Zo meten we het"),
    ("aanpak", "Aanpak"),
    ("wie", "Wie doet wat"),
    ("periode", "Periode"),
    ("evalueren_op", "Evalueren op"),
)
INTERVENTIE_LABELS = (
    ("wat", "Wat doen we"),
    ("wie", "Wie"),
    ("hoe_vaak", "Hoe vaak"),
    ("periode", "Periode"),
    ("effect", "Effect"),
)


@dataclass(frozen=True)
class OpenInterventie:
    """An interventie with its newest state."""

    pk: UUID
    saved: Saved

    @property
    def regels(self) -> list[tuple[str, str]]:
        """What it says, with labels; what is empty is left out."""
        return regels(self.saved.antwoorden, INTERVENTIE_LABELS)


@dataclass(frozen=True)
class OpenEvaluatie:
    """One round of evaluation and what others said of it."""

    pk: UUID
    gehouden_op: date
    vervolg: str
    inhoud: dict[str, Any]
    door: str
    op: datetime
    stemmen: list[Stem]


@dataclass(frozen=True)
class OpenDoel:
    """A goal, opened: its newest state and all that hangs on it."""

    doel: Doel
    saved: Saved
    interventies: list[OpenInterventie] = field(default_factory=list)
    evaluaties: list[OpenEvaluatie] = field(default_factory=list)
    # What was said of the goal itself, and not of one evaluation.
    stemmen: list[Stem] = field(default_factory=list)
    besluit: Stem | None = None
    herkomst: dict[str, str] = field(default_factory=dict)

    @property
    def inhoud(self) -> dict[str, Any]:
        """What the newest state says, by name."""
        return self.saved.antwoorden

    @property
    def kort(self) -> str:
        """The goal in one line, for lists."""
        line = " ".join(str(self.inhoud.get("omschrijving", "")).split())
        return line if len(line) <= 120 else f"{line[:117].rstrip()}…"

    @property
    def stand(self) -> str:
        """voorstel, afgewezen, loopt or afgerond."""
        return self.doel.stand

    @property
    def te_laat(self) -> bool:
        """Whether the day of its next evaluation is there or past."""
        day = self.doel.evalueren_op
        return self.stand == "loopt" and day is not None and day <= timezone.localdate()

    @property
    def onderhoud(self) -> bool:
        """Whether it keeps up what was reached before."""
        return self.inhoud.get("soort") == "onderhoud"

    @property
    def regels(self) -> list[tuple[str, str]]:
        """What it says, with labels; what is empty is left out."""
        return regels(self.inhoud)

    @property
    def wie(self) -> list[dict[str, str]]:
        """Who does what."""
        return self.inhoud.get("wie") or []

    @property
    def laatste(self) -> OpenEvaluatie | None:
        """The newest evaluation."""
        return self.evaluaties[-1] if self.evaluaties else None


def regels(inhoud: dict[str, Any], labels: tuple[tuple[str, str], ...] = LABELS) -> list[tuple[str, str]]:
    """A saved state as (label, text), in reading order; what is empty is left out."""
    said = inhoud | {"periode": _period(inhoud)}
    lines = [(label, _text(name, said.get(name))) for name, label in labels]
    return [(label, text) for label, text in lines if text]


def goals_for(geopend: GeopendDossier) -> list[OpenDoel]:
    """Every goal of the file that this viewer may read, oldest first, with interventies, evaluations and voices; six queries, whatever their number."""
    return _read(geopend) if geopend.heel else []


def goal_for(geopend: GeopendDossier, pk: UUID) -> OpenDoel:
    """One goal, opened.

    Raises:
        Http404: if this file has no such goal, or this viewer reads no goals here.
    """
    found = _read(geopend, pk) if geopend.heel else []
    if not found:
        raise Http404
    return found[0]


def history(geopend: GeopendDossier, pk: UUID) -> list[Saved]:
    """Every saved state of a goal, newest first."""
    return [read_state(row) for row in geopend.groeidocument.doelversies.filter(doel=pk)]


def short_goals(geopend: GeopendDossier) -> list[OpenDoel]:
    """Every goal with its newest state alone; one query."""
    if not geopend.heel:
        return []
    rows = newest(geopend.groeidocument.doelversies.all(), "doel").order_by("doel__gemaakt_op")
    return [OpenDoel(row.doel, read_state(row)) for row in rows]


def _read(geopend: GeopendDossier, pk: UUID | None = None) -> list[OpenDoel]:
    file = geopend.groeidocument
    only = {} if pk is None else {"doel": pk}
    states = list(newest(file.doelversies.filter(**only), "doel").order_by("doel__gemaakt_op"))
    if not states:
        return []
    voices: dict[UUID | None, list[Stem]] = defaultdict(list)
    for row in file.doelstemmen.filter(**only):
        voices[row.evaluatie_id or row.doel_id].append(_voice(row))
    rounds = _by_goal((row.doel_id, _round(row, voices[row.pk])) for row in file.doelevaluaties.filter(**only))
    deeds = newest(file.interventieversies.filter(**({} if pk is None else {"interventie__doel": pk})), "interventie")
    work = _by_goal(
        (row.interventie.doel_id, OpenInterventie(row.interventie_id, read_state(row))) for row in deeds.order_by("interventie__gemaakt_op")
    )
    answers = {row.doel_id: Stem(open_from(row, "naam"), row.op, open_from(row, "reden")) for row in file.doelbesluiten.filter(**only)}
    return [
        OpenDoel(
            doel=state.doel,
            saved=read_state(state),
            interventies=work[state.doel_id],
            evaluaties=rounds[state.doel_id],
            stemmen=voices[state.doel_id],
            besluit=answers.get(state.doel_id),
            herkomst=_origin(state.doel, geopend),
        )
        for state in states
    ]


def _by_goal(pairs: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for pk, value in pairs:
        found[pk].append(value)
    return found


def _origin(doel: Doel, geopend: GeopendDossier) -> dict[str, str]:
    if not doel.herkomst:
        return {}
    # The goal was reached through its state: give it the file that has the key already.
    doel.groeidocument = geopend.groeidocument
    opened: dict[str, str] = open_from(doel, "herkomst")
    return opened


def _voice(row: Any) -> Stem:
    return Stem(naam=open_from(row, "naam"), op=row.op, tekst=open_from(row, "tekst"))


def _round(row: Evaluatie, voices: list[Stem]) -> OpenEvaluatie:
    return OpenEvaluatie(
        pk=row.pk,
        gehouden_op=row.gehouden_op,
        vervolg=row.get_vervolg_display(),
        inhoud=open_from(row, "inhoud"),
        door=open_from(row, "naam"),
        op=row.op,
        stemmen=voices,
    )


def _text(name: str, value: Any) -> str:
    if value is None or value == "" or value == []:
        return ""
    if name == "wie" and isinstance(value, list):
        return "\n".join(f"{row['wie']}: {row['wat']}" for row in value)
    if name == "soort":
        return SOORTEN.get(value, value)
    if name == "ingebracht_door":
        return INBRENG.get(value, value)
    return _day(value) if name == "evalueren_op" else str(value)


def _period(inhoud: dict[str, Any]) -> str:
    van, tot = inhoud.get("van"), inhoud.get("tot")
    if van and tot:
        return f"{_day(van)} tot en met {_day(tot)}"
    return f"vanaf {_day(van)}" if van else f"tot en met {_day(tot)}" if tot else ""


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y")
