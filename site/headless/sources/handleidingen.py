"""Handleidingen as JSON: a line per handleiding, and one with its steps."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import escape
from ninja import Field, Schema
from wagtail.models import Site
from wagtail.rich_text import expand_db_html

from handleidingen.hulpteksten import records
from handleidingen.models import HandleidingPage, Lezer
from handleidingen.onderwerpen import Onderwerp

from ..addresses import of_api, of_page, of_site, public_pages
from ..listing import Lijst
from ..question import Paging, chosen
from ..stukken import Source


class HandleidingVraag(Paging):
    """The filters of the overview of handleidingen."""

    voor: str = Field("", max_length=50, description="Voor wie: " + ", ".join(Lezer.values) + ".")
    onderwerp: str = Field("", max_length=50, description="Code van het onderwerp.")


class HandleidingItem(Schema):
    """Een handleiding in een lijst."""

    id: int
    slug: str
    titel: str
    introductie: str
    lezer: str
    onderwerp: str
    status: str
    gecontroleerd_op: date | None
    url: str
    self: str


class StapItem(Schema):
    """Een genummerde stap, of een tip, waarschuwing of hulptekst tussen de stappen; die hebben geen nummer."""

    soort: str
    nummer: int | None
    titel: str
    html: str
    afbeelding: str | None
    alt: str


class HandleidingDetail(HandleidingItem):
    """Een handleiding met haar stappen."""

    stappen: list[StapItem]
    formulieren: list[str] = Field(..., description="De slugs van de formulieren die erbij horen.")


class HandleidingLijst(Lijst):
    """Handleidingen."""

    resultaten: list[HandleidingItem]


class Handleidingen(Source):
    """The live handleidingen of a site, in the order of its pages."""

    soort = "handleiding"

    def rows(self, site: Site) -> QuerySet[Any]:
        """Live and open to everybody."""
        return public_pages(HandleidingPage, site).order_by("path")

    def asked(self, site: Site, question: HandleidingVraag) -> QuerySet[Any] | None:
        """Those for the reader and about the subject that were asked.

        Raises:
            BadQuestion: for a reader or a subject that we do not know.
        """
        if not question.voor and not question.onderwerp:
            return None
        rows = self.rows(site)
        if question.voor:
            rows = rows.filter(lezer=chosen("voor", [question.voor], Lezer.values)[0])
        if question.onderwerp:
            codes = Onderwerp.objects.filter(site_id=site.pk).values_list("code", flat=True)
            rows = rows.filter(onderwerp__code=chosen("onderwerp", [question.onderwerp], list(codes))[0])
        return rows

    def named(self, site: Site, slug: str) -> QuerySet[Any]:
        """By slug; by number for programs that stored one."""
        rows = self.rows(site)
        return rows.filter(slug=slug) if self.is_plain(slug) else rows.filter(Q(slug=slug) | Q(pk=int(slug)))

    def is_plain(self, slug: str) -> bool:
        """No number that a page can have."""
        return not (slug.isascii() and slug.isdecimal() and len(slug) < 18)

    def load(self, ids: list[int], site: Site) -> Iterable[HandleidingPage]:
        """With the formulieren that belong to them."""
        return HandleidingPage.objects.filter(pk__in=ids).select_related("onderwerp").prefetch_related("formulieren")

    def describe(self, row: HandleidingPage, request: HttpRequest, site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
        """As `HandleidingItem`, and what `HandleidingDetail` adds."""
        line = {
            "id": row.pk,
            "slug": row.slug,
            "titel": row.title,
            "introductie": row.introductie,
            "lezer": row.lezer,
            "onderwerp": row.onderwerp.code if row.onderwerp else "",
            "status": row.beschikbaarheid,
            "gecontroleerd_op": row.gecontroleerd_op,
            "url": of_page(row),
            "self": of_api("handleiding", row.slug),
        }
        slugs = [formulier.slug for formulier in row.formulieren.all() if formulier.is_public]
        return line, {"stappen": _steps(row), "formulieren": slugs}


def _steps(page: HandleidingPage) -> list[dict[str, Any]]:
    steps, number, known = [], 0, records(page.stappen)
    for block in page.stappen:
        is_step = block.block_type == "stap"
        number += is_step
        picture = block.value.get("afbeelding") if is_step else None
        help_text = known.get(block.value.get("hulptekst") or "") if block.block_type == "hulptekst" else None
        text = block.value.get("tekst")
        steps.append(
            {
                "soort": block.block_type,
                "nummer": number if is_step else None,
                "titel": block.value["titel"] if is_step else help_text.naam if help_text else "",
                "html": escape(help_text.tekst) if help_text else expand_db_html(text.source) if text else "",
                "afbeelding": of_site(picture.get_rendition("width-960|format-webp").url) if picture else None,
                "alt": block.value["alt"] if picture else "",
            }
        )
    return steps
