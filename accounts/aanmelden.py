"""An account for somebody who was invited. Its address is confirmed before anything is shown: by the mail that the invitation came in, or by a
first login from a mail that is sent there (dossier 8.57). Whether an address has an account already, only its mailbox is told.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from sleutels.codes import lookup_hash, new_sign

from .models import Soort, User
from .models_uitnodiging import MAX_FOUTEN, Aanmelding, Uitnodiging

VALID = timedelta(days=1)
_PURPOSE = "aanmelding"


class Bezet(Exception):
    """There is an account with this address already."""


@dataclass(frozen=True, repr=False)
class Persoon:
    """What somebody says of themselves to get an account. No repr: a password is among it."""

    voornaam: str
    achternaam: str
    email: str
    wachtwoord: str


def has_account(email: str) -> bool:
    """Whether somebody signs in with this address, whatever capitals it is written with."""
    return User.objects.filter(Q(email__iexact=email) | Q(username__iexact=email)).exists()


def make_parent(persoon: Persoon) -> User:
    """An account of a parent, at once: for an address that was confirmed already.

    Raises:
        Bezet: if there is one with this address; also when it came to be this very moment.
    """
    return _make(persoon.voornaam, persoon.achternaam, persoon.email, make_password(persoon.wachtwoord))


def keep_registration(uitnodiging: Uitnodiging, persoon: Persoon) -> str:
    """Keep an account that waits for its address to be confirmed; the token for the mail. It takes the place of an earlier one on this invitation."""
    token = new_sign(40)
    Aanmelding.objects.filter(uitnodiging=uitnodiging).delete()
    Aanmelding.objects.create(
        uitnodiging=uitnodiging,
        token_hash=lookup_hash(_PURPOSE, token),
        voornaam=persoon.voornaam,
        achternaam=persoon.achternaam,
        email=persoon.email,
        wachtwoord=make_password(persoon.wachtwoord),
        geldig_tot=timezone.now() + VALID,
    )
    return token


def confirm(token: str, wachtwoord: str) -> Aanmelding | None:
    """The account that waits, for who has both the mail and the password that was chosen; None for everything else, with the same work."""
    key, now = lookup_hash(_PURPOSE, token), timezone.now()
    with transaction.atomic():
        rows = Aanmelding.objects.filter(token_hash=key, geldig_tot__gt=now, fouten__lt=MAX_FOUTEN)
        tries = rows.update(fouten=F("fouten") + 1)
        row = Aanmelding.objects.select_related("uitnodiging").filter(token_hash=key).first()
    if not tries or row is None:
        make_password(wachtwoord)
        return None
    return row if check_password(wachtwoord, row.wachtwoord) else None


def finish(aanmelding: Aanmelding) -> User:
    """Make the account whose address was confirmed, in the transaction that uses its invitation.

    Raises:
        Bezet: if there is one with this address by now.
    """
    user = _make(aanmelding.voornaam, aanmelding.achternaam, aanmelding.email, aanmelding.wachtwoord)
    aanmelding.delete()
    return user


def forget_old() -> int:
    """Throw away accounts that were never confirmed; how many there were."""
    gone, _ = Aanmelding.objects.filter(geldig_tot__lte=timezone.now()).delete()
    return gone


def _make(voornaam: str, achternaam: str, email: str, wachtwoord: str) -> User:
    if has_account(email):
        raise Bezet
    user = User(username=email, email=email, first_name=voornaam, last_name=achternaam, soort=Soort.OUDER, password=wachtwoord)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as taken:
        raise Bezet from taken
    return user
