"""Signing an OPP: the page with who signs and how it stands, the signature itself, paper, the receipt, and the directeur's own way in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import member_schools
from accounts.models import Rol
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, VoorgelegdDossier, put_before
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door, lobby, voorgelegddoor
from groeidocumenten.inhoud.models import open_from

from .bladzijde import lay_out
from .forms_tekenen import TekenForm
from .instemming import Uitslag
from .lezen import blocks_of
from .models import Handtekening, Opp, OppVersie
from .ondertekenaars import Ondertekenaar, all_signers, circle, may_agree, not_signing, signer_of
from .ondertekenen import sign_version
from .reading import opp_or_404, versions, writes
from .scherm import did, page
from .tekenstand import Getekend, counts, dispute_of, judged, readable, rows_of
from .vaststellen import Vervangen
from .verschil import differences
from .voorleggen import put_before_rows, signed_by

VERVANGEN = "Er is intussen een nieuwere versie. Lees hieronder wat er veranderde. Wat u schreef, staat er nog; teken daarna opnieuw."


@sensitive_post_parameters("wachtwoord")
@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.LEZEN, heel=True)
def tekenen(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """How it stands with the signatures under the newest version, and signing it."""
    if geopend.viewer.is_guest:
        raise Http404
    opp = opp_or_404(geopend, opp_id)
    newest = versions(geopend, opp).first()
    if newest is None:
        messages.info(request, "Er is nog geen versie om te ondertekenen. Eerst wordt er een concept verstuurd.")
        return redirect("opp:opp", dossier_id=geopend.groeidocument.pk, opp_id=opp.pk)
    note_reading(request, geopend, f"opp:{opp_id}:{newest.nummer}")
    return _sign_page(request, geopend, opp, newest)


@require_safe
@lobby()
def voorgelegd(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What was put before this directeur to sign. For who heads a school; others find nothing here."""
    if not viewer.user.is_active or not _heads(viewer):
        raise Http404
    rows = list(put_before(viewer).select_related("groeidocument__leerling"))
    signed = signed_by(viewer, rows)
    return render(request, "opp/voorgelegd.html", {"rijen": [(row, row.versie_id in signed) for row in rows]})


@sensitive_post_parameters("wachtwoord")
@require_http_methods(["GET", "HEAD", "POST"])
@voorgelegddoor
def voorlegging(request: HttpRequest, geopend: VoorgelegdDossier) -> HttpResponse:
    """The one version that was put before this directeur: to read, and to sign."""
    row = geopend.groeidocument.oppversies.select_related("opp", "format_versie__format").filter(pk=geopend.versie_id).first()
    if row is None:
        raise Http404
    note_reading(request, geopend, f"opp:{row.opp_id}:{row.nummer}")
    blokken = blocks_of(row, geopend)
    newest = versions(geopend, row.opp).first()
    more = {"bladzijde": lay_out(blokken, {}, set(), kind=False), "blokken": blokken, "voorlegging": geopend.voorlegging}
    return _sign_page(request, geopend, row.opp, row, nieuwste=newest is not None and newest.pk == row.pk, **more)


def authenticated(request: HttpRequest, wachtwoord: str) -> bool:
    """Whether this password is that of who is signed in; wrong ones count towards the lock of the account, as at the login page."""
    username = request.user.get_username()
    found = authenticate(request=request, username=username, password=wachtwoord)
    return found is not None and found.pk == request.user.pk


def _heads(viewer: Viewer) -> bool:
    return member_schools(viewer.user, Rol.DIRECTEUR).exists()


def _sign_page(
    request: HttpRequest, geopend: GeopendDossier, opp: Opp, versie: OppVersie, nieuwste: bool = True, **more: Any
) -> HttpResponse:
    who = signer_of(geopend)
    rows = rows_of(geopend, opp)
    mine = _mine(rows, who, versie)
    form = _form(request, geopend, who, versie, rows) if who is not None and opp.beeindigd_op is None and nieuwste else None
    veranderd: list[Any] = []
    if form is not None and form.is_bound and form.is_valid():
        done = _signed(request, geopend, opp, form)
        if done is not None:
            return done
        if form.data["sha256"] != versie.sha256:
            veranderd = _changed(geopend, opp, form.data["sha256"], versie)
            form.data = {**request.POST.dict(), "sha256": versie.sha256}
    voorgelegd = isinstance(geopend, VoorgelegdDossier)
    context = {
        "opp": opp,
        "versie": versie,
        "nieuwste": nieuwste,
        "wie": who,
        "mijn": readable(mine),
        "veranderd": veranderd,
        "uitslag": _words(judged(geopend, opp, versie, rows)),
        "herstel": _slip(geopend, versie),
        "kring": None if voorgelegd else _circle(geopend, rows, versie),
        "geschil": None if voorgelegd else dispute_of(geopend, opp, versie),
        **more,
    }
    if writes(geopend) and not voorgelegd:
        context |= _for_school(geopend, opp, versie, rows)
    if form is None:
        return render(request, _template(geopend), {"geopend": geopend, "form": None, **context})
    return page(request, _template(geopend).removeprefix("opp/").removesuffix(".html"), geopend, form, **context)


