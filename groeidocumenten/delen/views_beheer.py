"""A link that is there: what it was used for, longer, again, another pincode, another mail, confirm, take back. And the file as its guest sees it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note_reading
from groeidocumenten.dossiers.door import door
from groeidocumenten.dossiers.kamers import news_since
from groeidocumenten.dossiers.models import GEVRAAGD, Bereik, LinkRecht, Toegangslink
from groeidocumenten.dossiers.opnieuw import just_proven
from post.api import latest_about

from .actions import withdraw_all, withdraw_link
from .als_gast import Voorbeeld, guest_reading, remember, remembered, show
from .beheer import confirm, extend, runs, send_again, use_again, why_not_again
from .dekking import in_words
from .forms_link import HergebruikForm, IntrekForm, VerlengForm
from .gebruik import days_of
from .gronden import grounds_for, words_for
from .listing import Regel, regel
from .views_link import show_refusal
from .views_toestemming import back


@require_safe
@door(Recht.DELEN)
def link(request: HttpRequest, geopend: GeopendDossier, link_id: UUID) -> HttpResponse:
    """One link: what it opens, how it stands, what it was used for, and what can be done with it."""
    one = link_or_404(geopend, link_id)
    note_reading(request, geopend, str(link_id))
    return _page(request, "delen/link.html", geopend, one, **_shown(geopend, one.link))


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def link_intrekken(request: HttpRequest, geopend: GeopendDossier, link_id: UUID) -> HttpResponse:
    """Ask why, then close a link."""
    one = link_or_404(geopend, link_id)
    form = IntrekForm(request.POST or None)
    if form.is_bound and form.is_valid():
        withdraw_link(geopend=geopend, link=one.link, reden=Toegangslink.Reden(form.cleaned_data["reden"]))
        messages.success(request, "De link is ingetrokken. De ontvanger kan niets meer openen.")
        return back(geopend)
    return _page(request, "delen/link_intrekken.html", geopend, one, form)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def alles_intrekken(request: HttpRequest, geopend: GeopendDossier) -> HttpResponse:
    """Show every link that shuts, ask why, then close them all."""
    rows = geopend.groeidocument.toegangslinks.filter(ingetrokken_op__isnull=True)
    form = IntrekForm(request.POST or None)
    form.fields["reden"].label = "Waarom trekt u alle links in?"
    if form.is_bound and form.is_valid():
        many = withdraw_all(geopend=geopend, reden=Toegangslink.Reden(form.cleaned_data["reden"]))
        messages.success(request, f"{many} links zijn ingetrokken." if many != 1 else "1 link is ingetrokken.")
        return back(geopend)
    context = {"geopend": geopend, "form": form, "links": [one for one in rows if runs(one)]}
    return render(request, "delen/alles_intrekken.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
@just_proven
def link_verlengen(request: HttpRequest, geopend: GeopendDossier, link_id: UUID) -> HttpResponse:
    """Give a running link a later end."""
    one = link_or_404(geopend, link_id)
    form = VerlengForm(request.POST or None, link=one.link)
    if form.is_bound and form.is_valid():
        try:
            extend(geopend=geopend, link=link_id, tot=form.until())
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "De link heeft een nieuwe einddatum. De pincode blijft dezelfde.")
            return _to(geopend, link_id)
    return _page(request, "delen/link_verlengen.html", geopend, one, form, loopt=runs(one.link))


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
@just_proven
def link_hergebruik(request: HttpRequest, geopend: GeopendDossier, link_id: UUID) -> HttpResponse:
    """Use a link again for a next meeting: its ground asked again, what was added since shown, a new pincode once."""
    one = link_or_404(geopend, link_id)
    grounds = grounds_for(geopend, one.link, _formulier(geopend, one.link))
    form = HergebruikForm(request.POST or None, grounds=grounds, initial={"generatie": one.link.generatie})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        wanted = {"grond": form.ground(), "periode": form.periode(), "generatie": given["generatie"]}
        try:
            made = use_again(geopend=geopend, link=link_id, **wanted)
            if made is not None and given["verstuur"]:
                send_again(geopend=geopend, link=link_id)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            if made is None:
                return _moved_on(request, geopend, link_id)
            shown = {"geopend": geopend, "gemaakt": made, "opnieuw": True, "gemaild": given["verstuur"]}
            return render(request, "delen/link_gemaakt.html", shown)
    since = max(moment for moment in (one.link.laatste_gebruik, one.link.vernieuwd_op, one.link.uitgegeven_op) if moment)
    news = news_since(guest_reading(geopend, _as_example(one.link)), since)
    context = {"sinds": since, "nieuws": news, "gronden": grounds, "kan_niet": why_not_again(one.link)}
    return _page(request, "delen/link_hergebruik.html", geopend, one, form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
@just_proven
def link_opnieuw(request: HttpRequest, geopend: GeopendDossier, link_id: UUID) -> HttpResponse:
    """Ask first, then mail a new address; the old one opens nothing any more."""
    one = link_or_404(geopend, link_id)
    if request.method == "POST":
        try:
            send_again(geopend=geopend, link=link_id)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, "De link is opnieuw verstuurd. De oude link werkt niet meer; de pincode blijft dezelfde.")
        return _to(geopend, link_id)
    return _page(request, "delen/link_opnieuw.html", geopend, one)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Recht.DELEN)
def link_bevestigen(request: HttpRequest, geopend: GeopendDossier, link_id: UUID) -> HttpResponse:
    """Answer for a link of somebody who left."""
    one = link_or_404(geopend, link_id)
    if request.method == "POST":
        try:
            confirm(geopend=geopend, link=link_id)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, "U bent nu de contactpersoon van deze link. Hij werkt door tot zijn einddatum.")
        return _to(geopend, link_id)
    return _page(request, "delen/link_bevestigen.html", geopend, one)


@require_safe
@door(Recht.DELEN)
def link_als_gast(request: HttpRequest, geopend: GeopendDossier, link_id: UUID) -> HttpResponse:
    """Begin looking at the file as the guest of this link."""
    remember(request, geopend, _as_example(link_or_404(geopend, link_id).link))
    return redirect("delen:als_gast", dossier_id=geopend.groeidocument.pk)


@require_safe
@door(Recht.DELEN)
def als_gast(request: HttpRequest, geopend: GeopendDossier, pad: str = "") -> HttpResponse:
    """A page of the file as the chosen guest sees it. Nothing can be done here: only GET is answered, and what it would write is undone."""
    chosen = remembered(request, geopend)
    if chosen is None:
        messages.info(request, "Kies eerst bij een link “Bekijk als gast”.")
        return back(geopend)
    note_reading(request, geopend, "als gast")
    return show(request, geopend, pad, chosen)


def link_or_404(geopend: GeopendDossier, pk: UUID) -> Regel:
    """One link of this file, in words.

    Raises:
        Http404: for every other id.
    """
    rows = geopend.groeidocument.toegangslinks.with_facts().select_related("toestemming", "grondslag", "contact", "gebruiker")
    row: Toegangslink | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    row.groeidocument = geopend.groeidocument
    return regel(row, in_words(row.omvang, *words_for(geopend, [row.omvang])))


def _shown(geopend: GeopendDossier, row: Toegangslink) -> dict[str, Any]:
    """What the page of one link says beside the link itself; only what names something of the file can be used again."""
    again = row.bereik not in GEVRAAGD and not why_not_again(row)
    return {"dagen": days_of(geopend, row), "weer": again, "bericht": latest_about([row.pk]).get(row.pk)}


def _formulier(geopend: GeopendDossier, link: Toegangslink) -> UUID | None:
    """The format of the formulier that a link lets its guest fill in."""
    if link.bereik != Bereik.FORMULIER or link.recht != LinkRecht.SCHRIJVEN or link.stuk is None:
        return None
    found: UUID | None = geopend.groeidocument.vragen.filter(pk=link.stuk).values_list("format_versie__format", flat=True).first()
    return found


def _as_example(link: Toegangslink) -> Voorbeeld:
    return Voorbeeld(link.ontvanger_naam, LinkRecht(link.recht), link.omvang, link.pk)


def _moved_on(request: HttpRequest, geopend: GeopendDossier, pk: UUID) -> HttpResponse:
    """A double click, or a colleague: the code was made and shown once already."""
    messages.info(request, "Deze link heeft al een nieuwe pincode gekregen. Die is één keer getoond en is nu niet meer te zien.")
    return _to(geopend, pk)


def _to(geopend: GeopendDossier, pk: UUID) -> HttpResponse:
    return redirect("delen:link", dossier_id=geopend.groeidocument.pk, link_id=pk)


def _page(request: HttpRequest, template: str, geopend: GeopendDossier, one: Regel, form: Any = None, **context: Any) -> HttpResponse:
    shown = {"geopend": geopend, "een": one, "form": form, **context}
    return render(request, template, shown, status=422 if form is not None and form.is_bound else 200)
