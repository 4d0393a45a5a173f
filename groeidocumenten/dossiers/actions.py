"""Deeds on pupils and files: start, gezag, who teaches. Each is one transaction that leaves a line in the journaal."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Lidmaatschap, Rol, School, User
from formats.models import FormatVersie

from . import access, guests, journaal
from .access import GeopendDossier, Recht, Viewer
from .kamers import Daad
from .kluis import Kluis
from .letting_in import ACCESS_ENDS, OUDER_RECHTEN, let_in
from .melden import Los, tell
from .models import Dossiersleutel, Gezagsrelatie, Groeidocument, Grond, Handeling, Leerling, Leerlingsleutel

READ_AGAIN_SECONDS = 15 * 60
LEERLING_RECHTEN = {Recht.LEZEN, Recht.AANVULLEN}
LEERKRACHT_RECHTEN = {Recht.LEZEN, Recht.SCHRIJVEN, Recht.AANVULLEN}


@contextmanager
def making() -> Iterator[None]:
    """Around the insert of a row whose key is a form's one-time id.

    Raises:
        ValidationError: if the id is taken by something else: a key that somebody copied into the form, or a double click that just won.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as taken:
        raise ValidationError("Dit formulier is al gebruikt. Open het opnieuw en vul het nog een keer in.") from taken


@transaction.atomic
def register_leerling(*, viewer: Viewer, school: School, leerling: Leerling, verzoek: UUID) -> Leerling:
    """Add a pupil to a school that the viewer guides.

    Args:
        leerling: filled in by a form, not stored yet.
        verzoek: the form's one-time id; a repeated post gives the pupil that was made the first time.

    Raises:
        AccessOver: if the viewer does not guide this school (any longer).
        ValidationError: if `verzoek` is the key of something else.
    """
    if not access.schools_for(viewer).filter(pk=school.pk).exists():
        raise access.AccessOver
    existing = access.leerlingen_for(viewer).filter(pk=verzoek).first()
    if existing is not None:
        return existing
    leerling.pk, leerling.school = verzoek, school
    with making():
        leerling.save(force_insert=True)
    return leerling


@transaction.atomic
def start_groeidocument(
    *,
    viewer: Viewer,
    leerling: Leerling,
    format_versie: FormatVersie,
    verzoek: UUID,
    variant: str = "",
    vorige: Groeidocument | None = None,
) -> Groeidocument:
    """Start a file for a pupil on a published version; parents with gezag and the pupil get their grants at once.

    Args:
        variant: key of one of the format's variants; the first of them if left out.
        vorige: the file of the same pupil that this one goes on from.

    Raises:
        AccessOver: if the viewer does not guide the pupil's school (any longer).
        ValidationError: if the format was withdrawn meanwhile, or `verzoek` is the key of something else.
    """
    # Locked: somebody who gets gezag at this very moment must get a grant on this file too (`add_gezag` locks the same row).
    if not access.leerlingen_for(viewer).select_for_update(of=("self",)).filter(pk=leerling.pk).exists():
        raise access.AccessOver
    if format_versie.format.ingetrokken_op is not None:
        raise ValidationError({"format_versie": "Dit format is ingetrokken. Kies een ander format."})
    varianten = [one.key for one in format_versie.schema.varianten]
    if variant and variant not in varianten:
        raise ValidationError({"format_versie": "Kies een vorm die dit format heeft."})
    existing = access.dossiers_for(viewer, Recht.LEZEN).filter(pk=verzoek, leerling=leerling).first()
    if existing is not None:
        return existing
    with making():
        groeidocument = Groeidocument.unguarded.create(
            pk=verzoek,
            leerling=leerling,
            school=leerling.school,
            format_versie=format_versie,
            variant=variant or next(iter(varianten), ""),
            gestart_door=viewer.user,
            vorige=vorige,
        )
    Dossiersleutel.unguarded.create(groeidocument=groeidocument, gewikkeld=Kluis.new(groeidocument.pk).wrap())
    for gezag in leerling.gezagsrelaties.with_gezag().filter(gebruiker__isnull=False).select_related("gebruiker"):
        # Also for gezag that begins later: the door asks on the day itself whether it holds.
        if gezag.geldig_tot is None or gezag.geldig_tot > timezone.localdate():
            access.grant(groeidocument, gezag.gebruiker, OUDER_RECHTEN, grond=Grond.GEZAG)  # type: ignore[arg-type]  # filtered above
    if leerling.gebruiker is not None:
        access.grant(groeidocument, leerling.gebruiker, LEERLING_RECHTEN, grond=Grond.LEERLING)
    journaal.record(Handeling.GESTART, **_where(groeidocument, viewer))
    tell(Daad(groeidocument.pk, Handeling.GESTART, "", viewer.user.pk, "school"))
    return groeidocument


