"""Somebody outside asks for a new link. The visitor is told nothing; the request waits for who guides the school.

Unknown, expired, withdrawn and working links are asked for with the same work: what differs is done after the answer was sent.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, F, QuerySet
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, dossiers_for
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.kamers import Zaak
from groeidocumenten.dossiers.models import Handeling, Toegangslink

from .counting import KNOCKS_A_MINUTE, MINUTE, count
from .entrance import afterwards
from .models import Linkaanvraag
from .notices import tell_about_request, tell_about_somebody_else
from .secrets import hash_token

# Of one link, in a day: what is more is dropped without a word.
REQUESTS_A_DAY = 3


@dataclass(frozen=True)
class Antwoord:
    """What the entrance does with a request: turn it away because there are too many, or say the one sentence and do the rest afterwards."""

    busy: bool = False
    afterwards: Callable[[], None] | None = None


def ask(*, token: str = "", held: UUID | None = None, visitor: str) -> Antwoord:
    """Ask for a new link.

    Args:
        token: the secret of an address that somebody opened, or "".
        held: the link of a visit that is over, or None.
        visitor: where the request comes from; requests and tries of one visitor are counted together.
    """
    with transaction.atomic():
        if count("klop", visitor, MINUTE) > KNOCKS_A_MINUTE:
            return Antwoord(busy=True)
        links = Toegangslink.unguarded.select_related("groeidocument__school", "uitgegeven_door")
        link = (links.filter(pk=held) if held is not None else links.filter(token_hash=hash_token(token))).first()
    return Antwoord(afterwards=partial(afterwards, _record, link) if link is not None else None)


def _record(link: Toegangslink) -> None:
    if record(link, Linkaanvraag.Soort.NIEUW):
        tell_about_request(link)


def say_somebody_else(link: Toegangslink) -> None:
    """Who came in with link and pincode says to be another person than the link is for: the school hears it at once."""
    if record(link, Linkaanvraag.Soort.IEMAND_ANDERS):
        tell_about_somebody_else(link)


def record(link: Toegangslink, soort: Linkaanvraag.Soort) -> bool:
    """Let a request wait for the school; False if one waits already, or there were enough today."""
    today = Linkaanvraag.unguarded.filter(link=link, soort=soort, op__gt=timezone.now() - timedelta(days=1)).count()
    if today >= REQUESTS_A_DAY:
        return False
    handeling = Handeling.LINK_AANGEVRAAGD if soort == Linkaanvraag.Soort.NIEUW else Handeling.LINK_ANDER
    try:
        with transaction.atomic():
            # A request that a renewal answered makes room for the next one.
            Linkaanvraag.unguarded.filter(link=link, afgehandeld_op__isnull=True, generatie__lt=link.generatie).update(
                afgehandeld_op=timezone.now()
            )
            Linkaanvraag.unguarded.create(link=link, soort=soort, generatie=link.generatie)
            file = link.groeidocument
            journaal.record(handeling, school_id=file.school_id, groeidocument_id=file.pk, link_id=link.pk)
    except IntegrityError:
        return False
    return True


# --- For the school ------------------------------------------------------------------------------


def open_requests(geopend: GeopendDossier) -> list[Linkaanvraag]:
    """The requests of this file that nobody answered yet, oldest first; one query."""
    rows = _open().filter(link__groeidocument=geopend.groeidocument).select_related("link")
    return list(rows)


def _open() -> QuerySet[Linkaanvraag]:
    return Linkaanvraag.unguarded.filter(afgehandeld_op__isnull=True, generatie=F("link__generatie")).order_by("op")


@transaction.atomic
def close_request(*, geopend: GeopendDossier, aanvraag: UUID) -> bool:
    """Say that a request was dealt with, whatever was decided; False if it was dealt with already.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
    """
    geopend.reopen(Recht.DELEN)
    rows = Linkaanvraag.unguarded.filter(pk=aanvraag, link__groeidocument=geopend.groeidocument, afgehandeld_op__isnull=True)
    if not rows.update(afgehandeld_op=timezone.now(), afgehandeld_door=geopend.viewer.user):
        return False
    note(Handeling.LINK_AANVRAAG_KLAAR, geopend, str(aanvraag))
    return True


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """What waits for who manages access here; one query, and none for others."""
    if not geopend.mag(Recht.DELEN):
        return []
    address = reverse("delen:aanvragen", args=[geopend.groeidocument.pk])
    return [Zaak(f"{one.link.ontvanger_naam} {one.get_soort_display()}", address) for one in open_requests(geopend)]


def attention(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Per file how many requests wait, for who manages access to it. A fixed number of queries."""
    if viewer.is_guest or not files:
        return {}
    mine = dossiers_for(viewer, Recht.DELEN).filter(pk__in=files).order_by().values("pk")
    counted = _open().filter(link__groeidocument__in=mine).order_by().values_list("link__groeidocument").annotate(Count("pk"))
    words: dict[UUID, list[str]] = defaultdict(list)
    for pk, number in counted:
        words[pk].append("1 vraag over een link" if number == 1 else f"{number} vragen over links")
    return dict(words)
