"""Adopting and evaluating an OPP: first what stands in the way, then the deed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from groeidocumenten.doelen.goals import goals_for
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.door import door

from .belemmeringen import belemmeringen
from .evalueren import Ronde, evaluate_opp, heard_since_last, newest_adopted
from .forms import EvaluatieForm, VaststelForm
from .lezen import blocks_of
from .models import Evaluatieronde, Opp
from .scherm import did, page, to_opp
from .vaststellen import Belemmerd, Vervangen, adopt, intention
from .views_inbreng import running_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def vaststellen(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Adopt the newest frozen version. The page says first what stands in the way, and shows what will be adopted."""
    row = running_or_404(request, geopend, opp_id)
    wanted = intention(geopend, row)
    reasons = belemmeringen(wanted)
    sha256 = wanted.versie.sha256 if wanted.versie else ""
    form = VaststelForm(request.POST if request.method == "POST" else None, redenen=reasons, initial={"sha256": sha256})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            if did(form, lambda: adopt(geopend=geopend, opp=row, sha256=said["sha256"], redenen=form.redenen, verzoek=said["verzoek"])):
                messages.success(request, "Het OPP is vastgesteld. Zet de begindatum ook in ROD, als dat voor uw school geldt.")
                return to_opp(geopend, row)
        except Belemmerd:
            form.add_error(None, "Het OPP kan nog niet worden vastgesteld. Hieronder staat wat er nog moet gebeuren.")
        except Vervangen:
            form.add_error(None, "Er is intussen een nieuwer concept. Lees dat eerst; daarna kunt u het vaststellen.")
            form.data = {**request.POST.dict(), "sha256": sha256}
    return page(
        request,
        "vaststellen",
        geopend,
        form,
        opp=row,
        versie=wanted.versie,
        vast=[one for one in reasons if not one.op_te_heffen],
        los=[one for one in reasons if one.op_te_heffen],
        blokken=blocks_of(wanted.versie, geopend) if wanted.versie else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def evalueren(request: HttpRequest, geopend: GeopendDossier, opp_id: UUID) -> HttpResponse:
    """Evaluate with parents and pupil: the goals first, then the two conclusions."""
    row = running_or_404(request, geopend, opp_id)
    adopted = newest_adopted(geopend, row)
    if adopted is None:
        messages.info(request, "Dit OPP is nog niet vastgesteld. U evalueert een OPP dat is vastgesteld.")
        return to_opp(geopend, row)
    form = EvaluatieForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        names = ("gehouden_op", "aanwezigen", "verslag", "perspectief", "ondersteuning", "ouders")
        ronde = Ronde(**{name: said[name] for name in names})
        if did(form, lambda: evaluate_opp(geopend=geopend, opp=row, ronde=ronde, verzoek=said["verzoek"])):
            return _after(request, geopend, row, ronde)
    context = {
        "opp": row,
        "geldt": adopted,
        "doelen": [goal for goal in goals_for(geopend) if goal.stand in ("loopt", "afgerond")],
        "gehoord": heard_since_last(geopend, row),
    }
    return page(request, "evalueren", geopend, form, **context)


def _after(request: HttpRequest, geopend: GeopendDossier, opp: Opp, ronde: Ronde) -> HttpResponse:
    """On to what follows from the conclusions: another destination, the end, or the next version with what continues."""
    where = [geopend.groeidocument.pk, opp.pk]
    if ronde.ondersteuning == Evaluatieronde.Ondersteuningsconclusie.STOPPEN:
        messages.success(request, "De evaluatie is bewaard. De ondersteuning stopt: leg hier het einde van het OPP vast.")
        return redirect(reverse("opp:beeindigen", args=where))
    if ronde.perspectief != Evaluatieronde.Perspectiefconclusie.GEHANDHAAFD:
        messages.success(request, "De evaluatie is bewaard. Leg nu de nieuwe verwachte bestemming vast.")
        return redirect(reverse("opp:perspectief", args=where))
    messages.success(request, "De evaluatie is bewaard. Wat doorgaat, staat klaar voor de volgende versie. Pas aan wat verandert.")
    return to_opp(geopend, opp)
