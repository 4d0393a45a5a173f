"""Deeds on orders that keep somebody away from a pupil: record one, with the addresses that are known, and end it (dossier 8.6).

Read and written by who guides the pupil's school only; an address is compared in its normal form (`adressen`).
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .access import GeopendeLeerling
from .actions import kluis_of, making
from .adressen import address_hash
from .leerling import log, note_leerling
from .models import Blokkade, Blokkadeadres, Gezagsrelatie, Handeling, Leerling, seal_for, unseal

REFUSED = "Naar dit adres mag niets over deze leerling: er is een contactverbod of een beperking van de rechter vastgelegd."


@dataclass(frozen=True)
class Bevel:
    """An order as the school reads it, its sealed texts opened."""

    blokkade: Blokkade
    naam: str
    toelichting: str
    adressen: list[str]

    @property
    def geldt(self) -> bool:
        """Whether it is in force today; the last day still counts."""
        row, today = self.blokkade, timezone.localdate()
        return row.opgeheven_op is None and row.geldig_van <= today and (row.geldig_tot is None or row.geldig_tot >= today)


@dataclass(frozen=True)
class Bepaling:
    """What is recorded of an order."""

    soort: str
    naam: str
    adressen: tuple[str, ...]
    geldig_van: date
    geldig_tot: date | None = None
    toelichting: str = ""
    gezag: Gezagsrelatie | None = None


def bevelen(geopend: GeopendeLeerling) -> list[Bevel]:
    """Every order about a pupil, newest first; two queries, and one for the key."""
    rows = list(geopend.leerling.blokkades.prefetch_related("adressen"))
    if not rows:
        return []
    kluis = geopend.leerling.kluis
    return [
        Bevel(
            row, unseal(kluis, row, "naam"), unseal(kluis, row, "toelichting"), [unseal(kluis, one, "adres") for one in row.adressen.all()]
        )
        for row in rows
    ]


@transaction.atomic
def record_blokkade(*, geopend: GeopendeLeerling, bepaling: Bepaling, verzoek: UUID) -> None:
    """Write down an order. Links of this pupil that run to one of its addresses are shut from now on. A repeated post adds nothing.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        ValidationError: if `verzoek` is the key of something else.
    """
    leerling = geopend.reopen()
    if leerling.blokkades.filter(pk=verzoek).exists():
        return
    kluis = kluis_of(leerling)
    row = Blokkade(pk=verzoek, leerling=leerling, gezag=bepaling.gezag, soort=bepaling.soort, vastgelegd_door=geopend.viewer.user)
    row.geldig_van, row.geldig_tot = bepaling.geldig_van, bepaling.geldig_tot
    for name in ("naam", "toelichting"):
        if text := getattr(bepaling, name):
            seal_for(kluis, row, name, text)
    with making():
        row.save(force_insert=True)
    _add_addresses(geopend, row, bepaling.adressen)
    log(geopend, [("contactverbod of beperking", "", bepaling.naam)])
    note_leerling(Handeling.BLOKKADE, geopend, row)


@transaction.atomic
def add_addresses(*, geopend: GeopendeLeerling, blokkade: UUID, adressen: tuple[str, ...]) -> None:
    """Add addresses that became known; those that are there already change nothing.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        ValidationError: if the order is not there or was ended.
    """
    row = _standing(geopend, blokkade)
    if _add_addresses(geopend, row, adressen):
        log(geopend, [("adressen bij een contactverbod", "", ", ".join(adressen))])
        note_leerling(Handeling.BLOKKADE, geopend, row)


@transaction.atomic
def end_blokkade(*, geopend: GeopendeLeerling, blokkade: UUID) -> None:
    """End an order: its addresses are no longer refused. Links that it shut open again if nothing else ended them; twice is once.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        ValidationError: if the order is not there.
    """
    row = geopend.reopen().blokkades.select_for_update().filter(pk=blokkade).first()
    if row is None:
        raise ValidationError("Dit is er niet meer.")
    if row.opgeheven_op is None:
        row.opgeheven_op = timezone.now()
        row.save(update_fields=["opgeheven_op"])
        log(geopend, [("contactverbod of beperking", unseal(kluis_of(geopend.leerling), row, "naam"), "opgeheven")])
        note_leerling(Handeling.BLOKKADE, geopend, row)


def refuse_blocked(leerling: Leerling, email: str, veld: str = "ontvanger_email") -> None:
    """Refuse an address that an order about this pupil keeps away, however it is spelled.

    Raises:
        ValidationError: beside the field of this name.
    """
    if is_blocked(leerling, email):
        raise ValidationError({veld: REFUSED})


def is_blocked(leerling: Leerling, email: str) -> bool:
    """Whether an order about this pupil that is in force names this address; one query."""
    return Blokkadeadres.unguarded.in_force().filter(blokkade__leerling=leerling, adres_hash=address_hash(email)).exists()


def _standing(geopend: GeopendeLeerling, pk: UUID) -> Blokkade:
    row: Blokkade | None = geopend.reopen().blokkades.select_for_update().filter(pk=pk, opgeheven_op__isnull=True).first()
    if row is None:
        raise ValidationError("Dit is er niet meer, of het is opgeheven.")
    return row


def _add_addresses(geopend: GeopendeLeerling, row: Blokkade, adressen: tuple[str, ...]) -> int:
    kluis, known = kluis_of(geopend.leerling), set(row.adressen.values_list("adres_hash", flat=True))
    added = 0
    for text in adressen:
        if (mark := address_hash(text)) not in known:
            one = Blokkadeadres(blokkade=row, adres_hash=mark)
            seal_for(kluis, one, "adres", text)
            one.save(force_insert=True)
            known.add(mark)
            added += 1
    return added
