"""Seals what waits to be taken in with the key ring, and keys of an administration as hashes. It belongs to no pupil yet, so it has no key of its own."""

import hmac
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import School
from groeidocumenten.dossiers.models import PrivateModel
from sleutels import KluisError, open_value, resealed, seal_value

from .edexml import Gegevens, Kop
from .models import WAITS, Inleesdeel, Inleesronde
from .vergelijken import Uitkomst, Uitslag


def hasher(school: UUID) -> partial[str]:
    """What makes of a key in the administration of a school what we keep of it."""
    key = hmac.digest(settings.TOEGANG_PEPER.encode(), b"inlezen", "sha256")
    return partial(_hashed, key, str(school))


def _hashed(key: bytes, school: str, sleutel: str) -> str:
    return hmac.digest(key, f"{school}|{sleutel}".encode(), "sha256").hex()


def place(row: PrivateModel, column: str) -> str:
    """Where a sealed text stands."""
    return f"{row._meta.db_table}|{row.pk}|{column}"


def put_rows(deel: Inleesdeel, rows: Iterable[Gegevens]) -> None:
    """Seal the pupils of a piece."""
    plain = [[getattr(row, name) if name != "geboortedatum" else row.geboortedatum.isoformat() for name in _COLUMNS] for row in rows]
    deel.rijen = seal_value(plain, place(deel, "rijen"))


_COLUMNS = tuple(Gegevens.__slots__)


def rows_of(deel: Inleesdeel) -> list[Gegevens]:
    """The pupils of a piece, opened."""
    born = _COLUMNS.index("geboortedatum")
    found: list[list[Any]] = open_value(deel.rijen, place(deel, "rijen"))
    for row in found:
        row[born] = date.fromisoformat(row[born])
    return [Gegevens(*row) for row in found]


def put_outcomes(deel: Inleesdeel, outcomes: list[Uitkomst]) -> None:
    """Seal what the comparison says of a piece, and count it."""
    plain = [[one.nummer, one.uitslag, one.leerling, one.wat, one.reden] for one in outcomes]
    deel.uitkomsten = seal_value(plain, place(deel, "uitkomsten"))
    deel.aantallen = {kind.value: sum(one.uitslag == kind for one in outcomes) for kind in Uitslag}


def outcomes_of(deel: Inleesdeel) -> list[Uitkomst]:
    """What the comparison says of a piece, opened."""
    found = open_value(deel.uitkomsten, place(deel, "uitkomsten"))
    return [Uitkomst(nr, Uitslag(kind), pk, tuple((a, b, c) for a, b, c in wat), reden) for nr, kind, pk, wat, reden in found]


def put_head(ronde: Inleesronde, kop: Kop) -> None:
    """Seal what was read beside the pupils."""
    ronde.kop = seal_value([kop.groepen, kop.vestigingen, kop.begeleiders], place(ronde, "kop"))


def head_of(ronde: Inleesronde) -> Kop:
    """What was read beside the pupils, opened."""
    groepen, vestigingen, begeleiders = open_value(ronde.kop, place(ronde, "kop")) if ronde.kop else ({}, {}, [])
    return Kop(groepen=groepen, vestigingen=vestigingen, begeleiders=begeleiders)


def put_gone(ronde: Inleesronde, pks: list[UUID]) -> None:
    """Seal the keys of pupils whom the file does not name."""
    ronde.weg, ronde.ontbreekt = len(pks), seal_value([str(pk) for pk in pks], place(ronde, "ontbreekt"))


def gone_of(ronde: Inleesronde) -> list[str]:
    """Those keys, opened."""
    found: list[str] = open_value(ronde.ontbreekt, place(ronde, "ontbreekt")) if ronde.ontbreekt else []
    return found


def round_of(school: School, pk: UUID) -> Inleesronde | None:
    """A file of this school that was taken in, or that still waits; what waited longer than a day is not there any more."""
    ronde = Inleesronde.unguarded.select_related("school", "ingelezen_door").filter(school=school, pk=pk).first()
    if ronde is None or (ronde.stand != Inleesronde.Stand.INGELEZEN and ronde.op <= timezone.now() - WAITS):
        return None
    return ronde


def rounds_of(school: School) -> tuple[QuerySet[Inleesronde], QuerySet[Inleesronde]]:
    """What waits of this school, and what was taken in; both newest first."""
    rondes = Inleesronde.unguarded.filter(school=school).select_related("ingelezen_door", "door")
    done = rondes.filter(stand=Inleesronde.Stand.INGELEZEN)
    return rondes.filter(op__gt=timezone.now() - WAITS).exclude(stand=Inleesronde.Stand.INGELEZEN), done


def round_in(stand: Inleesronde.Stand, pk: str) -> Inleesronde | None:
    """A file in this state, for the worker."""
    return Inleesronde.unguarded.select_related("school").filter(pk=pk, stand=stand).first()


def failed(pk: str) -> None:
    """Remember that the worker could not go on."""
    Inleesronde.unguarded.filter(pk=pk).update(stand=Inleesronde.Stand.MISLUKT)


def clear_expired() -> int:
    """Throw away what waited longer than a day; how many files it was."""
    still = Inleesronde.unguarded.filter(op__lte=timezone.now() - WAITS).exclude(stand=Inleesronde.Stand.INGELEZEN)
    count = still.count()
    still.delete()
    return count


def reseal() -> int:
    """Seal everything that waits with the newest key.

    Returns:
        How many rows were sealed anew. What does not open with this ring is left, and thrown away within a day.
    """
    done = 0
    sealed: tuple[tuple[Any, tuple[str, ...]], ...] = ((Inleesronde, ("kop", "ontbreekt")), (Inleesdeel, ("rijen", "uitkomsten")))
    for model, columns in sealed:
        for pk in list(model.unguarded.values_list("pk", flat=True)):
            with transaction.atomic(), suppress(KluisError):
                row = model.unguarded.select_for_update().get(pk=pk)
                fresh = {name: resealed(getattr(row, name), place(row, name)) for name in columns if getattr(row, name)}
                fresh = {name: text for name, text in fresh.items() if text is not None}
                if fresh:
                    model.unguarded.filter(pk=pk).update(**fresh)
                    done += 1
    return done
