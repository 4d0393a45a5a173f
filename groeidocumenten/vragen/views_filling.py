"""Filling in: one section at a time, stop and go on, hand in; or on paper, with a code that brings the scan back to the right place."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from formats.forms import SectieForm
from formats.papier.blank import format_document
from formats.papier.document import PrintDeel
from formats.papier.pdf import render as render_pdf
from formats.schema import Sectie
from groeidocumenten.documenten.views import TOO_LARGE, judged_all
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note, note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.models import Bereik, Handeling
from groeidocumenten.inhoud.content import Inhoud
from groeidocumenten.inhoud.register import proposals

from .actions import Botsing, Gesloten, Onvolledig, hand_in, save_answers, take_in_paper
from .forms import PapierForm
from .reading import Gevraagd, Invulling, to_fill
from .views import one_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True, stuk=Bereik.FORMULIER)
def onderdeel(request: HttpRequest, geopend: GeopendDossier, vraag_id: UUID, onderdeel: str) -> HttpResponse:
    """Fill in one section. What was typed stays on an error, and when the same section was saved elsewhere or was closed."""
    one, inside = _filling(geopend, vraag_id)
    sectie = _section(inside, onderdeel)
    current = inside.of(sectie)
    note_reading(request, geopend, f"formulier {vraag_id}")
    context: dict[str, Any] = {"geopend": geopend, "een": one, "sectie": sectie, "versie": current.versie}
    if request.method != "POST":
        if not one.vraag.open:
            return redirect("vragen:vraag", dossier_id=geopend.groeidocument.pk, vraag_id=vraag_id)
        return render(request, "vragen/onderdeel.html", context | {"form": _form(inside, sectie)})
    form = _form(inside, sectie, request.POST)
    versie = _versie(request)
    if form.row_request:
        return render(request, "vragen/onderdeel.html", context | {"form": form, "versie": versie})
    if not form.is_valid():
        return render(request, "vragen/onderdeel.html", context | {"form": form, "versie": versie}, status=422)
    try:
        # A form made from another state must never be merged with this one: -1 matches no version.
        based_on = versie if versie == current.versie else -1
        save_answers(geopend=geopend, vraag=one.vraag, sectie=sectie, antwoorden=form.answers(), versie=based_on)
    except Botsing as botsing:
        shown = {"form": form, "versie": botsing.current.versie, "regels": inside.regels(sectie, botsing.current.antwoorden)}
        return render(request, "vragen/onderdeel.html", context | shown | {"botsing": botsing.current}, status=409)
    except Gesloten:
        return render(request, "vragen/onderdeel.html", context | {"form": form, "gesloten": True}, status=409)
    messages.success(request, f"“{sectie.titel}” is bewaard.")
    return _next(request, geopend, one, inside, sectie)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True, stuk=Bereik.FORMULIER)
def indienen(request: HttpRequest, geopend: GeopendDossier, vraag_id: UUID) -> HttpResponse:
    """Show once more what was filled in and what is missing, then hand it in."""
    one, inside = _filling(geopend, vraag_id)
    refused = False
    if request.method != "POST" and not one.vraag.open:
        return redirect("vragen:vraag", dossier_id=geopend.groeidocument.pk, vraag_id=vraag_id)
    if request.method == "POST" and request.POST.get("bevestig") == "ja":
        try:
            hand_in(geopend=geopend, vraag=one.vraag)
        except Onvolledig:
            refused = True
        except Gesloten:
            messages.info(request, "De school heeft dit formulier intussen ingetrokken.")
            return redirect("vragen:vraag", dossier_id=geopend.groeidocument.pk, vraag_id=vraag_id)
        else:
            messages.success(request, f"“{one.titel}” is ingediend. De school kan het nu lezen.")
            return redirect("vragen:vraag", dossier_id=geopend.groeidocument.pk, vraag_id=vraag_id)
    context = {
        "geopend": geopend,
        "een": one,
        "secties": [(sectie, inside.regels(sectie)) for _deel, sectie in inside.secties()],
        "ontbreekt": inside.missing(),
        "geweigerd": refused,
    }
    return render(request, "vragen/indienen.html", context, status=422 if refused else 200)


@require_safe
@door(Recht.LEZEN, heel=True, stuk=Bereik.FORMULIER)
def papier(request: HttpRequest, geopend: GeopendDossier, vraag_id: UUID) -> HttpResponse:
    """The form to fill in by pen, with the code that brings its scan back here."""
    one = one_or_404(geopend, vraag_id)
    vraag, leerling = one.vraag, geopend.groeidocument.leerling
    schema = vraag.format_versie.schema.for_variant(vraag.variant)
    lezer = vraag.rol if vraag.rol in ("school", "ouder", "leerling", "deskundige") else "school"
    empty = format_document(schema, versie=vraag.format_versie.nummer, lezer=lezer)  # type: ignore[arg-type]  # one of the four
    back = PrintDeel(
        "Inleveren",
        f"Code van dit formulier: {one.code}\n\nLever het uiterlijk op {date_format(one.uiterlijk, 'j F Y')} in bij de school. "
        "Of maak er een scan of foto van en voeg die met deze code toe bij Formulieren.",
    )
    document = replace(
        empty,
        leerling=leerling.naam,
        geboortedatum=date_format(leerling.geboortedatum, "j F Y"),
        school=geopend.groeidocument.school.naam,
        delen=[back, *empty.delen],
    )
    note(Handeling.AFGEDRUKT, geopend, str(vraag.pk))
    response = HttpResponse(render_pdf(document).pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="formulier-{one.code}.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def terug(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Add the scan of a form that was filled in by pen: its code says where it belongs."""
    form = PapierForm(
        request.POST if request.method == "POST" else None, request.FILES or None, initial={"code": request.GET.get("code", "")[:9]}
    )
    if getattr(request, "upload_too_large", False):
        form = PapierForm(request.POST, {})
        form.fields["bestand"].required = False
        form.add_error("bestand", TOO_LARGE)
    elif form.is_bound and form.is_valid() and (found := _taken_in(geopend, form)):
        messages.success(request, "De scan is toegevoegd bij dit formulier.")
        return redirect("vragen:vraag", dossier_id=geopend.groeidocument.pk, vraag_id=found)
    return render(request, "vragen/terug.html", {"geopend": geopend, "form": form}, status=422 if form.is_bound else 200)


