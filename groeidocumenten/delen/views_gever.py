"""Toestemming as who decides meets it: what is asked, what was given, and saying yes or no in an own name. A "no" first shows what it closes.

The other parent's answer, words and moments stand on none of these pages (dossier 8.4).
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import guides_of
from groeidocumenten.dossiers.access import GeopendDossier, Recht, grants_on
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.models import GEVRAAGD, Bereik, Grond

from .antwoorden import closes, give, refuse
from .dekking import in_words
from .forms_toestemming import OpmerkingForm
from .gever import Gever, as_whom
from .gronden import Grondregel, toestemmingen, words_for


@require_safe
@door(Recht.LEZEN)
def mijn(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """What is asked of this viewer, what was given, and who can reach the file now; for who decides about the pupil."""
    _me_or_404(geopend)
    file, found = geopend.groeidocument, toestemmingen(geopend)
    links = list(file.toegangslinks.valid().exclude(bereik__in=GEVRAAGD).select_related("grondslag"))
    words = words_for(geopend, [link.omvang for link in links])
    note_reading(request, geopend, "toestemmingen")
    context = {
        "geopend": geopend,
        "gevraagd": [one for one in found if one.mijn and one.mijn.stand == "gevraagd" and not one.voorbij],
        "lopend": [one for one in found if not one.voorbij and not (one.mijn and one.mijn.stand == "gevraagd")],
        "voorbij": [one for one in found if one.voorbij],
        "links": [(link, in_words(link.omvang, *words)) for link in links],
        "begeleiders": guides_of(file.school),
        "leerkrachten": grants_on(file, Grond.LIDMAATSCHAP),
    }
    return render(request, "delen/mijn_toestemmingen.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.LEZEN, stuk=Bereik.TOESTEMMING)
def antwoorden(request: HttpRequest, geopend: GeopendDossier, toestemming_id: UUID) -> HttpResponse:
    """One question: yes, or on to the page of a "no". Also for who came in with a link for just this."""
    me, een = _me_or_404(geopend), _one_or_404(geopend, toestemming_id)
    if request.method == "POST":
        try:
            give(geopend=geopend, toestemming=toestemming_id)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, "U hebt toestemming gegeven. U kunt dat altijd weer intrekken.")
        return _after(geopend, toestemming_id)
    note_reading(request, geopend, str(toestemming_id))
    return render(request, "delen/toestemming_geven.html", {"geopend": geopend, "een": een, "mag": _may_answer(me, een)})


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.LEZEN, stuk=Bereik.TOESTEMMING)
def weigeren(request: HttpRequest, geopend: GeopendDossier, toestemming_id: UUID) -> HttpResponse:
    """Say no, or take back: first what that closes, then the deed. Nothing happens by looking."""
    me, een = _me_or_404(geopend), _one_or_404(geopend, toestemming_id)
    if not _may_answer(me, een) or een.voorbij:
        raise Http404
    form = OpmerkingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        gave = een.mijn is not None and een.mijn.stand == "gegeven"
        refuse(geopend=geopend, toestemming=toestemming_id, opmerking=form.cleaned_data["opmerking"])
        messages.success(request, "U hebt uw toestemming ingetrokken." if gave else "U hebt geen toestemming gegeven. De school ziet dat.")
        return _after(geopend, toestemming_id)
    own = een.mijn.rij if een.mijn else None
    links = closes(geopend, een.grond, own, me[0])  # type: ignore[arg-type]  # of toestemmingen
    context: dict[str, Any] = {"geopend": geopend, "form": form, "een": een, "links": links}
    return render(request, "delen/toestemming_weigeren.html", context, status=422 if form.is_bound else 200)


def _me_or_404(geopend: GeopendDossier) -> list[Gever]:
    me = as_whom(geopend)
    if not me:
        raise Http404
    return me


def _one_or_404(geopend: GeopendDossier, pk: UUID) -> Grondregel:
    for one in toestemmingen(geopend):
        if one.grond.pk == pk:
            return one
    raise Http404


def _may_answer(me: list[Gever], een: Grondregel) -> bool:
    """From 16 the pupil decides about what is asked; a parent sees it and does not answer."""
    return me[0].gezag is None or not een.grond.leerling_beslist  # type: ignore[attr-defined]  # of toestemmingen


def _after(geopend: GeopendDossier, pk: UUID) -> HttpResponse:
    dossier_id = geopend.groeidocument.pk
    if geopend.viewer.is_guest:
        return redirect("delen:antwoorden", dossier_id=dossier_id, toestemming_id=pk)
    return redirect("delen:mijn", dossier_id=dossier_id)
