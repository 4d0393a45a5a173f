"""Who sees which question, and as what: the school and whoever was asked. The answers are the school's to read once they were handed in."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from formats.answers import has_answer
from formats.conditions import flat, visible_delen, visible_secties
from formats.progress import Progress, missing, progress
from formats.readable import Regel, readable
from formats.readers import Rol
from formats.schema import AnyVeld, Deel, FormatSchema, Sectie
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.models import Bereik
from groeidocumenten.dossiers.reading import ALLE_INVULLERS, schema_for
from groeidocumenten.inhoud.actions import Saved
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.inhoud.visible import only

from .models import Vraag, Vraagantwoord

# Whose questions somebody fills in who was asked as this; the same as in a groeidocument (dossiers.reading).
VULT: dict[str, frozenset[str]] = {
    "school": ALLE_INVULLERS,
    "deskundige": frozenset({"school", "deskundige"}),
    "ouder": frozenset({"ouder"}),
    "leerling": frozenset({"leerling"}),
}


def questions(geopend: GeopendDossier) -> QuerySet[Vraag]:
    """The questions that this viewer may see: the school all, others those that they were asked; newest first."""
    rows: QuerySet[Vraag] = geopend.groeidocument.vragen.select_related("format_versie__format")
    alleen = geopend.alleen(Bereik.FORMULIER)
    if alleen is not None:
        # Shared by itself: to fill in, or to read what somebody else handed in.
        handed_in = Q(ingediend_op__isnull=False, ingetrokken_op__isnull=True)
        rows = rows.filter(handed_in | Q(gevraagde=geopend.viewer.user.pk), pk=alleen)
    elif not geopend.heel:
        return rows.none()
    elif geopend.lezer != "school":
        rows = rows.filter(gevraagde=geopend.viewer.user.pk)
    return rows.annotate(begonnen=Exists(Vraagantwoord.unguarded.filter(vraag=OuterRef("pk"))))


def is_asked(geopend: GeopendDossier, vraag: Vraag) -> bool:
    """Whether this viewer is the one who was asked."""
    return vraag.gevraagde_id == geopend.viewer.user.pk


@dataclass(frozen=True)
class Gevraagd:
    """A question in words: what, to whom, by when, and how it stands."""

    vraag: Vraag
    titel: str
    naam: str
    door: str
    toelichting: str
    mijn: bool

    @property
    def stand(self) -> str:
        """One of: ingetrokken, ingediend, te laat, bezig, nog niet begonnen."""
        vraag = self.vraag
        if vraag.ingetrokken_op:
            return "ingetrokken"
        if vraag.ingediend_op:
            return "ingediend"
        if vraag.uiterlijk < timezone.localdate():
            return "te laat"
        return "bezig" if getattr(vraag, "begonnen", False) else "nog niet begonnen"

    @property
    def uiterlijk(self) -> date:
        """The last day."""
        return self.vraag.uiterlijk

    @property
    def code(self) -> str:
        """The return code as it is printed: in two halves, which read easier."""
        return f"{self.vraag.code[:4]}-{self.vraag.code[4:]}"


def asked(geopend: GeopendDossier, rows: QuerySet[Vraag] | None = None) -> list[Gevraagd]:
    """Questions of this viewer, opened; one query, whatever their number."""
    return [
        Gevraagd(
            vraag=vraag,
            titel=vraag.format_versie.format.titel,
            naam=open_from(vraag, "gevraagd_naam"),
            door=open_from(vraag, "naam"),
            toelichting=open_from(vraag, "toelichting") if vraag.toelichting else "",
            mijn=is_asked(geopend, vraag),
        )
        for vraag in (questions(geopend) if rows is None else rows)
    ]


@dataclass(frozen=True)
class Invulling:
    """The format of one question as this viewer meets it, and the answers that this viewer may read.

    Args:
        vult: whose questions are filled in here.
    """

    geopend: GeopendDossier
    vraag: Vraag
    schema: FormatSchema
    saved: dict[str, Saved]
    vult: frozenset[str]

    @cached_property
    def per_sectie(self) -> dict[str, dict[str, Any]]:
        """Answers by section."""
        return {key: saved.antwoorden for key, saved in self.saved.items()}

    @cached_property
    def alles(self) -> dict[str, Any]:
        """Answers by field, to judge conditions and to compute with."""
        return flat(self.per_sectie)

    def secties(self) -> list[tuple[Deel, Sectie]]:
        """The sections that apply, with their parts."""
        delen = visible_delen(self.schema, self.alles)
        return [(deel, sectie) for deel in delen for sectie in visible_secties(deel, self.schema, self.alles)]

    def of(self, sectie: Sectie) -> Saved:
        """The newest state of a section; an empty one if nothing was saved yet."""
        return self.saved.get(sectie.key) or Saved()

    def regels(self, sectie: Sectie, antwoorden: dict[str, Any] | None = None) -> list[Regel]:
        """A section's answers to read."""
        answers = self.of(sectie).antwoorden if antwoorden is None else antwoorden
        return readable(sectie, answers, schema=self.schema, alles=self.alles, lezer=self.geopend.lezer)

    def progress(self, sectie: Sectie) -> Progress:
        """How far a section is."""
        return progress(sectie, self.of(sectie).antwoorden, schema=self.schema, alles=self.alles, lezer=self.geopend.lezer)

    def missing(self) -> list[tuple[Sectie, AnyVeld]]:
        """The questions without which it cannot be handed in."""
        return [lack for deel in self.schema.delen for lack in missing(self.schema, deel, self.per_sectie)]


