"""The page that every public page is made from: a title, one introduction, its way back to the home page, and what search engines may know."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.search import index
from wagtail.url_routing import RouteResult

from .four_eyes import Reviewed, ReviewedPageForm
from .remembered import remember


class BasePage(Reviewed, Page):
    """What every public page has: a title and one short introduction."""

    introductie = models.TextField(
        "introductie", blank=True, max_length=600, help_text="Hoogstens drie zinnen: waar gaat deze pagina over en voor wie is zij?"
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introductie")]

    search_fields: ClassVar = [*Page.search_fields, index.SearchField("introductie", boost=2)]

    api_fields: ClassVar = [APIField("introductie")]

    base_form_class = ReviewedPageForm

    # What was met on the way here, from the site's home page to the page above this one; None when the page was not found by its address.
    way: tuple[Page, ...] | None = None
    open_to_all = False
    # Under which kind visitors find it; the many kinds of pages that exist once are all "pagina" to them.
    zoeksoort: ClassVar[str] = ""

    class Meta:
        abstract = True

    @property
    def omschrijving(self) -> str:
        """The text for search engines: the editor's own, else the introduction."""
        return self.search_description or self.introductie

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Wagtail's way from this page to the one at the end of an address, in one question for all parts of it instead of two for each.

        A page that finds its own way (a list with addresses below it) is asked as soon as it is met, as Wagtail does.

        Raises:
            Http404: when a part is not there, or the page at the end is not live.
        """
        self.open_to_all = not remember("restricted pages", request, _has_restricted_pages, True)
        # Who was not met on the way is where the way begins: the home page of the site.
        self.way = self.way or ()
        if not path_components:
            return super().route(request, path_components)
        addresses = [f"{self.url_path}{'/'.join(path_components[:number])}/" for number in range(1, len(path_components) + 1)]
        met = {page.url_path: page for page in Page.objects.filter(url_path__in=addresses)}
        way: tuple[Page, ...] = (*self.way, self)
        for number, address in enumerate(addresses, 1):
            if address not in met:
                break
            kind = met[address].specific_class
            if number == len(addresses) or kind is None or getattr(kind, "route", None) is not BasePage.route:
                found = met[address].specific
                found.way, found.open_to_all = way, self.open_to_all
                return found.route(request, path_components[number:])
            way += (met[address],)
        raise Http404

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Wagtail's, without asking for the pages above when no page of any site is restricted."""
        return PageViewRestriction.objects.none() if self.open_to_all else super().get_view_restrictions()

    def structured_data(self, request: HttpRequest) -> dict[str, Any] | None:
        """What this page is in the words of schema.org; the layout prints it once as JSON-LD. None where there is nothing to say."""
        return None

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Add the way back to the home page as (address, title), the last one the page itself; its one true address; and its data."""
        context = super().get_context(request, *args, **kwargs)
        above = self.get_ancestors().filter(depth__gt=1) if self.way is None else self.way
        context["crumbs"] = [*((page.get_url(request), "Home" if page.depth == 2 else page.title) for page in above), ("", self.title)]
        context["canonical"] = self.get_full_url(request)
        context["structured_data"] = self.structured_data(request)
        return context


def _has_restricted_pages(site: Site) -> bool:
    """Whether an editor closed any page for the public."""
    return PageViewRestriction.objects.exists()
