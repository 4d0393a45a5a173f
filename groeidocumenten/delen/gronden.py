"""The grounds of a file as people read them: each toestemming with everybody's answer and whether it holds now, and the other grounds.

Who guides the school reads all of it. Who decides reads for whom, for what and until when, and only the own answer: what the other parent
said, and when, is between that parent and the school (dossier 8.4).
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making, note
from groeidocumenten.dossiers.models import (
    Deelgrond,
    Grondslag,
    Handeling,
    Omvang,
    Toegangslink,
    Toestemming,
    Toestemmingsantwoord,
    seal_for,
    unseal,
)

from .dekking import covers, for_same_person, in_words, names_of
from .gever import Gever, as_whom, givers


@dataclass(frozen=True)
class Antwoord:
    """One person's answer, opened."""

    rij: Toestemmingsantwoord
    naam: str
    opmerking: str
    afkeurreden: str

    @property
    def stand(self) -> str:
        """As `Toestemmingsantwoord.stand`."""
        return self.rij.stand


@dataclass(frozen=True)
class Grondregel:
    """A ground in words.

    Args:
        antwoorden: everybody's, for who guides the school; the own ones for who decides.
        mist: whose toestemming is still missing before it holds; `een_genoeg` says whether one of them will do.
        mijn: the own answer, for who decides.
    """

    grond: Deelgrond
    waarvoor: str
    wat: list[str]
    geldt: bool
    toelichting: str
    antwoorden: list[Antwoord] = field(default_factory=list)
    mist: list[str] = field(default_factory=list)
    een_genoeg: bool = False
    mijn: Antwoord | None = None

    @property
    def is_toestemming(self) -> bool:
        """Whether somebody gives it; otherwise it is a ground of the law."""
        return isinstance(self.grond, Toestemming)

    @property
    def met_link(self) -> bool:
        """Whether a link can be made on it now."""
        return self.geldt and (not isinstance(self.grond, Toestemming) or self.grond.doel in Toestemming.MET_LINK)

    @property
    def voorbij(self) -> bool:
        """Whether it ended: taken back, or its time is over."""
        return self.grond.ingetrokken_op is not None or timezone.now() >= self.grond.geldig_tot

    @property
    def stand(self) -> str:
        """One of: ingetrokken, verlopen, geldt, geweigerd, te controleren, gevraagd, niet compleet."""
        if self.grond.ingetrokken_op:
            return "ingetrokken"
        if self.voorbij:
            return "verlopen"
        if self.geldt:
            return "geldt"
        states = {one.stand for one in self.antwoorden}
        if "te controleren" in states:
            return "te controleren"
        if states & {"geweigerd", "ingetrokken", "afgekeurd"}:
            return "geweigerd"
        if "gevraagd" in states:
            return "gevraagd"
        return "niet compleet"


def toestemmingen(geopend: GeopendDossier) -> list[Grondregel]:
    """Every toestemming of the file, newest first, with what this viewer may read of its answers; a fixed number of queries."""
    file, now = geopend.groeidocument, timezone.now()
    answers = Prefetch("antwoorden", Toestemmingsantwoord.unguarded.select_related("gezag", "controleur").order_by("gevraagd_op", "pk"))
    rows = list(file.toestemmingen.prefetch_related(answers))
    holding = set(file.toestemmingen.holding(now).values_list("pk", flat=True)) if rows else set()
    whole, deciding = geopend.mag(Recht.DELEN), givers(file) if rows else []
    me = as_whom(geopend)
    titles, names = _titles(geopend), names_of(geopend, [row.omvang for row in rows])
    return [_toestemming(geopend, row, row.pk in holding, (titles, names), me, deciding if whole else []) for row in rows]


