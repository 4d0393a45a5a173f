"""What leaves a line in the journaal without being a deed: a search, and somebody who was not let in. Never the words, never the text."""

import logging
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.access import member_schools

from . import journaal
from .access import Recht, Viewer, dossiers_for, leerlingen_for
from .models import Groeidocument, Handeling, Journaalregel, Leerling

log = logging.getLogger(__name__)
# Somebody who keeps trying the same address is written down once in this time.
AGAIN_AFTER = timedelta(minutes=15)


@transaction.atomic
def note_search(viewer: Viewer) -> None:
    """Write down that a medewerker looked for pupils, at every school where that person works; not what was typed."""
    for school in member_schools(viewer.user).values_list("pk", flat=True):
        journaal.record(Handeling.GEZOCHT, school_id=school, gebruiker_id=viewer.user.pk)


def refused(request: HttpRequest, viewer: Viewer, *, groeidocument: UUID | None = None, leerling: UUID | None = None) -> None:
    """Remember that somebody was not let in; it is written down when the answer has been sent.

    Then, because only a file that exists has a journaal: the answer must not come later for one that does (besluiten-vooraf 7).
    """
    later = partial(_note_refused, viewer, groeidocument, leerling)
    request.after_answer = [*getattr(request, "after_answer", ()), later]  # type: ignore[attr-defined]


def _note_refused(viewer: Viewer, groeidocument: UUID | None, leerling: UUID | None) -> None:
    try:
        about: dict[str, Any] = {"groeidocument_id": groeidocument, "leerling_id": leerling}
        who: dict[str, Any] = {"gebruiker_id": None if viewer.link else viewer.user.pk, "link_id": viewer.link.pk if viewer.link else None}
        since = timezone.now() - AGAIN_AFTER
        lately = Journaalregel.unguarded.filter(**about, **who, handeling=Handeling.GEWEIGERD, tijd__gt=since)
        if not lately.exists() and (school := _school_of(viewer, groeidocument, leerling)) is not None:
            journaal.record(Handeling.GEWEIGERD, school_id=school, **about, **who)
    except Exception:
        # The server swallows what goes wrong after an answer; a missing line must not be missed.
        log.exception("a refusal could not be written into the journaal")


def _school_of(viewer: Viewer, groeidocument: UUID | None, leerling: UUID | None) -> UUID | None:
    """The school in whose journaal it belongs; None for what does not exist, and for who may read it but not do this."""
    if groeidocument is not None:
        if dossiers_for(viewer, Recht.LEZEN).filter(pk=groeidocument).exists():
            return None
        return Groeidocument.unguarded.filter(pk=groeidocument).values_list("school_id", flat=True).first()
    if leerling is None or leerlingen_for(viewer).filter(pk=leerling).exists():
        return None
    return Leerling.unguarded.filter(pk=leerling).values_list("school_id", flat=True).first()
