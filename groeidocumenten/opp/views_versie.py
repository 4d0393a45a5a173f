"""Frozen versions: read one, what changed since the one before, send the next, discuss, remark, answer, and the advice of the CvB."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.gesprekken.talks import short_talks
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.inhoud.views_files import download

from .bladzijde import lay_out
from .forms import AdviesForm, AntwoordForm, BesprekingForm, VerstuurForm
from .forms_inbreng import OpmerkingForm
from .lezen import blocks_of, places
from .models import Opp, OppVersie
from .opmerkingen import may_discuss, remarks
from .overleg import Advies, Besproken, Zending, answer_remark, record_advice, record_talk, remark, send_concept
from .reading import opp_or_404, version_or_404, versions, writes
from .scherm import did, page, to_opp, to_version
from .verschil import changed_places, differences
from .views_inbreng import running_or_404


@require_safe
@door(Recht.LEZEN, heel=True)
def versie(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, nummer: int) -> HttpResponse:
    """One frozen version to read, with the remarks beside what they are about."""
    row = opp_or_404(geopend, opp_id)
    found = version_or_404(geopend, row, nummer)
    note_reading(request, geopend, f"opp:{opp_id}:{nummer}")
    blokken = blocks_of(found, geopend)
    before = _before(geopend, row, found)
    said = remarks(geopend, found, places(blokken))
    changed = changed_places(blocks_of(before, geopend), blokken) if before else set[str]()
    # What the school wrote with it, and the talk that it asks for, are between school, parents and pupil.
    sent = None if geopend.viewer.is_guest else geopend.groeidocument.opptoezendingen.filter(versie=found).first()
    context = {
        "geopend": geopend,
        "opp": row,
        "versie": found,
        "blokken": blokken,
        "bladzijde": lay_out(blokken, said, changed, kind=geopend.lezer == "leerling"),
        "vorige": before,
        "gewijzigd": bool(changed),
        "vaststelling": geopend.groeidocument.oppvaststellingen.filter(versie=found).first(),
        "zending": open_from(sent, "inhoud") if sent else None,
        "gesprek_op": sent.gesprek_op if sent else None,
        "schrijft": writes(geopend),
        "reageert": _may_remark(geopend, row, found),
        "tekent": not geopend.viewer.is_guest
        and row.beeindigd_op is None
        and not versions(geopend, row).filter(nummer__gt=nummer).exists(),
    }
    return render(request, "opp/versie.html", context)


def _before(geopend: GeopendDossier, opp: Opp, versie: OppVersie) -> OppVersie | None:
    return versions(geopend, opp).filter(nummer__lt=versie.nummer).first()


def _may_remark(geopend: GeopendDossier, opp: Opp, versie: OppVersie) -> bool:
    """Whether this viewer can say something of this version: it is the newest; the school only answers, a guest only reads."""
    if not may_discuss(geopend) or not geopend.mag(Recht.AANVULLEN) or opp.beeindigd_op is not None:
        return False
    newest = versions(geopend, opp).first()
    return newest is not None and newest.pk == versie.pk


@require_safe
@door(Recht.LEZEN, heel=True)
def verschillen(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, nummer: int) -> HttpResponse:
    """What changed since the version before, in words, per question."""
    row = opp_or_404(geopend, opp_id)
    found = version_or_404(geopend, row, nummer)
    before = _before(geopend, row, found)
    note_reading(request, geopend, f"opp:{opp_id}:{nummer}")
    changed = differences(blocks_of(before, geopend), blocks_of(found, geopend)) if before else []
    return render(
        request, "opp/verschillen.html", {"geopend": geopend, "opp": row, "versie": found, "vorige": before, "verschillen": changed}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def versturen(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Freeze a concept and send it, with the agenda of the talk."""
    row = running_or_404(request, geopend, opp_id)
    form = VerstuurForm(request.POST if request.method == "POST" else None, geopend=geopend)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        zending = Zending(form.names, said["agenda"], said["bericht"], said["gesprek_op"])
        made: list[OppVersie] = []
        if did(form, lambda: made.append(send_concept(geopend=geopend, opp=row, zending=zending))):
            messages.success(request, f"Concept {made[0].nummer} staat vast en is te lezen voor ouders en leerling.")
            return to_opp(geopend, row)
    newest = versions(geopend, row).first()
    return page(request, "versturen", geopend, form, opp=row, laatste=newest)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def bespreken(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Write down the talk about the newest concept."""
    row = running_or_404(request, geopend, opp_id)
    newest = versions(geopend, row).first()
    if newest is None:
        messages.info(request, "Er is nog geen concept om te bespreken. Stuur het eerst.")
        return to_opp(geopend, row)
    form = BesprekingForm(request.POST if request.method == "POST" else None, talks=short_talks(geopend))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        besproken = Besproken(said["gehouden_op"], said["aanwezigen"], said["verslag"], gesprek=form.talk)
        if did(form, lambda: record_talk(geopend=geopend, opp=row, versie=newest, besproken=besproken, verzoek=said["verzoek"])):
            messages.success(request, "Het gesprek is vastgelegd.")
            return to_opp(geopend, row)
    return page(request, "bespreken", geopend, form, opp=row, versie=newest)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def advies(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Write down the advice of the Commissie voor de Begeleiding on the newest concept."""
    row = running_or_404(request, geopend, opp_id)
    newest = versions(geopend, row).first()
    if newest is None:
        messages.info(request, "De commissie adviseert over een concept. Stuur eerst een concept.")
        return to_opp(geopend, row)
    form = AdviesForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        given = Advies(said["datum"], said["strekking"], said["tekst"], said["leden"])
        if did(form, lambda: record_advice(geopend=geopend, opp=row, versie=newest, advies=given, verzoek=said["verzoek"])):
            messages.success(request, "Het advies is bewaard.")
            return to_opp(geopend, row)
    return page(request, "advies", geopend, form, opp=row, versie=newest)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def opmerking(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, nummer: int, plek: str = "") -> HttpResponse:
    """Say something of a section of a version, or of the whole."""
    row = opp_or_404(geopend, opp_id)
    found = version_or_404(geopend, row, nummer)
    if not may_discuss(geopend) or (row.beeindigd_op is not None and request.method != "POST"):
        raise Http404
    names = places(blocks_of(found, geopend))
    if plek not in names:
        raise Http404
    form = OpmerkingForm(request.POST if request.method == "POST" else None, lezer=geopend.lezer)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        if did(form, lambda: remark(geopend=geopend, versie=found, plek=plek, tekst=said["tekst"], verzoek=said["verzoek"])):
            child = geopend.lezer == "leerling"
            messages.success(
                request, "Het staat erbij. De school geeft antwoord." if child else "Uw opmerking staat erbij. De school geeft antwoord."
            )
            return to_version(geopend, row, nummer)
    return page(request, "opmerking", geopend, form, opp=row, versie=found, waar=names[plek])


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def antwoord(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, opmerking_id: UUID) -> HttpResponse:
    """Answer one remark."""
    row = opp_or_404(geopend, opp_id)
    found = _remark(geopend, row, opmerking_id)
    versie_, one = found["versie"], found["opmerking"]
    form = AntwoordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        if did(
            form,
            lambda: answer_remark(geopend=geopend, opp=row, opmerking=opmerking_id, uitkomst=said["uitkomst"], tekst=said["tekst"]),
        ):
            messages.success(request, "Het antwoord staat erbij.")
            return to_version(geopend, row, versie_.nummer)
    if one.antwoord and not form.is_bound:
        return to_version(geopend, row, versie_.nummer)
    return page(request, "antwoord", geopend, form, opp=row, **found)


def _remark(geopend: GeopendDossier, opp: Opp, pk: UUID) -> dict[str, Any]:
    row = geopend.groeidocument.oppopmerkingen.filter(pk=pk, versie__opp=opp).select_related("versie__format_versie__format").first()
    if row is None:
        raise Http404
    said = remarks(geopend, row.versie, places(blocks_of(row.versie, geopend)))
    for one in said.get(row.plek, []):
        if one.pk == pk:
            return {"versie": row.versie, "opmerking": one}
    raise Http404


@require_safe
@door(Recht.LEZEN, heel=True)
def bestand(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, nummer: int) -> HttpResponse:
    """Fetch the PDF of an OPP that was made elsewhere."""
    found = version_or_404(geopend, opp_or_404(geopend, opp_id), nummer)
    if found.bestand is None:
        raise Http404
    return download(geopend, found.bestand)
