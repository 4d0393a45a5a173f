"""The begrippenlijst: each term with its explanation and source, explained in place on every public page. Written by editors, readable by everybody."""

from itertools import groupby
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.api import APIField
from wagtail.search import index

from .base import BasePage
from .four_eyes import ReviewedPageForm


class BegrippenForm(ReviewedPageForm):
    """Refuses the same term twice: which explanation would a reader get?"""

    def clean(self) -> dict[str, Any]:
        """Name each term that stands in the list more than once, beside its row."""
        cleaned = super().clean()
        seen: dict[str, str] = {}
        for form in self.formsets["begrippen"].forms if "begrippen" in self.formsets else []:
            # Rows are judged after the page itself; asking for their errors judges them now.
            data = form.cleaned_data if not form.errors else {}
            term = data.get("term", "")
            if data.get("DELETE") or not term:
                continue
            for name in (term, *(line.strip() for line in data.get("varianten", "").splitlines() if line.strip())):
                if name.casefold() in seen:
                    form.add_error("term", f"“{name}” staat al in de lijst, bij “{seen[name.casefold()]}”. Voeg de twee samen.")
                    break
                seen[name.casefold()] = term
        return cleaned


class BegrippenPage(BasePage):
    """All terms from A to Z."""

    content_panels: ClassVar = [*BasePage.content_panels, InlinePanel("begrippen", heading="Begrippen", label="Begrip")]

    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.RelatedFields("begrippen", [index.SearchField("term"), index.SearchField("uitleg")]),
    ]

    parent_page_types: ClassVar = ["website.HomePage"]
    subpage_types: ClassVar = []

    max_count_per_parent = 1

    api_fields: ClassVar = [*BasePage.api_fields, APIField("begrippen")]

    base_form_class = BegrippenForm

    template = "website/begrippen_page.html"

    class Meta:
        verbose_name = "begrippenlijst"
        verbose_name_plural = "begrippenlijsten"

    def gesorteerd(self) -> list["Begrip"]:
        """The terms from A to Z, whatever their capitals."""
        return sorted(self.begrippen.all(), key=lambda begrip: (begrip.letter, begrip.term.casefold()))

    def structured_data(self, request: HttpRequest) -> dict[str, Any] | None:
        """A DefinedTermSet with every term."""
        url = self.get_full_url(request)
        terms = [
            {"@type": "DefinedTerm", "name": begrip.term, "description": begrip.uitleg, "url": f"{url}#{begrip.slug}"}
            for begrip in self.gesorteerd()
        ]
        return {"@type": "DefinedTermSet", "name": self.title, "url": url, "inLanguage": "nl", "hasDefinedTerm": terms} if terms else None

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict:
        """Add the terms by letter."""
        context = super().get_context(request, *args, **kwargs)
        context["letters"] = [(letter, list(group)) for letter, group in groupby(self.gesorteerd(), key=lambda begrip: begrip.letter)]
        return context


class Begrip(models.Model):
    """One term. Its rows belong to the published page: a draft keeps its own in the page's revision."""

    page = ParentalKey(BegrippenPage, on_delete=models.CASCADE, related_name="begrippen")
    term = models.CharField("begrip", max_length=100)
    slug = models.SlugField("adres", max_length=110, blank=True, help_text="Laat leeg: dan komt het adres van het begrip.")
    uitleg = models.TextField("uitleg", max_length=600, help_text="Eén tot drie korte zinnen, zonder andere vaktaal.")
    varianten = models.TextField(
        "andere schrijfwijzen", max_length=500, blank=True, help_text="Eén per regel: afkorting, meervoud, een ander woord voor hetzelfde."
    )
    bron = models.CharField("bron", max_length=200, blank=True, help_text="Waar de uitleg op rust, bijvoorbeeld een wetsartikel.")

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("term"), FieldPanel("bron")]),
        FieldPanel("uitleg"),
        FieldPanel("varianten"),
    ]

    api_fields: ClassVar = [APIField("term"), APIField("slug"), APIField("uitleg"), APIField("varianten"), APIField("bron")]

    class Meta:
        verbose_name = "begrip"
        verbose_name_plural = "begrippen"
        ordering: ClassVar = ["term"]

    def __str__(self) -> str:
        return self.term

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give the term an address of its own; the editor never types one."""
        if not self.slug:
            self.slug = slugify(self.term)[:110] or "begrip"
        super().save(*args, **kwargs)

    @property
    def schrijfwijzen(self) -> list[str]:
        """The term and everything else that means the same."""
        return [self.term, *(line.strip() for line in self.varianten.splitlines() if line.strip())]

    @property
    def letter(self) -> str:
        """Under which letter it stands; what begins with a figure stands under #."""
        first = slugify(self.term)[:1].upper()
        return first if first.isalpha() else "#"

    @property
    def andere(self) -> list[str]:
        """The other ways of writing it."""
        return self.schrijfwijzen[1:]
