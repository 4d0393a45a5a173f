"""The public pages about the OPP: an index that explains it and lists the formats, and one page per format, frozen at each publication."""

from typing import Any

from django.db import models, transaction
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from formats.blocks import BlokkenField, FormatBlock, VariantenBlock
from formats.freeze import freeze_leniently
from formats.models import Format, FormatVersie, Soort
from formats.schema import FormatSchema, limits
from website.models import BasePage

from . import actions
from .aanbod import choose, explanation
from .beschrijving import digital_document
from .changes import ShowsChanges
from .comparing import steps
from .etalage import Vraag, parts, shares
from .forms import ONDERWIJSTYPEN, FormatPageForm
from .panels import StandPanel
from .previews import FormatPreviewMixin
from .texts import wat_is_een_opp
from .workflow import ReviewedFormat


class OppIndexPage(BasePage):
    """What an OPP is, and which formats there are."""

    body = RichTextField("tekst", blank=True, default=wat_is_een_opp, features=["h2", "h3", "bold", "italic", "ul", "ol", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    subpage_types = ["opp_pages.FormatPage", "opp_pages.OppUitlegPage", "opp_pages.VoorbeeldzinnenPage"]

    api_fields = [*BasePage.api_fields, APIField("body")]

    class Meta:
        verbose_name = "OPP-pagina"
        verbose_name_plural = "OPP-pagina’s"

    def formats(self) -> models.QuerySet["FormatPage"]:
        """The published formats under this page, in the order of the page tree."""
        newest = FormatVersie.objects.filter(format=models.OuterRef("format")).order_by("-nummer")
        return (
            FormatPage.objects.child_of(self)
            .live()
            .public()
            .defer("delen", "varianten")
            .annotate(nummer=models.Subquery(newest.values("nummer")[:1]), versie_van=models.Subquery(newest.values("gepubliceerd_op")[:1]))
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the explanation, and the formats as far as the query string asks for them."""
        uitleg, themas = explanation(self)
        return {
            **super().get_context(request, *args, **kwargs),
            "uitleg": uitleg,
            "themas": themas,
            "zinnen": VoorbeeldzinnenPage.objects.child_of(self).live().public().first(),
            "aanbod": choose(self.formats(), themas, request.GET),
            "onderwijstypen": ONDERWIJSTYPEN,
        }


class FormatPage(FormatPreviewMixin, ShowsChanges, ReviewedFormat, BasePage):
    """One format: what editors compose here becomes a numbered, frozen version when they publish.

    A live page and the newest version of its format always say the same: every way to make a page live ends in `save`, and `save` freezes.
    """

    # A format has its korte_omschrijving; a second text that says the same would only be forgotten.
    introductie = None
    soort = models.CharField("soort", max_length=20, choices=Soort, default=Soort.OPP)
    onderwijstypen = models.JSONField("onderwijs", default=list, blank=True)
    korte_omschrijving = models.TextField(
        "korte omschrijving", max_length=400, help_text="Voor wie is dit format, en wanneer gebruikt u het?"
    )
    varianten = BlokkenField(
        VariantenBlock(),
        verbose_name="varianten",
        blank=True,
        default=list,
        max_num=limits.VARIANTEN,
        help_text="Alleen als dit format er in meer vormen is, bijvoorbeeld kort en uitgebreid. Gewisseld van vorm? Dan blijven de antwoorden staan.",
    )
    delen = BlokkenField(FormatBlock(), verbose_name="delen", help_text="Elk deel heeft secties, en elke sectie heeft vragen.")
    format = models.OneToOneField(Format, null=True, editable=False, on_delete=models.PROTECT, related_name="page")

    content_panels = [
        StandPanel(),
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("soort"), FieldPanel("onderwijstypen"), FieldPanel("korte_omschrijving")], heading="Waarvoor is het?"),
        FieldPanel("varianten", classname="collapsed"),
        FieldPanel("delen"),
    ]
    base_form_class = FormatPageForm

    search_fields = [*Page.search_fields, index.SearchField("korte_omschrijving"), index.FilterField("soort")]

    parent_page_types = ["opp_pages.OppIndexPage"]
    subpage_types: list[str] = []
    # A copy is a format of its own, with its own versions.
    exclude_fields_in_copy = ["format"]

    api_fields = [
        APIField("titel"),
        APIField("soort"),
        APIField("onderwijstypen"),
        APIField("korte_omschrijving"),
        APIField("versie"),
    ]

    class Meta:
        verbose_name = "format"
        verbose_name_plural = "formats"

    @property
    def omschrijving(self) -> str:
        """The text for search engines."""
        return self.search_description or self.korte_omschrijving

    @property
    def titel(self) -> str:
        """The title under the name that the product's own API uses."""
        return self.title

    @property
    def versie(self) -> dict[str, Any] | None:
        """The published version as the API shows it."""
        versie = self.current_version()
        if versie is None:
            return None
        return {
            "format": str(versie.format_id),
            "nummer": versie.nummer,
            "sha256": versie.sha256,
            "gepubliceerd_op": versie.gepubliceerd_op.isoformat(),
        }

    @property
    def onderwijs(self) -> list[str]:
        """The names of the kinds of education this is for; empty means all."""
        return [name for code, name in ONDERWIJSTYPEN if code in self.onderwijstypen]

    def published_format(self) -> Format | None:
        """The format behind this page; an alias shows the format of the page it stands for."""
        return self.alias_of.specific.format if self.alias_of_id else self.format

    def current_version(self) -> FormatVersie | None:
        """The newest published version, or None before the first publication."""
        format_ = self.published_format()
        return format_.versies.first() if format_ else None

    def lenient_schema(self) -> tuple[FormatSchema | None, list[str]]:
        """What of this page can be shown as it stands now, and what must be put right before it can be published."""
        return freeze_leniently(
            self.delen, titel=self.title, soort=self.soort, onderwijstypen=self.onderwijstypen, varianten=self.varianten
        )

    def with_content_json(self, content: dict[str, Any]) -> "FormatPage":
        """A revision's content on this page; the format belongs to the page and not to a revision (an early one knows none)."""
        page = super().with_content_json(content)
        page.format_id = self.format_id
        return page

    def structured_data(self, request: HttpRequest) -> dict[str, Any] | None:
        """The newest published version as a DigitalDocument; nothing about a draft."""
        versie = None if getattr(request, "is_preview", False) else self.current_version()
        return digital_document(self, versie, request) if versie else None

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the page; going live freezes it, going offline withdraws its format.

        Raises:
            ValidationError: when a page that goes live cannot be frozen; nothing is stored then.
        """
        update_fields = kwargs.get("update_fields")
        if self.alias_of_id:
            self.format = None
        elif update_fields is None or "live" in update_fields:
            if self.live:
                actions.freeze_as_next_version(self)
            elif self.format is not None:
                actions.withdraw_format(self.format)
        super().save(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the form as people will see it: of the published version, or in the editor's preview of the draft with its problems."""
        context = super().get_context(request, *args, **kwargs)
        versie = self.current_version()
        format_ = self.published_format()
        problems: list[str] = []
        schema: FormatSchema | None
        if getattr(request, "is_preview", False):
            schema, problems = self.lenient_schema()
        else:
            schema = versie.schema if versie else None
        vraag = Vraag(request.GET, schema)
        form = schema.for_variant(vraag.variant) if schema else None
        return {
            **context,
            "versie": versie,
            "versies": list(format_.versies.defer("schema_json")) if format_ else [],
            "problems": problems,
            "varianten": [(one, vraag.variant_url(one.key)) for one in schema.varianten] if schema else [],
            "vraag": vraag,
            "delen": parts(form, ingevuld=vraag.ingevuld) if form else [],
            "aandelen": shares(form) if form else [],
            "laatste": next(iter(steps(self, 1)), None),
            "themas": list(self.uitlegpaginas.live().public().order_by("path").defer("inhoud")),
        }


# Django finds the other pages of this room here.
from .uitleg import OppUitlegPage, Uitlegsoort, VoorbeeldzinnenPage  # noqa: E402, F401
