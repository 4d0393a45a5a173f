"""THE DOOR. Who may open which groeidocument, decided here and nowhere else, at every request and again inside every write.

A private view never turns an id into a file: it receives an *opened* one, or none at all (`dossiers.door`). Lists and details ask the same
question, `dossiers_for`, so they cannot disagree; absent and forbidden give the same 404. guardian stores the grants, this module
judges them: a grant counts only while its ground (gezag, lidmaatschap, the pupil itself, a link) is valid at this very moment.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from guardian.shortcuts import get_perms_for_model

from accounts.access import Scholen, administered_schools, guided_schools, guides_of, member_schools, schools_today
from accounts.models import Rol as Schoolrol
from accounts.models import School, User
from formats.readers import Rol

from .models import (
    Gezagsrelatie,
    Groeidocument,
    GroeidocumentUserPermission,
    Grond,
    Leerling,
    Noodopening,
    Toegangslink,
    Voorlegging,
)
from .prepared import Prepared
from .reading import Lezing
from .viewer import AccessOver, Recht, Viewer

__all__ = [
    "AccessOver",
    "GeopendDossier",
    "GeopendeLeerling",
    "Recht",
    "Viewer",
    "VoorgelegdDossier",
    "as_guest",
    "closed_files_for",
    "dossiers_for",
    "ends_of_assignments",
    "figures_of_school",
    "grant",
    "grants_on",
    "leerlingen_for",
    "open_closed",
    "open_dossier",
    "open_leerling",
    "open_put_before",
    "perhaps_readers",
    "put_before",
    "reading_of_guest",
    "reading_of_late_guest",
    "schools_counted",
    "schools_for",
    "schools_with_figures",
    "withdraw",
]


# --- Granting -----------------------------------------------------------------------------------


def grant(
    groeidocument: Groeidocument, user: User, rechten: set[Recht], *, grond: Grond, van: datetime | None = None, tot: datetime | None = None
) -> None:
    """Give a person rights on one groeidocument. With `withdraw` the only writer of guardian's rows about files.

    Args:
        grond: why; the grant works only while this ground holds too.
        van: from this moment, now if left out.
        tot: until this moment (exclusive), or None while the ground lasts.
    """
    period = {"van": van or timezone.now(), "tot": tot}
    for permission in get_perms_for_model(Groeidocument).filter(codename__in=rechten):
        # Not guardian's assign_perm: it knows one row per right, and a mother who also teaches here holds it on two grounds.
        GroeidocumentUserPermission.objects.update_or_create(
            content_object=groeidocument, user=user, permission=permission, grond=grond, defaults=period
        )


def withdraw(groeidocument: Groeidocument, user: User, grond: Grond) -> bool:
    """Take every right that rests on this ground back; it works at the next request, in open sessions too. Whether there was any."""
    taken, _ = GroeidocumentUserPermission.objects.filter(content_object=groeidocument, user=user, grond=grond).delete()
    return bool(taken)


def grants_on(groeidocument: Groeidocument, grond: Grond) -> QuerySet[GroeidocumentUserPermission]:
    """The reading rights that people hold on a file for one ground, for the screen that shows who can reach it."""
    rows = GroeidocumentUserPermission.objects.filter(content_object=groeidocument, grond=grond, permission__codename=Recht.LEZEN)
    return rows.select_related("user").order_by("user__last_name", "pk")


def perhaps_readers(groeidocument: UUID) -> list[User]:
    """Every person with an account for whom it is worth asking the door about this file: who holds a row on it, and who guides its school.
    Not a guest, and not who reads it for half an hour on an emergency opening.

    Not who may read it: whoever tells somebody about a file opens it for that person first.
    """
    rows = GroeidocumentUserPermission.objects.filter(content_object=groeidocument).exclude(grond__in=(Grond.LINK, Grond.NOOD))
    school = School.objects.get(groeidocumenten=groeidocument)
    either = Q(pk__in=rows.values("user")) | Q(pk__in=guides_of(school).order_by().values("pk"))
    return list(User.objects.persons().filter(either, is_active=True).order_by("pk"))


def ends_of_assignments(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, datetime]:
    """Until when a teacher is in each of these files, for those where an end was agreed; one query."""
    rows = _rows_in_period(viewer.user.pk, timezone.now()).filter(
        content_object__in=files, grond=Grond.LIDMAATSCHAP, permission__codename=Recht.LEZEN, tot__isnull=False
    )
    return {pk: tot for pk, tot in rows.values_list("content_object_id", "tot") if tot is not None}


# --- The one question ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Granted:
    """What a viewer holds now: whole schools, and rights on single files."""

    schools: frozenset[UUID]
    own: dict[UUID, frozenset[Recht]]
    grounds: dict[UUID, frozenset[str]]


def _granted(viewer: Viewer) -> _Granted:
    """Ids first, each by a short query of its own, and the list of files second. A single OR of sub-queries makes PostgreSQL walk the
    whole date index, and one large statement costs more to write and to plan than to run (docs/besluiten/0003 has the measurements).
    """
    if not viewer.user.is_active:
        return _held(frozenset(), ())
    if viewer.link is not None:
        return _held(frozenset(), _rows_of_link(viewer.user, viewer.link))
    scholen = schools_today(viewer.user)
    return _held(scholen.guided, _rows_with_ground(viewer.user, scholen))


def _held(schools: frozenset[UUID], rows: Iterable[tuple[UUID, str, str]]) -> _Granted:
    rights: dict[UUID, set[Recht]] = defaultdict(set)
    grounds: dict[UUID, set[str]] = defaultdict(set)
    for pk, codename, grond in rows:
        rights[pk].add(Recht(codename))
        grounds[pk].add(grond)
    return _Granted(schools, {pk: frozenset(held) for pk, held in rights.items()}, {pk: frozenset(held) for pk, held in grounds.items()})


def _rows_in_period(user: UUID, now: datetime) -> QuerySet[GroeidocumentUserPermission]:
    """Guardian's rows of this user that are in their period. None of them is worth anything without its ground."""
    return GroeidocumentUserPermission.objects.filter(Q(tot__isnull=True) | Q(tot__gt=now), user=user, van__lte=now)


