"""What happens with a goal along the way: rounds of evaluation, interventies with their effect, and what others say of it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.door import door
from groeidocumenten.inhoud.actions import Saved

from .actions import add_voice, evaluate, save_interventie
from .forms_follow import EvaluatieForm, InterventieForm, StemForm
from .goals import INTERVENTIE_LABELS, goal_for
from .lijsten import uitkomsten
from .models import Evaluatie
from .views import running_or_404, saved_or_both, shown_form, to_goal, versie_of


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def evalueren(request: HttpRequest, geopend: GeopendDossier, doel_id: UUID) -> HttpResponse:
    """Add a round of evaluation to a goal."""
    found = running_or_404(geopend, doel_id)
    form = EvaluatieForm(request.POST or None, uitkomsten=uitkomsten(geopend), initial={"gehouden_op": timezone.localdate()})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        wanted = {name: said[name] for name in ("gehouden_op", "vervolg", "evalueren_op", "verzoek")}
        try:
            evaluate(geopend=geopend, doel=found.doel, inhoud=form.plain(), **wanted)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "De evaluatie is bewaard.")
            if said["vervolg"] == Evaluatie.Vervolg.BIJSTELLEN:
                return redirect("doelen:wijzigen", dossier_id=geopend.groeidocument.pk, doel_id=doel_id)
            return to_goal(geopend, found)
    return shown_form(request, "doelen/evalueren.html", geopend, form, doel=found)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.AANVULLEN, heel=True)
def stem(request: HttpRequest, geopend: GeopendDossier, doel_id: UUID, evaluatie_id: UUID | None = None) -> HttpResponse:
    """Say something of a goal, or of one evaluation, under one's own name."""
    found = goal_for(geopend, doel_id)
    ronde = next((one for one in found.evaluaties if one.pk == evaluatie_id), None)
    if evaluatie_id is not None and ronde is None:
        raise Http404
    form = StemForm(request.POST or None, lezer=geopend.lezer)
    if form.is_bound and form.is_valid():
        row = geopend.groeidocument.doelevaluaties.get(pk=ronde.pk) if ronde else None
        try:
            add_voice(
                geopend=geopend, doel=found.doel, evaluatie=row, tekst=form.cleaned_data["tekst"], verzoek=form.cleaned_data["verzoek"]
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Je tekst staat erbij." if geopend.lezer == "leerling" else "Uw tekst staat erbij.")
            return to_goal(geopend, found)
    return shown_form(request, "doelen/stem.html", geopend, form, doel=found, ronde=ronde)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school", heel=True)
def interventie(request: HttpRequest, geopend: GeopendDossier, doel_id: UUID, interventie_id: UUID | None = None) -> HttpResponse:
    """Add an interventie, or write down its effect; the second of two savers sees both texts."""
    found = running_or_404(geopend, doel_id)
    present = next((one for one in found.interventies if one.pk == interventie_id), None)
    if interventie_id is not None and present is None:
        raise Http404
    saved = present.saved if present else Saved()
    form = InterventieForm(request.POST or None, initial=saved.antwoorden)

    def save() -> None:
        row = geopend.groeidocument.interventies.get(pk=present.pk) if present else None
        versie = versie_of(request) if present else 0
        verzoek = form.cleaned_data["verzoek"]
        save_interventie(geopend=geopend, doel=found.doel, interventie=row, inhoud=form.plain(), versie=versie, verzoek=verzoek)

    return saved_or_both(
        request,
        geopend,
        form,
        save,
        template="doelen/interventie.html",
        saved=saved,
        back=found,
        labels=INTERVENTIE_LABELS,
        doel=found,
        interventie=present,
    )
