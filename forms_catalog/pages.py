"""The public pages of the catalogue: one list with filters in the address, a detail per formulier under it, and a download address that stays.

Readable by everybody. What it shows belongs to the site that the page stands on.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Site

from website.models import BasePage

from .sites import asked_site

if TYPE_CHECKING:
    from .filters import Selection
    from .models import Formulier

PER_PAGE = 20
# What the detail says to somebody who came along an old way (`?oud=…`).
OUDE_WEGEN = {
    "adres": "U volgde een oude link. Dit formulier heeft nu een ander adres. Gebruikt u de link vaker? Bewaar dan dit adres.",
    "bestand": "U volgde een oude link naar een bestand. Gebruik dat bestand niet meer: hieronder staat de nieuwste versie.",
    "vervangen": "U volgde een oude link. Het formulier dat u zocht is vervangen door dit formulier.",
    "soort": "In deze vorm bieden wij het formulier nu niet aan. Hieronder ziet u wat er wel is.",
}


class FormulierenIndexPage(RoutablePageMixin, BasePage):
    """The catalogue: `/…/?soort=…&doelgroep=…&q=…` is a list, `/…/<slug>/` one formulier, `/…/<slug>/download/pdf/` its newest file."""

    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = []
    max_count_per_parent = 1

    template = "forms_catalog/formulieren_index_page.html"

    class Meta:
        verbose_name = "catalogus van formulieren"
        verbose_name_plural = "catalogi van formulieren"

    @path("")
    def lijst(self, request: HttpRequest) -> HttpResponse:
        """The list, narrowed by the filters in the query string; a page that does not exist gives a 404 that tells which pages there are."""
        from .filters import SORTERINGEN, Selection

        selection = Selection(request.GET, self.get_site())
        paginator = Paginator(selection.sorted().with_details(), PER_PAGE)
        try:
            pagina = paginator.page(request.GET.get("page") or 1)
        except (EmptyPage, PageNotAnInteger):
            return self._no_such_page(request, selection, paginator)
        context: dict[str, Any] = {
            "facetten": selection.facets(),
            "gekozen": list(selection.chosen_options()),
            "selectie": selection,
            "sorteringen": [(code, naam) for code, (naam, _) in SORTERINGEN.items()],
            "pagina": pagina,
        }
        return self.render(request, context_overrides=context)

    def _no_such_page(self, request: HttpRequest, selection: "Selection", paginator: Paginator) -> HttpResponse:
        context = {"paginator": paginator, "selectie": selection}
        response = self.render(request, context_overrides=context, template="forms_catalog/geen_pagina.html")
        response.status_code = 404
        return response

    @path("<slug:slug>/")
    def formulier(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One formulier; an address it had before, and one that was replaced, lead to the newest.

        Raises:
            Http404: when it does not exist or is a concept.
        """
        from .structured import structured_data

        found = self._known(slug)
        if (elsewhere := self._elsewhere(found, slug, request)) is not None:
            return elsewhere
        base = self.get_url(request) or ""
        context = self.get_context(request)
        crumbs = [*context["crumbs"][:-1], (base, self.title), ("", found.titel)]
        extra = {
            "formulier": found,
            "crumbs": crumbs,
            "canonical": f"{context['canonical']}{found.slug}/",
            "structured_data": structured_data(found, request),
            "format_pagina": _format_page(found),
            "nieuws": [row.page for row in found.nieuws.select_related("page") if row.page.live],
            "vervangt": list(found.vervangt.known().only("titel", "versie", "versiedatum")),
            "oude_weg": OUDE_WEGEN.get(request.GET.get("oud", "")),
        }
        return self.render(request, context_overrides=extra, template="forms_catalog/formulier.html")

    @path("<slug:slug>/download/<slug:soort>/")
    def download(self, request: HttpRequest, slug: str, soort: str) -> HttpResponse:
        """The newest file of this kind; the detail page when there is none.

        Raises:
            Http404: for a formulier or a kind of file that does not exist.
        """
        from .bestanden import SOORT_WOORDEN

        found = self._known(slug).newest()
        if soort not in SOORT_WOORDEN:
            raise Http404
        files = list(found.bestanden.select_related("document")) if found.is_downloadable else []
        file = next((file for file in files if file.soort == soort), None)
        response = HttpResponseRedirect(file.url if file else f"{found.get_url(request)}?oud=soort")
        # The address stays, what it leads to does not.
        response.headers["Cache-Control"] = "no-cache"
        return response

    def _known(self, slug: str) -> "Formulier":
        """The formulier that has this address now, or had it before.

        Raises:
            Http404: when there is none that visitors may know of.
        """
        from .models import Formulier

        site = self.get_site()
        known = Formulier.objects.known().with_details()
        found = known.filter(site=site, slug=slug).first() or known.filter(oude_adressen__slug=slug, oude_adressen__site=site).first()
        if found is None:
            raise Http404
        return found

    def _elsewhere(self, found: "Formulier", slug: str, request: HttpRequest) -> HttpResponse | None:
        """The way to the newest, if this is not it."""
        newest = found.newest()
        if newest.pk != found.pk:
            return HttpResponseRedirect(f"{newest.get_url(request)}?oud=vervangen")
        if found.slug != slug:
            return HttpResponsePermanentRedirect(f"{found.get_url(request)}?oud=adres")
        return None

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The list itself and every public formulier."""
        from .models import Formulier

        urls = super().get_sitemap_urls(request)
        base = self.get_full_url(request)
        formulieren: list[Formulier] = list(Formulier.objects.on_site(self.get_site()).public().only("slug", "gewijzigd_op"))
        return [*urls, *({"location": f"{base}{formulier.slug}/", "lastmod": formulier.gewijzigd_op} for formulier in formulieren)]


def _format_page(formulier: "Formulier") -> Any:
    """The live page of the format that it can be filled in with, or None; the page belongs to a room that this one does not know."""
    page = getattr(formulier.format, "page", None) if formulier.format_id else None
    return page if page is not None and page.live else None


def catalogue_url(request: HttpRequest | None = None, site_id: int | None = None) -> str:
    """The address of the live catalogue of a site (the one that was asked, if none is named); an empty text if it has none.

    Asked once per request for all sites together.
    """
    known: dict[int, str] | None = getattr(request, "_catalogue_urls", None)
    if known is None:
        known = {}
        for page in FormulierenIndexPage.objects.live().public():
            parts = page.get_url_parts(request)
            if parts:
                known.setdefault(parts[0], page.get_url(request) or "")
        if request is not None:
            request._catalogue_urls = known  # type: ignore[attr-defined]
    if site_id is None:
        site: Site | None = asked_site(request)
        site_id = site.pk if site else None
    return known.get(site_id, "") if site_id is not None else ""