def _toestemming(
    geopend: GeopendDossier,
    row: Toestemming,
    geldt: bool,
    words: tuple[dict[str, str], dict[UUID, str]],
    me: list[Gever],
    deciding: list[Gever],
) -> Grondregel:
    mine = {gever.gezag_id for gever in me}
    answers = list(row.antwoorden.all())
    shown = [_antwoord(geopend, one) for one in answers if geopend.mag(Recht.DELEN) or one.gezag_id in mine]
    given = {one.gezag_id for one in answers if one.stand == "gegeven"}
    return Grondregel(
        grond=row,
        waarvoor=row.get_doel_display(),
        wat=in_words(row.omvang, *words),
        geldt=geldt,
        toelichting=unseal(geopend.groeidocument.kluis, row, "toelichting"),
        antwoorden=shown,
        mist=[gever.naam for gever in deciding if gever.gezag_id not in given] if not geldt else [],
        een_genoeg=not any(gever.gezag and gever.gezag.bezwaar_bekend_op for gever in deciding),
        mijn=next((one for one in shown if one.rij.gezag_id in mine), None) if me else None,
    )


def _antwoord(geopend: GeopendDossier, row: Toestemmingsantwoord) -> Antwoord:
    kluis = geopend.groeidocument.kluis
    naam = row.gezag.naam if row.gezag else geopend.groeidocument.leerling.naam
    return Antwoord(row, naam, unseal(kluis, row, "opmerking"), unseal(kluis, row, "afkeurreden"))


def grondslagen(geopend: GeopendDossier) -> list[Grondregel]:
    """The other grounds of the file, newest first, without those that the product made to ask somebody something; a fixed number of queries."""
    file = geopend.groeidocument
    rows = list(file.grondslagen.filter(soort__in=Grondslag.DOOR_SCHOOL))
    holding = set(file.grondslagen.holding().values_list("pk", flat=True)) if rows else set()
    titles, names = _titles(geopend), names_of(geopend, [row.omvang for row in rows])
    return [
        Grondregel(row, row.get_soort_display(), in_words(row.omvang, titles, names), row.pk in holding, unseal(file.kluis, row, "reden"))
        for row in rows
    ]


def grounds_for(geopend: GeopendDossier, link: Toegangslink, formulier: UUID | None = None) -> list[Grondregel]:
    """The grounds that hold now, are for this person and reach as far as this link, to use it again on."""
    found = [one for one in (*toestemmingen(geopend), *grondslagen(geopend)) if one.met_link and for_same_person(one.grond, link)]
    return [one for one in found if covers(geopend, one.grond, link.omvang, formulier=formulier)]


@transaction.atomic
def record_grondslag(*, geopend: GeopendDossier, grondslag: Grondslag, reden: str, verzoek: UUID) -> Grondslag:
    """Write down on which other ground of the law something is shared, and why. A repeated post adds nothing.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        ValidationError: if `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.DELEN)
    file = geopend.groeidocument
    existing: Grondslag | None = file.grondslagen.filter(pk=verzoek).first()
    if existing is not None:
        return existing
    grondslag.pk, grondslag.groeidocument, grondslag.vastgelegd_door = verzoek, file, geopend.viewer.user
    seal_for(file.kluis, grondslag, "reden", reden)
    with making():
        grondslag.save(force_insert=True)
    note(Handeling.GRONDSLAG, geopend, str(grondslag.pk))
    return grondslag


@transaction.atomic
def end_grondslag(*, geopend: GeopendDossier, grondslag: Grondslag) -> None:
    """End a ground; every link on it closes at the next click. Twice is once.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
    """
    geopend.reopen(Recht.DELEN)
    rows = geopend.groeidocument.grondslagen.filter(pk=grondslag.pk, ingetrokken_op__isnull=True)
    if rows.update(ingetrokken_op=timezone.now(), ingetrokken_door=geopend.viewer.user):
        note(Handeling.GRONDSLAG_INGETROKKEN, geopend, str(grondslag.pk))


def _titles(geopend: GeopendDossier) -> dict[str, str]:
    return {deel.key: deel.titel for deel in geopend.groeidocument.format_versie.schema.delen}


def words_for(geopend: GeopendDossier, shared: Collection[Omvang]) -> tuple[dict[str, str], dict[UUID, str]]:
    """Titles of hoofdstukken and names of single things, to put these into words with (`dekking.in_words`)."""
    return _titles(geopend), names_of(geopend, shared)
