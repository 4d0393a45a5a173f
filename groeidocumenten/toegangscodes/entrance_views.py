"""Where a parent fills a toegangscode in, makes or connects an account, and asks for a code. Strangers may come here; nothing is given away.

Looking uses nothing up. What a code opens is shown only after it was connected. The session holds which invitation was proven, for half an hour.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.aanmelden import Bezet, Persoon, has_account
from accounts.models import User
from accounts.models_uitnodiging import Uitnodiging
from accounts.uitnodigen import try_code, usable
from groeidocumenten.delen.counting import KNOCKS_A_MINUTE, MINUTE, count, rewrite, visitor_key
from groeidocumenten.dossiers import guests
from groeidocumenten.dossiers.door import entrance
from groeidocumenten.dossiers.koppelen import PARENTS

from . import aanvragen
from .forms import AanmeldForm, AanvraagForm, BevestigForm, CodeForm
from .redeeming import Geweigerd, TeVaak, confirm_address, connect, mailed_to, register_at_once, register_later

SESSION_KEY = "toegangscode"
PROVEN = timedelta(minutes=30)
REFUSED = _(
    "Dit kenmerk en deze code horen niet bij elkaar, of de code geldt niet meer. Kijk ze goed na, of vraag de school om een nieuwe."
)
NOT_POSSIBLE = _("Deze toegangscode kan niet meer gekoppeld worden aan dit account. Bel de school.")
NOT_TOGETHER = _("Deze mail en dit wachtwoord horen niet bij elkaar, of de mail is te oud. Vul de toegangscode dan opnieuw in.")
OFTEN = _("Wij stuurden vandaag al vijf mails. Kijk in uw mail, ook bij ongewenst. Of probeer het morgen opnieuw.")
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
COUNTER = "code"
# What is never shown again.
SECRET = {"kenmerk", "code", "wachtwoord", "nog_eens"}


def counted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Count what is sent from one address; above sixty a minute nothing is tried, hashed or mailed. Looking is not counted."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and count(COUNTER, visitor_key(request), MINUTE) > KNOCKS_A_MINUTE:
            typed = [(name, text) for name, text in guests.typed(request.POST) if name not in SECRET]
            response = render(request, "toegangscodes/te_druk.html", {"typed": typed}, status=429)
            response.headers["Retry-After"] = "60"
            return response
        return view(request, **kwargs)

    return guarded


@sensitive_post_parameters()
@sensitive_variables("kenmerk")
@require_http_methods(["GET", "HEAD", "POST"])
@entrance
@counted
def invullen(request: HttpRequest, kenmerk: str = "") -> HttpResponse:
    """Ask for kenmerk and code. Mail scanners open links, so GET and HEAD change nothing and show the same page for every kenmerk."""
    form = CodeForm(request.POST if request.method == "POST" else None, initial={"kenmerk": kenmerk[:40]})
    if not (form.is_bound and form.is_valid()):
        return render(request, "toegangscodes/invullen.html", {"form": form}, status=422 if form.is_bound else 200)
    spare = partial(_spare, visitor_key(request))
    found = try_code(form.cleaned_data["kenmerk"], form.cleaned_data["code"], otherwise=spare)
    if found is None:
        form.add_error("code", REFUSED)
        return render(request, "toegangscodes/invullen.html", {"form": form}, status=403)
    if guests.was_guest(request):
        request.session.flush()
    elif not request.user.is_authenticated:
        # A new session key: whoever planted one here before knows nothing of what follows.
        request.session.cycle_key()
    request.session[SESSION_KEY] = {"uitnodiging": str(found.pk), "tot": (timezone.now() + PROVEN).isoformat()}
    rotate_token(request)
    return redirect("toegangscode:verder")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@entrance
@counted
def verder(request: HttpRequest) -> HttpResponse:
    """After the right code: connect the account of who is signed in, sign in, or make an account."""
    uitnodiging = _proven(request)
    if uitnodiging is None:
        return render(request, "toegangscodes/eerst_code.html", status=403)
    if request.user.is_authenticated:
        return _connect(request, uitnodiging, request.user)
    return _register(request, uitnodiging)


def _connect(request: HttpRequest, uitnodiging: Uitnodiging, user: Any) -> HttpResponse:
    if user.soort not in PARENTS:
        return render(request, "toegangscodes/ander_account.html", status=403)
    if request.method != "POST":
        return render(request, "toegangscodes/koppelen.html", {"persoon": user})
    try:
        connect(uitnodiging=uitnodiging, user=user)
    except Geweigerd:
        return _refused(request)
    return _in(request)


def _register(request: HttpRequest, uitnodiging: Uitnodiging) -> HttpResponse:
    email = mailed_to(uitnodiging)
    # The visitor has the mail and the code: this mailbox is theirs, and so is the account that stands on it.
    if email and has_account(email):
        return render(request, "toegangscodes/al_account.html")
    form = AanmeldForm(request.POST if request.method == "POST" else None, email=email)
    if not (form.is_bound and form.is_valid()):
        return render(request, "toegangscodes/aanmelden.html", {"form": form, "email": email}, status=422 if form.is_bound else 200)
    persoon = Persoon(**{name: form.cleaned_data[name] for name in ("voornaam", "achternaam", "email", "wachtwoord")})
    if not email:
        try:
            register_later(uitnodiging=uitnodiging, persoon=persoon)
        except TeVaak:
            form.add_error("email", OFTEN)
            return render(request, "toegangscodes/aanmelden.html", {"form": form, "email": email}, status=429)
        return render(request, "toegangscodes/kijk_in_mail.html", {"email": persoon.email})
    try:
        user = register_at_once(uitnodiging=uitnodiging, persoon=persoon)
    except Bezet:
        return render(request, "toegangscodes/al_account.html")
    except Geweigerd:
        return _refused(request)
    return _signed_in(request, user)


@sensitive_post_parameters()
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
@entrance
@counted
def bevestigen(request: HttpRequest, token: str) -> HttpResponse:
    """The first login, from the mail that was sent to the address: only now the account is made and anything shown (dossier 8.57)."""
    form = BevestigForm(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return render(request, "toegangscodes/bevestigen.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        user = confirm_address(token=token, wachtwoord=form.cleaned_data["wachtwoord"])
    except (Bezet, Geweigerd):
        return _refused(request)
    if user is None:
        form.add_error("wachtwoord", NOT_TOGETHER)
        return render(request, "toegangscodes/bevestigen.html", {"form": form}, status=403)
    return _signed_in(request, user)


@require_http_methods(["GET", "HEAD", "POST"])
@entrance
@counted
def vragen(request: HttpRequest) -> HttpResponse:
    """Ask a school for a toegangscode. Everybody gets the same answer, whether the school knows the name or not."""
    form = AanvraagForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("naam", "contact", "leerling", "toelichting")}
        try:
            aanvragen.ask(school=form.cleaned_data["school"], gegevens=said, verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return render(request, "toegangscodes/aangevraagd.html", {"school": form.cleaned_data["school"]})
    return render(request, "toegangscodes/aanvragen_formulier.html", {"form": form}, status=422 if form.is_bound else 200)


def _spare(visitor: str, really: bool) -> None:
    rewrite(COUNTER, visitor, MINUTE, really=really)


def _proven(request: HttpRequest) -> Uitnodiging | None:
    """The invitation whose code was given in this session, if that is not long ago and it can still be used."""
    held: Any = request.session.get(SESSION_KEY)
    try:
        until, pk = datetime.fromisoformat(held["tot"]), held["uitnodiging"]
    except (KeyError, TypeError, ValueError):
        return None
    return usable(pk) if timezone.now() < until else None


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    login(request, user, backend=MODEL_BACKEND)
    return _in(request)


def _in(request: HttpRequest) -> HttpResponse:
    request.session.pop(SESSION_KEY, None)
    messages.success(request, "Uw toegangscode is gekoppeld. Hieronder staat wat u kunt lezen.")
    return redirect(settings.LOGIN_REDIRECT_URL)


def _refused(request: HttpRequest) -> HttpResponse:
    request.session.pop(SESSION_KEY, None)
    return render(request, "toegangscodes/geweigerd.html", {"waarom": NOT_POSSIBLE}, status=403)
