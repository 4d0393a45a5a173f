"""Deeds on the record of a pupil: change it, keep its schoolloopbaan, write down what was agreed at 16 and 18. Every change leaves a log.

Pupil and groeidocument are two things: none of this needs a file, and what is changed here shows in every file at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format

from . import journaal
from .access import GeopendeLeerling
from .actions import kluis_of, making
from .models import Gezagsrelatie, Handeling, Leeftijdsgesprek, Leerling, Leerlingwijziging, Loopbaanregel, PrivateModel, seal_for, unseal

GEGEVENS = ("voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "groep")
LOOPBAAN = ("schooljaar", "school", "groep", "van", "tot")
LOG_SHOWN = 25


class Changed(Exception):
    """Somebody else changed this since the form was shown; `current` is what stands there now. Nothing was saved."""

    def __init__(self, current: PrivateModel) -> None:
        super().__init__("changed by somebody else")
        self.current = current


@dataclass(frozen=True)
class Wijziging:
    """One line of the log, opened: what was changed, from what to what, by whom and when."""

    wat: str
    oud: str
    nieuw: str
    naam: str
    op: datetime


@transaction.atomic
def change_leerling(*, geopend: GeopendeLeerling, waarden: dict[str, Any], versie: int) -> bool:
    """Change a pupil's data; a new name shows everywhere at once, what was signed keeps the old one (dossier 8.34, 8.35).

    Args:
        waarden: new values by field, out of `GEGEVENS`.
        versie: the number of changes that the form was made from.

    Returns:
        Whether anything changed.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        Changed: if somebody else changed it meanwhile.
    """
    leerling = geopend.reopen()
    changes = overwrite(leerling, {name: waarden[name] for name in GEGEVENS}, versie)
    if changes:
        log(geopend, changes)
        note_leerling(Handeling.LEERLING_GEWIJZIGD, geopend)
    return bool(changes)


def overwrite(row: Any, waarden: dict[str, Any], versie: int) -> list[tuple[str, Any, Any]]:
    """Put new values into a locked row if nobody else did since `versie`; what changed, as field, old, new. Without a change nothing is written.

    Raises:
        Changed: if the row has moved on and the values differ from what it holds now.
    """
    changes = [(name, getattr(row, name), new) for name, new in waarden.items() if getattr(row, name) != new]
    if changes and row.versie != versie:
        raise Changed(row)
    if changes:
        for name, _, new in changes:
            setattr(row, name, new)
        row.versie += 1
        row.save(update_fields=[*(name for name, _, _ in changes), "versie"])
    return changes


def log(geopend: GeopendeLeerling, changes: Iterable[tuple[str, Any, Any]], gezag: Gezagsrelatie | None = None) -> None:
    """Write down each changed field, sealed, under the name of who did it. In the transaction of the change."""
    kluis, user = kluis_of(geopend.leerling), geopend.viewer.user
    for field, old, new in changes:
        if old == new:
            continue
        row = Leerlingwijziging(leerling=geopend.leerling, gezag=gezag, veld=field, door=user)
        for name, value in (("oud", _said(old)), ("nieuw", _said(new)), ("naam", geopend.viewer.name)):
            seal_for(kluis, row, name, value)
        row.save(force_insert=True)


def _said(value: Any) -> str:
    """A value as the log tells it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return date_format(value, "j F Y") if isinstance(value, date) else str(value or "")


def wijzigingen(geopend: GeopendeLeerling) -> list[Wijziging]:
    """The newest lines of the log; one query, and one for the key."""
    rows = list(geopend.leerling.wijzigingen.select_related("gezag")[:LOG_SHOWN])
    kluis = geopend.leerling.kluis if rows else None
    return [_opened(row, kluis) for row in rows]


def _opened(row: Leerlingwijziging, kluis: Any) -> Wijziging:
    model = Gezagsrelatie if row.gezag else Leerling
    label = {field.name: str(field.verbose_name) for field in model._meta.fields}.get(row.veld, row.veld)
    what = f"{label} van {row.gezag.naam}" if row.gezag else label
    oud, nieuw, naam = (unseal(kluis, row, field) for field in ("oud", "nieuw", "naam"))
    return Wijziging(wat=what, oud=oud, nieuw=nieuw, naam=naam, op=row.op)


