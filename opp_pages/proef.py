"""Probeer het invullen: an editor fills in the real form of a format, draft or published, without a groeidocument and without keeping anything.

For who may edit or publish the page. Answers stay in the session (proef_session); conditions, rows, progress and print are those of the
groeidocument, because the same rooms of `formats` do them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from formats.conditions import flat
from formats.example import example_answers
from formats.papier.blank import format_document
from formats.papier.pdf import render as render_pdf
from formats.progress import missing, progress
from formats.readers import Rol, reads
from formats.schema import Deel, FormatSchema, Sectie

from .models import FormatPage
from .pages_estimate import ADVIES, estimate
from .proef_session import Proef, TooLarge, clear, load, store
from .voorbeeld import delen_for, fills, form_for

ROLLEN: dict[Rol, str] = {
    "school": "intern begeleider",
    "ouder": "ouder",
    "leerling": "leerling",
    "deskundige": "deskundige",
}


@dataclass(frozen=True)
class Opstelling:
    """A running test: the page, what was tried, and the format as the chosen variant has it; `heel` is the format with all variants."""

    page: FormatPage
    proef: Proef
    heel: FormatSchema
    schema: FormatSchema
    problems: list[str]

    def context(self) -> dict[str, Any]:
        """What every page of the test shows."""
        return {"page": self.page, "proef": self.proef, "schema": self.schema, "rollen": ROLLEN.items(), "problems": self.problems}


View = Callable[..., HttpResponse]


def with_test(view: View) -> View:
    """Open the test of the page in the address, for who may edit or publish that page."""

    @wraps(view)
    def opened(request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        page = get_object_or_404(FormatPage, pk=page_id)
        rights = page.permissions_for_user(request.user)
        if not (rights.can_edit() or rights.can_publish()):
            raise PermissionDenied
        return view(request, _set_up(page, load(request, page_id)), **kwargs)

    return opened


@require_safe
@with_test
def overview(request: HttpRequest, test: Opstelling) -> HttpResponse:
    """The parts and sections with how far they are, what stands between a part and "klaar", and how long the format gets on paper."""
    rol, answers = test.proef.rol, test.proef.antwoorden
    alles = flat(answers)
    delen = []
    for beeld in delen_for(test.schema, answers, rol):
        rows = [
            (sectie, fills(sectie, rol), progress(sectie, answers.get(sectie.key, {}), schema=test.schema, alles=alles, lezer=rol))
            for sectie in beeld.secties
        ]
        # A question that this reader may not read is not named to them either.
        open_ = [(sectie, veld) for sectie, veld in missing(test.schema, beeld.deel, answers) if reads(veld, rol)]
        delen.append((beeld.deel, rows, open_))
    context = {
        "delen": delen,
        "schattingen": estimate(test.heel),
        "advies": ADVIES,
        "heeft_versie": test.page.current_version() is not None,
    }
    return render(request, "opp_pages/proef/overzicht.html", test.context() | context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_test
def section(request: HttpRequest, test: Opstelling, sectie: str) -> HttpResponse:
    """The form of one section; saving leads to the next one.

    Raises:
        Http404: for a section that this role does not get with these answers.
    """
    order = [(beeld.deel, one) for beeld in delen_for(test.schema, test.proef.antwoorden, test.proef.rol) for one in beeld.secties]
    place = next((number for number, (_deel, one) in enumerate(order) if one.key == sectie), None)
    if place is None:
        raise Http404
    deel, found = order[place]
    data = request.POST if request.method == "POST" else None
    form = form_for(found, test.schema, test.proef.antwoorden, test.proef.rol, data=data)
    status = 200
    if data is not None and not form.row_request:
        if form.is_valid():
            answer = _keep(request, test, found, form.answers())
            if answer is not None:
                return answer
            messages.error(request, "Dit is meer tekst dan het proberen bewaart. Maak een antwoord korter, of wis wat u eerder invulde.")
        status = 422
    following = order[place + 1][1] if place + 1 < len(order) else None
    return render(request, "opp_pages/proef/sectie.html", test.context() | _of_section(deel, found, form, following, test), status=status)


@require_POST
@with_test
def settings(request: HttpRequest, test: Opstelling) -> HttpResponse:
    """Another role, variant, or draft instead of published version; what was filled in stays, and unknown values change nothing."""
    proef = test.proef
    rol, variant, bron = (request.POST.get(name, "") for name in ("rol", "variant", "bron"))
    if rol in ROLLEN:
        proef.rol = rol  # type: ignore[assignment]  # it is one of the keys
    if variant in {one.key for one in test.heel.varianten}:
        proef.variant = variant
    if bron in ("concept", "versie"):
        proef.bron = bron  # type: ignore[assignment]  # it is one of the two
    return _keep_all(request, test)


@require_POST
@with_test
def fill_in_example(request: HttpRequest, test: Opstelling) -> HttpResponse:
    """Fill every question in with invented answers, over what was there."""
    test.proef.antwoorden = {key: dict(answers) for key, answers in example_answers(test.heel).items()}
    return _keep_all(request, test)


@require_POST
@with_test
def forget(request: HttpRequest, test: Opstelling) -> HttpResponse:
    """Wipe everything that was tried."""
    clear(request, test.page.pk)
    messages.success(request, "Alles wat u hebt geprobeerd, is gewist.")
    return redirect("proef:overzicht", page_id=test.page.pk)


@require_safe
@with_test
def pdf(request: HttpRequest, test: Opstelling) -> HttpResponse:
    """The format on paper: filled in so far, or (?leeg=1) empty."""
    empty = request.GET.get("leeg") == "1"
    answers = None if empty else test.proef.antwoorden
    made = render_pdf(format_document(test.schema, answers, lezer=test.proef.rol))
    name = f"{slugify(test.page.title) or 'format'}-{'leeg' if empty else 'proef'}.pdf"
    return HttpResponse(made.pdf, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _set_up(page: FormatPage, proef: Proef) -> Opstelling:
    """Raises Http404 when there is nothing that can be tried."""
    versie = page.current_version()
    if proef.bron == "versie" and versie is not None:
        heel, problems = versie.schema, []
    else:
        proef.bron = "concept"
        draft, problems = page.get_latest_revision_as_object().lenient_schema()
        if draft is None:
            raise Http404
        heel = draft
    keys = [one.key for one in heel.varianten]
    if proef.variant not in keys:
        proef.variant = keys[0] if keys else ""
    return Opstelling(page, proef, heel, heel.for_variant(proef.variant), problems)


def _keep(request: HttpRequest, test: Opstelling, sectie: Sectie, answers: dict[str, Any]) -> HttpResponseRedirect | None:
    """Keep the answers and go on, or None when they are too much."""
    proef = test.proef
    proef.antwoorden = {**proef.antwoorden, sectie.key: answers}
    try:
        store(request, test.page.pk, proef)
    except TooLarge:
        return None
    # The answers may have opened or closed sections, so what comes next is asked again.
    order = [one.key for beeld in delen_for(test.schema, proef.antwoorden, proef.rol) for one in beeld.secties]
    if "verder" in request.POST and sectie.key in order[:-1]:
        return redirect("proef:sectie", page_id=test.page.pk, sectie=order[order.index(sectie.key) + 1])
    return redirect("proef:overzicht", page_id=test.page.pk)


def _keep_all(request: HttpRequest, test: Opstelling) -> HttpResponseRedirect:
    try:
        store(request, test.page.pk, test.proef)
    except TooLarge:
        messages.error(request, "Dit is meer tekst dan het proberen bewaart. Er is niets veranderd.")
    return redirect("proef:overzicht", page_id=test.page.pk)


def _of_section(deel: Deel, sectie: Sectie, form: Any, following: Sectie | None, test: Opstelling) -> dict[str, Any]:
    return {"deel": deel, "sectie": sectie, "form": form, "volgende": following, "vult_in": fills(sectie, test.proef.rol)}
