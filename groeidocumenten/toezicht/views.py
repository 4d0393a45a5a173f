"""“Wie heeft gekeken?”: for parents and the pupil folded per day, for who guides the school line by line. Looking at it is written down too."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from accounts.models import School
from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, schools_for
from groeidocumenten.dossiers.actions import first_reading, note
from groeidocumenten.dossiers.door import door, lobby
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.dossiers.opnieuw import asked_again

from .export import as_csv
from .forms import JournaalForm
from .lines import FileJournal, SchoolJournal
from .looking import Gekeken
from .telling import reads_journaal

PER_PAGE = 50
FILTERS = ("persoon", "soort", "van", "tot")


@require_safe
@door(Recht.LEZEN, heel=True)
def gekeken(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Who looked into this file. A teacher, a guest and somebody on an emergency opening find nothing here."""
    if not reads_journaal(geopend):
        raise Http404
    by_line = _reads_lines(geopend)
    if by_line and (asked := asked_again(request)) is not None:
        return asked
    if first_reading(request, f"{geopend.groeidocument.pk}:journaal"):
        note(Handeling.JOURNAAL_GELEZEN, geopend)
    if by_line:
        return _lines(request, FileJournal(geopend), "toezicht/regels.html", geopend=geopend)
    looked = Gekeken(geopend)
    page, days = looked.page(request.GET.get("page"))
    context = {"geopend": geopend, "gekeken": looked, "page_obj": page, "dagen": days}
    return render(request, "toezicht/leerling_gekeken.html" if looked.kind else "toezicht/gekeken.html", context)


@require_POST
@door(Recht.LEZEN, heel=True)
def gekeken_csv(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """The same lines as a file, for who guides the school."""
    if not _reads_lines(geopend):
        raise Http404
    if (asked := asked_again(request, _page_of(request, "toezicht:gekeken", geopend.groeidocument.pk))) is not None:
        return asked
    kept = FileJournal(geopend)
    form = JournaalForm(request.POST, persons=kept.persons())
    note(Handeling.JOURNAAL_UITGEVOERD, geopend)
    return as_csv(kept.words(form.wens().narrow(kept.lines)), f"journaal-{str(geopend.groeidocument.pk)[:8]}")


@require_safe
@lobby()
def schooljournaal(request: HttpRequest, viewer: Viewer, school_id: UUID) -> HttpResponse:
    """The journaal of a whole school, for who guides it: searches, refusals and pupils' records are in here too."""
    school = _guided_or_404(viewer, school_id)
    if (asked := asked_again(request)) is not None:
        return asked
    if first_reading(request, f"{school.pk}:journaal"):
        journaal.record(Handeling.JOURNAAL_GELEZEN, school_id=school.pk, gebruiker_id=viewer.user.pk)
    return _lines(request, SchoolJournal(viewer, school), "toezicht/schooljournaal.html", school=school)


@require_POST
@lobby()
def schooljournaal_csv(request: HttpRequest, viewer: Viewer, school_id: UUID) -> HttpResponse:
    """The same as a file."""
    school = _guided_or_404(viewer, school_id)
    if (asked := asked_again(request, _page_of(request, "toezicht:schooljournaal", school.pk))) is not None:
        return asked
    kept = SchoolJournal(viewer, school)
    form = JournaalForm(request.POST, persons=kept.persons())
    journaal.record(Handeling.JOURNAAL_UITGEVOERD, school_id=school.pk, gebruiker_id=viewer.user.pk)
    return as_csv(kept.words(form.wens().narrow(kept.lines)), f"journaal-school-{str(school.pk)[:8]}")


def _reads_lines(geopend: GeopendDossier) -> bool:
    """Whether this viewer reads every line. Who guides the school and is a parent of this pupil reads as a parent: the other one is shielded."""
    relations = geopend.groeidocument.leerling.gezagsrelaties
    return geopend.begeleidt and not relations.filter(gebruiker=geopend.viewer.user).exists()


def _lines(request: HttpRequest, kept: FileJournal | SchoolJournal, template: str, **context: Any) -> HttpResponse:
    persons = kept.persons()
    asked = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    form = JournaalForm(asked or None, persons=persons)
    page = Paginator(form.wens().narrow(kept.lines), PER_PAGE).get_page(request.GET.get("page"))
    context |= {"form": form, "page_obj": page, "regels": kept.words(page.object_list), "gefilterd": bool(asked), "gevraagd": asked}
    context["query"] = urlencode(asked) + "&" if asked else ""
    return render(request, template, context, status=422 if form.errors else 200)


def _page_of(request: HttpRequest, name: str, pk: UUID) -> str:
    """The page that a file of lines was asked from, with what it was narrowed to."""
    asked = {part: request.POST[part] for part in FILTERS if request.POST.get(part)}
    return reverse(name, args=[pk]) + (f"?{urlencode(asked)}" if asked else "")


def _guided_or_404(viewer: Viewer, pk: UUID) -> School:
    school = schools_for(viewer).filter(pk=pk).first()
    if school is None:
        raise Http404
    return school
