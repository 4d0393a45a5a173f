"""The front room: the overview and starting a file for those who guide a school; the file's first page for everybody who may read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import School, Soort
from formats.models import FormatVersie

from . import guests
from .access import AccessOver, Recht, Viewer, dossiers_for, figures_of_school, leerlingen_for, schools_for, schools_with_figures
from .actions import register_leerling, start_groeidocument
from .door import lobby
from .forms import LeerlingForm, StartForm
from .kamers import entries_for, outside_for
from .models import Leerling
from .names import lookalikes
from .overview import (
    SORTERINGEN,
    STANDEN,
    Filters,
    Kengetal,
    groups_and_formats,
    groups_of,
    keep_search,
    overview_files,
    rows,
    search_pupils,
)
from .teruggave import offered
from .traces import note_search

PER_PAGE = 25


@require_safe
@lobby()
def overzicht(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The files that this person may read, narrowed and sorted as asked, what asks attention in them, and what can be started."""
    filters, readable = Filters.read(request), dossiers_for(viewer, Recht.LEZEN)
    works_here = viewer.user.soort == Soort.MEDEWERKER
    groepen, formats = groups_and_formats(readable) if works_here else ([], [])
    schools = list(schools_for(viewer))
    page = Paginator(overview_files(viewer, readable, filters), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rijen": rows(viewer, list(page.object_list), guides=bool(schools)),
        "filters": filters,
        "query": filters.query,
        "werkt_hier": works_here,
        "groepen": groepen,
        "formats": formats,
        "standen": STANDEN,
        "sorteringen": SORTERINGEN,
        "schools": schools,
        "directeur_van": schools_with_figures(viewer) if works_here else [],
        "teruggave": offered(request, viewer),
        "wachtend": outside_for(viewer),
        "ingangen": entries_for(viewer),
    }
    return render(request, "dossiers/overzicht.html", context)


@require_POST
@lobby()
def zoeken(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Keep the words that somebody looks for in the session, and go back to the list: a child's name never stands in an address."""
    if keep_search(request):
        note_search(viewer)
    names = {"leerlingen": "dossiers:leerlingen"} if schools_for(viewer).exists() else {}
    query = Filters.read(request).query
    return redirect(
        reverse(names.get(request.POST.get("lijst", ""), "dossiers:overzicht")) + (f"?{query.removesuffix('&')}" if query else "")
    )


@require_safe
@lobby()
def leerling_lijst(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every pupil of the schools that this person guides, also those without a groeidocument."""
    schools, filters = list(_guided_or_404(viewer)), Filters.read(request)
    mine = leerlingen_for(viewer)
    found = search_pupils(mine, filters)
    context = {
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "filters": filters,
        "query": filters.query,
        "groepen": groups_of(mine),
        "schools": schools,
    }
    return render(request, "dossiers/leerlingen.html", context)


@require_safe
@lobby()
def school(request: HttpRequest, viewer: Viewer, school_id: UUID) -> HttpResponse:
    """For who heads a school: its files as references, dates and states; no names, no groups, no content (besluiten-vooraf 1)."""
    headed = schools_with_figures(viewer).filter(pk=school_id).first()
    if headed is None:
        raise Http404
    page = Paginator(figures_of_school(viewer, school_id), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "dossiers/school.html", {"school": headed, "page_obj": page, "rijen": [Kengetal.of(row) for row in page.object_list]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@lobby()
def leerling_nieuw(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A new pupil; only for who guides a school."""
    schools = _guided_or_404(viewer)
    form = LeerlingForm(request.POST or None, schools=schools, initial={"school": schools.first()})
    if form.is_bound and form.is_valid():
        new, verzoek = form.save(commit=False), form.cleaned_data["verzoek"]
        try:
            with _gone_is_404():
                leerling = register_leerling(viewer=viewer, school=form.cleaned_data["school"], leerling=new, verzoek=verzoek)
            if lookalikes(viewer, leerling):
                messages.warning(request, "Er is nog een leerling met bijna dezelfde naam. Kijk goed naar de geboortedatum.")
            return redirect(f"{reverse('dossiers:starten')}?leerling={leerling.pk}")
        except ValidationError as refused:
            form.add_error(None, refused)
    return render(request, "dossiers/leerling_nieuw.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@lobby()
def starten(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Choose a pupil and a published format, and start the file."""
    schools = _guided_or_404(viewer)
    formats = formats_for(schools)
    leerlingen = leerlingen_for(viewer).order_by("achternaam", "voornaam")
    initial = {"leerling": request.GET.get("leerling", "")}
    chosen = _chosen(leerlingen, initial["leerling"])
    form = StartForm(request.POST or None, leerlingen=leerlingen, formats=formats, initial=initial)
    if form.is_bound and form.is_valid():
        wanted = {name: form.cleaned_data[name] for name in ("leerling", "verzoek")}
        versie, variant = form.cleaned_data["format_versie"]
        try:
            with _gone_is_404():
                groeidocument = start_groeidocument(viewer=viewer, format_versie=versie, variant=variant, **wanted)
            return redirect("inhoud:dossier", dossier_id=groeidocument.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"form": form, "leerling": chosen, "gelijkenden": lookalikes(viewer, chosen) if chosen else []}
    return render(request, "dossiers/starten.html", context, status=422 if form.is_bound else 200)


@require_POST
@lobby(guests_welcome=True)
def verlaten(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A guest leaves: the session is emptied and the browser is asked to forget what it kept."""
    guests.end(request)
    response = render(request, "dossiers/verlaten.html")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_POST
@lobby(guests_welcome=True)
def verlengen(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A guest is still there: the quarter of an hour begins anew, as with every page. Asked by a script, or by a button that opens a tab."""
    if not viewer.is_guest:
        raise Http404
    if request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(status=204)
    return render(request, "dossiers/verlengd.html")


@lobby()
def elders(request: HttpRequest, viewer: Viewer, **path: str) -> HttpResponse:
    """Every other address under the private house: nothing there, and a stranger learns that only after signing in."""
    raise Http404


def _chosen(leerlingen: QuerySet[Leerling], pk: str) -> Leerling | None:
    """The pupil that an address names beforehand, if it is one of these."""
    try:
        return leerlingen.filter(pk=UUID(pk)).first()
    except ValueError:
        return None


def _guided_or_404(viewer: Viewer) -> QuerySet[School]:
    schools = schools_for(viewer)
    if not schools.exists():
        raise Http404
    return schools


def formats_for(schools: QuerySet[School]) -> QuerySet[FormatVersie]:
    """Current versions that fit at least one of the schools: groeidocument formats of their swv's website, or of no website."""
    sites = schools.values("samenwerkingsverband__site")
    current = FormatVersie.objects.current().filter(Q(format__site__isnull=True) | Q(format__site__in=sites))
    return current.filter(format__soort__in=("groeidocument", "opp")).select_related("format").order_by("format__soort", "format__titel")


@contextmanager
def _gone_is_404() -> Iterator[None]:
    """What may not be done any longer, or never might, looks like what does not exist."""
    try:
        yield
    except AccessOver:
        raise Http404 from None
