"""From a toegangscode to a parent's access: whoever gave the right code connects an account to the one gezagsrelatie it was made for.

What the code opens is not told before it is connected. One parent with several children has one account and connects each code to it.
"""

from datetime import timedelta

from django.db import transaction

from accounts.aanmelden import Persoon, confirm, finish, has_account, keep_registration, make_parent
from accounts.models import User
from accounts.models_uitnodiging import Uitnodiging
from accounts.uitnodigen import use
from groeidocumenten.delen.counting import count
from groeidocumenten.dossiers.blokkades import is_blocked
from groeidocumenten.dossiers.koppelen import connect_parent
from groeidocumenten.dossiers.models import unseal
from post.api import queue_mail

from .mails import already_text, confirm_text
from .models import Toegangscode

SUBJECT = "Bevestig uw e-mailadres"
# A day and an invitation: whoever has one code fills nobody's mailbox (gasten D20).
MOST_MAILS, DAY = 5, timedelta(days=1)


class Geweigerd(Exception):
    """It does not go on: used, withdrawn or over meanwhile, or not for this account. One sentence for all of them."""


def mailed_to(uitnodiging: Uitnodiging) -> str:
    """The address that an invitation was mailed to; empty for a letter. For who gave its code."""
    row = Toegangscode.unguarded.select_related("gezag__leerling__sleutel").filter(uitnodiging=uitnodiging).first()
    return _mailed(row) if row is not None else ""


def _mailed(row: Toegangscode) -> str:
    return str(unseal(row.gezag.leerling.kluis, row, "email")) if row.email else ""


@transaction.atomic
def connect(*, uitnodiging: Uitnodiging, user: User) -> None:
    """Let this account in as the parent that the invitation was made for.

    Raises:
        Geweigerd: if the invitation or the relation does not allow it any more, or this account cannot be that parent.
    """
    rows = Toegangscode.unguarded.select_for_update(of=("self",)).select_related("gezag__leerling__sleutel")
    row = rows.filter(uitnodiging=uitnodiging).first()
    # Who made the code proves nothing by knowing it.
    if row is None or uitnodiging.gemaakt_door_id == user.pk:
        raise Geweigerd
    # An order may have come after the mail; and the account may stand on another address than the mail went to.
    if any(is_blocked(row.gezag.leerling, address) for address in {_mailed(row), user.email} if address):
        raise Geweigerd
    if not use(uitnodiging, user):
        raise Geweigerd
    if not connect_parent(gezag=row.gezag_id, account=user):
        raise Geweigerd


@transaction.atomic
def register_at_once(*, uitnodiging: Uitnodiging, persoon: Persoon) -> User:
    """Make an account for who came with the mailed address and the code, and connect it.

    Raises:
        Bezet: if there is an account with this address.
        Geweigerd: as `connect`; then no account was made.
    """
    user = make_parent(persoon)
    connect(uitnodiging=uitnodiging, user=user)
    return user


class TeVaak(Exception):
    """This invitation sent enough mails today; nothing was kept or sent."""


@transaction.atomic
def register_later(*, uitnodiging: Uitnodiging, persoon: Persoon) -> None:
    """Mail the address that somebody gave: to confirm it, or that there is an account with it already. The same work and answer for both.

    The mail is left to the worker: the answer must not tell by its time which of the two was sent.

    Raises:
        TeVaak: after five mails in a day.
    """
    if count("aanmelding", str(uitnodiging.pk), DAY) > MOST_MAILS:
        raise TeVaak
    token = keep_registration(uitnodiging, persoon)
    text = already_text() if has_account(persoon.email) else confirm_text(token)
    queue_mail(aan=persoon.email, onderwerp=SUBJECT, tekst=text, direct=False)


@transaction.atomic
def confirm_address(*, token: str, wachtwoord: str) -> User | None:
    """First login from the mail: makes the account and connects it; None if mail and password do not belong together, or it is over.

    A wrong password costs one of five tries, and that stays counted.
    """
    aanmelding = confirm(token, wachtwoord)
    if aanmelding is None:
        return None
    uitnodiging = aanmelding.uitnodiging
    user = finish(aanmelding)
    connect(uitnodiging=uitnodiging, user=user)
    return user
