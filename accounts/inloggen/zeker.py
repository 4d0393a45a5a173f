"""How long ago somebody proved to be themselves in this session: by signing in, or once more since. Read from the session, so it costs no query.

Sharing, handing out codes and reading the journaal ask it (`groeidocumenten.dossiers.opnieuw`): a computer left alone is not enough for those.
"""

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

SESSION_KEY = "zeker_sinds"


def assure(request: HttpRequest) -> None:
    """Write into the session that this person proved it just now."""
    request.session[SESSION_KEY] = int(time.time())


def recently(request: HttpRequest) -> bool:
    """Whether that is short enough ago. A session that says nothing about it is not."""
    since = request.session.get(SESSION_KEY)
    return isinstance(since, int) and time.time() - since < settings.OPNIEUW_BEWIJZEN_MINUTEN * 60


def once_more(verder: str) -> HttpResponse:
    """To the page that asks, and from there to an address of this site."""
    return redirect(f"{reverse('opnieuw')}?{urlencode({'next': verder})}")
