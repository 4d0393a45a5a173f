"""Links over all pupils of who manages access: one list, and acts on several at once. All or nothing: one file too many, and nothing changes."""

from collections import defaultdict
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import School
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier, schools_for
from groeidocumenten.dossiers.door import lobby
from groeidocumenten.dossiers.models import Toegangslink

from .actions import end_some
from .beheer import confirm
from .forms_link import IntrekForm
from .listing import STANDEN, Filter, links_over_pupils, of_same_person, opened, with_pupils

PER_PAGE = 25


@require_safe
@lobby()
def lijst(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every link of every pupil that this viewer manages, narrowed as asked."""
    schools = list(_guided_or_404(viewer))
    asked = Filter.read(request.GET)
    page = Paginator(with_pupils(links_over_pupils(viewer, asked)), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "regels": opened(page.object_list),
        "asked": asked,
        "query": asked.query,
        "standen": STANDEN,
        "schools": schools,
    }
    return render(request, "delen/links.html", context)


@require_POST
@lobby()
def bevestigen(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Answer for several links of somebody who left, at once: all of them or none."""
    _guided_or_404(viewer)
    chosen = _chosen(viewer, request.POST.getlist("link"))
    try:
        with transaction.atomic():
            for file, links in chosen.items():
                geopend = open_dossier(viewer, file, Recht.DELEN)
                for link in links:
                    confirm(geopend=geopend, link=link.pk)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages) + " Er is niets veranderd.")
    else:
        many = sum(len(links) for links in chosen.values())
        messages.success(request, "1 link is bevestigd." if many == 1 else f"{many} links zijn bevestigd.")
    return redirect("links:alle")


@require_http_methods(["GET", "HEAD", "POST"])
@lobby()
def persoon(request: HttpRequest, viewer: Viewer, link_id: UUID) -> HttpResponse:
    """Show every running link to the same person, over all pupils, then close them together."""
    _guided_or_404(viewer)
    link = next(iter(links_over_pupils(viewer, Filter()).filter(pk=link_id)), None)
    if link is None:
        raise Http404
    form = IntrekForm(request.POST or None)
    form.fields["reden"].label = "Waarom trekt u deze links in?"
    if form.is_bound and form.is_valid():
        closed = _close(viewer, list(of_same_person(viewer, link)), Toegangslink.Reden(form.cleaned_data["reden"]))
        messages.success(request, "1 link is ingetrokken." if closed == 1 else f"{closed} links zijn ingetrokken.")
        return redirect("links:alle")
    context = {"link": link, "regels": opened(with_pupils(of_same_person(viewer, link))), "form": form}
    return render(request, "delen/persoon.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _close(viewer: Viewer, links: list[Toegangslink], reden: Toegangslink.Reden) -> int:
    """Each in the file that it is of, opened and asked again; one that may not be closed undoes all of it."""
    closed = 0
    for file, of_file in _by_file(links).items():
        geopend = open_dossier(viewer, file, Recht.DELEN).reopen(Recht.DELEN)
        closed += end_some(geopend, of_file, reden)
    return closed


def _chosen(viewer: Viewer, keys: list[str]) -> dict[UUID, list[Toegangslink]]:
    """The ticked links by file.

    Raises:
        Http404: if one of them is not there, or is not this viewer's to manage: then none is touched.
    """
    try:
        wanted = {UUID(key) for key in keys}
    except ValueError as nonsense:
        raise Http404 from nonsense
    found = list(links_over_pupils(viewer, Filter()).filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise Http404
    return _by_file(found)


def _by_file(links: list[Toegangslink]) -> dict[UUID, list[Toegangslink]]:
    found: dict[UUID, list[Toegangslink]] = defaultdict(list)
    for link in links:
        found[link.groeidocument_id].append(link)
    return found


def _guided_or_404(viewer: Viewer) -> QuerySet[School]:
    schools = schools_for(viewer)
    if not schools.exists():
        raise Http404
    return schools
