"""The doorstep: a guest says who is there and agrees to the rules of the house. Behind link and pincode; before this nothing of a file is shown."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from groeidocumenten.dossiers import guests, journaal
from groeidocumenten.dossiers.door import doorstep
from groeidocumenten.dossiers.landing import landing
from groeidocumenten.dossiers.models import Handeling, Toegangslink

from .aanvragen import say_somebody_else
from .devices import agree, device_of
from .forms import SpelregelsForm


@require_http_methods(["GET", "HEAD", "POST"])
@doorstep
def spelregels(request: HttpRequest, link: Toegangslink) -> HttpResponse:
    """Who this link is for, what it lets one do and until when, and the rules; nothing of the child. Once for every browser."""
    if request.POST.get("doe") == "iemand_anders":
        say_somebody_else(link)
        guests.end(request)
        response = render(request, "delen/iemand_anders.html")
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
    if guests.has_agreed(request):
        return redirect(landing(link))
    form = SpelregelsForm(request.POST if request.method == "POST" else None, naam=link.ontvanger_naam)
    if form.is_bound and form.is_valid():
        _agree(link, device_of(request))
        guests.agreed(request)
        return redirect(landing(link))
    context = {"form": form, "link": link, "school": link.groeidocument.school}
    return render(request, "delen/spelregels.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _agree(link: Toegangslink, device: str) -> None:
    """With its line in the journaal; the browser is not asked again as long as the link keeps its pincode."""
    agree(link, device, timezone.now())
    file = link.groeidocument
    journaal.record(Handeling.LINK_AKKOORD, school_id=file.school_id, groeidocument_id=file.pk, link_id=link.pk)
