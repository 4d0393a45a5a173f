"""Sharing, seen from inside the file: who can reach it, and giving and taking back access. Only for who may manage it (`Recht.DELEN`)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import guides_of
from groeidocumenten.dossiers.access import GeopendDossier, Recht, grants_on
from groeidocumenten.dossiers.actions import assign_leerkracht, end_leerkracht, record_gezag, teachers_of
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.forms import GezagForm, LeerkrachtForm
from groeidocumenten.dossiers.models import Grond
from post.api import latest_about

from .aanvragen import open_requests
from .gronden import grondslagen, toestemmingen
from .listing import links_of
from .pincode_channels import last_handed_over


@require_safe
@door(Recht.DELEN)
def toegang(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Everybody who can reach this file, on whatever ground, with a way to end it: one screen, nobody hidden (gasten B16)."""
    groeidocument, links = geopend.groeidocument, links_of(geopend)
    context = {
        "geopend": geopend,
        "begeleiders": guides_of(groeidocument.school),
        "gezag": groeidocument.leerling.gezagsrelaties.select_related("gebruiker").order_by("naam"),
        "lezers": set(groeidocument.leerling.gezagsrelaties.valid().with_gezag().filter(gebruiker__is_active=True)),
        "leerkrachten": grants_on(groeidocument, Grond.LIDMAATSCHAP),
        "noodlezers": groeidocument.noodopeningen.valid().select_related("aanvrager"),
        "toestemmingen": toestemmingen(geopend),
        "grondslagen": grondslagen(geopend),
        "links": [one for one in links if one.loopt],
        "voorbij": [one for one in links if not one.loopt],
        "post": latest_about([one.link.pk for one in links]),
        "codes": last_handed_over(geopend, [one.link for one in links]),
        "aanvragen": len(open_requests(geopend)),
    }
    return render(request, "delen/toegang.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def gezag_nieuw(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Write down a parent or other person with a legal relation to the child."""
    form = GezagForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            record_gezag(geopend=geopend, gezag=form.save(commit=False), verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "De gezagsrelatie is vastgelegd.")
            return _back(geopend)
    return _form(request, "delen/gezag_nieuw.html", geopend, form)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def leerkracht_nieuw(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Let a teacher of the school into this pupil's file."""
    form = LeerkrachtForm(request.POST or None, teachers=teachers_of(geopend.groeidocument.school))
    if form.is_bound and form.is_valid():
        try:
            assign_leerkracht(geopend=geopend, leerkracht=form.cleaned_data["leerkracht"], tot=form.cleaned_data["tot"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "De leerkracht kan nu in dit groeidocument lezen en schrijven.")
            return _back(geopend)
    return _form(request, "delen/leerkracht_nieuw.html", geopend, form)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def leerkracht_einde(request: HttpRequest, geopend: GeopendDossier, gebruiker_id: UUID) -> HttpResponse:
    """Ask first, then end a teacher's access."""
    row = grants_on(geopend.groeidocument, Grond.LIDMAATSCHAP).filter(user=gebruiker_id).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        end_leerkracht(geopend=geopend, leerkracht=row.user)
        messages.success(request, "De leerkracht kan dit groeidocument niet meer openen.")
        return _back(geopend)
    return render(request, "delen/leerkracht_einde.html", {"geopend": geopend, "leerkracht": row.user})


def _form(request: HttpRequest, template: str, geopend: GeopendDossier, form: Any, **context: Any) -> HttpResponse:
    return render(request, template, {"geopend": geopend, "form": form, **context}, status=422 if form.is_bound else 200)


def _back(geopend: GeopendDossier) -> HttpResponse:
    return redirect("delen:toegang", dossier_id=geopend.groeidocument.pk)
