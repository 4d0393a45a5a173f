"""Bringing in: factors by everybody, the destination by the school, what the pupil says, and which agreements belong to the plan."""

from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from formats.law import places_by_code
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.gesprekken.talks import talks_for
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.inhoud.views_files import download

from .forms_inbreng import AfsprakenForm, EigenWoordForm, FactorenForm, FactorForm, HoorForm, OpvolgingForm, PerspectiefForm
from .inbreng_lezen import OpenFactor, factors, hearings, newest_outlook, outlooks
from .inbrengen import Gehoord, add_factor, follow_up, record_hearing, set_outlook, withdraw_factor
from .lijsten import destinations, factor_items
from .models import Factor, Hoormoment, Moment, Opp, Oppantwoord
from .reading import facts_of, opp_or_404, writes
from .scherm import did, page, sent_file, to_opp
from .schrijven import choose_agreements
from .werk import newest_states, working


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def perspectief(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Write down which destination the school expects; what it expected before stands below."""
    row = running_or_404(request, geopend, opp_id)
    werk, present = working(geopend, row), newest_outlook(geopend, row)
    asks = "onderbouwing" not in places_by_code(werk.schema)
    form = PerspectiefForm(
        request.POST if request.method == "POST" else None,
        bestemmingen=destinations(geopend, row, werk.alles),
        vraagt_onderbouwing=asks,
        present=present,
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        if did(
            form,
            lambda: set_outlook(geopend=geopend, opp=row, peildatum=said["peildatum"], inhoud=form.plain(), verzoek=said["verzoek"]),
        ):
            messages.success(request, "De verwachte bestemming is bewaard.")
            return to_opp(geopend, row)
    note_reading(request, geopend, f"opp:{opp_id}")
    return page(request, "perspectief", geopend, form, opp=row, eerder=outlooks(geopend, row))


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def factoren(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, richting: str) -> HttpResponse:
    """Pick factors of one direction, several at once, under the own name."""
    row = running_or_404(request, geopend, opp_id)
    if richting not in Factor.Richting.values:
        raise Http404
    form = FactorenForm(request.POST if request.method == "POST" else None, bank=factor_items(geopend, row, richting), lezer=geopend.lezer)
    mine = [one for one in factors(geopend, row) if one.eigen and one.richting == richting]
    if form.is_bound and form.is_valid() and did(form, lambda: _pick(geopend, row, richting, form, mine)):
        child = geopend.lezer == "leerling"
        messages.success(request, "Het staat erbij, met je naam." if child else "Het staat erbij, met uw naam.")
        return to_opp(geopend, row)
    note_reading(request, geopend, f"opp:{opp_id}")
    ticked, there = set(form["items"].value() or []), {one.inhoud.get("item") for one in mine}
    groups = [(name, [(key, label, key in ticked) for key, label in group if key not in there]) for name, group in form.groepen.items()]
    shown = {"richting": Factor.Richting(richting), "eigen": mine, "groepen": [one for one in groups if one[1]]}
    return page(request, "factoren", geopend, form, opp=row, **shown)


@transaction.atomic
def _pick(geopend: GeopendDossier, opp: Opp, richting: str, form: FactorenForm, mine: list[OpenFactor]) -> None:
    there = {one.inhoud.get("item") for one in mine}
    once = form.cleaned_data["verzoek"]
    for said in form.picked():
        if said.get("item") in there and said.get("item"):
            continue
        key = uuid5(once, said.get("item") or "eigen")
        add_factor(geopend=geopend, opp=opp, richting=richting, inhoud=said, vervangt=None, verzoek=key)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def factor(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, factor_id: UUID) -> HttpResponse:
    """Say more of an own factor."""
    row = running_or_404(request, geopend, opp_id)
    found = _own(geopend, row, factor_id)
    form = FactorForm(request.POST if request.method == "POST" else None, lezer=geopend.lezer, initial=found.inhoud)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        inhoud = found.inhoud | {"toelichting": said["toelichting"], "invloed": said["invloed"]}
        if did(
            form,
            lambda: add_factor(
                geopend=geopend, opp=row, richting=found.richting, inhoud=inhoud, vervangt=found.pk, verzoek=said["verzoek"]
            ),
        ):
            messages.success(request, "Bewaard.")
            return to_opp(geopend, row)
    return page(request, "factor", geopend, form, opp=row, factor=found)


@require_POST
@door(Recht.AANVULLEN, heel=True)
def factor_weg(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, factor_id: UUID) -> HttpResponse:
    """Take an own factor back. What was sent before keeps it."""
    row = running_or_404(request, geopend, opp_id)
    found = _own(geopend, row, factor_id)
    try:
        withdraw_factor(geopend=geopend, opp=row, factor=found.pk)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, "Weggehaald. In een concept dat al is verstuurd, blijft het staan.")
    return to_opp(geopend, row)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def horen(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Write down how the pupil was heard; the pupil writes or draws the own contribution."""
    row = running_or_404(request, geopend, opp_id)
    if geopend.lezer not in ("school", "leerling") or (geopend.lezer == "school" and not writes(geopend)):
        raise Http404
    made: type[HoorForm | EigenWoordForm] = EigenWoordForm if geopend.lezer == "leerling" else HoorForm
    form = made(request.POST if request.method == "POST" else None, request.FILES or None, initial={"moment": _moment(row)})
    if form.is_bound and form.is_valid():
        bijlage = sent_file(request, form, "bijlage")
        said = form.cleaned_data
        if not form.errors and did(
            form,
            lambda: record_hearing(
                geopend=geopend, opp=row, gehoord=_heard(geopend, row, said), bijlage=bijlage, vervangt=None, verzoek=said["verzoek"]
            ),
        ):
            messages.success(request, "Dankjewel. Het staat in het plan." if geopend.lezer == "leerling" else "Het hoormoment is bewaard.")
            return to_opp(geopend, row)
    note_reading(request, geopend, f"opp:{opp_id}")
    return page(request, "horen", geopend, form, opp=row)


def _heard(geopend: GeopendDossier, opp: Opp, said: dict[str, Any]) -> Gehoord:
    names = ("moment", "datum", "vorm", "uitkomst", "gesproken_door", "inbreng", "reden", "opvolging")
    if geopend.lezer == "school":
        return Gehoord(**{name: said[name] for name in names})
    vorm = Hoormoment.Vorm.ZELF if said["inbreng"] else Hoormoment.Vorm.TEKENING
    return Gehoord(_moment(opp), timezone.localdate(), vorm, Hoormoment.Uitkomst.GEHOORD, inbreng=said["inbreng"])


def _moment(opp: Opp) -> str:
    """What is most likely being done with the OPP now."""
    known = facts_of(opp)
    if not known.vastgesteld:
        return Moment.OPSTELLEN
    return Moment.BIJSTELLEN if known.in_bewerking or known.stand == "geëvalueerd" else Moment.EVALUEREN


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def opvolging(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, hoormoment_id: UUID) -> HttpResponse:
    """Write down what was done with what the pupil said."""
    row = running_or_404(request, geopend, opp_id)
    found = next((one for one in hearings(geopend, row) if one.pk == hoormoment_id), None)
    if found is None:
        raise Http404
    form = OpvolgingForm(request.POST if request.method == "POST" else None, initial={"tekst": found.opvolging})
    if form.is_bound and form.is_valid():
        tekst = form.cleaned_data["tekst"]
        if did(form, lambda: follow_up(geopend=geopend, opp=row, hoormoment=found.pk, tekst=tekst)):
            messages.success(request, "Bewaard. Ouders en leerling lezen dit in het volgende concept.")
            return to_opp(geopend, row)
    return page(request, "opvolging", geopend, form, opp=row, moment=found)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def afspraken(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Choose which agreements of shared talks belong to the plan."""
    row = running_or_404(request, geopend, opp_id)
    shared = [one for talk in talks_for(geopend) if talk.gesprek.gedeeld_op for one in talk.afspraken]
    state = newest_states(geopend, row).get(Oppantwoord.KEUZE)
    chosen = open_from(state, "antwoorden").get("afspraken", []) if state else []
    form = AfsprakenForm(request.POST if request.method == "POST" else None, afspraken=shared, initial={"afspraken": chosen})
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data["afspraken"]
        if did(form, lambda: choose_agreements(geopend=geopend, opp=row, afspraken=wanted)):
            messages.success(request, "De keuze is bewaard.")
            return to_opp(geopend, row)
    return page(request, "afspraken", geopend, form, opp=row, er_zijn=bool(shared))


@require_safe
@door(Recht.LEZEN, heel=True)
def tekening(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID, hoormoment_id: UUID) -> HttpResponse:
    """Fetch the drawing of a hearing. Always as a download, so that nothing in it can act as a page of ours."""
    row = opp_or_404(geopend, opp_id)
    found = geopend.groeidocument.hoormomenten.filter(opp=row, pk=hoormoment_id).select_related("bijlage").first()
    if found is None or found.bijlage is None or not _reads_drawing(geopend, row, found):
        raise Http404
    return download(geopend, found.bijlage)


def _reads_drawing(geopend: GeopendDossier, opp: Opp, moment: Hoormoment) -> bool:
    """The school, whoever brought it in, and everybody once a version was sent that has it."""
    if any(one.pk == moment.pk for one in hearings(geopend, opp)):
        return True
    rows = geopend.groeidocument.oppversies.filter(opp=opp, op__gte=moment.op)
    return any(str(moment.bijlage_id) == one.get("bijlage") for row in rows for one in row.opened().get("hoormomenten", []))


def running_or_404(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> Opp:
    """An OPP that is not over. What was sent to one that was just ended comes through: the act refuses it, and the page gives the text back.

    Raises:
        Http404: for every other one.
    """
    row = opp_or_404(geopend, opp_id)
    if row.beeindigd_op is not None and request.method != "POST":
        raise Http404
    return row


def _own(geopend: GeopendDossier, opp: Opp, pk: UUID) -> OpenFactor:
    for one in factors(geopend, opp):
        if one.pk == pk and one.eigen:
            return one
    raise Http404