def _rows_of_link(user: User, link: Toegangslink) -> Iterable[tuple[UUID, str, str]]:
    """The file, right and ground of each row that stands on this very link, if the link is valid now."""
    return _ROWS_OF_LINK.ask(timezone.now(), user=user.pk, link=link.pk, generatie=link.generatie)


def _rows_of_valid_link(moment: datetime, *, user: UUID, link: UUID, generatie: int) -> QuerySet[Any, Any]:
    valid = Toegangslink.unguarded.valid(moment).filter(
        pk=link, generatie=generatie, gebruiker=OuterRef("user"), groeidocument=OuterRef("content_object")
    )
    rows = _rows_in_period(user, moment).filter(Exists(valid), grond=Grond.LINK)
    return rows.values_list("content_object_id", "permission__codename", "grond")


_ROWS_OF_LINK = Prepared(_rows_of_valid_link, user=UUID, link=UUID, generatie=int)


def _rows_with_ground(user: User, scholen: Scholen) -> Iterator[tuple[UUID, str, str]]:
    """The file, right and ground of each row whose ground holds now: gezag over the pupil, teaching at the file's school, being the pupil, or
    an emergency opening that was confirmed and runs, of somebody who works at the file's school.

    A teacher who became director of the same school keeps no file: the grant was given to the teacher. A ground is looked up when a row
    names it; a ground without a rule here never holds.
    """
    fields = ("content_object_id", "permission__codename", "grond", "content_object__leerling_id", "content_object__school_id")
    rows = list(_rows_in_period(user.pk, timezone.now()).values_list(*fields))
    named = {grond for _, _, grond, _, _ in rows}
    gezag: set[UUID] = set()
    own: set[UUID] = set()
    nood: set[UUID | None] = set()
    if Grond.GEZAG in named:
        gezag = set(Gezagsrelatie.unguarded.valid().with_gezag().filter(gebruiker=user.pk).values_list("leerling_id", flat=True))
    if Grond.LEERLING in named:
        own = set(Leerling.unguarded.filter(gebruiker=user.pk).values_list("pk", flat=True))
    if Grond.NOOD in named:
        nood = set(Noodopening.unguarded.valid().filter(aanvrager=user.pk).values_list("groeidocument_id", flat=True))
    for pk, codename, grond, leerling, school in rows:
        if (
            (grond == Grond.GEZAG and leerling in gezag)
            or (grond == Grond.LIDMAATSCHAP and school in scholen.teaches)
            or (grond == Grond.LEERLING and leerling in own)
            or (grond == Grond.NOOD and pk in nood and school in scholen.works and codename == Recht.LEZEN)
        ):
            yield pk, codename, grond


