"""The pages beside the formats: what the OPP is, what the law says, who does what, the themes, and the example sentences. Readable by everybody.

They stand under the OPP page, but they are no formats: editors of the website write them (explaining.ExplainingPage), and nothing is frozen.
"""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Site
from wagtail.search import index

from formats.blocks import BlokkenField
from website.models import BasePage
from website.pictures import prefetch_pictures

from .explaining import ExplainingPage
from .uitleg_blocks import ELEMENTEN, OppInhoudBlock
from .zinnen import banks_in_use, choose


class Uitlegsoort(models.TextChoices):
    """Whether a page explains the OPP, or one subject that some formats are about."""

    UITLEG = "uitleg", "uitleg"
    THEMA = "thema", "thema"


class OppUitlegPage(ExplainingPage, BasePage):
    """One page of explanation. A thema is also a filter over the formats: those that are ticked here."""

    soort = models.CharField(
        "soort",
        max_length=10,
        choices=Uitlegsoort,
        default=Uitlegsoort.UITLEG,
        help_text="Een thema is ook een filter boven de formats.",
    )
    inhoud = BlokkenField(OppInhoudBlock(), verbose_name="inhoud", blank=True)
    formats = ParentalManyToManyField(
        "opp_pages.FormatPage", verbose_name="formats die hierbij horen", blank=True, related_name="uitlegpaginas"
    )

    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("soort"), FieldPanel("inhoud"), FieldPanel("formats")]

    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("inhoud"), index.FilterField("soort")]

    parent_page_types: ClassVar = ["opp_pages.OppIndexPage"]
    subpage_types: ClassVar = []

    api_fields: ClassVar = [*BasePage.api_fields, APIField("soort"), APIField("inhoud")]

    template = "opp_pages/opp_uitleg_page.html"

    class Meta:
        verbose_name = "uitleg over het OPP"
        verbose_name_plural = "uitleg over het OPP"

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Add the formats that visitors may see, and the other pages of explanation."""
        context = super().get_context(request, *args, **kwargs)
        prefetch_pictures(block.value["afbeelding"] for block in self.inhoud if block.block_type == "afbeelding")
        related = [page.pk for page in self.formats.all()]
        return {
            **context,
            # The blocks about the law fill this together, so that many of them ask once.
            ELEMENTEN: [],
            "formats": self.formats.model.objects.filter(pk__in=related).live().public().order_by("path").defer("delen", "varianten"),
            "andere": list(OppUitlegPage.objects.sibling_of(self).live().public().order_by("path").defer("inhoud")),
        }


class VoorbeeldzinnenPage(ExplainingPage, RoutablePageMixin, BasePage):
    """The banks with example sentences, factoren and doelen that the published formats of this site use: `/…/` lists them, `/…/<bank>/` is one."""

    parent_page_types: ClassVar = ["opp_pages.OppIndexPage"]
    subpage_types: ClassVar = []
    max_count_per_parent = 1

    template = "opp_pages/voorbeeldzinnen_page.html"

    class Meta:
        verbose_name = "voorbeeldzinnen"
        verbose_name_plural = "voorbeeldzinnen"

    @path("")
    def overzicht(self, request: HttpRequest) -> HttpResponse:
        """Every bank in use, with how much is in it."""
        return self.render(request, context_overrides={"banken": banks_in_use(Site.find_for_request(request))})

    @path("<slug:slug>/")
    def bank(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One bank, narrowed by the words and the domain in the query string.

        Raises:
            Http404: for a bank that is not there, or that no published format uses.
        """
        banken = banks_in_use(Site.find_for_request(request))
        found = next((bank for bank in banken if bank.slug == slug), None)
        if found is None:
            raise Http404
        context = self.get_context(request)
        crumbs = [*context["crumbs"][:-1], (self.get_url(request), self.title), ("", found.naam)]
        overrides: dict[str, Any] = {"bank": found, "banken": banken, "keuze": choose(found, request.GET), "crumbs": crumbs}
        overrides["canonical"] = f"{context['canonical']}{found.slug}/"
        return self.render(request, context_overrides=overrides, template="opp_pages/voorbeeldzinnen_bank.html")

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The list itself and every bank."""
        urls = super().get_sitemap_urls(request)
        base = self.get_full_url(request)
        return [*urls, *({"location": f"{base}{bank.slug}/"} for bank in banks_in_use(self.get_site()))]
