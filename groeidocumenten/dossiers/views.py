"""The front room: the overview and starting a file for those who guide a school; the file's first page for everybody who may read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import School
from formats.models import FormatVersie

from . import guests
from .access import AccessOver, Recht, Viewer, dossiers_for, leerlingen_for, schools_for, schools_with_figures
from .actions import register_leerling, start_groeidocument
from .door import lobby
from .forms import LeerlingForm, StartForm
from .models import Groeidocument

PER_PAGE = 25


@require_safe
@lobby()
def overzicht(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The files that this person may read, last changed first, and what can be started."""
    files = overview_rows(dossiers_for(viewer, Recht.LEZEN))
    zoek = request.GET.get("zoek", "").replace("\x00", "").strip()[:80]
    for word in zoek.split():
        files = files.filter(Q(leerling__voornaam__icontains=word) | Q(leerling__achternaam__icontains=word))
    page = Paginator(files, PER_PAGE).get_page(request.GET.get("page"))
    schools = list(schools_for(viewer))
    context = {
        "page_obj": page,
        "zoek": zoek,
        "query": urlencode({"zoek": zoek}) + "&" if zoek else "",
        "schools": schools,
        "directeur_van": schools_with_figures(viewer),
    }
    return render(request, "dossiers/overzicht.html", context)


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
            return redirect(f"{reverse('dossiers:starten')}?leerling={leerling.pk}")
        except ValidationError as refused:
            form.add_error(None, refused)
    return render(request, "dossiers/leerling_nieuw.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@lobby()
def starten(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Choose a pupil and a published format, and start the file."""
    schools = _guided_or_404(viewer)
    formats = _formats_for(schools)
    leerlingen = leerlingen_for(viewer).order_by("achternaam", "voornaam")
    initial = {"leerling": request.GET.get("leerling", "")}
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
    return render(request, "dossiers/starten.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@lobby(guests_welcome=True)
def verlaten(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """A guest leaves: the session is emptied and the browser is asked to forget what it kept."""
    guests.end(request)
    response = render(request, "dossiers/verlaten.html")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@lobby()
def elders(request: HttpRequest, viewer: Viewer, **path: str) -> HttpResponse:
    """Every other address under the private house: nothing there, and a stranger learns that only after signing in."""
    raise Http404


def overview_rows(files: QuerySet[Groeidocument]) -> QuerySet[Groeidocument]:
    """Files as the overview shows them, last changed first, with the columns that a row needs and no others: a schema is long."""
    shown = (
        "gewijzigd_op",
        "afgesloten_op",
        "leerling__voornaam",
        "leerling__tussenvoegsel",
        "leerling__achternaam",
        "leerling__geboortedatum",
        "leerling__groep",
        "school__naam",
        "format_versie__format__titel",
    )
    return files.select_related("leerling", "school", "format_versie__format").only(*shown).order_by("-gewijzigd_op", "pk")


def _guided_or_404(viewer: Viewer) -> QuerySet[School]:
    schools = schools_for(viewer)
    if not schools.exists():
        raise Http404
    return schools


def _formats_for(schools: QuerySet[School]) -> QuerySet[FormatVersie]:
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