def dossiers_for(viewer: Viewer, recht: Recht) -> QuerySet[Groeidocument]:
    """The groeidocumenten on which this viewer holds this right now: lists use it as it is, details as `.get(pk=…)`.

    Being superuser adds nothing, nor does any model-wide permission. A closed file can only be read.
    """
    granted = _granted(viewer)
    return _files(granted, recht)


def _files(granted: _Granted, recht: Recht) -> QuerySet[Groeidocument]:
    own = [pk for pk, rights in granted.own.items() if recht in rights]
    allowed = Q(pk__in=own)
    if granted.schools:
        allowed = Q(school__in=granted.schools) | allowed if own else Q(school__in=granted.schools)
    files = Groeidocument.unguarded.filter(allowed)
    if recht is not Recht.LEZEN:
        files = files.filter(afgesloten_op__isnull=True)
    return files


def closed_files_for(viewer: Viewer) -> QuerySet[Groeidocument]:
    """The closed files of the schools that this viewer guides: who may say why one opens again.

    A question of its own, so that `dossiers_for` needs no exception: there, a closed file can only be read. No grant on a single file
    counts here, and no link.
    """
    guided = frozenset() if viewer.is_guest or not viewer.user.is_active else schools_today(viewer.user).guided
    return Groeidocument.unguarded.filter(school__in=guided, afgesloten_op__isnull=False)


def leerlingen_for(viewer: Viewer) -> QuerySet[Leerling]:
    """The pupils of the schools that this viewer guides: those for whom a file may be started."""
    if viewer.is_guest:
        return Leerling.unguarded.none()
    return Leerling.unguarded.filter(school__in=guided_schools(viewer.user))


def schools_for(viewer: Viewer) -> QuerySet[School]:
    """The schools that this viewer guides."""
    return School.objects.none() if viewer.is_guest else guided_schools(viewer.user)


def schools_with_figures(viewer: Viewer) -> QuerySet[School]:
    """The schools that this viewer heads, each with how many files are in use and closed: figures, no content (besluiten-vooraf 1)."""
    if viewer.is_guest:
        return School.objects.none()
    in_use = Count("groeidocumenten", filter=Q(groeidocumenten__afgesloten_op__isnull=True))
    closed = Count("groeidocumenten", filter=Q(groeidocumenten__afgesloten_op__isnull=False))
    return member_schools(viewer.user, Schoolrol.DIRECTEUR).annotate(lopend=in_use, afgesloten=closed)


def schools_counted(viewer: Viewer) -> QuerySet[School]:
    """The schools whose numbers this viewer sees: those that the viewer heads, and those of the samenwerkingsverband that the viewer administers.

    Numbers alone: nothing of a file, a pupil or a text follows from it.
    """
    if viewer.is_guest:
        return School.objects.none()
    heads = member_schools(viewer.user, Schoolrol.DIRECTEUR).values("pk")
    return School.objects.filter(Q(pk__in=heads) | Q(pk__in=administered_schools(viewer.user).values("pk")))


def figures_of_school(viewer: Viewer, school: UUID) -> QuerySet[Any, Any]:
    """For who heads this school: per file its kind, dates and state, and nothing that says whose it is (besluiten-vooraf 1).

    Rows of values, never files: there is no way from here to a pupil or to what was written.
    """
    if viewer.is_guest or not member_schools(viewer.user, Schoolrol.DIRECTEUR).filter(pk=school).exists():
        return Groeidocument.unguarded.none().values()
    columns = ("pk", "format_versie__format__titel", "gestart_op", "gewijzigd_op", "afgesloten_op")
    return Groeidocument.unguarded.filter(school=school).order_by("-gewijzigd_op", "pk").values(*columns)


# --- The opened pupil ---------------------------------------------------------------------------


@dataclass(frozen=True)
class GeopendeLeerling:
    """The record of a pupil with the door open, for somebody who guides the pupil's school."""

    leerling: Leerling
    viewer: Viewer

    def reopen(self) -> Leerling:
        """Ask the door again, inside the transaction of a write; the pupil as it is now, with its row locked.

        Raises:
            AccessOver: if this viewer does not guide the pupil's school any longer.
        """
        locked = leerlingen_for(self.viewer).select_for_update(of=("self",)).filter(pk=self.leerling.pk).first()
        if locked is None:
            raise AccessOver
        return locked

    def files(self) -> QuerySet[Groeidocument]:
        """This pupil's files, newest first: those that this viewer may read, asked as for every list."""
        mine = dossiers_for(self.viewer, Recht.LEZEN).filter(leerling=self.leerling)
        return mine.select_related("format_versie__format", "school").defer("format_versie__schema_json").order_by("-gestart_op", "pk")


