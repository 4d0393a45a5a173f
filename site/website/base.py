"""The page that every public page is made from: a title, one introduction, its way back to the home page, and what search engines may know."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from .four_eyes import Reviewed, ReviewedPageForm


class BasePage(Reviewed, Page):
    """What every public page has: a title and one short introduction."""

    introductie = models.TextField(
        "introductie", blank=True, max_length=600, help_text="Hoogstens drie zinnen: waar gaat deze pagina over en voor wie is zij?"
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introductie")]

    search_fields: ClassVar = [*Page.search_fields, index.SearchField("introductie", boost=2)]

    api_fields: ClassVar = [APIField("introductie")]

    base_form_class = ReviewedPageForm

    # Under which kind visitors find it; the many kinds of pages that exist once are all "pagina" to them.
    zoeksoort: ClassVar[str] = ""

    class Meta:
        abstract = True

    @property
    def omschrijving(self) -> str:
        """The text for search engines: the editor's own, else the introduction."""
        return self.search_description or self.introductie

    def structured_data(self, request: HttpRequest) -> dict[str, Any] | None:
        """What this page is in the words of schema.org; the layout prints it once as JSON-LD. None where there is nothing to say."""
        return None

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Add the way back to the home page as (address, title), the last one the page itself; its one true address; and its data."""
        context = super().get_context(request, *args, **kwargs)
        above = self.get_ancestors().filter(depth__gt=1)
        context["crumbs"] = [*((page.get_url(request), "Home" if page.depth == 2 else page.title) for page in above), ("", self.title)]
        context["canonical"] = self.get_full_url(request)
        context["structured_data"] = self.structured_data(request)
        return context
