"""Inviting colleagues: who may, with which roles, and from the mailed link to an account with that role.

The link alone shows nothing. Whoever has it chooses a password, and sets up the second step at once; an account that is there already signs in first.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from post.api import queue_mail
from sleutels.codes import lookup_hash, new_sign

from ..aanmelden import Bezet, has_account
from ..access import BY_DIRECTEUR, administered_schools, join_school, managed_schools, roles_to_give
from ..models import SCHOOL_ROLLEN, Lidmaatschap, Rol, School, Soort, User
from .models import Inlogregel, Wat
from .models_collega import Collega
from .tasks import mail_colleague, tell_accepted

VALID = timedelta(days=7)
# In a day by one person, and of one invitation for ever.
MOST_A_DAY, MOST_TIMES = 50, 5
SUBJECT, ACCEPTED = "Uitnodiging voor Groeiportaal", "Een uitnodiging is aangenomen"
_PURPOSE = "collega"


def schools_to_invite_for(user: User) -> QuerySet[School]:
    """Schools that this person may invite colleagues for: as directeur of today, as beheerder of the samenwerkingsverband, or as superuser."""
    if user.is_superuser and user.is_active:
        return School.objects.all()
    return managed_schools(user)


def roles_anywhere(user: User) -> tuple[Rol, ...]:
    """The roles that a form offers this person; which of them in which school, `invite` asks."""
    return SCHOOL_ROLLEN if user.is_superuser or administered_schools(user).exists() else BY_DIRECTEUR


def invitations_for(user: User) -> QuerySet[Collega]:
    """What was sent for the schools of this person, newest first."""
    schools = schools_to_invite_for(user).order_by().values("pk")
    return Collega.objects.filter(school__in=schools).select_related("school", "gemaakt_door", "gebruikt_door")


@transaction.atomic
def invite(*, door: User, school: School, rol: Rol, email: str) -> Collega:
    """Invite somebody, and mail the link.

    Args:
        email: as `plain_address` gives it.

    Raises:
        ValidationError: by field; if this role may not be given, one is waiting already, or it was often enough today.
    """
    if rol not in roles_to_give(door, school):
        raise ValidationError({"rol": "Deze rol kunt u op deze school niet geven. Vraag het de beheerder van het samenwerkingsverband."})
    User.objects.select_for_update().get(pk=door.pk)
    today = Collega.objects.filter(gemaakt_door=door, gemaakt_op__gt=timezone.now() - timedelta(days=1))
    if today.count() >= MOST_A_DAY:
        raise ValidationError({"email": "U nodigde vandaag al veel collega's uit. Ga morgen verder."})
    token = new_sign(40)
    row = Collega(school=school, rol=rol, email=email, gemaakt_door=door)
    row.token_hash, row.geldig_tot = lookup_hash(_PURPOSE, token), timezone.now() + VALID
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as waiting:
        raise ValidationError({"email": "Voor dit adres en deze rol is er al een uitnodiging. Stuur die hieronder opnieuw."}) from waiting
    mail_colleague(row.pk, token)
    return row


@transaction.atomic
def send_again(*, door: User, pk: UUID) -> bool:
    """Mail a new link; the old one is worth nothing from now on. False if there is nothing to send again, or it was often enough."""
    row = invitations_for(door).filter(pk=pk).select_for_update(of=("self",)).first()
    if (
        row is None
        or row.gebruikt_op
        or row.ingetrokken_op
        or row.keren >= MOST_TIMES
        or Rol(row.rol) not in roles_to_give(door, row.school)
    ):
        return False
    token = new_sign(40)
    row.token_hash, row.geldig_tot, row.keren, row.gemaakt_door = lookup_hash(_PURPOSE, token), timezone.now() + VALID, row.keren + 1, door
    row.save(update_fields=["token_hash", "geldig_tot", "keren", "gemaakt_door"])
    mail_colleague(row.pk, token)
    return True


def take_back(*, door: User, pk: UUID) -> bool:
    """Take an invitation back; whether there was one to take."""
    mine = invitations_for(door).order_by().values("pk")
    rows = Collega.objects.filter(pk=pk, gebruikt_op__isnull=True, ingetrokken_op__isnull=True).filter(pk__in=mine)
    return bool(rows.update(ingetrokken_op=timezone.now()))


def of_link(token: str) -> Collega | None:
    """The invitation of a link that counts now. Looking uses nothing up."""
    rows = Collega.objects.filter(gebruikt_op__isnull=True, ingetrokken_op__isnull=True, geldig_tot__gt=timezone.now())
    row = rows.select_related("school", "gemaakt_door").filter(token_hash=lookup_hash(_PURPOSE, token)).first()
    # Who invited may have left, or may have become less, meanwhile.
    if row is None or row.gemaakt_door is None or Rol(row.rol) not in roles_to_give(row.gemaakt_door, row.school):
        return None
    return row


def account_of(row: Collega) -> User | None:
    """The account that stands on the address of an invitation already, of whatever kind. For who came with the link: this mailbox is theirs."""
    return User.objects.filter(Q(email__iexact=row.email) | Q(username__iexact=row.email)).order_by("-is_active", "pk").first()


@dataclass(frozen=True, repr=False)
class Nieuw:
    """What somebody says of themselves. No repr: a password is among it."""

    voornaam: str
    achternaam: str
    wachtwoord: str


@transaction.atomic
def make_account(token: str, nieuw: Nieuw) -> User | None:
    """Make the account of who was invited, with the role; None if the link does not count any more.

    Raises:
        Bezet: if there is an account with this address by now.
    """
    row = of_link(token)
    if row is None:
        return None
    if has_account(row.email):
        raise Bezet
    user = User(username=row.email, email=row.email, first_name=nieuw.voornaam, last_name=nieuw.achternaam, soort=Soort.MEDEWERKER)
    user.password = make_password(nieuw.wachtwoord)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as taken:
        raise Bezet from taken
    if not _accept(row, user):
        transaction.set_rollback(True)
        return None
    return user


@transaction.atomic
def accept(token: str, user: User) -> bool:
    """Take the role with an account that is there already; False if the link does not count, or it is another person's."""
    row = of_link(token)
    if row is None or account_of(row) != user or user.soort != Soort.MEDEWERKER or row.gemaakt_door_id == user.pk:
        return False
    return _accept(row, user)


