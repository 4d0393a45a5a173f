"""The record of a pupil, for who guides the school: data with a log, schoolloopbaan, what was agreed at 16 and 18, and the pupil's files.

The same page stands behind the tab in a file and at an address of its own: a pupil exists without a file too.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from .access import GeopendDossier, GeopendeLeerling, Recht, open_leerling
from .actions import first_reading
from .ages import notices
from .blokkades import bevelen
from .door import door, leerlingdoor
from .forms_leerling import LeeftijdForm, LeerlingWijzigForm, LoopbaanForm, LoopbaanWijzigForm, VersieForm
from .gezag import relatie, relaties
from .leerling import Changed, add_loopbaan, change_leerling, change_loopbaan, note_leerling, record_talk, remove_loopbaan, wijzigingen
from .models import Gezagsrelatie, Handeling, Leeftijdsgesprek, Loopbaanregel
from .names import lookalikes

PAGE = "dossiers/leerling_formulier.html"


@require_safe
@door(Recht.LEZEN, als="school", heel=True)
def leerling_van(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """The pupil of an opened file, as a tab of that file; not for a leerkracht."""
    if not geopend.begeleidt:
        raise Http404
    record = open_leerling(geopend.viewer, geopend.groeidocument.leerling_id)
    return render(request, "dossiers/leerling_tab.html", _context(request, record) | {"geopend": geopend})


@require_safe
@leerlingdoor
def leerling(request: HttpRequest, geopend: GeopendeLeerling) -> HttpResponse:
    """The pupil at an own address, with or without files."""
    return render(request, "dossiers/leerling.html", _context(request, geopend))


def _context(request: HttpRequest, geopend: GeopendeLeerling) -> dict[str, Any]:
    if first_reading(request, str(geopend.leerling.pk)):
        # The page shows addresses and who holds gezag: reading it is written down, as for a file.
        note_leerling(Handeling.GEZIEN, geopend)
    return {
        "record": geopend,
        "leerling": geopend.leerling,
        "meldingen": notices(geopend),
        "gelijkenden": lookalikes(geopend.viewer, geopend.leerling),
        "wijzigingen": wijzigingen(geopend),
        "loopbaan": list(geopend.leerling.loopbaan.all()),
        "relaties": relaties(geopend),
        "bevelen": bevelen(geopend),
        "dossiers": list(geopend.files()),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def wijzigen(request: HttpRequest, geopend: GeopendeLeerling) -> HttpResponse:
    """Change the pupil's data."""
    form = LeerlingWijzigForm(request.POST or None, leerling=geopend.leerling)
    words = {"titel": "Wijzig de gegevens", "knop": "Bewaar de gegevens", "gelijkenden": lookalikes(geopend.viewer, geopend.leerling)}
    if form.is_bound and form.is_valid():
        try:
            changed = change_leerling(geopend=geopend, waarden=form.cleaned_data, versie=form.cleaned_data["versie"])
        except Changed as conflict:
            return conflicted(request, geopend, form, conflict, **words)
        messages.success(request, "De gegevens zijn bewaard. Ze staan nu overal goed." if changed else "Er is niets veranderd.")
        return back(geopend)
    return show_form(request, geopend, form, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def loopbaan_nieuw(request: HttpRequest, geopend: GeopendeLeerling) -> HttpResponse:
    """A new row of the schoolloopbaan."""
    leerling = geopend.leerling
    form = LoopbaanForm(request.POST or None, initial={"school": leerling.school.naam, "groep": leerling.groep})
    words = {"titel": "Voeg een schooljaar toe", "knop": "Voeg het schooljaar toe"}
    if form.is_bound and form.is_valid():
        try:
            add_loopbaan(geopend=geopend, regel=form.save(commit=False), verzoek=form.cleaned_data["verzoek"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Het schooljaar staat in de schoolloopbaan.")
            return back(geopend)
    return show_form(request, geopend, form, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def loopbaan_wijzigen(request: HttpRequest, geopend: GeopendeLeerling, regel_id: UUID) -> HttpResponse:
    """Correct a row of the schoolloopbaan."""
    regel = _regel_or_404(geopend, regel_id)
    form = LoopbaanWijzigForm(request.POST or None, instance=regel, initial={"versie": regel.versie})
    words = {"titel": f"Wijzig schooljaar {regel.jaren}", "knop": "Bewaar het schooljaar"}
    if form.is_bound and form.is_valid():
        try:
            change_loopbaan(geopend=geopend, regel=regel_id, waarden=form.cleaned_data, versie=form.cleaned_data["versie"])
        except Changed as conflict:
            return conflicted(request, geopend, form, conflict, **words)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Het schooljaar is bewaard.")
            return back(geopend)
    return show_form(request, geopend, form, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def loopbaan_weg(request: HttpRequest, geopend: GeopendeLeerling, regel_id: UUID) -> HttpResponse:
    """Ask first, then take a wrong row out."""
    form = VersieForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            remove_loopbaan(geopend=geopend, regel=regel_id, versie=form.cleaned_data["versie"])
            messages.success(request, "Het schooljaar is weggehaald. In het logboek staat wat er stond.")
        except ValidationError as refused:
            messages.info(request, refused.messages[0])
        return back(geopend)
    context = {"leerling": geopend.leerling, "regel": _regel_or_404(geopend, regel_id)}
    return render(request, "dossiers/loopbaan_weg.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@leerlingdoor
def leeftijd(request: HttpRequest, geopend: GeopendeLeerling, grens: int) -> HttpResponse:
    """Write down what was agreed with a pupil who became 16 or 18."""
    if grens not in Leeftijdsgesprek.Grens.values or geopend.leerling.leeftijd < grens:
        messages.info(request, "De leerling heeft deze leeftijd nog niet.")
        return back(geopend)
    form = LeeftijdForm(request.POST or None)
    words = {"titel": f"Wat is er afgesproken bij {grens} jaar?", "knop": "Leg de afspraak vast", "melding": grens}
    if form.is_bound and form.is_valid():
        written = record_talk(geopend=geopend, grens=grens, afspraak=form.cleaned_data["afspraak"])
        said = "De afspraak is vastgelegd. Wie kan meelezen, is niet veranderd."
        messages.info(request, said if written else "Er was al een afspraak vastgelegd. Die is niet veranderd.")
        return back(geopend)
    return show_form(request, geopend, form, **words)


def _regel_or_404(geopend: GeopendeLeerling, pk: UUID) -> Loopbaanregel:
    regel = geopend.leerling.loopbaan.filter(pk=pk).first()
    if regel is None:
        raise Http404
    return regel


def show_form(request: HttpRequest, geopend: GeopendeLeerling, form: Any, **words: Any) -> HttpResponse:
    """A form about this pupil."""
    return render(request, PAGE, {"leerling": geopend.leerling, "form": form, **words}, status=422 if form.is_bound else 200)


def conflicted(request: HttpRequest, geopend: GeopendeLeerling, form: Any, conflict: Changed, **words: Any) -> HttpResponse:
    """Somebody else saved meanwhile: what stands there now beside what was typed, and the next save is on purpose."""
    row: Any = conflict.current
    form.renewed(row.versie)
    texts = {"adres": "", "toelichting": ""}
    if isinstance(row, Gezagsrelatie):
        opened = relatie(geopend, row)
        texts = {"adres": opened.adres, "toelichting": opened.toelichting}
    words["nu"] = [(field.label, texts.get(field.name, _shown(row, field.name))) for field in form if not field.is_hidden]
    return render(request, PAGE, {"leerling": geopend.leerling, "form": form, **words}, status=409)


def _shown(row: Any, name: str) -> Any:
    """What stands in a column now, as people read it; a question that is no column of its own says when the objection became known."""
    if name in ("stand", "sinds"):
        name = "bezwaar_bekend_op"
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name, "")
    return ("ja" if value else "nee") if isinstance(value, bool) else value


def back(geopend: GeopendeLeerling) -> HttpResponse:
    """To the pupil's page."""
    return redirect("dossiers:leerling", leerling_id=geopend.leerling.pk)
