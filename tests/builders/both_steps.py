"""The second step of invented people. `force_login` means: signed in, both steps passed; here is where it gets its stamp, as a real one does.

Only a bare request has no address to come from: that is Django's test client making a session. What goes through the product's own pages
is stamped by the product alone.
"""

import time
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from accounts.inloggen import zeker
from accounts.inloggen.codes import code_at, half_minute
from accounts.inloggen.models import TweedeStap
from accounts.inloggen.stempel import ACTIVE, must_have, stamp
from accounts.models import User
from demo.people import give_second_step

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def code(halves_from_now: int = 0) -> str:
    """What the app of everybody in the world shows."""
    return code_at(SECRET, half_minute() + halves_from_now)


def log_in(username: str, password: str, client: Client | None = None, **more: str) -> Any:
    """Through the product's own pages: the password, and the code when that is asked. Half a minute passed since the last time."""
    client = client or Client()
    answer = client.post("/inloggen/", {"username": username, "password": password, **more})
    if answer.get("Location") != "/inloggen/code/":
        return answer
    TweedeStap.objects.filter(gebruiker__username=username).update(teller=0)
    return client.post("/inloggen/code/", {"code": code()})


def everybody(people: dict[str, User]) -> None:
    """Give everybody who must have one a second step, by the act of the product."""
    give_second_step(people, secret=SECRET)


def _stamp(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    if type(request) is not HttpRequest or user.is_keyless:
        return
    if user.tweede_stap_sinds is None and must_have(user):
        user.tweede_stap_sinds = timezone.now()
        User.objects.filter(pk=user.pk).update(tweede_stap_sinds=user.tweede_stap_sinds)
    stamp(request, user)
    # People of the tests are never quiet for too long, however far a test turns the clock, unless it says so.
    request.session[ACTIVE] = int(time.time()) + 10 * 365 * 24 * 60 * 60
    # And proved who they are a moment ago.
    request.session[zeker.SESSION_KEY] = request.session[ACTIVE]


user_logged_in.connect(_stamp, dispatch_uid="tests.both_steps")