def open_leerling(viewer: Viewer, pk: UUID) -> GeopendeLeerling:
    """Open the record of one pupil for who guides the pupil's school.

    Raises:
        Http404: if it does not exist or this viewer may not; the two look the same.
    """
    leerling = leerlingen_for(viewer).select_related("school", "gebruiker").filter(pk=pk).first()
    if leerling is None:
        raise Http404
    return GeopendeLeerling(leerling, viewer)


# --- The opened file ----------------------------------------------------------------------------


class GeopendDossier(Lezing):
    """A groeidocument with the door open: what this viewer may do in it, and which hoofdstukken and fields it shows."""

    def reopen(self, recht: Recht) -> "GeopendDossier":
        """Ask the door again, inside the transaction of a write, with the file's row locked.

        Raises:
            AccessOver: if the right is gone since the request began, this viewer stands here as somebody else now, or the file moved to
                another form of its format: what was judged with the old one must not be written with the new one.
        """
        granted = _granted(self.viewer)
        locked = _files(granted, recht).select_for_update(of=("self",)).filter(pk=self.groeidocument.pk).first()
        mine = self.groeidocument
        if locked is None or _reads_as(self.viewer, granted, locked) != self.lezer:
            raise AccessOver
        if (locked.format_versie_id, locked.variant) != (mine.format_versie_id, mine.variant):
            raise AccessOver
        return self


_WITH_FILE = ("leerling__gebruiker", "school__samenwerkingsverband", "format_versie__format", "sleutel")


def open_dossier(viewer: Viewer, pk: UUID, recht: Recht) -> GeopendDossier:
    """Open one file for somebody who holds this right on it now.

    Raises:
        Http404: if it does not exist or this viewer may not; the two look the same.
    """
    granted = _granted(viewer)
    groeidocument = _files(granted, recht).select_related(*_WITH_FILE).filter(pk=pk).first()
    if groeidocument is None:
        raise Http404
    guides = groeidocument.school_id in granted.schools
    held = frozenset(Recht) if guides else granted.own.get(pk, frozenset())
    if groeidocument.afgesloten_op is not None:
        held &= {Recht.LEZEN}
    nood_tot = None
    if not guides and granted.grounds.get(pk) == frozenset([str(Grond.NOOD)]):
        nood_tot = groeidocument.noodopeningen.valid().filter(aanvrager=viewer.user).aggregate(tot=Max("geldig_tot"))["tot"]
        if nood_tot is None:  # over between two questions
            raise Http404
    return GeopendDossier(groeidocument, viewer, held, _reads_as(viewer, granted, groeidocument), guides, nood_tot=nood_tot)


def open_closed(viewer: Viewer, pk: UUID) -> GeopendDossier:
    """Open one closed file, to read, for who guides its school: for the pages on which a file is opened again or goes on in a next one.

    Raises:
        Http404: if it does not exist, is not closed, or this viewer guides another school; they look the same.
    """
    groeidocument = closed_files_for(viewer).select_related(*_WITH_FILE).filter(pk=pk).first()
    if groeidocument is None:
        raise Http404
    return GeopendDossier(groeidocument, viewer, frozenset({Recht.LEZEN}), "school", True)


def reading_of_late_guest(link: Toegangslink) -> GeopendDossier | None:
    """A file as the guest of this link reads it, or read it until time ended the link: only to keep text that was sent too late.

    While the link opens the file, this is the opened file. Otherwise it opens nothing: every act reopens first, and that fails.
    None when somebody took the link back, when it was renewed, and for who only reads.
    """
    same = Toegangslink.unguarded.filter(pk=link.pk, generatie=link.generatie)
    fresh = same.select_related("gebruiker", "toestemming", "grondslag").first()
    if fresh is None or not fresh.gebruiker.is_active:
        return None
    viewer = Viewer(user=fresh.gebruiker, link=fresh)
    try:
        return open_dossier(viewer, fresh.groeidocument_id, Recht.AANVULLEN)
    except Http404:
        if not same.over_by_time().exists():
            return None
    rows = GroeidocumentUserPermission.objects.filter(user=fresh.gebruiker_id, content_object=fresh.groeidocument_id, grond=Grond.LINK)
    held = frozenset(Recht(codename) for codename in rows.values_list("permission__codename", flat=True))
    file = Groeidocument.unguarded.select_related(*_WITH_FILE).filter(pk=fresh.groeidocument_id, afgesloten_op__isnull=True).first()
    return GeopendDossier(file, viewer, held, "deskundige") if file is not None and Recht.AANVULLEN in held else None


