"""The school's side of asking for signatures: who is asked and how far it is, asking who has an account, and a link for who has none."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groeidocumenten.delen.views_link import show_refusal
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.opnieuw import just_proven
from groeidocumenten.opp.models import Opp, OppVersie
from groeidocumenten.opp.ondertekenaars import not_signing
from groeidocumenten.opp.reading import opp_or_404, versions
from groeidocumenten.opp.vaststellen import Vervangen

from .actions import ask_by_link, ask_signatures
from .forms import TekenlinkForm, VraagForm
from .uitnodigen import invited

NIEUWER = "Er is intussen een nieuwere versie. Wat u invulde, staat er nog. Kijk of u de nieuwe versie wilt laten ondertekenen."
GEMAAKT = "Deze link is al gemaakt. De pincode is één keer getoond en is nu niet meer te zien."


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN, als="school", heel=True)
def vragen(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Who signs the newest version, and asking them; who has an account is told of it."""
    opp, newest = _newest(geopend, opp_id)
    if newest is None:
        return _nothing_yet(request, geopend, opp)
    form = VraagForm(request.POST if request.method == "POST" else None, initial={"sha256": newest.sha256})
    if form.is_bound and form.is_valid():
        try:
            ask_signatures(geopend=geopend, opp=opp, sha256=form.cleaned_data["sha256"])
        except Vervangen:
            form = _again(form, newest)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Wie een account heeft, krijgt een bericht dat er iets te ondertekenen is.")
            return redirect("tekenlinks:vragen", dossier_id=geopend.groeidocument.pk, opp_id=opp.pk)
    note_reading(request, geopend, f"tekenlinks:{opp_id}")
    asked = geopend.groeidocument.tekenverzoeken.filter(versie=newest).first()
    people = invited(geopend, newest)
    waiting = any(one.wie.persoon is not None and not one.getekend for one in people)
    context = {"verzoek": asked, "mensen": people, "niet": not_signing(geopend), "te_vragen": waiting}
    return _page(request, "tekenlinks/vragen.html", geopend, form, opp=opp, versie=newest, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN, als="school", heel=True)
@just_proven
def link(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Send one signer without an account a link; the answer shows the pincode, this once."""
    opp, newest = _newest(geopend, opp_id)
    if newest is None:
        return _nothing_yet(request, geopend, opp)
    people = [one for one in invited(geopend, newest) if one.kan_link or request.method == "POST"]
    chosen = {"sha256": newest.sha256, "wie": request.GET.get("wie", "")}
    form = TekenlinkForm(request.POST if request.method == "POST" else None, geopend=geopend, people=people, initial=chosen)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        more = {name: said[name] for name in ("sha256", "wie", "verzoek")}
        try:
            made = ask_by_link(geopend=geopend, opp=opp, adres=form.adres(), **more)
        except Vervangen:
            form = _again(form, newest)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            if made is not None:
                return render(request, "delen/link_gemaakt.html", {"geopend": geopend, "gemaakt": made})
            messages.info(request, GEMAAKT)
            return redirect("tekenlinks:vragen", dossier_id=geopend.groeidocument.pk, opp_id=opp.pk)
    return _page(request, "tekenlinks/link.html", geopend, form, opp=opp, versie=newest, mensen=people)


def _newest(geopend: GeopendDossier, opp_id: UUID) -> tuple[Opp, OppVersie | None]:
    opp = opp_or_404(geopend, opp_id)
    return opp, versions(geopend, opp).first()


def _nothing_yet(request: HttpRequest, geopend: GeopendDossier, opp: Opp) -> HttpResponse:
    messages.info(request, "Er is nog geen versie om te ondertekenen. Verstuur eerst een concept.")
    return redirect("opp:opp", dossier_id=geopend.groeidocument.pk, opp_id=opp.pk)


def _again(form: Any, newest: OppVersie) -> Any:
    """The same form about the newest version, with what was typed and why it is shown again."""
    form.add_error(None, NIEUWER)
    form.data = {**form.data.dict(), "sha256": newest.sha256}
    return form


def _page(request: HttpRequest, template: str, geopend: GeopendDossier, form: Any, **context: Any) -> HttpResponse:
    return render(request, template, {"geopend": geopend, "form": form, **context}, status=422 if form.is_bound else 200)
