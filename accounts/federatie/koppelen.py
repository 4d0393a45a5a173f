"""What the federation says of somebody, and which of our people that is. It gives no rights: those follow from roles here.

The key of a person is issuer and uid together, never the address of a mailbox, which changes hands. A BRIN (four signs, or six with the
vestiging) must be of a school where that person works today, so that an account of another school opens nothing here.
"""

import hmac
import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from ..access import member_schools
from ..inloggen.models import Inlogregel, Wat
from ..inloggen.stempel import must_have
from ..inloggen.tasks import tell_link
from ..models import Soort, User
from .models import Koppeling

BRIN = re.compile(r"[0-9]{2}[A-Z]{2}([0-9]{2})?")


class AlGekoppeld(Exception):
    """This person of the federation is somebody else here already."""


class AndereSchool(Exception):
    """The federation names no school where this person works today."""


def may_link(user: User) -> bool:
    """Whether somebody signs in this way at all: who works here. Parents and pupils have an account of their own."""
    return user.is_active and not user.is_keyless and must_have(user)


def own(user: User) -> list[Koppeling]:
    """The links of one person."""
    return list(user.koppelingen.all())


def who_is(claims: dict[str, Any]) -> User | None:
    """Whose account this is; None for nobody's, or one that is not active any more.

    Raises:
        AndereSchool: if it is somebody's, but not of a school where that person works.
    """
    row = Koppeling.objects.select_related("gebruiker").filter(sleutel=_key(claims)).first()
    if row is None or not may_link(row.gebruiker):
        return None
    _belongs(row.gebruiker, claims)
    Koppeling.objects.filter(pk=row.pk).update(gebruikt_op=timezone.now())
    return row.gebruiker


def link(user: User, claims: dict[str, Any]) -> None:
    """Let this person of the federation sign in as one of ours from now on. Doing it twice changes nothing.

    Raises:
        AlGekoppeld: if it is somebody else here already.
        AndereSchool: if it is of a school where this person does not work.
    """
    _belongs(user, claims)
    try:
        with transaction.atomic():
            row, made = Koppeling.objects.get_or_create(sleutel=_key(claims), defaults={"gebruiker": user})
    except IntegrityError:
        raise AlGekoppeld from None
    if row.gebruiker_id != user.pk:
        raise AlGekoppeld
    if made:
        Inlogregel.objects.create(gebruiker=user, wat=Wat.GEKOPPELD, door=user)
        tell_link.enqueue(str(user.pk))


@transaction.atomic
def unlink(user: User, pk: UUID) -> bool:
    """Take one of one's own links away; whether there was one. Another person's is not among them."""
    gone, _ = Koppeling.objects.filter(pk=pk, gebruiker=user).delete()
    if gone:
        Inlogregel.objects.create(gebruiker=user, wat=Wat.ONTKOPPELD, door=user)
    return bool(gone)


def said_schools(claims: dict[str, Any]) -> set[str]:
    """The BRIN numbers that the federation names, in capitals; anything else in their place counts for nothing."""
    found: set[str] = set()
    for claim in settings.FEDERATIE_BRIN_CLAIMS:
        value = claims.get(claim)
        values: Iterable[Any] = value if isinstance(value, list) else [value]
        found |= {one.strip().upper() for one in values if isinstance(one, str) and BRIN.fullmatch(one.strip().upper())}
    return found


def _belongs(user: User, claims: dict[str, Any]) -> None:
    """Who works at schools must come from one of them; an editor works for the samenwerkingsverband, which has no BRIN.

    Raises:
        AndereSchool: if not.
    """
    if user.soort != Soort.MEDEWERKER:
        return
    said = said_schools(claims)
    schools = member_schools(user).values_list("brin", "vestiging")
    if not any(brin in said or f"{brin}{vestiging}" in said for brin, vestiging in schools):
        Inlogregel.objects.create(gebruiker=user, wat=Wat.ANDERE_SCHOOL)
        raise AndereSchool


def _key(claims: dict[str, Any]) -> str:
    said = f"{claims['iss']}\n{claims['sub']}"
    return hmac.digest(settings.TOEGANG_PEPER.encode(), b"federatie|" + said.encode(), "sha256").hex()
