"""Hangs the door before every private view. A view gets an opened file, a viewer, or is never called; what may be opened `access` decides.

A system check refuses to start with a private address whose view has none of these (dossiers.checks).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from formats.readers import Rol

from . import guests, teruggave
from .access import AccessOver, GeopendDossier, Recht, Viewer, open_closed, open_dossier, open_leerling, open_put_before
from .kamers import Plek, keep_late
from .models import Bereik
from .traces import refused

View = Callable[..., HttpResponse]
# What the address of one thing calls it, for a guest whose link opens that thing alone.
STUK_IN_ADDRESS = {
    Bereik.DOCUMENT: "document_id",
    Bereik.FORMULIER: "vraag_id",
    Bereik.TOESTEMMING: "toestemming_id",
    Bereik.HANDTEKENING: "oppversie_id",
}


def door(
    recht: Recht, *, als: Rol | None = None, heel: bool = False, stuk: Bereik | None = None, ook_gesloten: bool = False
) -> Callable[[View], View]:
    """Make a view private: it receives an opened groeidocument instead of an id, or is never called.

    The address must carry `dossier_id`; a `hoofdstuk` in the address is checked here too, so that no view can forget a link's limits.

    Args:
        als: only for who stands here in this place ("school": not for a guest who may write). For others there is nothing.
        heel: only for who stands in the whole file, and not for a guest whose link is limited to some hoofdstukken.
        stuk: also for a guest whose link opens one such thing alone, if the address names that very thing. No other view is.
        ook_gesloten: a closed file comes through too, to read, for who guides its school. The view looks at which of the two it got.
    """

    def decorate(view: View) -> View:
        def check(geopend: GeopendDossier, kwargs: dict[str, Any]) -> None:
            if (als is not None and geopend.lezer != als) or not _within(geopend, heel, stuk, kwargs):
                raise Http404
            if "hoofdstuk" in kwargs:
                geopend.hoofdstuk(kwargs["hoofdstuk"])

        def inside(request: HttpRequest, geopend: GeopendDossier, **kwargs: Any) -> HttpResponse:
            """The page for a file that was opened elsewhere: as a guest would see it (`delen.als_gast`). The same questions are asked."""
            if not geopend.mag(recht):
                raise Http404
            check(geopend, kwargs)
            request.geopend = geopend  # type: ignore[attr-defined]
            return view(request, geopend, **kwargs)

        @wraps(view)
        def guarded(request: HttpRequest, dossier_id: UUID, **kwargs: Any) -> HttpResponse:
            plek = Plek.of(request, dossier_id, kwargs)
            viewer = viewer_of(request, plek)
            if isinstance(viewer, HttpResponse):
                return viewer
            try:
                geopend = _opened(viewer, dossier_id, recht, ook_gesloten)
                check(geopend, kwargs)
            except Http404:
                refused(request, viewer, groeidocument=dossier_id)
                # Access may have ended while somebody was typing: the text goes back, and nothing else is told (besluiten-vooraf 10).
                return guests.text_back(request)
            request.geopend = geopend  # type: ignore[attr-defined]
            try:
                return teruggave.leave(request, viewer, view(request, geopend, **kwargs))
            except AccessOver:
                if viewer.link is not None:
                    keep_late(viewer.link, plek)
                return guests.access_over(request)

        guarded.door = recht  # type: ignore[attr-defined]
        guarded.als = als  # type: ignore[attr-defined]
        guarded.heel = heel  # type: ignore[attr-defined]
        guarded.stuk = stuk  # type: ignore[attr-defined]
        guarded.inside = inside  # type: ignore[attr-defined]
        return guarded

    return decorate


def _within(geopend: GeopendDossier, heel: bool, stuk: Bereik | None, kwargs: dict[str, Any]) -> bool:
    """Whether an address lies within what a guest's link opens."""
    link = geopend.viewer.link
    if link is not None and link.is_stuk:
        return stuk == link.bereik and kwargs.get(STUK_IN_ADDRESS[stuk]) == link.stuk
    return geopend.heel or not heel


def _opened(viewer: Viewer, dossier_id: UUID, recht: Recht, ook_gesloten: bool) -> GeopendDossier:
    try:
        return open_dossier(viewer, dossier_id, recht)
    except Http404:
        if not ook_gesloten:
            raise
        return open_closed(viewer, dossier_id)