def _taken_in(geopend: GeopendDossier, form: PapierForm) -> UUID | None:
    """The question that the scan was added to; None when something is wrong, which then stands beside its field."""
    try:
        [judged] = judged_all([form.cleaned_data["bestand"]])
    except ValidationError as refused:
        form.add_error("bestand", refused)
        return None
    given = form.cleaned_data
    try:
        return take_in_paper(geopend=geopend, code=given["code"], judged=judged, verzoek=given["verzoek"]).pk
    except ValidationError as refused:
        form.add_error(None, refused)
        return None


def _filling(geopend: GeopendDossier, pk: UUID) -> tuple[Gevraagd, Invulling]:
    """A question that this viewer was asked, whether it is still open or not.

    Raises:
        Http404: for every other one.
    """
    one = one_or_404(geopend, pk)
    if not one.mijn:
        raise Http404
    return one, to_fill(geopend, one.vraag)


def _section(inside: Invulling, key: str) -> Sectie:
    for _deel, sectie in inside.schema.secties():
        if sectie.key == key:
            return sectie
    raise Http404


def _form(inside: Invulling, sectie: Sectie, data: Any = None) -> SectieForm:
    """The form of a section, with what the register knows beforehand in its empty fields."""
    current = inside.of(sectie).antwoorden
    # Who was let in for this formulier alone is told nothing else of the pupil, not even beforehand.
    alone = inside.geopend.alleen(Bereik.FORMULIER) is not None
    return SectieForm(
        sectie,
        current,
        data=data,
        editable=inside.vult,
        lezer=inside.geopend.lezer,
        schema=inside.schema,
        alles=inside.alles,
        voorstellen={} if alone else proposals(Inhoud(inside.geopend, {}, {}), sectie, current),
    )


def _next(request: HttpRequest, geopend: GeopendDossier, one: Gevraagd, inside: Invulling, sectie: Sectie) -> HttpResponse:
    """After saving: on to the next section, or back to the overview when somebody stops here or this was the last."""
    order = [each.key for _deel, each in inside.secties()]
    at = order.index(sectie.key) + 1 if sectie.key in order else len(order)
    dossier_id, vraag_id = geopend.groeidocument.pk, one.vraag.pk
    if "verder" in request.POST and at < len(order):
        return redirect("vragen:onderdeel", dossier_id=dossier_id, vraag_id=vraag_id, onderdeel=order[at])
    return redirect("vragen:vraag", dossier_id=dossier_id, vraag_id=vraag_id)


def _versie(request: HttpRequest) -> int:
    """The version that the form was made from; nonsense counts as "never saw anything"."""
    text = request.POST.get("versie", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
