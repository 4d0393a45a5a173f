"""Which sessions have passed the second step. The stamp is in the session itself, and is worth nothing once the step is set up anew.

Who must pass and did not, is nobody: `middleware` gives every view an anonymous visitor, so no door has to think of it.
"""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ..models import Soort, User

SESSION_KEY = "tweede_stap"
# When somebody whose session ends by itself did something for the last time.
ACTIVE = "laatst_actief"
ENTER_ADMIN = "wagtailadmin.access_admin"
COMPULSORY = frozenset({Soort.MEDEWERKER, Soort.REDACTEUR})


def must_have(user: User) -> bool:
    """Whether this person's work asks for a second step, by what the row of the user tells."""
    return user.soort in COMPULSORY or user.is_staff or user.is_superuser


def asked(user: User) -> bool:
    """Whether signing in asks this person for a second step: who must have one, who chose to, and who came into the admin in any other way."""
    return must_have(user) or user.tweede_stap_sinds is not None or (not user.is_keyless and user.has_perm(ENTER_ADMIN))


def stamp(request: HttpRequest, user: User) -> None:
    """Write into the session that this person passed."""
    request.session[SESSION_KEY] = _worth(user)
    request.session[ACTIVE] = int(time.time())


def stamped(request: HttpRequest, user: User) -> bool:
    """Whether this session passed, with the second step that the person has now."""
    return user.tweede_stap_sinds is not None and request.session.get(SESSION_KEY) == _worth(user)


def idle(request: HttpRequest, user: User) -> bool:
    """Whether nothing was done here for so long that the session of somebody who works here is over."""
    return must_have(user) and quiet(request) >= settings.MEDEWERKER_INACTIEF_MINUTEN * 60


def quiet(request: HttpRequest) -> float:
    """How many seconds nothing was done in this session."""
    return time.time() - request.session.get(ACTIVE, 0)


def comes_in(request: HttpRequest, user: Any) -> bool:
    """Whether the person of this session may be somebody for this request."""
    if not user.is_authenticated:
        return True
    if stamped(request, user):
        return not idle(request, user)
    if must_have(user) or user.tweede_stap_sinds is not None:
        return False
    # Rights in the admin can come later than the session; asked there only, where they are looked up anyway.
    return not (request.path.startswith("/admin") and user.has_perm(ENTER_ADMIN))


def _worth(user: User) -> str:
    return f"{user.pk} {user.tweede_stap_sinds.isoformat()}" if user.tweede_stap_sinds else ""
