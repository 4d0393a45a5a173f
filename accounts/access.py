"""The door to schools: which school does somebody's role open? Only this module and `dossiers/access.py` may touch guardian."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from guardian.shortcuts import assign_perm

from .models import BEGELEIDERS, SCHOOL_ROLLEN, Lidmaatschap, Rol, School, SchoolGroupPermission, Soort, User

# A directeur does not appoint a directeur: that is the samenwerkingsverband's.
BY_DIRECTEUR = (Rol.LEERKRACHT, Rol.IB, Rol.OC)
# The one grant on a school that a role in it carries.
GRANTS = {**dict.fromkeys(BEGELEIDERS, "begeleiden"), Rol.DIRECTEUR: "beheren"}


def _group(school: School, rol: Rol) -> Group:
    """The group of one role in one school, with its single grant on that school."""
    group, created = Group.objects.get_or_create(name=f"school:{school.pk}:{rol.value}")
    if created and rol in GRANTS:
        assign_perm(GRANTS[rol], group, school)
    return group


@transaction.atomic
def join_school(*, user: User, school: School, rol: Rol, van: date | None = None, tot: date | None = None) -> Lidmaatschap:
    """Give a person a role in a school from one day until and including another.

    Args:
        van: first day, today if left out.
        tot: last day, or None for no end.

    Raises:
        ValidationError: for a guest, an impossible period or a role that no school has.
    """
    group = _group(school, rol)
    lidmaatschap = Lidmaatschap(gebruiker=user, school=school, rol=rol, groep=group, van=van or timezone.localdate(), tot=tot)
    lidmaatschap.full_clean()
    lidmaatschap.save()
    user.groups.add(group)
    return lidmaatschap


def guided_schools(user: User) -> QuerySet[School]:
    """Schools whose groeidocumenten this person guides: the guardian grant of the role's group AND a lidmaatschap valid today.

    One query, usable as it is or as a sub-query; an inactive person guides nothing.
    """
    granted = SchoolGroupPermission.objects.filter(content_object=OuterRef("pk"), permission__codename="begeleiden", group__user=user.pk)
    member = Lidmaatschap.objects.valid().filter(school=OuterRef("pk"), gebruiker=user.pk, rol__in=BEGELEIDERS)
    if not _may_work(user):
        return School.objects.none()
    return School.objects.filter(Exists(granted), Exists(member))


def managed_schools(user: User) -> QuerySet[School]:
    """Schools whose people and roles this person manages: guardian's grant of a directeur's group AND that role today, or as beheerder.

    Says nothing about files: who manages people reads none by it.
    """
    granted = SchoolGroupPermission.objects.filter(content_object=OuterRef("pk"), permission__codename="beheren", group__user=user.pk)
    heads = Lidmaatschap.objects.valid().filter(school=OuterRef("pk"), gebruiker=user.pk, rol=Rol.DIRECTEUR)
    administered = Q(pk__in=administered_schools(user).order_by().values("pk"))
    if not _may_work(user):
        return School.objects.filter(administered)
    return School.objects.filter(Q(Exists(granted), Exists(heads)) | administered)


def heads_today(user: Any) -> bool:
    """Whether this person heads a school today; asked once per request, because Wagtail asks it for every entry of its menu."""
    if not isinstance(user, User) or not _may_work(user):
        return False
    if not hasattr(user, "_heads_today"):
        user._heads_today = Lidmaatschap.objects.valid().filter(gebruiker=user.pk, rol=Rol.DIRECTEUR, school__isnull=False).exists()  # type: ignore[attr-defined]
    return bool(user._heads_today)  # type: ignore[attr-defined]


def roles_to_give(user: User, school: School) -> tuple[Rol, ...]:
    """The roles that this person may give and end in this school now; none for everybody else. A directeur makes no directeur."""
    if user.is_superuser and user.is_active:
        return SCHOOL_ROLLEN
    return roles_to_give_by_school(user).get(school.pk, ())


def roles_to_give_by_school(user: User) -> dict[UUID, tuple[Rol, ...]]:
    """The same for every school that this person manages; two queries."""
    if not isinstance(user, User):
        return {}
    administered = set(administered_schools(user).order_by().values_list("pk", flat=True))
    managed = managed_schools(user).order_by().values_list("pk", flat=True)
    return {pk: SCHOOL_ROLLEN if pk in administered else BY_DIRECTEUR for pk in managed}


def _may_work(user: User) -> bool:
    """Only a medewerker's roles in a school count; a parent who also works there has a medewerker's account, with gezag beside it."""
    return user.is_active and user.soort == Soort.MEDEWERKER


@dataclass(frozen=True)
class Scholen:
    """Ids of the schools where somebody teaches today, of those whose files this person guides, and of those with any role."""

    teaches: frozenset[UUID] = frozenset()
    guided: frozenset[UUID] = frozenset()
    works: frozenset[UUID] = frozenset()


def schools_today(user: User) -> Scholen:
    """What `member_schools(user, Rol.LEERKRACHT)` and `guided_schools(user)` answer, as ids, for the door of the files.

    No query for who is no medewerker, one for who has no guiding role, two for who has one.
    """
    if not _may_work(user):
        return Scholen()
    roles = list(Lidmaatschap.objects.valid().filter(gebruiker=user.pk, school__isnull=False).values_list("school", "rol"))
    # guided_schools asks for a guiding role too, so without one there is nothing to ask.
    guides = any(rol in BEGELEIDERS for _, rol in roles)
    guided = guided_schools(user).order_by().values_list("pk", flat=True) if guides else ()
    teaches = frozenset(school for school, rol in roles if rol == Rol.LEERKRACHT)
    return Scholen(teaches=teaches, guided=frozenset(guided), works=frozenset(school for school, _ in roles))


def member_schools(user: User, *rollen: Rol) -> QuerySet[School]:
    """Schools where this person holds one of these roles today (any role if none is named). Says nothing about files."""
    member = Lidmaatschap.objects.valid().filter(school=OuterRef("pk"), gebruiker=user.pk)
    if rollen:
        member = member.filter(Q(rol__in=rollen))
    return School.objects.filter(Exists(member)) if _may_work(user) else School.objects.none()


def administered_schools(user: User) -> QuerySet[School]:
    """The schools of each samenwerkingsverband whose beheerder this person is today. Says nothing about files."""
    member = Lidmaatschap.objects.valid().filter(
        samenwerkingsverband=OuterRef("samenwerkingsverband"), gebruiker=user.pk, rol=Rol.BEHEERDER
    )
    if not user.is_active or user.soort not in (Soort.MEDEWERKER, Soort.REDACTEUR):
        return School.objects.none()
    return School.objects.filter(Exists(member))


def colleagues_in(schools: Iterable[School], *rollen: Rol) -> QuerySet[User]:
    """The people who hold one of these roles (any role if none is named) in one of these schools today, by name. Says nothing about files."""
    members = Lidmaatschap.objects.valid().filter(school__in=schools)
    if rollen:
        members = members.filter(rol__in=rollen)
    people = User.objects.persons().filter(is_active=True, soort=Soort.MEDEWERKER, pk__in=members.values("gebruiker"))
    return people.order_by("last_name", "first_name", "pk")


def heads_of(school: School) -> QuerySet[User]:
    """Who heads a school today and has an active account; says nothing about files."""
    member = Lidmaatschap.objects.valid().filter(school=school, gebruiker=OuterRef("pk"), rol=Rol.DIRECTEUR)
    people = User.objects.persons().filter(Exists(member), is_active=True, soort=Soort.MEDEWERKER)
    return people.order_by("last_name", "first_name", "pk")


def guides_of(school: School) -> QuerySet[User]:
    """The people who guide this school's groeidocumenten today, by name, for the screen that shows who can reach a file."""
    members = Lidmaatschap.objects.valid().filter(school=school, rol__in=BEGELEIDERS)
    granted = SchoolGroupPermission.objects.filter(content_object=school, permission__codename="begeleiden")
    people = User.objects.persons().filter(is_active=True, pk__in=members.values("gebruiker"), groups__in=granted.values("group"))
    return people.distinct().order_by("last_name", "first_name")
