"""The file as the guest of a link would see it, for who makes or manages that link: the very pages of the rooms, and nothing can be done in them.

A page is made by its own view, for a viewer who is that guest; what it would write is undone. What is looked at stands in the session of who looks.
"""

import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import Soort, User
from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, as_guest
from groeidocumenten.dossiers.landing import landing
from groeidocumenten.dossiers.models import Bereik, LinkRecht, Omvang, Toegangslink

from .actions import RECHTEN

SESSION_KEY = "als_gast"


@dataclass(frozen=True)
class Voorbeeld:
    """Which guest is looked through the eyes of."""

    naam: str
    recht: LinkRecht
    omvang: Omvang
    # The link that exists already; None for one that is still to be made.
    link: UUID | None = None


def remember(request: HttpRequest, geopend: GeopendDossier, voorbeeld: Voorbeeld) -> None:
    """Keep what is looked at, for one file at a time."""
    omvang = voorbeeld.omvang
    request.session[SESSION_KEY] = {
        "dossier": str(geopend.groeidocument.pk),
        "naam": voorbeeld.naam,
        "recht": voorbeeld.recht.value,
        "bereik": omvang.bereik.value,
        "hoofdstukken": list(omvang.hoofdstukken) if omvang.hoofdstukken is not None else None,
        "stuk": str(omvang.stuk) if omvang.stuk else None,
        "link": str(voorbeeld.link) if voorbeeld.link else None,
    }


def remembered(request: HttpRequest, geopend: GeopendDossier) -> Voorbeeld | None:
    """What is looked at in this file, or None."""
    kept = request.session.get(SESSION_KEY)
    if not isinstance(kept, dict) or kept.get("dossier") != str(geopend.groeidocument.pk):
        return None
    chapters = kept["hoofdstukken"]
    omvang = Omvang(Bereik(kept["bereik"]), None if chapters is None else tuple(chapters), UUID(kept["stuk"]) if kept["stuk"] else None)
    return Voorbeeld(kept["naam"], LinkRecht(kept["recht"]), omvang, UUID(kept["link"]) if kept["link"] else None)


def guest_reading(geopend: GeopendDossier, voorbeeld: Voorbeeld) -> GeopendDossier:
    """This file as that guest reads it.

    Raises:
        AccessOver: if the viewer may not manage access.
    """
    now = timezone.now()
    link = geopend.groeidocument.toegangslinks.select_related("gebruiker").filter(pk=voorbeeld.link).first() if voorbeeld.link else None
    if link is None:
        nobody = User(pk=uuid4(), username="gast", soort=Soort.GAST)
        link = Toegangslink(pk=uuid4(), groeidocument=geopend.groeidocument, gebruiker=nobody, geldig_van=now, geldig_tot=now)
        link.ontvanger_naam, link.recht, link.omvang = voorbeeld.naam, voorbeeld.recht, voorbeeld.omvang
    return as_guest(geopend, link, frozenset(RECHTEN[LinkRecht(link.recht)]))


def show(request: HttpRequest, geopend: GeopendDossier, pad: str, voorbeeld: Voorbeeld) -> HttpResponse:
    """The page at this place in the file, as that guest gets it, with its ways leading on in here.

    Raises:
        Http404: for every place that this guest does not reach.
    """
    gast = guest_reading(geopend, voorbeeld)
    root = reverse("inhoud:dossier", args=[geopend.groeidocument.pk])
    here = reverse("delen:als_gast", args=[geopend.groeidocument.pk])
    place = root + pad if pad or gast.viewer.link is None else landing(gast.viewer.link)
    try:
        match = resolve(place)
    except Resolver404 as nowhere:
        raise Http404 from nowhere
    inside = getattr(match.func, "inside", None)
    if inside is None:
        raise Http404
    kwargs: dict[str, Any] = {name: value for name, value in match.kwargs.items() if name != "dossier_id"}
    with transaction.atomic():
        try:
            answer: HttpResponse = inside(_same_request(request, place, match), gast, **kwargs)
        except AccessOver as over:
            raise Http404 from over
        finally:
            transaction.set_rollback(True)
    return _leading_on(answer, root, here)


def _same_request(request: HttpRequest, place: str, match: Any) -> HttpRequest:
    """The request as the guest's browser would send it: nobody signed in, a session of its own that is thrown away."""
    inner = copy.copy(request)
    inner.session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    inner.user, inner.path, inner.path_info, inner.resolver_match = AnonymousUser(), place, place, match
    return inner


def _leading_on(answer: HttpResponse, root: str, here: str) -> HttpResponse:
    if "Location" in answer.headers:
        answer.headers["Location"] = answer.headers["Location"].replace(root, here, 1)
    elif answer.headers.get("Content-Type", "").startswith("text/html"):
        answer.content = answer.content.replace(f'="{root}'.encode(), f'="{here}'.encode())
    return answer
