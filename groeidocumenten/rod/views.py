"""The list for ROD of a school, its ticks and its file for a spreadsheet; for who guides the school. Nothing is sent to DUO from here."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from accounts.models import School
from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.access import AccessOver, Viewer
from groeidocumenten.dossiers.door import lobby
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.dossiers.rekenblad import csv_response
from groeidocumenten.opp.scherm import did

from .actions import mark_processed, take_back
from .forms import RegelForm, VerwerktForm
from .lijst import SOORTEN, Datum, Rodrij, list_of, school_or_404
from .models import Rodmelding

PER_PAGE = 50
HEAD = (
    "Leerling",
    "Geboortedatum",
    "Groep",
    "BRIN",
    "Vestiging",
    "Begindatum OPP",
    "Begin in ROD gezet op",
    "Begin gezet door",
    "Einddatum OPP",
    "Einde in ROD gezet op",
    "Einde gezet door",
    "Let op",
)


@require_safe
@lobby()
def rod(request: HttpRequest, viewer: Viewer, school_id: UUID) -> HttpResponse:
    """The list."""
    return _list(request, viewer, school_or_404(viewer, school_id))


def _list(request: HttpRequest, viewer: Viewer, school: School, refused: str = "") -> HttpResponse:
    found = list_of(viewer, school)
    soort = request.GET.get("soort", "")
    shown = [row for row in found.rijen if soort in row.soorten] if soort in SOORTEN else found.rijen
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "school": school,
        "lijst": found,
        "page_obj": page,
        "rijen": page.object_list,
        "soorten": [(key, naam, sum(key in row.soorten for row in found.rijen)) for key, naam in SOORTEN.items()],
        "soort": soort if soort in SOORTEN else "",
        "query": urlencode({"soort": soort}) + "&" if soort in SOORTEN else "",
        "geweigerd": refused,
    }
    return render(request, "rod/rod.html", context, status=422 if refused else 200)


@require_POST
@lobby()
def rod_verwerkt(request: HttpRequest, viewer: Viewer, school_id: UUID) -> HttpResponse:
    """A day was put into ROD."""
    school, form = school_or_404(viewer, school_id), VerwerktForm(request.POST)
    if form.is_valid() and did(form, lambda: _mark(viewer, school, form.cleaned_data)):
        messages.success(request, "Verwerkt. Klopt dat toch niet? Kies dan “Neem terug”.")
        return _back(school, request)
    return _list(request, viewer, school, _first_error(form))


def _mark(viewer: Viewer, school: School, said: dict[str, Any]) -> None:
    try:
        mark_processed(viewer=viewer, school=school, **said)
    except AccessOver:
        raise Http404 from None


@require_POST
@lobby()
def rod_terug(request: HttpRequest, viewer: Viewer, school_id: UUID) -> HttpResponse:
    """Take back that a day was put into ROD."""
    school, form = school_or_404(viewer, school_id), RegelForm(request.POST)
    if not form.is_valid():
        return _list(request, viewer, school, _first_error(form))
    try:
        taken = take_back(viewer=viewer, school=school, opp=form.cleaned_data["opp"], soort=form.cleaned_data["soort"])
    except AccessOver:
        raise Http404 from None
    if taken:
        messages.success(request, "Teruggenomen. De dag staat weer bij wat nog in ROD moet.")
    return _back(school, request)


@require_POST
@lobby()
def rod_csv(request: HttpRequest, viewer: Viewer, school_id: UUID) -> HttpResponse:
    """The same list as a file, to lay beside the school's administration."""
    school = school_or_404(viewer, school_id)
    found = list_of(viewer, school)
    journaal.record(Handeling.ROD_LIJST, school_id=school.pk, gebruiker_id=viewer.user.pk)
    return csv_response(HEAD, (_cells(school, row) for row in found.rijen), f"rod-opp-{school.brin}{school.vestiging}")


def _cells(school: School, row: Rodrij) -> tuple[str, ...]:
    pupil = row.leerling
    notes = " ".join(one.tekst for one in row.bevindingen)
    return (
        pupil.naam,
        f"{pupil.geboortedatum:%d-%m-%Y}",
        pupil.groep,
        school.brin,
        school.vestiging,
        *_day(row.begin),
        *_day(row.eind),
        notes,
    )


def _day(datum: Datum) -> tuple[str, str, str]:
    melding: Rodmelding | None = datum.melding
    day = f"{datum.dag:%d-%m-%Y}" if datum.dag else ""
    if melding is None:
        return day, "", ""
    return day, f"{melding.op:%d-%m-%Y}" + (f" (met de dag {melding.datum:%d-%m-%Y})" if datum.anders else ""), datum.door


def _back(school: School, request: HttpRequest) -> HttpResponse:
    response = redirect("rod:rod", school_id=school.pk)
    soort = request.POST.get("lijst", "")
    if soort in SOORTEN:
        response["Location"] += f"?soort={soort}"
    return response


def _first_error(form: RegelForm) -> str:
    return str(next(iter(form.errors.values()))[0])
