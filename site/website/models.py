"""The public shell: the home page, pages with information, and the counter that tells the page cache something changed. Readable by everybody.

The other kinds of pages live in modules of their own; they are named here because Django looks for models here.
"""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import AbstractGroupApprovalTask, Site
from wagtail.search import index

from .base import BasePage
from .begrippen import Begrip, BegrippenPage
from .blocks import DeurenBlock, InhoudBlock, LinksBlock
from .changes import changes
from .four_eyes import refusals, submitters
from .instellingen import SiteInstellingen
from .nieuws import NieuwsIndexPage, NieuwsPage, latest
from .pictures import prefetch_pictures
from .toegankelijkheid import ToegankelijkheidPage
from .verplicht import ContactPage, PrivacyPage, SteunpuntPage
from .vragen import VragenIndexPage, VragenPage

__all__ = [
    "BasePage",
    "Begrip",
    "BegrippenPage",
    "ContactPage",
    "Generatie",
    "HomePage",
    "InfoPage",
    "NieuwsIndexPage",
    "NieuwsPage",
    "PrivacyPage",
    "SiteInstellingen",
    "SteunpuntPage",
    "ToegankelijkheidPage",
    "VierOgenTaak",
    "VragenIndexPage",
    "VragenPage",
]

NEWS_ON_HOME = 3
CHANGES_ON_HOME = 4


class HomePage(BasePage):
    """The front door of the public house, with its doors to the other rooms."""

    deuren = StreamField(DeurenBlock(max_num=3), verbose_name="deuren", blank=True)
    snel = StreamField([("links", LinksBlock())], verbose_name="snel naar", blank=True, max_num=1)

    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("deuren"), FieldPanel("snel")]

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    max_count_per_parent = None

    api_fields: ClassVar = [*BasePage.api_fields, APIField("deuren"), APIField("snel")]

    template = "website/home_page.html"

    class Meta:
        verbose_name = "beginpagina"
        verbose_name_plural = "beginpagina's"

    def structured_data(self, request: HttpRequest) -> dict[str, Any] | None:
        """The organisation behind this website, as far as its settings say who that is."""
        found = SiteInstellingen.objects.filter(site=Site.find_for_request(request)).first()
        if found is None or not found.organisatie:
            return None
        data = {"@type": "Organization", "name": found.organisatie, "url": self.get_full_url(request)}
        known = {"telephone": found.telefoon, "email": found.email, "address": ", ".join(found.adres.split("\n"))}
        return data | {name: " ".join(value.split()) for name, value in known.items() if value}

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Add the newest items of news, and what changed in formats and formulieren."""
        context = super().get_context(request, *args, **kwargs)
        context["nieuws"] = latest(request, self, NEWS_ON_HOME)
        context["wijzigingen"] = changes(request, CHANGES_ON_HOME)
        context["nieuwsoverzicht"] = NieuwsIndexPage.objects.child_of(self).live().public().first()
        return context


class InfoPage(BasePage):
    """A page with information, made of the shared blocks."""

    inhoud = StreamField(InhoudBlock(), verbose_name="inhoud", blank=True)

    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("inhoud")]

    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("inhoud")]

    parent_page_types: ClassVar = ["website.HomePage", "website.InfoPage"]

    api_fields: ClassVar = [*BasePage.api_fields, APIField("inhoud")]

    template = "website/info_page.html"

    class Meta:
        verbose_name = "informatiepagina"
        verbose_name_plural = "informatiepagina's"

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Add the pages one level down, and fetch every picture's sizes at once."""
        context = super().get_context(request, *args, **kwargs)
        prefetch_pictures(block.value["afbeelding"] for block in self.inhoud if block.block_type == "afbeelding")
        context["onderliggend"] = self.get_children().live().public().in_menu()
        return context


class Generatie(models.Model):
    """One row that counts changes to what the public sees; a cached page of an older generation is never served (`page_cache`)."""

    nummer = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "generatie"

    def __str__(self) -> str:
        return str(self.nummer)


class VierOgenTaak(AbstractGroupApprovalTask):
    """A review by a second person: whoever submitted a draft cannot approve it, whatever group they are in, a superuser included."""

    class Meta:
        verbose_name = "controle door een tweede persoon"
        verbose_name_plural = "controles door een tweede persoon"

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """What this user can do with the draft; whoever began the review or handed in this round of it can only ask for changes.

        A draft that may not go public as it is cannot be approved by anybody.
        """
        actions = super().get_actions(obj, user)
        state = obj.current_workflow_task_state
        if not actions or (state is not None and user.pk not in submitters(state) and not refusals(obj.get_latest_revision_as_object())):
            return actions
        return [action for action in actions if action[0] != "approve"]

    @classmethod
    def get_description(cls) -> str:
        """What an administrator reads when choosing a kind of task."""
        return "Iemand uit de gekozen groepen keurt goed, maar nooit wie het concept zelf indiende."