def _template(geopend: GeopendDossier) -> str:
    return "opp/voorlegging.html" if isinstance(geopend, VoorgelegdDossier) else "opp/tekenen.html"


def _form(
    request: HttpRequest, geopend: GeopendDossier, who: Ondertekenaar, versie: OppVersie, rows: list[Handtekening]
) -> TekenForm | None:
    """The form for who can still say something of this version; a signature that was put is not asked again."""
    said = [row for row in _mine(rows, who, versie) if counts(row)]
    agreed = next((row for row in said if row.over == Handtekening.Over.HANDELINGSDEEL), None)
    akkoord = bool(versie.sha256_handelingsdeel) and may_agree(geopend, who)
    if not akkoord and said:
        return None
    data = request.POST if request.method == "POST" else None
    eerder = agreed is not None or (data is not None and "opnieuw" in data)
    return TekenForm(data, akkoord=akkoord, eerder=eerder, kind=geopend.lezer == "leerling", initial={"sha256": versie.sha256})


def _signed(request: HttpRequest, geopend: GeopendDossier, opp: Opp, form: TekenForm) -> HttpResponse | None:
    said = form.cleaned_data
    if not authenticated(request, said["wachtwoord"]):
        form.add_error("wachtwoord", "Dit wachtwoord klopt niet. Vul het nog een keer in.")
        return None
    try:
        deed = lambda: sign_version(geopend=geopend, opp=opp, sha256=said["sha256"], keuze=form.keuze(), verzoek=said["verzoek"])  # noqa: E731
        if not did(form, deed):
            return None
    except Vervangen:
        form.add_error(None, VERVANGEN)
        return None
    messages.success(
        request,
        "Je hebt getekend." if geopend.lezer == "leerling" else "Uw handtekening staat eronder. U kunt het ontvangstbewijs ophalen.",
    )
    if isinstance(geopend, VoorgelegdDossier):
        return redirect("voorgelegd:voorlegging", voorlegging_id=geopend.voorlegging.pk)
    return redirect("opp:tekenen", dossier_id=geopend.groeidocument.pk, opp_id=opp.pk)


def _changed(geopend: GeopendDossier, opp: Opp, sha256: str, versie: OppVersie) -> list[Any]:
    """What reads differently between the version that was shown and the newest one; nothing for a digest that is no version of this OPP."""
    shown = versions(geopend, opp).filter(sha256=sha256).first()
    return differences(blocks_of(shown, geopend), blocks_of(versie, geopend)) if shown is not None else []


def _mine(rows: list[Handtekening], who: Ondertekenaar | None, versie: OppVersie) -> list[Handtekening]:
    """The signatures of this signer under this version that were not replaced."""
    if who is None:
        return []
    return [row for row in rows if row.versie_id == versie.pk and row.wie == who.wie and getattr(row, "vervangen_door", None) is None]


def _slip(geopend: GeopendDossier, versie: OppVersie) -> dict[str, Any] | None:
    row = geopend.groeidocument.oppherstellen.filter(werd=versie).select_related("was").first()
    return {"reden": open_from(row, "reden"), "was": row.was.nummer} if row else None


def _words(found: Uitslag) -> dict[str, Any]:
    return {"staat": str(found.staat), "grond": str(found.grond or ""), "sinds": found.sinds, "bereikt": found.bereikt}


def _circle(geopend: GeopendDossier, rows: list[Handtekening], versie: OppVersie) -> dict[str, Any]:
    """Whose agreement is asked, for everybody to read; who signed what stands there for the school alone."""
    kring = circle(geopend)
    people = all_signers(geopend)
    return {
        "mensen": [(one, one.wie in kring.stem) for one in people],
        "allen": kring.allen,
        "ook": bool(kring.ook),
        "leeg": not kring.beslissers,
    }


def _for_school(geopend: GeopendDossier, opp: Opp, versie: OppVersie, rows: list[Handtekening]) -> dict[str, Any]:
    signed: list[Getekend] = readable([row for row in rows if row.versie_id == versie.pk])
    earlier = readable([row for row in rows if row.versie_id != versie.pk])
    dispute = dispute_of(geopend, opp, versie)
    steps = geopend.groeidocument.oppvervolgstappen.filter(geschil=dispute) if dispute else []
    return {
        "schrijft": True,
        "deelt": geopend.mag(Recht.DELEN),
        "getekend": signed,
        "eerder": earlier,
        "niet": not_signing(geopend),
        "voorgelegd": put_before_rows(geopend, versie),
        "geschil_inhoud": open_from(dispute, "inhoud") if dispute else None,
        "stappen": [(step, open_from(step, "tekst") if step.tekst else "") for step in steps],
        "achttien": geopend.groeidocument.leerling.leeftijd >= 18,
        "ik": geopend.viewer.user.pk,
    }
