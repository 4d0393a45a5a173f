"""Invitations: make one, try its code, use it, take it back. A try is paid for before it is compared, so five are five under any concurrency.

Unknown, wrong, expired, withdrawn, used and locked look the same and do the same work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sleutels.codes import lookup_hash, matches, new_digits, new_sign, normalise, slow_hash, waste_equal_work

from .models import User
from .models_uitnodiging import MAX_FOUTEN, Uitnodiging

KENMERK, CODE = 8, 8
_LOOKUP, _CODE = "uitnodiging", "uitnodigingscode"


@dataclass(frozen=True, repr=False)
class Gemaakt:
    """An invitation just made. Kenmerk and code exist here only, for as long as this answer lives; no repr, so no log shows them."""

    uitnodiging: Uitnodiging
    kenmerk: str
    code: str

    @property
    def leesbaar(self) -> tuple[str, str]:
        """Both in two halves, which read and type easier."""
        return halves(self.kenmerk), halves(self.code)


def halves(text: str) -> str:
    """A code as people read it: `BCDF-2345`."""
    return f"{text[: len(text) // 2]}-{text[len(text) // 2 :]}"


def invite(*, wijze: Uitnodiging.Wijze, geldig_tot: datetime, door: User) -> Gemaakt:
    """Make an invitation, in the transaction of the act that says what it opens."""
    kenmerk, code = new_sign(KENMERK), new_digits(CODE)
    row = Uitnodiging(wijze=wijze, kenmerk_hash=lookup_hash(_LOOKUP, kenmerk), geldig_tot=geldig_tot, gemaakt_door=door)
    row.code_hash = slow_hash(_CODE, row.pk, code)
    row.save(force_insert=True)
    return Gemaakt(row, kenmerk, code)


def try_code(kenmerk: str, code: str, *, otherwise: Callable[[bool], None]) -> Uitnodiging | None:
    """The invitation that this code belongs to, if it can be used now; None for everything else. Nothing is used up but the try.

    Args:
        otherwise: called in the transaction that counts a try, with whether there was none to count; writes one row then, and none otherwise.
    """
    key, typed = lookup_hash(_LOOKUP, normalise(kenmerk)), normalise(code)
    row = _charge(key, timezone.now(), otherwise)
    if row is None:
        waste_equal_work(_CODE, typed)
        return None
    if not matches(row.code_hash, _CODE, row.pk, typed):
        return None
    # The right code gives the try back, unless the invitation was closed while it was compared.
    same = Uitnodiging.objects.filter(pk=row.pk, ingetrokken_op__isnull=True, gebruikt_op__isnull=True, fouten__gt=0)
    return row if same.update(fouten=F("fouten") - 1) else None


def belongs(uitnodiging: Uitnodiging, kenmerk: str, code: str) -> bool:
    """Whether these are the kenmerk and code of this very invitation, for who made it and prints the letter. Counts no try."""
    same = uitnodiging.kenmerk_hash == lookup_hash(_LOOKUP, normalise(kenmerk))
    return matches(uitnodiging.code_hash, _CODE, uitnodiging.pk, normalise(code)) and same


def _charge(key: str, now: datetime, otherwise: Callable[[bool], None]) -> Uitnodiging | None:
    """Reserve one try in a single conditional UPDATE; None when there is nothing to try, or no try left."""
    with transaction.atomic():
        # The limit stands in the outer WHERE too: there PostgreSQL looks at it again when another try was counted meanwhile.
        found = Uitnodiging.objects.open(now).filter(kenmerk_hash=key).order_by().values("pk")
        tries = Uitnodiging.objects.filter(pk__in=found, fouten__lt=MAX_FOUTEN).update(fouten=F("fouten") + 1)
        # A write takes a millisecond, and would tell which kenmerken exist.
        otherwise(not tries)
        row = Uitnodiging.objects.filter(kenmerk_hash=key).first()
        return row if tries else None


def use(uitnodiging: Uitnodiging, user: User) -> bool:
    """Use an invitation, once, in the transaction of what it opens; False if it cannot be used any more."""
    now = timezone.now()
    # Locked by a flood of guesses after the right code was given: who has proven it already may go on.
    rows = Uitnodiging.objects.filter(pk=uitnodiging.pk, gebruikt_op__isnull=True, ingetrokken_op__isnull=True, geldig_tot__gt=now)
    return bool(rows.update(gebruikt_op=now, gebruikt_door=user))


def usable(pk: object) -> Uitnodiging | None:
    """The invitation whose code somebody gave a while ago, if it can still be used."""
    now = timezone.now()
    rows = Uitnodiging.objects.filter(pk=pk, gebruikt_op__isnull=True, ingetrokken_op__isnull=True, geldig_van__lte=now, geldig_tot__gt=now)
    return rows.first()


def withdraw(uitnodiging: Uitnodiging) -> bool:
    """Take an invitation back; whether there was anything to take."""
    rows = Uitnodiging.objects.filter(pk=uitnodiging.pk, gebruikt_op__isnull=True, ingetrokken_op__isnull=True)
    return bool(rows.update(ingetrokken_op=timezone.now()))
