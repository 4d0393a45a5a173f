"""Between the two steps: who gave the right password, in a session that is nobody's yet. It opens nothing but the page of the second step."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from ..models import User

SESSION_KEY = "wacht_op_tweede_stap"
VALID = timedelta(minutes=10)


@dataclass(frozen=True)
class Wachtend:
    """Somebody who gave the right password a moment ago, and where they were going."""

    user: User
    verder: str


def wait(request: HttpRequest, user: User, verder: str) -> None:
    """Remember who gave the right password; the key of the session changes with it. What the session held stays (besluit 0030)."""
    request.session.cycle_key()
    until = timezone.now() + VALID
    request.session[SESSION_KEY] = {
        "wie": str(user.pk),
        "wachtwoord": user.get_session_auth_hash(),
        "tot": until.isoformat(),
        "verder": verder,
    }


def waiting(request: HttpRequest) -> Wachtend | None:
    """Who waits in this session; None when it took too long, the password changed meanwhile, or the account is not active any more."""
    held: Any = request.session.get(SESSION_KEY)
    try:
        if timezone.now() >= datetime.fromisoformat(held["tot"]):
            return None
        user = User.objects.persons().get(pk=held["wie"], is_active=True)
        same = constant_time_compare(held["wachtwoord"], user.get_session_auth_hash())
        return Wachtend(user, held["verder"]) if same else None
    except (KeyError, TypeError, ValueError, User.DoesNotExist):
        return None


def done(request: HttpRequest) -> None:
    """Forget who waited."""
    request.session.pop(SESSION_KEY, None)