@transaction.atomic
def record_gezag(*, geopend: GeopendDossier, gezag: Gezagsrelatie, verzoek: UUID) -> Gezagsrelatie:
    """Write down who holds gezag, from when and how the school knows (BW 1:245; dossier 1.2). A parent with an account can read at once.

    Raises:
        AccessOver: if the viewer may not manage access to this file any longer.
        ValidationError: if `verzoek` is the key of something else.
    """
    geopend.reopen(Recht.DELEN)
    leerling = geopend.groeidocument.leerling
    added = add_gezag(leerling=leerling, viewer=geopend.viewer, gezag=gezag, verzoek=verzoek)
    if added:
        journaal.record(Handeling.GEZAG, **_where(geopend.groeidocument, geopend.viewer), onderwerp=str(gezag.pk))
    return leerling.gezagsrelaties.get(pk=verzoek)


def add_gezag(*, leerling: Leerling, viewer: Viewer, gezag: Gezagsrelatie, verzoek: UUID) -> bool:
    """Store a relation in the transaction of an act that asked the door; whether it is new.

    Raises:
        ValidationError: if `verzoek` is the key of something else.
    """
    if leerling.gezagsrelaties.filter(pk=verzoek).exists():
        return False
    Leerling.unguarded.select_for_update().get(pk=leerling.pk)
    gezag.pk, gezag.leerling = verzoek, leerling
    gezag.gecontroleerd_door, gezag.gecontroleerd_op = viewer.user, timezone.localdate()
    with making():
        gezag.save(force_insert=True)
    let_in(gezag)
    return True


def kluis_of(leerling: Leerling) -> Kluis:
    """The vault of a pupil, with a key of its own that is made when something is sealed in it for the first time."""
    row, _ = Leerlingsleutel.unguarded.get_or_create(leerling=leerling, defaults={"gewikkeld": Kluis.new(leerling.pk).wrap()})
    return Kluis.unwrap(row.gewikkeld, owner=leerling.pk)


@transaction.atomic
def assign_leerkracht(*, geopend: GeopendDossier, leerkracht: User, tot: datetime | None) -> None:
    """Let a teacher of this school read and write in this pupil's file, until a moment or as long as the membership lasts.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        ValidationError: if this person is no teacher of the school today.
    """
    geopend.reopen(Recht.DELEN)
    groeidocument = geopend.groeidocument
    if not teachers_of(groeidocument.school).filter(pk=leerkracht.pk).exists():
        raise ValidationError({"leerkracht": "Kies een leerkracht die nu op deze school werkt."})
    access.grant(groeidocument, leerkracht, LEERKRACHT_RECHTEN, grond=Grond.LIDMAATSCHAP, tot=tot)
    note(Handeling.RECHT_GEGEVEN, geopend, str(leerkracht.pk))


@transaction.atomic
def end_leerkracht(*, geopend: GeopendDossier, leerkracht: User) -> None:
    """Take a teacher's access to this file back; it works at the teacher's next click.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
    """
    geopend.reopen(Recht.DELEN)
    had_access = access.withdraw(geopend.groeidocument, leerkracht, Grond.LIDMAATSCHAP)
    note(Handeling.RECHT_INGETROKKEN, geopend, str(leerkracht.pk))
    if had_access:
        tell(Los(leerkracht.pk, ACCESS_ENDS))


def teachers_of(school: School) -> QuerySet[User]:
    """The people who teach at this school today."""
    members = Lidmaatschap.objects.valid().filter(school=school, rol=Rol.LEERKRACHT)
    return User.objects.persons().filter(is_active=True, pk__in=members.values("gebruiker")).order_by("last_name", "first_name")


def _where(groeidocument: Groeidocument, viewer: Viewer) -> dict[str, Any]:
    return {
        "school_id": groeidocument.school_id,
        "groeidocument_id": groeidocument.pk,
        "gebruiker_id": None if viewer.is_guest else viewer.user.pk,
        "link_id": viewer.link.pk if viewer.link else None,
    }


def note(handeling: Handeling, geopend: GeopendDossier, onderwerp: str = "") -> None:
    """Write what this viewer does in this file into the journaal, and let others be told of it (`melden`)."""
    where = _where(geopend.groeidocument, geopend.viewer)
    journaal.record(handeling, **where, onderwerp=onderwerp)
    tell(Daad(geopend.groeidocument.pk, handeling, onderwerp, where["gebruiker_id"], geopend.lezer))


def touch(geopend: GeopendDossier) -> None:
    """Remember that the file changed now: lists are sorted by it."""
    geopend.groeidocument.gewijzigd_op = timezone.now()
    geopend.groeidocument.save(update_fields=["gewijzigd_op"])


def note_reading(request: HttpRequest, geopend: GeopendDossier, onderwerp: str) -> None:
    """Write into the journaal that a page of this file was read, once per page and session in fifteen minutes (gasten 5.1)."""
    if first_reading(request, f"{geopend.groeidocument.pk}:{onderwerp}"):
        note(Handeling.GEZIEN, geopend, onderwerp)


def first_reading(request: HttpRequest, key: str) -> bool:
    """Whether this session reads something for the first time in fifteen minutes; remembers that it does."""
    seen = request.session.get(guests.READ_KEY, {})
    now = int(timezone.now().timestamp())
    if now - seen.get(key, 0) < READ_AGAIN_SECONDS:
        return False
    recent = {other: at for other, at in seen.items() if now - at < READ_AGAIN_SECONDS}
    request.session[guests.READ_KEY] = recent | {key: now}
    return True
