"""Text that came in and could not be saved: given back at once, kept sealed through signing in, and offered to the same person only.

A session can end while somebody types, and a form can be older than the session that its browser has now. Neither may cost a word
(besluiten-vooraf 10 and 11; docs/besluiten/0030). A cookie of this house says who worked here last. What comes in without a session is sealed
for that person with a key of its own, lies in the visitor's new session, and opens for nobody else. Guests have rules of their own (`guests`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.talen import spoken

from .kluis import Kluis, KluisError
from .viewer import Viewer

SESSION_KEY = "teruggave"
COOKIE = "gp_schrijver"
# The private house alone gets the cookie: public pages stay the same for everybody.
COOKIE_PATH = "/groeidocumenten/"
# The hidden input of a form that was offered back: when it comes in, what was kept of it is let go.
MARK = "teruggave"
MOST = 5
_PLACE = "sessie|teruggave"
# Names of inputs that are machinery of a form, not words of a person.
_MACHINERY = {"csrfmiddlewaretoken", "versie", "vorm", "stand", "verzoek", "zitting", "vervangt", "rij_erbij", "rij_weg", "doe", "bevestig"}
# Nor are words that somebody looks for worth keeping.
_MACHINERY |= {"zoek", "lijst", "sha256", "opnieuw"}
# Never kept and never shown again, whatever became of the form.
SECRET = frozenset({"wachtwoord", "pincode"})


@dataclass(frozen=True)
class Teruggave:
    """A form as it was sent: where to, when, and every input."""

    pk: str
    adres: str
    op: datetime
    velden: list[tuple[str, str]]
    # Whether its sender was signed in, and was asked to prove it once more (`opnieuw`).
    ingelogd: bool = False

    @property
    def teksten(self) -> list[tuple[str, str]]:
        """The inputs that hold words of a person."""
        return words(self.velden)


def words(velden: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of the inputs of a form those that a person filled in."""
    return [(name, value) for name, value in velden if name not in _MACHINERY | SECRET | {MARK} and value.strip()]


def as_sent(request: HttpRequest) -> Teruggave:
    """The form of this request."""
    sent = [
        (name, value) for name, values in request.POST.lists() if name not in {"csrfmiddlewaretoken", MARK, *SECRET} for value in values
    ]
    return Teruggave(str(uuid4()), request.get_full_path(), timezone.now(), sent)


def signed_out(request: HttpRequest) -> HttpResponse:
    """For whoever is not signed in: to the login page. Words that came in go back to who sent them, and are kept for after signing in."""
    sent = as_sent(request)
    if not sent.teksten:
        return redirect_to_login(request.get_full_path())
    kept = _keep(request, sent, _last_writer(request))
    then = reverse("dossiers:teruggave") if kept else request.get_full_path()
    context = {"typed": sent.teksten, "inloggen": redirect_to_login(then).headers["Location"], "bewaard": kept}
    with spoken(request):
        return render(request, "dossiers/signed_out.html", context, status=403)


def set_aside(request: HttpRequest) -> bool:
    """Keep the form of who is signed in and must prove it once more; False if there are no words in it."""
    sent = replace(as_sent(request), ingelogd=True)
    return bool(sent.teksten) and _keep(request, sent, request.user.pk)


def _keep(request: HttpRequest, sent: Teruggave, owner: UUID | None) -> bool:
    """Seal a form for its writer; False if nobody knows who that is, or if a script sent it, whose page still has the text."""
    if owner is None or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return False
    kluis = Kluis.new(owner)
    clear = {"adres": sent.adres, "op": sent.op.isoformat(), "velden": sent.velden, "ingelogd": sent.ingelogd}
    row = {"pk": sent.pk, "sleutel": kluis.wrap(), "inhoud": kluis.seal(clear, place=_PLACE)}
    request.session[SESSION_KEY] = [*_rows(request), row][-MOST:]
    return True


def offered(request: HttpRequest, viewer: Viewer) -> list[Teruggave]:
    """What was kept for this person, oldest first. What was kept for somebody else does not open, and goes."""
    rows, found = _rows(request), []
    for row in rows if not viewer.is_guest else ():
        try:
            said = Kluis.unwrap(row["sleutel"], owner=viewer.user.pk).open(row["inhoud"], place=_PLACE)
        except KluisError:
            let_go(request, row["pk"])
            continue
        velden = [(name, value) for name, value in said["velden"]]
        found.append(Teruggave(row["pk"], said["adres"], datetime.fromisoformat(said["op"]), velden, said.get("ingelogd", False)))
    return found


def let_go(request: HttpRequest, pk: str) -> None:
    """Forget what was kept under this id."""
    left = [row for row in _rows(request) if row["pk"] != pk]
    if left:
        request.session[SESSION_KEY] = left
    else:
        request.session.pop(SESSION_KEY, None)


def leave(request: HttpRequest, viewer: Viewer, response: HttpResponse) -> HttpResponse:
    """On the way out of every door: remember who worked here, and let go of kept text that came in after all.

    Whatever the answer to an offered form is, it holds the text or says that it was saved; only after an error of ours it stays kept.
    """
    if viewer.is_guest:
        return response
    if _last_writer(request) != viewer.user.pk:
        response.set_signed_cookie(
            COOKIE,
            str(viewer.user.pk),
            salt=COOKIE,
            path=COOKIE_PATH,
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
            samesite="Lax",
        )
    if request.method == "POST" and response.status_code < 500 and SESSION_KEY in request.session and (pk := request.POST.get(MARK)):
        let_go(request, pk)
    return response


def _last_writer(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.get_signed_cookie(COOKIE, salt=COOKIE))
    except (KeyError, BadSignature, ValueError):
        return None


def _rows(request: HttpRequest) -> list[dict[str, Any]]:
    held = request.session.get(SESSION_KEY)
    return held if isinstance(held, list) else []
