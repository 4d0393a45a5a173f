"""The style page as a visitor would get it: real templates and real static files, answered to Chromium without a server. Only for tests/design."""

import mimetypes
from collections.abc import Callable
from pathlib import Path

from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from website.context import Huisstijl
from website.uitleg import Termen

HOST = "http://stijlgids.test"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><rect width="640" height="360" fill="#f6f1e6"/>'
    '<rect x="60" y="50" width="520" height="310" fill="#fff"/><path d="M120 50v310" stroke="#bcd3c2" stroke-width="3"/></svg>'
)


class Invulblad(forms.Form):
    """One field of every kind that the product draws."""

    naam = forms.CharField(
        label="Hoe heet u?",
        help_text="Zoals u bij de school bekend bent.",
        max_length=100,
    )
    verhaal = forms.CharField(
        label="Wat gaat goed op school?",
        help_text="Schrijf in uw eigen woorden.",
        widget=forms.Textarea,
    )
    datum = forms.DateField(label="Wanneer is het gesprek?", widget=forms.DateInput(attrs={"type": "date"}))
    soort = forms.ChoiceField(
        label="Soort onderwijs",
        choices=[
            ("", "Kies"),
            ("bao", "Basisonderwijs"),
            ("vo", "Voortgezet onderwijs"),
        ],
    )
    vorm = forms.ChoiceField(
        label="Waar is het gesprek?",
        choices=[("school", "Op school"), ("bel", "Aan de telefoon")],
        widget=forms.RadioSelect,
    )
    hulp = forms.MultipleChoiceField(
        label="Wat helpt?",
        help_text="Meer antwoorden mogen.",
        choices=[
            ("rust", "Een rustige plek"),
            ("tijd", "Meer tijd"),
            ("ander", "Iets anders"),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    code = forms.CharField(
        label="Code",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        required=False,
    )
    bijlage = forms.FileField(label="Tekening of foto", required=False)
    akkoord = forms.BooleanField(label="Ik heb dit met mijn kind besproken.", required=False)


def request(path: str = "/stijlgids/", **cookies: str) -> HttpRequest:
    """A request of nobody in particular."""
    made = RequestFactory().get(path)
    made.user = AnonymousUser()
    made.COOKIES.update(cookies)
    # What a site would tell of itself: these pages are drawn without a database.
    made._remembered = {"menu": [], "footer": [], "huisstijl": Huisstijl(naam="Groeiportaal"), "termen": Termen()}
    return made


def stijlgids(*, wrong: bool = True) -> str:
    """The style page; with `wrong` the form was sent with mistakes."""
    data = {
        "verhaal": "Noor leest graag voor.\nRekenen kost haar meer moeite.",
        "datum": "2027-02-31",
        "hulp": ["rust"],
    }
    context = {
        "form": Invulblad(data) if wrong else Invulblad(),
        "crumbs": [
            ("/", "Start"),
            ("/groeidocumenten/", "De Berkenhof"),
            ("", "Noor Bakker"),
        ],
        "page_obj": Paginator(range(200), 10).get_page(4),
        "demo": True,
        "menu_items": [
            {"url": "/handleiding/", "title": "Handleiding", "current": True},
            {"url": "/formulieren/", "title": "Formulieren"},
        ],
    }
    return render_to_string("components/styleguide.html", context, request=request())


def answer(pages: dict[str, str]) -> Callable:
    """A playwright route handler that serves these pages, the product's static files under its real CSP, and nothing else."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())

    def handle(route) -> None:
        path = route.request.url.removeprefix(HOST).split("?")[0].split("#")[0]
        if path in pages:
            route.fulfill(
                body=pages[path],
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": policy},
            )
        elif path == "/static/website/voorbeeld.svg":
            route.fulfill(body=PICTURE, content_type="image/svg+xml")
        elif path.startswith(settings.STATIC_URL) and (found := finders.find(path.removeprefix(settings.STATIC_URL))):
            route.fulfill(
                body=Path(found).read_bytes(),
                content_type=mimetypes.guess_type(found)[0] or "application/octet-stream",
            )
        else:
            route.fulfill(status=404, body=f"not here: {path}")

    return handle