def leerlingdoor(view: View) -> View:
    """Make a view about a pupil's record private: it receives an opened pupil instead of an id, or is never called.

    The address must carry `leerling_id`. Only for who guides the pupil's school; for others there is nothing, and text comes back.
    """

    @wraps(view)
    def guarded(request: HttpRequest, leerling_id: UUID, **kwargs: Any) -> HttpResponse:
        viewer = viewer_of(request)
        if isinstance(viewer, HttpResponse):
            return viewer
        try:
            geopend = open_leerling(viewer, leerling_id)
        except Http404:
            refused(request, viewer, leerling=leerling_id)
            return guests.text_back(request)
        try:
            return teruggave.leave(request, viewer, view(request, geopend, **kwargs))
        except AccessOver:
            return guests.access_over(request)

    guarded.door = "leerling"  # type: ignore[attr-defined]
    return guarded


def voorgelegddoor(view: View) -> View:
    """Make a view about one frozen version private: it receives what was put before this directeur, or is never called.

    The address must carry `voorlegging_id`. Nothing else of the file opens; for others there is nothing, and text comes back.
    """

    @wraps(view)
    def guarded(request: HttpRequest, voorlegging_id: UUID, **kwargs: Any) -> HttpResponse:
        viewer = viewer_of(request)
        if isinstance(viewer, HttpResponse):
            return viewer
        try:
            voorgelegd = open_put_before(viewer, voorlegging_id)
        except Http404:
            return guests.text_back(request)
        try:
            return view(request, voorgelegd, **kwargs)
        except AccessOver:
            return guests.access_over(request)

    guarded.door = "voorgelegd"  # type: ignore[attr-defined]
    return guarded


def lobby(*, guests_welcome: bool = False) -> Callable[[View], View]:
    """For the few private views without a file: the overview, starting, leaving. The view receives the viewer.

    Args:
        guests_welcome: a guest belongs in one file; elsewhere the answer is 404 (besluiten-vooraf 6). Where guests are welcome, they are so
            before they agreed to the rules too: such a view shows nothing of any file.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            viewer = viewer_of(request, before_rules=guests_welcome)
            if isinstance(viewer, HttpResponse):
                return viewer
            if viewer.is_guest and not guests_welcome:
                raise Http404
            return teruggave.leave(request, viewer, view(request, viewer, **kwargs))

        guarded.door = "lobby"  # type: ignore[attr-defined]
        return guarded

    return decorate


def doorstep(view: View) -> View:
    """For the page on which a guest says who is there and agrees to the rules: behind link and pincode, before everything else.

    The view receives the link and whether this guest agreed already. Who is signed in finds nothing here.
    """

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        viewer = viewer_of(request, before_rules=True)
        if isinstance(viewer, HttpResponse):
            return viewer
        if viewer.link is None:
            raise Http404
        return view(request, viewer.link, **kwargs)

    guarded.door = "doorstep"  # type: ignore[attr-defined]
    return guarded


def entrance(view: View) -> View:
    """Marks the few private views that strangers may reach: where a guest's link and pincode become a session, and where help is."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return view(request, **kwargs)

    guarded.door = "entrance"  # type: ignore[attr-defined]
    return guarded


def viewer_of(request: HttpRequest, plek: Plek | None = None, *, before_rules: bool = False) -> Viewer | HttpResponse:
    """Who stands at the door, or the answer for somebody who cannot come in.

    Nobody signed in: to the login page, whatever the address; text that was just sent is given back on the way, and kept for its writer.
    A guest whose time is over: the helpful page, one text for all causes; text is given back, and kept where time alone ended it.
    A guest who did not agree to the rules yet: to the page that asks; until then nothing of the file is shown.

    Args:
        plek: what was sent, and to which place in a file.
        before_rules: for the page of the rules itself, and for leaving.
    """
    user = request.user
    if not isinstance(user, AnonymousUser) and user.is_authenticated and not user.is_keyless:
        return Viewer(user=user)
    if not guests.was_guest(request):
        return teruggave.signed_out(request)
    visit = guests.visit(request)
    if visit.link is None or visit.over:
        _keep(request, visit, plek)
        return guests.access_over(request)
    if not visit.agreed and not before_rules:
        return redirect("toegang:spelregels")
    return Viewer(user=visit.link.gebruiker, link=visit.link)


def _keep(request: HttpRequest, visit: guests.Bezoek, plek: Plek | None) -> None:
    """Keep what was sent to a place in a file after the visit ended, if time ended it and this guest had been let in."""
    if plek is None or plek.sent is None or not visit.agreed:
        return
    link = visit.link or guests.link_over_by_time(request)
    if link is not None:
        keep_late(link, plek)
