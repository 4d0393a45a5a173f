"""From which browsers a link is used, and how many of them, and visits, it allows. A browser is known again by a cookie of the entrance."""

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse

from groeidocumenten.dossiers.models import Linkapparaat, Toegangslink

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
REMEMBERED = timedelta(days=366)


def device_of(request: HttpRequest) -> str:
    """The secret of this browser, or a new one that `remember` gives it."""
    held = request.COOKIES.get(settings.GAST_COOKIE_NAME, "")
    return held if _SECRET.fullmatch(held) else secrets.token_urlsafe(32)


def remember(response: HttpResponse, device: str) -> None:
    """Let the browser show its secret at the entrance the next time. The cookie opens nothing and goes nowhere but to the entrance."""
    response.set_cookie(
        settings.GAST_COOKIE_NAME,
        device,
        max_age=REMEMBERED,
        path="/toegang/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def admit(link: Toegangslink, device: str, now: datetime) -> Linkapparaat | None:
    """Count a visit and its browser, in a transaction that holds the link's row; None when the link has no room for one more.

    A browser that came in before does not count again as a browser. What the link allows is asked of its row as it is now.
    """
    kenmerk = _kenmerk(link, device)
    rows = Linkapparaat.unguarded.filter(link=link, generatie=link.generatie)
    known = rows.filter(kenmerk=kenmerk).first()
    if known is None and link.maximum_apparaten is not None and rows.count() >= link.maximum_apparaten:
        return None
    room = Toegangslink.unguarded.filter(pk=link.pk)
    if link.maximum_bezoeken is not None:
        room = room.filter(aantal_sessies__lt=link.maximum_bezoeken)
    if not room.update(aantal_sessies=F("aantal_sessies") + 1, laatste_gebruik=now, eerste_gebruik=Coalesce("eerste_gebruik", now)):
        return None
    if known is None:
        return Linkapparaat.unguarded.create(link=link, generatie=link.generatie, kenmerk=kenmerk, eerste_op=now, laatste_op=now)
    rows.filter(pk=known.pk).update(laatste_op=now)
    return known


def agree(link: Toegangslink, device: str, now: datetime) -> None:
    """Write down that the guest at this browser agreed to the rules."""
    rows = Linkapparaat.unguarded.filter(link=link, generatie=link.generatie, kenmerk=_kenmerk(link, device), akkoord_op__isnull=True)
    rows.update(akkoord_op=now)


def _kenmerk(link: Toegangslink, device: str) -> str:
    """What is kept of a browser's secret: another hash for every link, so that nobody can see that two guests share a browser."""
    key = hmac.digest(settings.TOEGANG_PEPER.encode(), b"apparaat", "sha256")
    return hmac.new(key, link.pk.bytes + device.encode(), hashlib.sha256).hexdigest()
