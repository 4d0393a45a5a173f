"""The public pages of the catalogue: one list with filters in the address, and a detail per formulier under it. Readable by everybody."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from website.models import BasePage

if TYPE_CHECKING:
    pass

PER_PAGE = 20


class FormulierenIndexPage(RoutablePageMixin, BasePage):
    """The catalogue: `/…/?soort=…&doelgroep=…&thema=…` is a list, `/…/<slug>/` one formulier."""

    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = []
    max_count = 1

    template = "forms_catalog/formulieren_index_page.html"

    class Meta:
        verbose_name = "catalogus van formulieren"
        verbose_name_plural = "catalogi van formulieren"

    @path("")
    def lijst(self, request: HttpRequest) -> HttpResponse:
        """The list, narrowed by the filters in the query string; a page number out of range gives the last page."""
        from .filters import Selection

        selection = Selection(request.GET)
        paginator = Paginator(selection.formulieren().with_details(), PER_PAGE)
        context: dict[str, Any] = {
            "facetten": selection.facets(),
            "gekozen": selection.chosen_labels(),
            "pagina": paginator.get_page(request.GET.get("page")),
        }
        return self.render(request, context_overrides=context)

    @path("<slug:slug>/")
    def formulier(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One formulier.

        Raises:
            Http404: when it does not exist or is a concept.
        """
        from .models import Formulier

        found = Formulier.objects.public().with_details().filter(slug=slug).first()
        if found is None:
            raise Http404
        context = self.get_context(request)
        crumbs = [*context["crumbs"][:-1], (self.get_url(request), self.title), ("", found.titel)]
        return self.render(request, context_overrides={"formulier": found, "crumbs": crumbs}, template="forms_catalog/formulier.html")

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The list itself and every public formulier."""
        from .models import Formulier

        urls = super().get_sitemap_urls(request)
        base = self.get_full_url(request)
        formulieren: list[Formulier] = list(Formulier.objects.public().only("slug", "gewijzigd_op"))
        return [*urls, *({"location": f"{base}{formulier.slug}/", "lastmod": formulier.gewijzigd_op} for formulier in formulieren)]


def catalogue_url(request: HttpRequest | None = None) -> str:
    """The address of the live catalogue, asked once per request; an empty text if there is none."""
    known = getattr(request, "_catalogue_url", None)
    if known is None:
        page = FormulierenIndexPage.objects.live().public().first()
        known = (page.get_url(request) if page else None) or ""
        if request is not None:
            request._catalogue_url = known  # type: ignore[attr-defined]
    return known