def _accept(row: Collega, user: User) -> bool:
    now = timezone.now()
    rows = Collega.objects.filter(
        pk=row.pk, token_hash=row.token_hash, gebruikt_op__isnull=True, ingetrokken_op__isnull=True, geldig_tot__gt=now
    )
    if not rows.update(gebruikt_op=now, gebruikt_door=user):
        return False
    if not Lidmaatschap.objects.valid().filter(gebruiker=user, school=row.school, rol=row.rol).exists():
        join_school(user=user, school=row.school, rol=Rol(row.rol))
    Inlogregel.objects.create(gebruiker=user, wat=Wat.UITGENODIGD, door=row.gemaakt_door)
    tell_accepted.enqueue(str(row.pk))
    return True


def mail_link(pk: UUID, token: str) -> None:
    """Mail the link, if it is still the newest one. Called by the worker."""
    row = (
        Collega.objects.select_related("school").filter(pk=pk, token_hash=lookup_hash(_PURPOSE, token), ingetrokken_op__isnull=True).first()
    )
    if row is not None:
        context = {"adres": settings.BASE_URL + reverse("welkom", args=[token]), "school": row.school, "einde": row.geldig_tot}
        queue_mail(aan=row.email, onderwerp=SUBJECT, tekst=render_to_string("emails/collega.txt", context), over=row.pk)


def mail_accepted(pk: UUID) -> None:
    """Tell who invited that somebody came: whoever it was not meant for does not stay unseen. Called by the worker."""
    row = Collega.objects.select_related("gemaakt_door", "school").filter(pk=pk).first()
    if row is not None and row.gemaakt_door is not None and row.gemaakt_door.email:
        context = {"adres": settings.BASE_URL + reverse("collegas"), "school": row.school}
        queue_mail(aan=row.gemaakt_door.email, onderwerp=ACCEPTED, tekst=render_to_string("emails/collega_aangenomen.txt", context))