def to_fill(geopend: GeopendDossier, vraag: Vraag) -> Invulling:
    """What whoever was asked fills in: their own questions, of what they may read (`schema_for`)."""
    vult = VULT.get(vraag.rol, frozenset())
    schema = _own(schema_for(_whole(vraag), geopend.lezer, fills=vult), vult)
    return Invulling(geopend, vraag, schema, _saved(geopend, vraag, schema), vult)


def to_read(geopend: GeopendDossier, vraag: Vraag) -> Invulling:
    """What was handed in, as this viewer may read it; nothing of it for the school before that."""
    vult = VULT.get(vraag.rol, frozenset()) if is_asked(geopend, vraag) else frozenset()
    schema = schema_for(_whole(vraag), geopend.lezer, fills=vult)
    shown = vraag.ingediend_op is not None and vraag.ingetrokken_op is None
    return Invulling(geopend, vraag, schema, _saved(geopend, vraag, schema) if shown else {}, frozenset())


@dataclass(frozen=True)
class Beantwoord:
    """A question that was handed in online, to print: its title, by whom, when, and its answers by part and section."""

    titel: str
    naam: str
    op: datetime
    delen: list[tuple[str, list[tuple[str, list[Regel]]]]]


def answered_for(geopend: GeopendDossier) -> list[Beantwoord]:
    """Everything that was handed in online and that this viewer may read, oldest first, for the print. Two queries, whatever their number."""
    rows = questions(geopend).filter(ingediend_op__isnull=False, ingetrokken_op__isnull=True, wijze=Vraag.Wijze.ONLINE)
    found = []
    for one in asked(geopend, rows.order_by("ingediend_op").prefetch_related("antwoorden")):
        inside = to_read(geopend, one.vraag)
        delen: dict[str, list[tuple[str, list[Regel]]]] = {}
        for deel, sectie in inside.secties():
            delen.setdefault(deel.titel, []).append((sectie.titel, inside.regels(sectie)))
        if one.vraag.ingediend_op is not None:
            found.append(Beantwoord(one.titel, one.naam, one.vraag.ingediend_op, list(delen.items())))
    return found


def fits(schema: FormatSchema, rol: Rol) -> bool:
    """Whether a format has anything to fill in for somebody who is asked as this."""
    return bool(_own(schema_for(schema, rol, fills=VULT[rol]), VULT[rol]).delen)


def _whole(vraag: Vraag) -> FormatSchema:
    return vraag.format_versie.schema.for_variant(vraag.variant)


def _own(schema: FormatSchema, vult: frozenset[str]) -> FormatSchema:
    """A format with only the questions of these fillers, and the texts between them."""
    delen = []
    for deel in schema.delen:
        secties = []
        for sectie in deel.secties:
            velden = tuple(veld for veld in sectie.velden if not has_answer(veld) or veld.invuller in vult)
            if any(has_answer(veld) for veld in velden):
                secties.append(sectie.model_copy(update={"velden": velden}))
        if secties:
            delen.append(deel.model_copy(update={"secties": tuple(secties)}))
    own = {name: getattr(schema, name) for name in type(schema).model_fields}
    # Not model_copy: that would take along what the schema has cached about itself.
    return type(schema).model_construct(**own | {"delen": tuple(delen)})


def _saved(geopend: GeopendDossier, vraag: Vraag, schema: FormatSchema) -> dict[str, Saved]:
    """The newest state of every section with only the answers to questions of this schema; one query."""
    asked_here = {sectie.key: sectie.velden for _deel, sectie in schema.secties()}
    newest: dict[str, Saved] = {}
    for row in vraag.antwoorden.all():
        if row.sectie in asked_here and row.sectie not in newest:
            seen = only(open_from(row, "antwoorden"), asked_here[row.sectie], geopend.lezer)
            newest[row.sectie] = Saved(row.versie, seen, open_from(row, "naam"), row.op)
    return newest
