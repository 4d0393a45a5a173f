"""What guests wrote, seen by who manages access: changes to look at, and text that came in when their time was over."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door

from .actions import Conflict
from .concepten import number_in
from .gastwerk import guest_work, judge_guest_work
from .models import Gastoordeel, NagekomenTekst
from .nabesluit import decide_late, weigh
from .nagekomen import late_text, late_texts

JUDGED = {
    Gastoordeel.Besluit.BLIJFT: "Wat de gast schreef in “{}”, blijft staan.",
    Gastoordeel.Besluit.TERUG: "“{}” staat weer zoals voor de gast. Wat de gast schreef, blijft in de geschiedenis.",
}
DECIDED = {
    NagekomenTekst.Besluit.IN_TEKST: "De tekst staat nu in het hoofdstuk, met de naam van de gast.",
    NagekomenTekst.Besluit.VOORSTEL: "De tekst is nu een voorstel van de gast. U vindt het in het hoofdstuk.",
    NagekomenTekst.Besluit.AANVULLING: "De tekst staat nu als aanvulling bij het hoofdstuk, met de naam van de gast.",
    NagekomenTekst.Besluit.WEG: "De tekst is weggegooid.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN, als="school")
def gastwerk(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """What guests changed, old beside new, section by section: it stays, or it is put back."""
    refused, besluit = "", request.POST.get("besluit", "")
    if besluit in Gastoordeel.Besluit.values:
        work = next((one for one in guest_work(geopend) if one.sectie.key == request.POST.get("sectie")), None)
        try:
            if work is None:
                raise ValidationError("Over deze wijzigingen is al besloten.")
            shown = {name: number_in(request.POST, name) for name in ("laatste", "nu")}
            judge_guest_work(geopend=geopend, sectie=work.sectie, besluit=Gastoordeel.Besluit(besluit), **shown)
        except Conflict:
            refused = "Iemand bewaarde deze sectie net. Kijk hieronder wat er nu staat."
        except ValidationError as wrong:
            refused = wrong.messages[0]
        else:
            messages.success(request, JUDGED[Gastoordeel.Besluit(besluit)].format(work.sectie.titel))
            return redirect("inhoud:gastwerk", dossier_id=geopend.groeidocument.pk)
    note_reading(request, geopend, "gastwerk")
    context = {"geopend": geopend, "werk": guest_work(geopend), "geweigerd": refused}
    return render(request, "inhoud/gastwerk.html", context, status=409 if refused else 200)


@require_safe
@door(Recht.DELEN, als="school")
def nagekomen(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """The texts that came in late: whose, when and where; what they say stands on the page of each."""
    found = [(one, *one.place(geopend)) for one in late_texts(geopend)]
    return render(request, "inhoud/nagekomen.html", {"geopend": geopend, "teksten": found})


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN, als="school")
def nagekomen_tekst(request: HttpRequest, geopend: GeopendDossier, tekst_id: UUID) -> HttpResponse:
    """One of them beside what stands there now, and the ways to take it into the file or throw it away."""
    tekst = late_text(geopend, tekst_id)
    if tekst is None:
        raise Http404
    refused, besluit = "", request.POST.get("besluit", "")
    if request.method == "POST" and besluit in NagekomenTekst.Besluit.values:
        try:
            chosen = NagekomenTekst.Besluit(besluit)
            decide_late(geopend=geopend, pk=tekst.pk, besluit=chosen, versie=number_in(request.POST, "versie"))
        except Conflict:
            refused = "Iemand bewaarde deze sectie net. Vergelijk de tekst met wat er nu staat."
        except ValidationError as wrong:
            refused = wrong.messages[0]
        else:
            messages.success(request, DECIDED[chosen])
            return redirect("inhoud:nagekomen", dossier_id=geopend.groeidocument.pk)
    note_reading(request, geopend, f"nagekomen {tekst.pk}")
    context = {"geopend": geopend, "afweging": weigh(geopend, tekst), "tekst": tekst, "geweigerd": refused}
    return render(request, "inhoud/nagekomen_tekst.html", context, status=409 if refused else 200)