def reading_of_guest(geopend: GeopendDossier, link: Toegangslink) -> GeopendDossier:
    """This file as the writing guest of one of its links read it, for who manages access: to judge what that guest left behind.

    It opens nothing that the given file does not, and no act takes it unless the link works now.

    Raises:
        AccessOver: if the viewer may not manage access, or the link is of another file.
    """
    if not geopend.mag(Recht.DELEN) or link.groeidocument_id != geopend.groeidocument.pk:
        raise AccessOver
    rights = frozenset({Recht.LEZEN, Recht.SCHRIJVEN, Recht.AANVULLEN})
    return GeopendDossier(geopend.groeidocument, Viewer(user=link.gebruiker, link=link), rights, "deskundige")


def as_guest(geopend: GeopendDossier, link: Toegangslink, rechten: frozenset[Recht]) -> GeopendDossier:
    """This file as the guest of a link would read it, for who manages access: to look before a link is sent, and after.

    It opens nothing that the given file does not, and no act takes it: a link that is not stored, or does not work, fails when it reopens.

    Raises:
        AccessOver: if the viewer may not manage access, or the link is of another file.
    """
    if not geopend.mag(Recht.DELEN) or link.groeidocument_id != geopend.groeidocument.pk:
        raise AccessOver
    viewer = Viewer(user=link.gebruiker, link=link)
    return GeopendDossier(geopend.groeidocument, viewer, rechten & geopend.rechten, "deskundige", voorbeeld=True)


def _reads_as(viewer: Viewer, granted: _Granted, groeidocument: Groeidocument) -> Rol:
    """In whose place this viewer reads. Who works with the pupil reads as the school, also when a parent too; what is unknown reads least."""
    grounds = granted.grounds.get(groeidocument.pk, frozenset())
    if viewer.is_guest:
        return "deskundige"
    if groeidocument.school_id in granted.schools or Grond.LIDMAATSCHAP in grounds:
        return "school"
    if Grond.GEZAG in grounds:
        return "ouder"
    if Grond.LEERLING in grounds:
        return "leerling"
    return "school" if Grond.NOOD in grounds else "deskundige"


# --- What was put before a directeur --------------------------------------------------------------


class VoorgelegdDossier(GeopendDossier):
    """A file of which one frozen version was put before this viewer. It carries no right to read the file: `versie_id` is all there is."""

    voorlegging: Voorlegging

    @property
    def versie_id(self) -> UUID:
        """The one version that this viewer may read and sign."""
        return self.voorlegging.versie_id

    def reopen(self, recht: Recht) -> "VoorgelegdDossier":
        """Ask the door again, inside the transaction of a signature, with the file's row locked.

        Raises:
            AccessOver: for every other right, or when the viewer does not head the school any longer or it was taken back.
        """
        still = recht is Recht.INSTEMMEN and put_before(self.viewer).filter(pk=self.voorlegging.pk).exists()
        open_file = Groeidocument.unguarded.filter(pk=self.groeidocument.pk, afgesloten_op__isnull=True).select_for_update(of=("self",))
        if not still or open_file.first() is None:
            raise AccessOver
        return self


def put_before(viewer: Viewer) -> QuerySet[Voorlegging]:
    """What was put before this viewer as head of a school, and still stands: of open files of the schools that this viewer heads today."""
    if viewer.is_guest:
        return Voorlegging.unguarded.none()
    heads = member_schools(viewer.user, Schoolrol.DIRECTEUR)
    rows = Voorlegging.unguarded.filter(gebruiker=viewer.user.pk, ingetrokken_op__isnull=True)
    return rows.filter(groeidocument__school__in=heads, groeidocument__afgesloten_op__isnull=True)


def open_put_before(viewer: Viewer, pk: UUID) -> VoorgelegdDossier:
    """Open what was put before somebody; nothing else of the file comes along.

    Raises:
        Http404: if it does not exist, was taken back, or is somebody else's; they look the same.
    """
    related = [f"groeidocument__{name}" for name in _WITH_FILE]
    row = put_before(viewer).select_related(*related).filter(pk=pk).first()
    if row is None:
        raise Http404
    opened = VoorgelegdDossier(row.groeidocument, viewer, frozenset({Recht.INSTEMMEN}), "school", False)
    object.__setattr__(opened, "voorlegging", row)
    return opened
