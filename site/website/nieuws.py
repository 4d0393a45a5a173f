"""News of the samenwerkingsverband: an overview that is also a feed, and a page per item. Written by editors, readable by everybody."""

from datetime import datetime, time
from typing import Any, ClassVar

from django.core.paginator import EmptyPage, Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import PageQuerySet
from wagtail.search import index

from .base import BasePage
from .blocks import InhoudBlock
from .changes import changes
from .context import huisstijl
from .pictures import prefetch_pictures

PER_PAGE = 10
IN_FEED = 30
CHANGES_BESIDE = 8


def latest(request: HttpRequest, home: BasePage, limit: int) -> list["NieuwsPage"]:
    """The newest items below this home page, newest first."""
    return list(NieuwsPage.objects.descendant_of(home).live().public().defer("inhoud").order_by("-datum", "-pk")[:limit])


class NieuwsIndexPage(RoutablePageMixin, BasePage):
    """All news, newest first, beside what changed in formats and formulieren; the same as a feed at `rss/`."""

    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = ["website.NieuwsPage"]

    max_count_per_parent = 1

    template = "website/nieuws_index_page.html"

    class Meta:
        verbose_name = "nieuwsoverzicht"
        verbose_name_plural = "nieuwsoverzichten"

    def items(self) -> PageQuerySet:
        """The items that everybody may read, newest first."""
        return NieuwsPage.objects.child_of(self).live().public().order_by("-datum", "-pk")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Add one page of the list, and beside the first page what changed in formats and formulieren.

        Raises:
            Http404: for a page of the list that does not exist.
        """
        context = super().get_context(request, *args, **kwargs)
        number = request.GET.get("page", "1")
        try:
            context["berichten"] = Paginator(self.items().defer("inhoud"), PER_PAGE).page(
                number if number.isascii() and number.isdigit() else 1
            )
        except EmptyPage as error:
            raise Http404 from error
        context["wijzigingen"] = changes(request, CHANGES_BESIDE) if context["berichten"].number == 1 else []
        context["feed"] = self.reverse_subpage("rss")
        return context

    @path("rss/", name="rss")
    def rss(self, request: HttpRequest) -> HttpResponse:
        """News and changes together as RSS 2.0, newest first."""
        naam = huisstijl(request).naam or "Groeiportaal"
        feed = Rss201rev2Feed(
            title=f"{self.title} – {naam}",
            link=self.get_full_url(request),
            description=self.omschrijving or f"Nieuws van {naam}, en wat er verandert in formats en formulieren.",
            language="nl",
            feed_url=f"{self.get_full_url(request)}rss/",
        )
        for moment, entry in sorted(self._entries(request), key=lambda row: row[0], reverse=True)[:IN_FEED]:
            feed.add_item(**entry, pubdate=moment)
        return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")

    def _entries(self, request: HttpRequest) -> list[tuple[datetime, dict[str, Any]]]:
        """Every item and every change with its moment; a date alone counts from midnight."""
        entries = []
        for page in self.items().defer("inhoud")[:IN_FEED]:
            url = page.get_full_url(request)
            entries.append((_midnight(page.datum), {"title": page.title, "link": url, "description": page.omschrijving, "unique_id": url}))
        for change in changes(request, IN_FEED):
            url = request.build_absolute_uri(change.url)
            unique = f"{url}#{change.datum.isoformat()}"
            entry = {"title": change.titel, "link": url, "description": change.tekst, "unique_id": unique, "unique_id_is_permalink": False}
            entries.append((_midnight(change.datum), entry))
        return entries


class NieuwsPage(BasePage):
    """One item of news."""

    datum = models.DateField("datum", default=timezone.localdate, help_text="De datum die lezers zien; de lijst staat op deze volgorde.")
    inhoud = StreamField(InhoudBlock(), verbose_name="inhoud")

    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("datum"), FieldPanel("inhoud")]

    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("inhoud"), index.FilterField("datum")]

    parent_page_types: ClassVar = ["website.NieuwsIndexPage"]
    subpage_types: ClassVar = []

    api_fields: ClassVar = [*BasePage.api_fields, APIField("datum"), APIField("inhoud")]

    template = "website/nieuws_page.html"

    zoeksoort = "nieuws"

    class Meta:
        verbose_name = "nieuwsbericht"
        verbose_name_plural = "nieuwsberichten"

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """A NewsArticle."""
        return {
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.omschrijving,
            "datePublished": self.datum.isoformat(),
            "dateModified": (self.last_published_at.date() if self.last_published_at else self.datum).isoformat(),
            "inLanguage": "nl",
            "mainEntityOfPage": self.get_full_url(request),
            "publisher": {"@type": "Organization", "name": huisstijl(request).naam or "Groeiportaal"},
        }

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Fetch every picture's sizes at once."""
        context = super().get_context(request, *args, **kwargs)
        prefetch_pictures(block.value["afbeelding"] for block in self.inhoud if block.block_type == "afbeelding")
        return context


def _midnight(day: Any) -> datetime:
    """The begin of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min))
