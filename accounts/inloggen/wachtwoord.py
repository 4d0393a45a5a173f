"""Passwords: changed by who knows it, or chosen anew with a link from the mail. Neither passes the second step, and both end every other session.

Whether an address has an account only its mailbox is told: the page seals what was typed and leaves all the rest to the worker, so every answer is the
same words and the same work. Django's token is in the link; it counts once, for an hour, and not after the next time that somebody signs in.
"""

from datetime import timedelta

from axes.utils import reset as forgive
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from post.api import queue_mail

from ..models import User
from .models import Inlogregel, Wat
from .tasks import tell_change
from .zittingen import end

# For one account; whoever types an address again and again fills nobody's mailbox.
MOST_MAILS, WINDOW = 3, timedelta(hours=1)
FORGOTTEN, CHANGED = "Een nieuw wachtwoord kiezen", "Uw wachtwoord is gewijzigd"
PASSKEY = "Er is een passkey toegevoegd"
KOPPELING = "Uw account is gekoppeld"


class Sleutelmaker(PasswordResetTokenGenerator):
    """Django's tokens, for this purpose alone."""

    key_salt = "accounts.inloggen.wachtwoord"


tokens = Sleutelmaker()


@transaction.atomic
def mail_links(email: str) -> int:
    """Mail a link to every active person with this address; how many. Called by the worker."""
    people = User.objects.persons().filter(email__iexact=email, is_active=True).select_for_update().order_by("pk")
    return sum(_mail_link(person) for person in list(people) if person.email)


def _mail_link(user: User) -> bool:
    lately = Inlogregel.objects.filter(gebruiker=user, wat=Wat.GEVRAAGD, op__gt=timezone.now() - WINDOW)
    if lately.count() >= MOST_MAILS:
        return False
    Inlogregel.objects.create(gebruiker=user, wat=Wat.GEVRAAGD)
    address = settings.BASE_URL + reverse("wachtwoord_nieuw", args=[urlsafe_base64_encode(force_bytes(user.pk)), tokens.make_token(user)])
    queue_mail(aan=user.email, onderwerp=FORGOTTEN, tekst=render_to_string("emails/wachtwoord_vergeten.txt", {"adres": address}))
    return True


def of_link(wie: str, token: str) -> User | None:
    """The person of a link that counts now. Looking uses nothing up."""
    try:
        user = User.objects.persons().filter(is_active=True, pk=urlsafe_base64_decode(wie).decode()).first()
    except (ValueError, ValidationError):
        return None
    return user if user is not None and tokens.check_token(user, token) else None


@transaction.atomic
def choose_anew(wie: str, token: str, nieuw: str) -> User | None:
    """Set the password of a link that still counts, and use the link up; None if it does not count any more.

    Who was locked out by wrong passwords may try again: with the new one, as this account alone. Wrong codes stay counted.
    """
    found = of_link(wie, token)
    locked = User.objects.select_for_update().get(pk=found.pk) if found else None
    # A second click waited for the first, and finds another password than the token was made for.
    if locked is None or not locked.is_active or not tokens.check_token(locked, token):
        return None
    _set(locked, nieuw, Wat.VERGETEN, besides=None)
    forgive(username=locked.get_username())
    return locked


@transaction.atomic
def change(user: User, nieuw: str, *, here: str | None) -> User:
    """Set the password of who gave the old one; every session but the one with this key ends."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    _set(locked, nieuw, Wat.WACHTWOORD, besides=here)
    return locked


def _set(user: User, nieuw: str, wat: Wat, *, besides: str | None) -> None:
    user.set_password(nieuw)
    user.save(update_fields=["password"])
    end(user, None, besides=besides)
    Inlogregel.objects.create(gebruiker=user, wat=wat, door=user)
    tell_change.enqueue(str(user.pk))


def mail_change(user: User) -> None:
    """Tell somebody that their password is another one; who has no address reads it under "Account beveiligen". Called by the worker."""
    if user.email and user.is_active:
        address = settings.BASE_URL + reverse("wachtwoord_vergeten")
        queue_mail(aan=user.email, onderwerp=CHANGED, tekst=render_to_string("emails/wachtwoord_gewijzigd.txt", {"adres": address}))


def mail_link_made(user: User) -> None:
    """Tell somebody that their account was linked to the federation. Called by the worker."""
    if user.email and user.is_active:
        text = render_to_string(
            "emails/koppeling.txt", {"federatie": settings.FEDERATIE_NAAM, "adres": settings.BASE_URL + reverse("beveiliging")}
        )
        queue_mail(aan=user.email, onderwerp=KOPPELING, tekst=text)


def mail_passkey(user: User) -> None:
    """Tell somebody that a passkey was added to their account. Called by the worker."""
    if user.email and user.is_active:
        text = render_to_string("emails/passkey.txt", {"adres": settings.BASE_URL + reverse("passkeys")})
        queue_mail(aan=user.email, onderwerp=PASSKEY, tekst=text)
