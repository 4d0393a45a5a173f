"""Controleer uw eigen format: for everybody, also without an account. Three answers in a row, none of which is kept: choose, confirm, result."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from formats.law import ONDERWIJSTYPEN, Element, demanded, places_by_code
from formats.law_models import elementen
from formats.law_signals import Vindplaats, propose

from .eigen_format_forms import BeginForm, BevestigForm
from .eigen_format_reading import Gelezen, ReadingError, read_upload
from .models import OppIndexPage

TITLE = "Controleer uw eigen format"
BUSY = frozenset({"druk", "te_lang_bezig"})


@require_http_methods(["GET", "HEAD", "POST"])
def eigen_format(request: HttpRequest) -> HttpResponse:
    """Which of the three answers this is follows from what was sent."""
    step = request.POST.get("stap", "") if request.method == "POST" else ""
    handle = {"bestand": _propose, "antwoorden": _judge}.get(step, _begin)
    response = handle(request)
    # What stands in the answer may come out of somebody's file.
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _begin(request: HttpRequest) -> HttpResponse:
    return _page(request, "begin", form=BeginForm())


def _propose(request: HttpRequest) -> HttpResponse:
    """Read the file and show what was found, or say why it could not be read."""
    form = BeginForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, "begin", status=422, form=form)
    onderwijstype = form.cleaned_data["onderwijstype"]
    asked = _asked(onderwijstype)
    upload = form.cleaned_data["bestand"]
    if upload is None:
        return _confirm(request, onderwijstype, BevestigForm(asked))
    try:
        read = read_upload(upload)
    except ReadingError as error:
        form.add_error("bestand", str(error))
        return _page(request, "begin", status=503 if error.reden in BUSY else 422, form=form)
    return _confirm(request, onderwijstype, BevestigForm(asked, _found(read, asked)), gelezen=True)


def _judge(request: HttpRequest) -> HttpResponse:
    """The result of what was confirmed."""
    onderwijstype = request.POST.get("onderwijstype", "")
    if onderwijstype not in ONDERWIJSTYPEN:
        return _page(request, "begin", status=422, form=BeginForm(request.POST))
    form = BevestigForm(_asked(onderwijstype), data=request.POST)
    if not form.is_valid():
        return _confirm(request, onderwijstype, form, status=422)
    results = form.uitslagen()
    return _page(
        request,
        "resultaat",
        onderwijs=ONDERWIJSTYPEN[onderwijstype],
        uitslagen=results,
        ontbreekt=[one for one in results if not one.in_orde and one.element.eis != "advies"],
        advies=[one for one in results if not one.in_orde and one.element.eis == "advies"],
        vandaag=timezone.localdate(),
    )


def _confirm(request: HttpRequest, onderwijstype: str, form: BevestigForm, *, status: int = 200, gelezen: bool = False) -> HttpResponse:
    vragen = list(form.vragen())
    return _page(
        request,
        "bevestigen",
        status=status,
        form=form,
        vragen=vragen,
        onderwijstype=onderwijstype,
        onderwijs=ONDERWIJSTYPEN[onderwijstype],
        gelezen=gelezen or any(vraag.gevonden for vraag in vragen),
        aantal_gevonden=sum(1 for vraag in vragen if vraag.gevonden),
    )


def _asked(onderwijstype: str) -> list[Element]:
    return demanded(onderwijstype, timezone.localdate(), elementen())


def _found(read: Gelezen, asked: list[Element]) -> dict[str, Vindplaats]:
    """What a format of ours says itself comes before what its words suggest."""
    found = propose(read.regels, asked)
    if read.schema is not None:
        places = places_by_code(read.schema)
        found |= {code: Vindplaats(str(plekken[0]), "") for code, plekken in places.items()}
    return found


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    index = OppIndexPage.objects.live().public().order_by("path").first()
    crumbs = [("/", "Home"), *([(index.get_url(request), index.title)] if index else []), ("", TITLE)]
    return render(request, f"opp_pages/eigen_format/{name}.html", {"titel": TITLE, "crumbs": crumbs, **context}, status=status)
