"""Public manuals: an overview per reader and subject, and a page per topic with numbered steps. Readable by everybody, written by editors."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from rest_framework.serializers import CharField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from website.lezers import Lezer
from website.models import BasePage
from website.pictures import prefetch_pictures

from .afdrukken import together
from .blocks import StappenBlock
from .controle import HandleidingQuerySet, a_year_after
from .forms import HandleidingForm
from .howto import how_to
from .hulpteksten import records
from .onderwerpen import Onderwerp
from .reacties import Reactie
from .selection import Selection

__all__ = ["Beschikbaarheid", "HandleidingIndexPage", "HandleidingPage", "Lezer", "Onderwerp", "Reactie"]

PRINT = "afdrukken"


class Beschikbaarheid(models.TextChoices):
    """Whether what the handleiding describes can be done already."""

    BESCHIKBAAR = "beschikbaar", "beschikbaar"
    VOORBEREIDING = "voorbereiding", "in voorbereiding"


@dataclass
class Stap:
    """A numbered step with the tips, warnings and help texts that follow it."""

    nummer: int
    value: Any
    bij: list[Any] = field(default_factory=list)


class HandleidingIndexPage(RoutablePageMixin, BasePage):
    """All handleidingen, grouped by reader, narrowed by `?voor=` and `?onderwerp=`; under `afdrukken/` the whole texts, to print."""

    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = ["handleidingen.HandleidingPage"]

    template = "handleidingen/handleiding_index_page.html"

    class Meta:
        verbose_name = "overzicht van handleidingen"
        verbose_name_plural = "overzichten van handleidingen"

    def selection(self, request: HttpRequest, *, with_steps: bool = False) -> Selection:
        """What the address asks for, and the pages that it leaves in the editor's order."""
        pages = HandleidingPage.objects.child_of(self).live().public().order_by("path").select_related("onderwerp")
        return Selection(request.GET, list(pages if with_steps else pages.defer("stappen")), list(Lezer.choices))

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Add the choices, and the groups: a reader and that reader's pages."""
        context = super().get_context(request, *args, **kwargs)
        keuze = self.selection(request)
        return {**context, "keuze": keuze, "groepen": keuze.groepen(), "afdrukken": f"{self.get_url(request)}{PRINT}/"}

    @path(f"{PRINT}/")
    def afdrukken(self, request: HttpRequest) -> HttpResponse:
        """Every chosen topic in order on one page, without menus on paper; without a reader only the question for whom."""
        keuze = self.selection(request, with_steps=True)
        delen, blocks = together(keuze.pages if keuze.voor else [])
        context = self.get_context(request)
        here = self.get_url(request)
        return self.render(
            request,
            context_overrides={
                "keuze": keuze,
                "hier": f"{here}{PRINT}/",
                "delen": delen,
                "hulpteksten": records(blocks),
                "crumbs": [*context["crumbs"][:-1], (here, self.title), ("", "Afdrukken")],
                "vandaag": timezone.localdate(),
            },
            template="handleidingen/afdrukken.html",
        )


class HandleidingPage(BasePage):
    """One topic for one reader."""

    lezer = models.CharField("voor", max_length=12, choices=Lezer, default=Lezer.IB)
    # SET_NULL, so that an old revision can still be restored when its subject is gone.
    onderwerp = models.ForeignKey(
        Onderwerp, verbose_name="onderwerp", null=True, blank=True, on_delete=models.SET_NULL, related_name="handleidingen"
    )
    beschikbaarheid = models.CharField("status", max_length=15, choices=Beschikbaarheid, default=Beschikbaarheid.BESCHIKBAAR)
    gecontroleerd_op = models.DateField(
        "laatst gecontroleerd op",
        null=True,
        blank=True,
        help_text="De dag waarop iemand de stappen voor het laatst heeft nagelopen. Na een jaar vragen wij u het opnieuw te doen.",
    )
    stappen = StreamField(StappenBlock(), verbose_name="stappen", blank=True)
    formulieren = ParentalManyToManyField(
        "forms_catalog.Formulier", verbose_name="formulieren die hierbij horen", blank=True, related_name="handleidingen"
    )

    objects = PageManager.from_queryset(HandleidingQuerySet)()

    content_panels: ClassVar = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("lezer"), FieldPanel("onderwerp")]),
                FieldRowPanel([FieldPanel("beschikbaarheid"), FieldPanel("gecontroleerd_op")]),
            ],
            heading="Voor wie, waarover, en is het er al",
        ),
        FieldPanel("stappen"),
        FieldPanel("formulieren"),
    ]
    base_form_class = HandleidingForm

    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("stappen"),
        index.FilterField("lezer"),
        index.FilterField("onderwerp"),
        index.RelatedFields("onderwerp", [index.SearchField("naam")]),
    ]

    parent_page_types: ClassVar = ["handleidingen.HandleidingIndexPage"]
    subpage_types: ClassVar = []

    api_fields: ClassVar = [
        *BasePage.api_fields,
        APIField("lezer"),
        APIField("onderwerp", serializer=CharField(source="onderwerp_code")),
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

    @property
    def je(self) -> bool:
        """Whether the page says "je" to its reader: a child."""
        return self.lezer == Lezer.LEERLING

    @property
    def onderwerp_code(self) -> str:
        """The code of the subject as addresses and the API know it; an empty text without one."""
        return self.onderwerp.code if self.onderwerp else ""

    @property
    def volgende_controle(self) -> date | None:
        """The day on which somebody should walk through the steps again; None when nobody ever did."""
        return a_year_after(self.gecontroleerd_op) if self.gecontroleerd_op else None

    def clean(self) -> None:
        """Keep the address of the print view free.

        Raises:
            ValidationError: for a page that would stand where the print view stands.
        """
        super().clean()
        if self.slug == PRINT:
            raise ValidationError({"slug": f"Het adres ‘{PRINT}’ is van de afdrukweergave. Kies een ander adres."})

    def numbered(self, blocks: Iterable[Any] | None = None) -> tuple[list[Any], list[Stap]]:
        """What stands before the first step, and the steps with their numbers.

        Args:
            blocks: the blocks of `stappen`, where they were read already.
        """
        before: list[Any] = []
        steps: list[Stap] = []
        for block in self.stappen if blocks is None else blocks:
            if block.block_type == "stap":
                steps.append(Stap(len(steps) + 1, block.value))
            else:
                (steps[-1].bij if steps else before).append(block)
        return before, steps

    def neighbours(self) -> tuple["HandleidingPage | None", "HandleidingPage | None"]:
        """The previous and the next live page for the same reader, in the editor's order."""
        same = HandleidingPage.objects.sibling_of(self, inclusive=False).live().public().filter(lezer=self.lezer).defer("stappen")
        return same.filter(path__lt=self.path).order_by("-path").first(), same.filter(path__gt=self.path).order_by("path").first()

    def structured_data(self, request: HttpRequest) -> dict[str, Any] | None:
        """This page as a schema.org HowTo."""
        return how_to(self, request)

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Add the numbered steps, their help texts, the neighbours, and the formulieren that visitors may see."""
        context = super().get_context(request, *args, **kwargs)
        prefetch_pictures(block.value["afbeelding"] for block in self.stappen if block.block_type == "stap")
        context["vooraf"], context["stappen"] = self.numbered()
        context["hulpteksten"] = records(self.stappen)
        context["vorige"], context["volgende"] = self.neighbours()
        context["formulieren"] = [(formulier, formulier.get_url(request)) for formulier in self.formulieren.all() if formulier.is_public]
        return context
