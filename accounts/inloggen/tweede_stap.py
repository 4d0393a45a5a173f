"""The second step itself: a code of half a minute from an app (TOTP), or a code from paper that works once. Set up, checked, renewed, reset.

A try is charged before it is compared, under the lock of one row, so five are five under any concurrency; a code is used up with its half minute.
The secrets are `allauth.mfa`'s; that a code works once is kept here, because allauth remembers it in the memory of one process.
"""

from enum import Enum

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction
from django.utils import timezone

from ..models import User
from .codes import step_of, typed
from .models import TRIES, Inlogregel, TweedeStap, Wat
from .stempel import must_have


class Geweigerd(Exception):
    """This may not be done to this account now."""


class Uitkomst(Enum):
    """What became of a try."""

    GOED = "goed"
    FOUT = "fout"
    WACHT = "wacht"


@transaction.atomic
def set_up(*, user: User, secret: str, step: int, replace: bool = False) -> User:
    """Give somebody a second step; the code that proved it is used.

    Args:
        step: the half minute of the code that was typed, from `step_of`.
        replace: whether there may be one, which this takes the place of.

    Returns:
        The user as it is now.

    Raises:
        Geweigerd: for a guest, for who is not active, and for who has one already.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    had = locked.tweede_stap_sinds is not None
    if locked.is_keyless or not locked.is_active or (had and not replace):
        raise Geweigerd
    # Passkeys are other devices, and stay.
    Authenticator.objects.filter(user=locked).exclude(type=Authenticator.Type.WEBAUTHN).delete()
    Authenticator.objects.create(user=locked, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(secret)})
    RecoveryCodes.activate(locked)
    TweedeStap.objects.update_or_create(gebruiker=locked, defaults={"teller": step, "fouten": 0, "laatste_fout": None})
    locked.tweede_stap_sinds = timezone.now()
    locked.save(update_fields=["tweede_stap_sinds"])
    _note(locked, Wat.VERNIEUWD if had else Wat.INGESTELD, door=locked)
    return locked


def check(user: User, code: str) -> Uitkomst:
    """Try a code, of the app or of the paper, for somebody who proved the password."""
    with transaction.atomic():
        row = TweedeStap.objects.select_for_update().filter(gebruiker=user).first()
        if row is None:
            return Uitkomst.FOUT
        until = row.waits_until()
        if until is not None and timezone.now() < until:
            return Uitkomst.WACHT
        if _right(row, user, typed(code)):
            row.fouten, row.laatste_fout = 0, None
            row.save(update_fields=["teller", "fouten", "laatste_fout"])
            return Uitkomst.GOED
        row.fouten, row.laatste_fout = row.fouten + 1, timezone.now()
        row.save(update_fields=["fouten", "laatste_fout"])
        locked = row.fouten % TRIES == 0
        _note(user, Wat.WACHT if locked else Wat.FOUT)
        return Uitkomst.WACHT if locked else Uitkomst.FOUT


def recovery_codes(user: User) -> list[str]:
    """The codes on paper that were not used, to be shown once after they were made."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return list(row.wrap().get_unused_codes()) if row else []


def has_passkey(user: User) -> bool:
    """Whether somebody can prove it with a passkey, too."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists())


@transaction.atomic
def renew_recovery_codes(*, user: User) -> None:
    """Make new codes on paper; the old ones are worth nothing from now on."""
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(user)
    _note(user, Wat.CODES, door=user)


@transaction.atomic
def remove(*, user: User, door: User | None) -> None:
    """Take somebody's second step away: one's own, for who need not have it; or another's, whose phone is lost. Every session of theirs ends.

    Args:
        door: who does it; None for the operator at the machine itself.

    Raises:
        Geweigerd: for one's own when it is compulsory, for a guest, and for a superuser by anybody else than a superuser.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    own = door is not None and locked.pk == door.pk
    above = locked.is_superuser and door is not None and not door.is_superuser
    if locked.is_keyless or above or (own and must_have(locked)):
        raise Geweigerd
    rows = Authenticator.objects.filter(user=locked)
    # Who does without by choice keeps passkeys; for who lost a phone everything begins anew.
    (rows.exclude(type=Authenticator.Type.WEBAUTHN) if own else rows).delete()
    TweedeStap.objects.filter(gebruiker=locked).delete()
    locked.tweede_stap_sinds = None
    locked.save(update_fields=["tweede_stap_sinds"])
    _note(locked, Wat.UITGEZET if own else Wat.HERSTELD, door=door)


def _right(row: TweedeStap, user: User, code: str) -> bool:
    for one in Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN):
        if one.type == Authenticator.Type.TOTP:
            step = step_of(get_adapter().decrypt(one.data["secret"]), code, after=row.teller)
            if step is not None:
                row.teller = step
                return True
        elif len(code) == 8 and one.wrap().validate_code(code):
            _note(user, Wat.HERSTELCODE, door=user)
            return True
    return False


def _note(user: User, wat: Wat, *, door: User | None = None) -> None:
    Inlogregel.objects.create(gebruiker=user, wat=wat, door=door)
