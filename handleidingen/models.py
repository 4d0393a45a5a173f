"""Public manuals: an overview per reader, and a page per topic with numbered steps. Readable by everybody, written by editors."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from website.models import BasePage
from website.pictures import prefetch_pictures

from .blocks import StappenBlock


class Lezer(models.TextChoices):
    """Who a handleiding speaks to."""

    IB = "ib", "intern begeleider"
    LEERKRACHT = "leerkracht", "leerkracht"
    OUDER = "ouder", "ouder of verzorger"
    LEERLING = "leerling", "leerling"
    GAST = "gast", "gast"
    REDACTEUR = "redacteur", "redacteur"


class Beschikbaarheid(models.TextChoices):
    """Whether what the handleiding describes can be done already."""

    BESCHIKBAAR = "beschikbaar", "beschikbaar"
    VOORBEREIDING = "voorbereiding", "in voorbereiding"


@dataclass
class Stap:
    """A numbered step with the tips and warnings that follow it."""

    nummer: int
    value: Any
    bij: list[Any] = field(default_factory=list)


class HandleidingIndexPage(BasePage):
    """All handleidingen, grouped by reader."""

    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = ["handleidingen.HandleidingPage"]

    template = "handleidingen/handleiding_index_page.html"

    class Meta:
        verbose_name = "overzicht van handleidingen"
        verbose_name_plural = "overzichten van handleidingen"

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Add the groups: the reader's name and that reader's pages in the editor's order."""
        context = super().get_context(request, *args, **kwargs)
        pages = list(HandleidingPage.objects.child_of(self).live().public().order_by("path").defer("stappen"))
        groups = [(lezer.label, [page for page in pages if page.lezer == lezer]) for lezer in Lezer]
        context["groepen"] = [(label, group) for label, group in groups if group]
        return context


class HandleidingPage(BasePage):
    """One topic for one reader."""

    lezer = models.CharField("voor", max_length=12, choices=Lezer, default=Lezer.IB)
    beschikbaarheid = models.CharField("status", max_length=15, choices=Beschikbaarheid, default=Beschikbaarheid.BESCHIKBAAR)
    gecontroleerd_op = models.DateField("laatst gecontroleerd op", null=True, blank=True)
    stappen = StreamField(StappenBlock(), verbose_name="stappen", blank=True)
    formulieren = ParentalManyToManyField(
        "forms_catalog.Formulier", verbose_name="formulieren die hierbij horen", blank=True, related_name="handleidingen"
    )

    content_panels: ClassVar = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("lezer"), FieldPanel("beschikbaarheid")]), FieldPanel("gecontroleerd_op")],
            heading="Voor wie, en is het er al",
        ),
        FieldPanel("stappen"),
        FieldPanel("formulieren"),
    ]

    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("stappen"), index.FilterField("lezer")]

    parent_page_types: ClassVar = ["handleidingen.HandleidingIndexPage"]
    subpage_types: ClassVar = []

    api_fields: ClassVar = [
        *BasePage.api_fields,
        APIField("lezer"),
        APIField("beschikbaarheid"),
        APIField("gecontroleerd_op"),
        APIField("stappen"),
    ]

    template = "handleidingen/handleiding_page.html"

    class Meta:
        verbose_name = "handleiding"
        verbose_name_plural = "handleidingen"

    @property
    def in_voorbereiding(self) -> bool:
        """True while the product cannot do yet what this page describes."""
        return self.beschikbaarheid == Beschikbaarheid.VOORBEREIDING

    def numbered(self) -> tuple[list[Any], list[Stap]]:
        """What stands before the first step, and the steps with their numbers."""
        before: list[Any] = []
        steps: list[Stap] = []
        for block in self.stappen:
            if block.block_type == "stap":
                steps.append(Stap(len(steps) + 1, block.value))
            else:
                (steps[-1].bij if steps else before).append(block)
        return before, steps

    def neighbours(self) -> tuple["HandleidingPage | None", "HandleidingPage | None"]:
        """The previous and the next live page for the same reader, in the editor's order."""
        same = HandleidingPage.objects.sibling_of(self, inclusive=False).live().public().filter(lezer=self.lezer).defer("stappen")
        return same.filter(path__lt=self.path).order_by("-path").first(), same.filter(path__gt=self.path).order_by("path").first()

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Add the numbered steps, the neighbours, and the formulieren that visitors may see."""
        context = super().get_context(request, *args, **kwargs)
        prefetch_pictures(block.value["afbeelding"] for block in self.stappen if block.block_type == "stap")
        context["vooraf"], context["stappen"] = self.numbered()
        context["vorige"], context["volgende"] = self.neighbours()
        context["formulieren"] = [(formulier, formulier.get_url(request)) for formulier in self.formulieren.all() if formulier.is_public]
        return context
