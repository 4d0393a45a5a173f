"""Somebody's messages, where each leads to, how they are mailed, and the page behind the link that ends mails."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Soort
from groeidocumenten.dossiers.access import Viewer
from groeidocumenten.dossiers.door import entrance, lobby

from .actions import open_message, read_all
from .forms import VoorkeurForm
from .models import Bericht, Wanneer
from .preferences import choose, chosen, user_of
from .reading import messages_of

PER_PAGE = 25


@require_safe
@lobby()
def lijst(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The messages of whoever is signed in, newest first."""
    page = Paginator(messages_of(viewer), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "berichten/lijst.html", {"page_obj": page, "je": _je(viewer)})


@require_POST
@lobby()
def openen(request: HttpRequest, viewer: Viewer, bericht_id: UUID) -> HttpResponse:
    """Mark an own message as read, and go where it leads."""
    try:
        melding = open_message(viewer=viewer, pk=bericht_id)
    except Bericht.DoesNotExist:
        raise Http404 from None
    if melding is None:
        messages.info(request, "Dit is er niet meer, of het is niet meer voor u te lezen.")
    return redirect(melding.adres if melding and melding.adres else "berichten:lijst")


@require_POST
@lobby()
def gelezen(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Mark everything as read."""
    read_all(viewer=viewer)
    messages.success(request, "Alle berichten zijn gelezen.")
    return redirect("berichten:lijst")


@require_http_methods(["GET", "HEAD", "POST"])
@lobby()
def instellingen(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """When this person wants a mail."""
    form = VoorkeurForm(request.POST if request.method == "POST" else None, initial={"mail": chosen(viewer.user)}, je=_je(viewer))
    if form.is_bound and form.is_valid():
        choose(user=viewer.user, mail=Wanneer(form.cleaned_data["mail"]))
        messages.success(request, "De keuze is bewaard.")
        return redirect("berichten:instellingen")
    context = {"form": form, "je": _je(viewer), "adres": viewer.user.email}
    return render(request, "berichten/instellingen.html", context, status=422 if form.is_bound else 200)


@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
@entrance
def afmelden(request: HttpRequest, token: str) -> HttpResponse:
    """End mails to whom the link was mailed, without a login. Mail scanners open links, so looking changes nothing; a button does it.

    The page says nothing of the person: who has the link learns no name and no address.
    """
    user = user_of(token)
    if user is None:
        return render(request, "berichten/afmelden.html", {"onbekend": True}, status=403)
    if request.method == "POST":
        choose(user=user, mail=Wanneer.NOOIT)
        return render(request, "berichten/afmelden.html", {"klaar": True})
    return render(request, "berichten/afmelden.html")


def _je(viewer: Viewer) -> bool:
    return viewer.user.soort == Soort.LEERLING
