"""Hangs the door before every private view. A view gets an opened file, a viewer, or is never called; what may be opened `access` decides.

A system check refuses to start with a private address whose view has none of these (dossiers.checks).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from formats.readers import Rol

from . import guests
from .access import AccessOver, GeopendDossier, Recht, Viewer, open_closed, open_dossier, open_leerling, open_put_before

View = Callable[..., HttpResponse]


def door(recht: Recht, *, als: Rol | None = None, heel: bool = False, ook_gesloten: bool = False) -> Callable[[View], View]:
    """Make a view private: it receives an opened groeidocument instead of an id, or is never called.

    The address must carry `dossier_id`; a `hoofdstuk` in the address is checked here too, so that no view can forget a link's limits.

    Args:
        als: only for who stands here in this place ("school": not for a guest who may write). For others there is nothing.
        heel: only for who stands in the whole file, and not for a guest whose link is limited to some hoofdstukken.
        ook_gesloten: a closed file comes through too, to read, for who guides its school. The view looks at which of the two it got.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, dossier_id: UUID, **kwargs: Any) -> HttpResponse:
            viewer = viewer_of(request)
            if isinstance(viewer, HttpResponse):
                return viewer
            try:
                geopend = _opened(viewer, dossier_id, recht, ook_gesloten)
                if (als is not None and geopend.lezer != als) or (heel and not geopend.heel):
                    raise Http404
                if "hoofdstuk" in kwargs:
                    geopend.hoofdstuk(kwargs["hoofdstuk"])
            except Http404:
                # Access may have ended while somebody was typing: the text goes back, and nothing else is told (besluiten-vooraf 10).
                return guests.text_back(request)
            request.geopend = geopend  # type: ignore[attr-defined]
            try:
                return view(request, geopend, **kwargs)
            except AccessOver:
                return guests.access_over(request)

        guarded.door = recht  # type: ignore[attr-defined]
        guarded.als = als  # type: ignore[attr-defined]
        guarded.heel = heel  # type: ignore[attr-defined]
        return guarded

    return decorate


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
            return guests.text_back(request)
        try:
            return view(request, geopend, **kwargs)
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
        guests_welcome: a guest belongs in one file; elsewhere the answer is 404 (besluiten-vooraf 6).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            viewer = viewer_of(request)
            if isinstance(viewer, HttpResponse):
                return viewer
            if viewer.is_guest and not guests_welcome:
                raise Http404
            return view(request, viewer, **kwargs)

        guarded.door = "lobby"  # type: ignore[attr-defined]
        return guarded

    return decorate


def entrance(view: View) -> View:
    """Marks the one private view that strangers may reach: where a guest's link and pincode become a session."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return view(request, **kwargs)

    guarded.door = "entrance"  # type: ignore[attr-defined]
    return guarded


def viewer_of(request: HttpRequest) -> Viewer | HttpResponse:
    """Who stands at the door, or the answer for somebody who cannot come in.

    Nobody signed in: to the login page, whatever the address; text that was just sent is given back on the way.
    A guest whose time is over: the helpful page, one text for all causes.
    """
    user = request.user
    if not isinstance(user, AnonymousUser) and user.is_authenticated and not user.is_keyless:
        return Viewer(user=user)
    link = guests.current_link(request)
    if link is not None:
        return Viewer(user=link.gebruiker, link=link)
    if guests.was_guest(request):
        return guests.access_over(request)
    return guests.signed_out(request, redirect_to_login(request.get_full_path()))
