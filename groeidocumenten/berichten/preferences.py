"""How somebody wants to be mailed: chosen on the page of settings, or ended with the link in a mail, which needs no login."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User

from .models import Bericht, Voorkeur, Wanneer, standaard

_SALT = "berichten.afmelden"


def chosen(user: User) -> Wanneer:
    """When this person wants a mail."""
    row = Voorkeur.unguarded.filter(gebruiker=user.pk).first()
    return Wanneer(row.mail) if row is not None and row.mail else standaard(user)


def locked(user: User) -> Voorkeur:
    """The row of this person, locked until the transaction ends: two workers at once mail one person after the other."""
    Voorkeur.unguarded.get_or_create(gebruiker=user)
    return Voorkeur.unguarded.select_for_update().get(gebruiker=user)


@transaction.atomic
def choose(*, user: User, mail: Wanneer) -> None:
    """Remember how this person wants to be mailed."""
    row = locked(user)
    row.mail = mail
    row.save(update_fields=["mail"])
    if mail == Wanneer.NOOIT:
        # Otherwise it would wait for a mail for ever.
        waiting = Bericht.unguarded.filter(gebruiker=user.pk, gemaild_op__isnull=True, moet=False)
        waiting.update(gemaild_op=timezone.now())


def unsubscribe_address(user: User) -> str:
    """The address that ends mails to this person and to nobody else, on the configured host. It opens nothing."""
    return settings.BASE_URL + reverse("berichten:afmelden", args=[signing.dumps(str(user.pk), salt=_SALT)])


def user_of(token: str) -> User | None:
    """The person whom an address to unsubscribe was made for; None for one that was not made here."""
    try:
        pk = UUID(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return User.objects.persons().filter(pk=pk).first()
