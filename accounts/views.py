"""Signing in and out. Whoever has an account may enter; what they find behind it is the doors' business. The second step is in `inloggen/`."""

from typing import cast

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from .federatie.protocol import is_on
from .inloggen.binnen import first_step, landing
from .inloggen.stempel import ENTER_ADMIN, asked, stamped
from .models import Soort, User


class InlogForm(AuthenticationForm):
    """User name and password, with one neutral answer for every way in which they can be wrong."""

    error_messages = {
        "invalid_login": _("Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw."),
        "inactive": _("Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = _("Gebruikersnaam")
        # Longer than any user name: refused with the same answer, before axes would store it in a column that is too short.
        self.fields["username"].validators.append(MaxLengthValidator(150, self.error_messages["invalid_login"]))
        self.fields["password"].label = _("Wachtwoord")


class Inloggen(LoginView):
    """The one login page of the product; Wagtail's own login leads here."""

    template_name = "accounts/login.html"
    authentication_form = InlogForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Without the host as the site's name, which Django adds: the page is called as the samenwerkingsverband calls it."""
        shown = {name: value for name, value in super().get_context_data(**kwargs).items() if name not in ("site", "site_name")}
        return shown | {"federatie": settings.FEDERATIE_NAAM if is_on() else ""}

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Who is signed in goes on; who came by rights in the admin after signing in, first sets up the second step that these ask for."""
        user = request.user
        if user.is_authenticated and asked(user) and not stamped(request, user):
            return redirect("tweede_stap_instellen")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: InlogForm) -> HttpResponse:
        """The password was right: the second step comes next, or nothing any more for who has none."""
        return first_step(self.request, cast(User, form.get_user()), super().get_redirect_url())

    def get_redirect_url(self) -> str:
        """Where to go for who is signed in already."""
        return landing(self.request.user, super().get_redirect_url())


@require_POST
def uitloggen(request: HttpRequest) -> HttpResponse:
    """End the session and ask the browser to forget what it kept."""
    logout(request)
    response = redirect("/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Lead an editor or administrator to the admin and everybody else to the groeidocumenten."""
    editor = request.user.soort == Soort.REDACTEUR and request.user.has_perm(ENTER_ADMIN)
    try:
        return redirect("wagtailadmin_home" if editor else "dossiers:overzicht")
    except NoReverseMatch:
        # That room is served by another process, on another host name (SITE_ROLE).
        return redirect("/")
