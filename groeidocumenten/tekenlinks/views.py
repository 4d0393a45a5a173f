"""The page of who came in with a link to sign: the one frozen version that the link was made for, the signature, and its receipt.

Everybody else finds nothing here: who has an account signs on the page of the OPP. Looking changes nothing; signing is a POST.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from formats.readers import Rol
from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.guests import typed
from groeidocumenten.dossiers.models import Bereik, Groeidocument
from groeidocumenten.inhoud.models import open_from
from groeidocumenten.inhoud.views_files import download
from groeidocumenten.opp.bladzijde import lay_out
from groeidocumenten.opp.lezen import blocks
from groeidocumenten.opp.models import Handtekening
from groeidocumenten.opp.ondertekenaars import Ondertekenaar, may_agree
from groeidocumenten.opp.reading import is_newest
from groeidocumenten.opp.scherm import did
from groeidocumenten.opp.tekenstand import counts, readable
from groeidocumenten.opp.vaststellen import Vervangen
from groeidocumenten.opp.views_bewijs import receipt_answer

from .actions import sign_by_link
from .forms import LinkTekenForm
from .models import Tekenlink
from .uitnodigen import invitation_of, signer_of_link


@dataclass(frozen=True)
class Stem:
    """How a page speaks to this signer: as to a parent, or as to the pupil; and which of the version such a reader reads."""

    lezer: Rol
    groeidocument: Groeidocument


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.LEZEN, stuk=Bereik.HANDTEKENING)
def tekenen(request: HttpRequest, geopend: GeopendDossier, oppversie_id: UUID) -> HttpResponse:
    """Read the version that the link was made for, and sign it."""
    asked, who = _asked_or_404(geopend)
    mine = list(_mine(geopend, asked, who))
    newest = is_newest(asked.versie)
    form = _form(request, geopend, asked, who, mine)
    if request.method == "POST" and form is not None and form.is_valid():
        said = form.cleaned_data
        try:
            if did(form, lambda: sign_by_link(geopend=geopend, sha256=said["sha256"], keuze=form.keuze(), verzoek=said["verzoek"])):
                kind = who.rol == Handtekening.Rol.LEERLING
                messages.success(
                    request, "Je hebt getekend." if kind else "Uw handtekening staat eronder. U kunt het ontvangstbewijs ophalen."
                )
                return redirect("tekenlinks:tekenen", dossier_id=geopend.groeidocument.pk, oppversie_id=oppversie_id)
        except Vervangen:
            newest = False
    note_reading(request, geopend, f"opp:{asked.versie.opp_id}:{asked.versie.nummer}")
    refused = request.method == "POST"
    shown = form if newest and asked.versie.opp.beeindigd_op is None else None
    context = {
        "form": shown,
        "nieuwste": newest,
        "mijn": readable(mine),
        "getypt": typed(request.POST) if refused and shown is None else [],
    }
    return render(request, "tekenlinks/tekenen.html", context | _version(geopend, asked, who), status=422 if refused else 200)


# No HEAD: a receipt that is made is given out and remembered as such.
@require_GET
@door(Recht.LEZEN, stuk=Bereik.HANDTEKENING)
def bewijs(request: HttpRequest, geopend: GeopendDossier, oppversie_id: UUID, handtekening_id: UUID) -> HttpResponse:
    """The receipt of the own signature as a PDF."""
    asked, who = _asked_or_404(geopend)
    row = next((row for row in _mine(geopend, asked, who) if row.pk == handtekening_id), None)
    if row is None or not counts(row):
        raise Http404
    return receipt_answer(geopend, row)


@require_safe
@door(Recht.LEZEN, stuk=Bereik.HANDTEKENING)
def bestand(request: HttpRequest, geopend: GeopendDossier, oppversie_id: UUID) -> HttpResponse:
    """The PDF of a version that was made elsewhere."""
    asked, _who = _asked_or_404(geopend)
    if asked.versie.bestand is None:
        raise Http404
    return download(geopend, asked.versie.bestand)


def _asked_or_404(geopend: GeopendDossier) -> tuple[Tekenlink, Ondertekenaar]:
    """What this link asks, and of whom.

    Raises:
        Http404: for everybody who did not come in with such a link.
        AccessOver: for somebody who does not sign any longer.
    """
    asked = invitation_of(geopend)
    if asked is None:
        raise Http404
    who = signer_of_link(geopend, asked)
    if who is None:
        raise AccessOver
    return asked, who


def _mine(geopend: GeopendDossier, asked: Tekenlink, who: Ondertekenaar) -> Any:
    """What this signer signed of this version, without what was replaced."""
    rows = geopend.groeidocument.opphandtekeningen.filter(versie=asked.versie, wie=who.wie, vervangen_door__isnull=True)
    return rows.select_related("versie", "controle").order_by("op", "pk")


def _form(
    request: HttpRequest, geopend: GeopendDossier, asked: Tekenlink, who: Ondertekenaar, mine: list[Handtekening]
) -> LinkTekenForm | None:
    """The form for who can still say something of this version; None for who looks through the eyes of a guest."""
    akkoord = bool(asked.versie.sha256_handelingsdeel) and may_agree(geopend, who)
    said = [row for row in mine if counts(row)]
    if geopend.voorbeeld or (not akkoord and said):
        return None
    data = request.POST if request.method == "POST" else None
    eerder = any(row.over == Handtekening.Over.HANDELINGSDEEL for row in said) or (data is not None and "opnieuw" in data)
    kind = who.rol == Handtekening.Rol.LEERLING
    return LinkTekenForm(data, akkoord=akkoord, eerder=eerder, kind=kind, initial={"sha256": asked.versie.sha256})


def _version(geopend: GeopendDossier, asked: Tekenlink, who: Ondertekenaar) -> dict[str, Any]:
    """The version as this signer reads it: what a parent or the pupil with an account would read of it, and nothing beside it."""
    row, kind = asked.versie, who.rol == Handtekening.Rol.LEERLING
    schema = row.format_versie.schema.for_variant(row.variant) if row.format_versie else None
    shown = blocks(row.opened(), schema, "leerling" if kind else "ouder")
    slip = geopend.groeidocument.oppherstellen.filter(werd=row).select_related("was").first()
    return {
        "geopend": geopend,
        "stem": Stem("leerling" if kind else "ouder", geopend.groeidocument),
        "opp": row.opp,
        "versie": row,
        "wie": who,
        "blokken": shown,
        "bladzijde": lay_out(shown, {}, set(), kind=kind),
        "herstel": {"reden": open_from(slip, "reden"), "was": slip.was.nummer} if slip else None,
    }
