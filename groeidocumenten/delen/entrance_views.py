"""The page behind a guest's link: it gives nothing away, and looking at it uses nothing up. And the page that asks the school for a new link."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from groeidocumenten.dossiers import guests
from groeidocumenten.dossiers.door import entrance
from groeidocumenten.dossiers.landing import landing

from .aanvragen import ask
from .counting import visitor_key
from .devices import device_of, remember
from .entrance import redeem
from .forms import PincodeForm

REFUSED = _("Deze link en pincode horen niet bij elkaar, of de toegang is voorbij. Neem contact op met de school.")


@sensitive_post_parameters()
@sensitive_variables("token", "device")
@require_http_methods(["GET", "HEAD", "POST"])
@entrance
def binnenkomen(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the pincode; with the right one begin a guest's session and leave the token behind.

    Mail scanners open links, so GET and HEAD change nothing and show the same page for every token.
    """
    form = PincodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        device = device_of(request)
        outcome = redeem(token, form.cleaned_data["pincode"], visitor=visitor_key(request), device=device)
        if outcome.busy:
            return _busy(request)
        if outcome.link is not None:
            guests.begin(request, outcome.link, agreed=outcome.agreed)
            response = redirect(landing(outcome.link))
            remember(response, device)
            return response
        form.add_error("pincode", REFUSED)
        return _then(render(request, "delen/binnenkomen.html", {"form": form, "geweigerd": True}, status=403), outcome.afterwards)
    return render(request, "delen/binnenkomen.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@entrance
def zonder_link(request: HttpRequest) -> HttpResponse:
    """The address bar after the script took the secret out of it; who reloads there is told to open the link again."""
    return render(request, "delen/zonder_link.html")


@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
@entrance
def aanvragen(request: HttpRequest, token: str = "") -> HttpResponse:
    """Ask the school for a new link, with an address or after a visit that is over. The answer is the same for every address."""
    if request.method != "POST":
        return render(request, "delen/aanvragen.html")
    held = None if token else guests.held_link(request)
    answer = ask(token=token, held=held, visitor=visitor_key(request))
    return _busy(request) if answer.busy else _then(render(request, "delen/aangevraagd.html"), answer.afterwards)


def _busy(request: HttpRequest) -> HttpResponse:
    """Too many knocks from one address; says nothing of any link."""
    response = render(request, "delen/te_druk.html", status=429)
    response.headers["Retry-After"] = "60"
    return response


def _then(response: HttpResponse, deed: Callable[[], None] | None) -> HttpResponse:
    """Do something when the server has sent the answer: a link that exists must not answer later than one that does not."""
    if deed is not None:
        response._resource_closers.append(deed)  # type: ignore[attr-defined]
    return response
