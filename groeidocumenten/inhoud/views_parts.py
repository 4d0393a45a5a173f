"""Saying of a hoofdstuk that it is ready or does not apply. Only for the school; the door turns everybody else away."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from formats.schema import Deel
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.door import door

from .content import read_content
from .forms import NvtForm
from .parts import NotReady, report_not_applicable, report_ready, shown_state, standing, take_back


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school")
def klaar(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str) -> HttpResponse:
    """Call a hoofdstuk ready; while blocking questions are open, the page names them with a link to each."""
    deel, refused = geopend.hoofdstuk(hoofdstuk), ""
    if request.method == "POST":
        try:
            report_ready(geopend=geopend, deel=deel, state=request.POST.get("stand", ""))
        except NotReady:
            refused = "Nog niet alle vragen die nodig zijn, hebben een antwoord."
        except ValidationError as changed:
            refused = changed.messages[0]
        else:
            messages.success(request, f"“{deel.titel}” is klaar gemeld.")
            return _back(geopend, deel)
    inhoud = read_content(geopend)
    context = {
        "geopend": geopend,
        "deel": deel,
        "ontbreekt": inhoud.missing(deel),
        "stand": shown_state(inhoud, deel),
        "melding": standing(inhoud).get(deel.key),
        "geweigerd": refused,
    }
    return render(request, "inhoud/klaar.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.SCHRIJVEN, als="school")
def niet_van_toepassing(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str) -> HttpResponse:
    """Say why a hoofdstuk does not apply to this pupil."""
    deel = geopend.hoofdstuk(hoofdstuk)
    form = NvtForm(request.POST or None)
    if not deel.nvt:
        messages.info(request, f"“{deel.titel}” geldt voor elke leerling.")
        return _back(geopend, deel)
    if form.is_bound and form.is_valid():
        report_not_applicable(geopend=geopend, deel=deel, reden=form.cleaned_data["reden"])
        messages.success(request, f"“{deel.titel}” is niet van toepassing. De antwoorden die er al stonden, blijven bewaard.")
        return _back(geopend, deel)
    context = {"geopend": geopend, "deel": deel, "form": form}
    return render(request, "inhoud/niet_van_toepassing.html", context, status=422 if form.is_bound else 200)


@require_POST
@door(Recht.SCHRIJVEN, als="school")
def heropenen(request: HttpRequest, geopend: GeopendDossier, hoofdstuk: str) -> HttpResponse:
    """Take back what was said of a hoofdstuk: exactly the word that was on the screen."""
    deel = geopend.hoofdstuk(hoofdstuk)
    try:
        melding = UUID(request.POST.get("melding", ""))
    except ValueError:
        return _back(geopend, deel)
    take_back(geopend=geopend, deel=deel, melding=melding)
    return _back(geopend, deel)


def _back(geopend: GeopendDossier, deel: Deel) -> HttpResponse:
    return redirect("inhoud:hoofdstuk", dossier_id=geopend.groeidocument.pk, hoofdstuk=deel.key)
