"""Deeds on a gezagsrelatie: add, correct, end, a known objection, an address, the account that belongs to it. Every change leaves a log.

A relation is dated and never removed: what was true of last year stays true of last year (dossier 1.2, design rule 1).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Soort, User

from .access import GeopendeLeerling
from .actions import add_gezag, kluis_of
from .blokkades import is_blocked
from .leerling import Changed, log, note_leerling, overwrite
from .letting_in import let_in, shut_out
from .models import Gezagsrelatie, Handeling, seal_for, unseal

# A relation's columns that a correction may change; adres and toelichting are sealed and compared in clear.
KOLOMMEN = ("naam", "soort", "geldig_van", "geldig_tot", "bron", "adres_afgeschermd")


@dataclass(frozen=True)
class Relatie:
    """A gezagsrelatie as the school reads it, its sealed texts opened."""

    gezag: Gezagsrelatie
    adres: str
    toelichting: str


def relaties(geopend: GeopendeLeerling) -> list[Relatie]:
    """Every relation of a pupil, those that hold first; two queries, and one for the key."""
    rows = list(geopend.leerling.gezagsrelaties.select_related("gebruiker", "gecontroleerd_door").order_by("naam", "geldig_van"))
    return [relatie(geopend, row) for row in sorted(rows, key=lambda row: not row.geldt)]


def relatie(geopend: GeopendeLeerling, gezag: Gezagsrelatie) -> Relatie:
    """One relation with its sealed texts."""
    sealed = bool(gezag.adres or gezag.bezwaar_toelichting)
    adres, toelichting = (unseal(geopend.leerling.kluis, gezag, name) if sealed else "" for name in ("adres", "bezwaar_toelichting"))
    return Relatie(gezag, adres, toelichting)


@transaction.atomic
def register_gezag(*, geopend: GeopendeLeerling, gezag: Gezagsrelatie, adres: str, verzoek: UUID) -> None:
    """Write down who stands in which relation to a pupil, also when there is no file and no account yet. A repeated post adds nothing.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        ValidationError: if `verzoek` is the key of something else.
    """
    leerling = geopend.reopen()
    gezag.pk = verzoek
    if adres:
        seal_for(kluis_of(leerling), gezag, "adres", adres)
    if add_gezag(leerling=leerling, viewer=geopend.viewer, gezag=gezag, verzoek=verzoek):
        note_leerling(Handeling.GEZAG, geopend, gezag)


@transaction.atomic
def correct_gezag(*, geopend: GeopendeLeerling, gezag: UUID, waarden: dict[str, Any], adres: str, versie: int) -> None:
    """Correct a relation. It works at once: who has no gezag any more cannot read from now on, who has it again can.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        Changed: if somebody else changed the relation meanwhile.
        ValidationError: if the relation is not there.
    """
    row = _locked(geopend, gezag)
    kluis = kluis_of(geopend.leerling)
    oud = unseal(kluis, row, "adres")
    changes = [(name, getattr(row, name), waarden[name]) for name in KOLOMMEN if getattr(row, name) != waarden[name]]
    if not changes and oud == adres:
        return
    if row.versie != versie:
        raise Changed(row)
    for name, _, new in changes:
        setattr(row, name, new)
    if oud != adres:
        changes.append(("adres", oud, adres))
        row.adres = ""
        if adres:
            seal_for(kluis, row, "adres", adres)
    row.gecontroleerd_door, row.gecontroleerd_op, row.versie = geopend.viewer.user, timezone.localdate(), row.versie + 1
    row.save()
    shown = {"soort": dict(Gezagsrelatie.Soort.choices)}
    log(geopend, [(name, shown.get(name, {}).get(old, old), shown.get(name, {}).get(new, new)) for name, old, new in changes], row)
    _settle(row)
    note_leerling(Handeling.GEZAG_GEWIJZIGD, geopend, row)


@transaction.atomic
def end_gezag(*, geopend: GeopendeLeerling, gezag: UUID, geldig_tot: date, bron: str, versie: int) -> None:
    """End a relation on a day. When that day is today or over, the parent's access is gone at the next click.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        Changed: if somebody else changed the relation meanwhile.
        ValidationError: if the day lies before the relation began, or the relation is not there.
    """
    row = _locked(geopend, gezag)
    if geldig_tot < row.geldig_van:
        raise ValidationError({"geldig_tot": f"De relatie begon op {row.geldig_van:%d-%m-%Y}. Kies die dag of een latere."})
    changes = overwrite(row, {"geldig_tot": geldig_tot, "bron": bron}, versie)
    if changes:
        log(geopend, changes, row)
        _settle(row)
        note_leerling(Handeling.GEZAG_GEWIJZIGD, geopend, row)


def _settle(row: Gezagsrelatie) -> None:
    """Let access follow what the relation says now. The last day of a relation that was ended is not waited for."""
    if row.geldig_tot is not None and row.geldig_tot <= timezone.localdate():
        shut_out(row)
    else:
        let_in(row)


@transaction.atomic
def record_objection(*, geopend: GeopendeLeerling, gezag: UUID, sinds: date | None, toelichting: str, versie: int) -> None:
    """Write down since when an objection of this gezaghouder is known, or that it is settled (dossier 1.2, design rule 2; BW 1:253i).

    From then on everybody with gezag has to give a toestemming, instead of one for all.

    Args:
        sinds: None when it is settled.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        Changed: if somebody else changed the relation meanwhile.
        ValidationError: if this person does not decide for the child, or the relation is not there.
    """
    row = _locked(geopend, gezag)
    if sinds is not None and not row.met_gezag:
        raise ValidationError("Alleen iemand met gezag kan bezwaar maken dat meetelt.")
    oud, kluis = row.bezwaar_bekend_op, kluis_of(geopend.leerling)
    before = unseal(kluis, row, "bezwaar_toelichting")
    if (oud, before) == (sinds, toelichting):
        return
    if row.versie != versie:
        raise Changed(row)
    row.bezwaar_bekend_op, row.bezwaar_toelichting, row.versie = sinds, "", row.versie + 1
    if toelichting:
        seal_for(kluis, row, "bezwaar_toelichting", toelichting)
    row.save(update_fields=["bezwaar_bekend_op", "bezwaar_toelichting", "versie"])
    log(geopend, [("bezwaar_bekend_op", oud, sinds), ("toelichting bij het bezwaar", before, toelichting)], row)
    note_leerling(Handeling.GEZAG_GEWIJZIGD, geopend, row)


def find_account(email: str) -> User | None:
    """The active account of exactly one parent or medewerker with this address; None when there is none, or more than one."""
    found = User.objects.persons().filter(email__iexact=email, is_active=True, soort__in=(Soort.OUDER, Soort.MEDEWERKER))[:2]
    return found[0] if len(found) == 1 else None


@transaction.atomic
def tie_account(*, geopend: GeopendeLeerling, gezag: UUID, account: User, versie: int) -> None:
    """Say which account belongs to a relation; with gezag, that person reads the pupil's files from now on.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school any longer.
        Changed: if somebody else changed the relation meanwhile.
        ValidationError: if the relation has an account already, is over, is not there, or an order blocks the account's address.
    """
    row = _locked(geopend, gezag)
    if row.gebruiker_id == account.pk:
        return
    if row.gebruiker is not None or not row.geldt:
        raise ValidationError("Aan deze relatie is al een account gekoppeld, of zij geldt nu niet.")
    if is_blocked(geopend.leerling, account.email):
        raise ValidationError("Bij deze leerling is een contactverbod of een beperking vastgelegd voor het adres van dit account.")
    if row.versie != versie:
        raise Changed(row)
    row.gebruiker, row.versie = account, row.versie + 1
    row.save(update_fields=["gebruiker", "versie"])
    log(geopend, [("gebruiker", "", account.get_full_name())], row)
    let_in(row)
    note_leerling(Handeling.GEZAG_GEWIJZIGD, geopend, row)


def _locked(geopend: GeopendeLeerling, gezag: UUID) -> Gezagsrelatie:
    row = geopend.reopen().gezagsrelaties.select_for_update(of=("self",)).select_related("gebruiker", "leerling").filter(pk=gezag).first()
    if row is None:
        raise ValidationError("Deze relatie is er niet meer.")
    return row