@transaction.atomic
def add_loopbaan(*, geopend: GeopendeLeerling, regel: Loopbaanregel, verzoek: UUID) -> None:
    """Add a row to the schoolloopbaan; a repeated post adds nothing.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        ValidationError: if `verzoek` is the key of something else.
    """
    leerling = geopend.reopen()
    if leerling.loopbaan.filter(pk=verzoek).exists():
        return
    regel.pk, regel.leerling = verzoek, leerling
    with making():
        regel.save(force_insert=True)
    log(geopend, [("schoolloopbaan", "", _in_words(regel))])
    note_leerling(Handeling.LEERLING_GEWIJZIGD, geopend, regel)


@transaction.atomic
def change_loopbaan(*, geopend: GeopendeLeerling, regel: UUID, waarden: dict[str, Any], versie: int) -> None:
    """Correct a row of the schoolloopbaan.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        Changed: if somebody else changed the row meanwhile.
        ValidationError: if the row was taken away meanwhile.
    """
    row = _locked(geopend, regel)
    before = _in_words(row)
    if overwrite(row, {name: waarden[name] for name in LOOPBAAN}, versie):
        log(geopend, [("schoolloopbaan", before, _in_words(row))])
        note_leerling(Handeling.LEERLING_GEWIJZIGD, geopend, row)


@transaction.atomic
def remove_loopbaan(*, geopend: GeopendeLeerling, regel: UUID, versie: int) -> None:
    """Take a wrong row out of the schoolloopbaan; the log keeps what it said.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        ValidationError: if the row was changed or taken away meanwhile.
    """
    row = _locked(geopend, regel)
    if row.versie != versie:
        raise ValidationError("Een collega heeft deze regel net gewijzigd. Kijk eerst wat er nu staat.")
    log(geopend, [("schoolloopbaan", _in_words(row), "")])
    note_leerling(Handeling.LEERLING_GEWIJZIGD, geopend, row)
    row.delete()


def _locked(geopend: GeopendeLeerling, regel: UUID) -> Loopbaanregel:
    row = geopend.reopen().loopbaan.select_for_update().filter(pk=regel).first()
    if row is None:
        raise ValidationError("Deze regel is er niet meer. Misschien heeft een collega hem weggehaald.")
    return row


def _in_words(regel: Loopbaanregel) -> str:
    period = " tot en met ".join(date_format(day, "j F Y") for day in (regel.van, regel.tot) if day)
    return ", ".join(part for part in (regel.jaren, regel.school, regel.groep and f"groep {regel.groep}", period) if part)


@transaction.atomic
def record_talk(*, geopend: GeopendeLeerling, grens: int, afspraak: str) -> bool:
    """Write down what was agreed with a pupil of 16 or 18. It changes nobody's access (besluiten-vooraf 5; dossier 8.13, 8.14).

    Returns:
        Whether it was written; False if a talk of this age stands there already (a double click, or a colleague).

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        ValidationError: if the pupil has not reached this age.
    """
    leerling = geopend.reopen()
    if grens not in Leeftijdsgesprek.Grens.values or leerling.leeftijd < grens:
        raise ValidationError("De leerling heeft deze leeftijd nog niet.")
    if leerling.leeftijdsgesprekken.filter(grens=grens).exists():
        return False
    row = Leeftijdsgesprek(leerling=leerling, grens=grens, door=geopend.viewer.user)
    kluis = kluis_of(leerling)
    seal_for(kluis, row, "afspraak", afspraak)
    seal_for(kluis, row, "naam", geopend.viewer.name)
    row.save(force_insert=True)
    note_leerling(Handeling.LEERLING_GEWIJZIGD, geopend, row)
    return True


def note_leerling(handeling: Handeling, geopend: GeopendeLeerling, about: PrivateModel | None = None) -> None:
    """Write into the journaal of the pupil's school what was done with the record: ids only."""
    leerling = geopend.leerling
    onderwerp = str((about or leerling).pk)
    who = geopend.viewer.user.pk
    journaal.record(handeling, school_id=leerling.school_id, leerling_id=leerling.pk, gebruiker_id=who, onderwerp=onderwerp)
