"""News of the samenwerkingsverband: an overview that is also a feed, and a page per item. Written by editors, readable by everybody."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import StreamField
from wagtail.search import index

from .base import BasePage
from .blocks import InhoudBlock


class NieuwsIndexPage(RoutablePageMixin, BasePage):
    """All news, newest first, beside what changed in formats and formulieren; the same as a feed at `rss/`."""

    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = ["website.NieuwsPage"]

    max_count_per_parent = 1

    template = "website/nieuws_index_page.html"

    class Meta:
        verbose_name = "nieuwsoverzicht"
        verbose_name_plural = "nieuwsoverzichten"


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

    class Meta:
        verbose_name = "nieuwsbericht"
        verbose_name_plural = "nieuwsberichten"
