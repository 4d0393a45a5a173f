"""In a file: the timeline and the begin of the six weeks. Outside any: the terms of a whole school, for who guides or heads it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door, lobby
from groeidocumenten.opp.reading import writes
from groeidocumenten.opp.scherm import did

from .actions import running_opp, set_start
from .forms import StartForm
from .lijst import narrowed, rows_of, school_or_404, without_file
from .tellen import Stand
from .tijdlijn import timeline
from .wet import BEGIN, EVALUATIE, Grond
from .woorden import SOORTEN, in_words_of

PER_PAGE = 50


@require_safe
@door(Recht.LEZEN, heel=True)
def tijdlijn(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """How the terms of this file stand, and what happened when."""
    found, today = timeline(geopend), timezone.localdate()
    school = geopend.groeidocument.school
    note_reading(request, geopend, "termijnen")
    telling = found.termen.telling if geopend.lezer != "deskundige" else None
    context = {
        "geopend": geopend,
        "lijn": found,
        "telling": telling,
        "vermoed": telling is not None and telling.vermoed,
        "grond": Grond(telling.grond).label if telling else "",
        "te_laat": telling.dagen_te_laat(today) if telling else 0,
        "stand": telling.stand(today) if telling else None,
        "standen": Stand,
        "woord": in_words_of(found.termen, school.onderwijstype, today) if geopend.lezer != "deskundige" else None,
        "artikel": BEGIN[telling.grond].artikel(school.onderwijstype) if telling else "",
        "evaluatie_artikel": EVALUATIE.artikel(school.onderwijstype),
        "evaluatie": found.termen.evaluatie if geopend.lezer != "deskundige" else None,
        "schrijft": writes(geopend),
        "vandaag": today,
    }
    return render(request, "termijnen/tijdlijn.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def begin(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Write down when the six weeks began."""
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        if did(form, lambda: set_start(geopend=geopend, start=form.start(), verzoek=said["verzoek"])):
            messages.success(request, "Het begin is vastgelegd. De zes weken tellen vanaf die dag.")
            return redirect("termijnen:tijdlijn", dossier_id=geopend.groeidocument.pk)
    school = geopend.groeidocument.school
    context = {
        "geopend": geopend,
        "form": form,
        "opp": running_opp(geopend),
        "regels": [(regel.tekst, regel.artikel(school.onderwijstype), regel.sinds) for regel in BEGIN.values()],
    }
    return render(request, "termijnen/begin.html", context, status=422 if form.is_bound else 200)


@require_safe
@lobby()
def schooltermijnen(request: HttpRequest, viewer: Viewer, school_id: UUID) -> HttpResponse:
    """The terms of every open file of a school, most urgent first."""
    lijst = school_or_404(viewer, school_id)
    rows = rows_of(viewer, lijst)
    asked = {name: request.GET[name][:20] for name in ("soort", "groep") if request.GET.get(name)}
    shown = narrowed(rows, asked.get("soort", ""), asked.get("groep", ""))
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    counted = {soort: sum(row.woord.soort == soort for row in rows) for soort in SOORTEN}
    context = {
        "lijst": lijst,
        "page_obj": page,
        "rijen": page.object_list,
        "soorten": [(soort, naam, counted[soort]) for soort, naam in SOORTEN.items() if counted[soort] or soort == asked.get("soort")],
        "groepen": sorted({row.groep for row in rows if row.groep}),
        "gevraagd": asked,
        "totaal": len(rows),
        "zonder_dossier": without_file(viewer, lijst),
        "query": urlencode(asked) + "&" if asked else "",
    }
    return render(request, "termijnen/schooltermijnen.html", context)
