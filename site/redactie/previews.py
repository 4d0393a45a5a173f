"""Deeds on preview links: make one, withdraw one, and show the draft behind one. Only who may edit a page shares it; anybody with the link reads it.

The draft is shown through a request of its own, without cookies, session, user or form token, so that nothing of the reader or of an editor
can be in the answer, and nothing of the reader's address (which holds the secret) can be in the page.
"""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Page

from .models import Voorbeeldlink

DAGEN = (1, 7, 30)
# How long the row of a link that is over is kept: long enough to see in a backup what happened, no longer.
KEEP_DAYS = 30


def make_link(*, page: Page, user: Any, days: int, newest: bool, mode: str = "") -> tuple[Voorbeeldlink, str]:
    """Make a link to the newest draft of this page, or to the draft as it is now.

    Returns:
        The link and its secret, 256 random bits; nobody can be told the secret again.

    Raises:
        PermissionDenied: for somebody who may not edit the page.
        ValueError: for another number of days than `DAGEN`, or for a way of showing the page that it does not have.
    """
    if not may_share(page, user):
        raise PermissionDenied
    if days not in DAGEN or mode not in dict(page.specific.preview_modes):
        raise ValueError("no such link")
    token, now = secrets.token_urlsafe(32), timezone.now()
    Voorbeeldlink.objects.filter(geldig_tot__lt=now - timedelta(days=KEEP_DAYS)).delete()
    link = Voorbeeldlink.objects.create(
        pagina_id=page.pk,
        versie=None if newest else page.get_latest_revision(),
        weergave=mode,
        hash=hash_token(token),
        gemaakt_door=user,
        gemaakt_op=now,
        geldig_tot=now + timedelta(days=days),
    )
    return link, token


def withdraw(*, link: Voorbeeldlink, user: Any, moment: datetime | None = None) -> None:
    """Close a link at once. A second time changes nothing.

    Raises:
        PermissionDenied: for somebody who may not edit the page.
    """
    if not may_share(link.pagina, user):
        raise PermissionDenied
    Voorbeeldlink.objects.filter(pk=link.pk, ingetrokken_op=None).update(ingetrokken_op=moment or timezone.now())


def may_share(page: Page, user: Any) -> bool:
    """Whether this user may let others read drafts of this page: who may edit it."""
    return bool(
        user and user.is_active and user.has_perm("wagtailadmin.access_admin") and page.specific.permissions_for_user(user).can_edit()
    )


def hash_token(token: str) -> str:
    """What the database keeps of a secret. It is 256 random bits, so that a fast hash cannot be searched."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def open_link(token: str) -> Voorbeeldlink:
    """The link with this secret, as long as it runs and its maker may still edit the page.

    Raises:
        Http404: for every other case, without telling which.
    """
    links = Voorbeeldlink.objects.running().select_related("pagina", "versie", "gemaakt_door")
    link = links.filter(hash=hash_token(token)).first()
    if link is None or not may_share(link.pagina, link.gemaakt_door):
        raise Http404
    return link


def show(link: Voorbeeldlink, outer: HttpRequest) -> HttpResponse:
    """The draft of this link with the banner above it.

    Raises:
        Http404: when the draft cannot be shown as a page.
    """
    page = link.versie.as_object() if link.versie else link.pagina.get_latest_revision_as_object()
    request = _own_request(page, outer)
    # Templates may ask how they are shown.
    request.preview_mode = link.weergave  # type: ignore[attr-defined]
    answer = page.serve_preview(request, link.weergave)
    if hasattr(answer, "render") and not getattr(answer, "is_rendered", True):
        answer.render()
    html = "" if getattr(answer, "streaming", False) else answer.content.decode(answer.charset or "utf-8", "replace")
    if answer.status_code != 200 or not (shown := _with_banner(html, link)):
        raise Http404
    response = HttpResponse(shown)
    # The secret is in the address; no page, picture or site that is asked from here may learn it.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _own_request(page: Page, outer: HttpRequest) -> WSGIRequest:
    """A request for the page's own address that belongs to nobody; of the reader's request only the query string goes along."""
    request = WSGIRequest({**page._get_dummy_headers(), "QUERY_STRING": outer.META.get("QUERY_STRING", "")})
    request.user = AnonymousUser()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    request.is_dummy = request.is_preview = True  # type: ignore[attr-defined]
    request.htmx = False  # type: ignore[attr-defined]
    return request


def _with_banner(html: str, link: Voorbeeldlink) -> str:
    """The page with the banner as the first thing in its body; empty when it has no body to put it in."""
    banner = render_to_string("redactie/voorbeeld_balk.html", {"link": link})
    head = render_to_string("redactie/voorbeeld_head.html")
    with_head, heads = re.subn(r"</head>", lambda found: head + found[0], html, count=1)
    whole, bodies = re.subn(r"<body[^>]*>", lambda found: found[0] + banner, with_head, count=1)
    return whole if heads and bodies else ""
