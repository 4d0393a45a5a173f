"""The page on which a pincode is handed over: choose a way, and get a new code in the answer, this once. For who manages access.

A code stands in the answer to a POST and nowhere else: `no-store` keeps it out of every cache, and asking again makes another one.
"""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.models import Toegangslink
from groeidocumenten.dossiers.opnieuw import just_proven

from .forms_pincode import PincodeMailForm, SmsForm, UitgifteForm
from .pincode_channels import NewCode, Wijze, channels, hand_over, last_handed_over
from .pincode_letter import pincode_letter
from .secrets import spoken

FORMS: dict[Wijze, Any] = {Wijze.GESPROKEN: UitgifteForm, Wijze.BRIEF: UitgifteForm, Wijze.SMS: SmsForm, Wijze.MAIL: PincodeMailForm}
SENT = {
    Wijze.SMS: "De sms met de nieuwe pincode staat klaar. Hieronder ziet u of hij is verzonden.",
    Wijze.MAIL: "De mail met de nieuwe pincode staat klaar. Hieronder ziet u of hij is verzonden.",
}


@sensitive_variables("made")
@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
@just_proven
def pincode(request: HttpRequest, geopend: GeopendDossier, link_id: UUID) -> HttpResponse:
    """How the recipient gets a new pincode; a POST makes it and hands it over."""
    links = geopend.groeidocument.toegangslinks.select_related("groeidocument__school__samenwerkingsverband")
    link = links.filter(pk=link_id).first()
    if link is None:
        raise Http404
    chosen = request.POST.get("wijze", "")
    if request.method != "POST" or chosen not in channels(link):
        return _choose(request, geopend, link)
    wijze = Wijze(chosen)
    form = FORMS[wijze](request.POST)
    if not form.is_valid():
        return _choose(request, geopend, link, wijze, form)
    address = form.cleaned_data.get("nummer") or form.cleaned_data.get("adres") or ""
    try:
        made = hand_over(geopend=geopend, link=link, wijze=wijze, aan=address, verzoek=form.cleaned_data["verzoek"])
    except ValidationError as refused:
        _show_refusal(form, refused)
        return _choose(request, geopend, link, wijze, form)
    if made is None:
        messages.info(request, "Deze pincode is al gegeven, en is nu niet meer te zien. Maak een nieuwe als hij kwijt is.")
    elif made.wijze == Wijze.GESPROKEN:
        return spoken_page(request, geopend, made)
    elif made.wijze == Wijze.BRIEF:
        return _letter(made)
    else:
        messages.success(request, SENT[made.wijze])
    return redirect("delen:pincode", dossier_id=geopend.groeidocument.pk, link_id=link.pk)


def spoken_page(request: HttpRequest, geopend: GeopendDossier, made: NewCode) -> HttpResponse:
    """The code on screen, with what to say on the telephone."""
    context = {"geopend": geopend, "link": made.link, "pincode": spoken(made.pincode), "school": geopend.groeidocument.school}
    return render(request, "delen/pincode_voorlezen.html", context)


def _letter(made: NewCode) -> HttpResponse:
    response = HttpResponse(pincode_letter(made.link, made.pincode), content_type="application/pdf")
    # Shown and printed, not saved: a file on a disk would be a code that stays.
    response.headers["Content-Disposition"] = 'inline; filename="pincodebrief.pdf"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _choose(
    request: HttpRequest, geopend: GeopendDossier, link: Toegangslink, wijze: Wijze | None = None, form: Any = None
) -> HttpResponse:
    shown = {str(one): form if one == wijze else FORMS[one](initial={"verzoek": uuid4()}, auto_id=f"id_{one}_%s") for one in channels(link)}
    last = last_handed_over(geopend, [link]).get(link.pk)
    # The summary of errors is that of the one form that was sent.
    context = {"geopend": geopend, "link": link, "forms": shown, "form": form, "laatste": last}
    return render(request, "delen/pincode.html", context, status=422 if form is not None else 200)


def _show_refusal(form: Any, refused: ValidationError) -> None:
    """Put the action's refusal beside the field that it is about."""
    for name, errors in getattr(refused, "message_dict", {"": refused.messages}).items():
        form.add_error(name if name in form.fields else None, errors)
