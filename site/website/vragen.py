"""Questions that people often ask, one page per reader. Written by editors, readable by everybody, findable one by one."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from .base import BasePage
from .blocks import AlineaBlock
from .lezers import Lezer


class Vraag(blocks.StructValue):
    """A question with its answer."""

    @property
    def plat(self) -> str:
        """The answer without its markup, for search and for search engines."""
        return " ".join(strip_tags(str(self["antwoord"].source).replace("<", " <")).split())


class VraagBlock(blocks.StructBlock):
    """A question in the words of who asks it, and a short answer."""

    vraag = blocks.CharBlock(label="Vraag", max_length=200, help_text="In de woorden van wie het vraagt, met een vraagteken.")
    antwoord = AlineaBlock(label="Antwoord", help_text="Begin met het antwoord; leg daarna uit.")

    class Meta:
        icon = "help"
        value_class = Vraag
        label = "Vraag"
        template = "website/vraag.html"


class VragenBlock(blocks.StreamBlock):
    """The questions of one reader."""

    vraag = VraagBlock()


class VragenIndexPage(BasePage):
    """The way to the questions of each reader."""

    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = ["website.VragenPage"]

    max_count_per_parent = 1

    template = "website/vragen_index_page.html"

    class Meta:
        verbose_name = "overzicht van veelgestelde vragen"
        verbose_name_plural = "overzichten van veelgestelde vragen"

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Add the pages in the editor's order, with their questions."""
        context = super().get_context(request, *args, **kwargs)
        context["lijsten"] = VragenPage.objects.child_of(self).live().public().order_by("path")
        return context


class VragenPage(BasePage):
    """The questions of one reader with their answers."""

    lezer = models.CharField("voor", max_length=12, choices=Lezer, default=Lezer.OUDER)
    vragen = StreamField(VragenBlock(), verbose_name="vragen")

    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("lezer"), FieldPanel("vragen")]

    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("vragen"), index.FilterField("lezer")]

    parent_page_types: ClassVar = ["website.VragenIndexPage"]
    subpage_types: ClassVar = []

    api_fields: ClassVar = [*BasePage.api_fields, APIField("lezer"), APIField("vragen")]

    template = "website/vragen_page.html"

    class Meta:
        verbose_name = "veelgestelde vragen voor één lezer"
        verbose_name_plural = "veelgestelde vragen per lezer"

    def structured_data(self, request: HttpRequest) -> dict[str, Any] | None:
        """A FAQPage with every question and its answer."""
        questions = [
            {"@type": "Question", "name": block.value["vraag"], "acceptedAnswer": {"@type": "Answer", "text": block.value.plat}}
            for block in self.vragen
        ]
        return {"@type": "FAQPage", "inLanguage": "nl", "mainEntity": questions} if questions else None
