"""Handleidingen as JSON: a line per handleiding, and one with its steps."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from wagtail.models import Site
from wagtail.rich_text import expand_db_html

from handleidingen.models import HandleidingPage, Lezer

from ..addresses import of_api, of_page, of_site, public_pages
from ..listing import Lijst
from ..question import Paging, chosen
from ..stukken import Source


class HandleidingVraag(Paging):
    """The filters of the overview of handleidingen."""

    lezer: list[str] = Field([], description="Voor wie: " + ", ".join(Lezer.values) + ". Mag vaker.", max_length=20)


class HandleidingItem(Schema):
    """Een handleiding in een lijst."""

    id: int
    slug: str
    titel: str
    introductie: str
    lezer: str
    status: str
    gecontroleerd_op: date | None
    url: str
    self: str


class StapItem(Schema):
    """Een genummerde stap, of een tip of waarschuwing tussen de stappen; die hebben geen nummer."""

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
        """Those for the readers that were asked.

        Raises:
            BadQuestion: for a reader that we do not know.
        """
        lezers = chosen("lezer", question.lezer, Lezer.values)
        return self.rows(site).filter(lezer__in=lezers) if lezers else None

    def named(self, site: Site, slug: str) -> QuerySet[Any]:
        """By slug; by number for programs that stored one."""
        rows = self.rows(site)
        return rows.filter(slug=slug) if self.is_plain(slug) else rows.filter(Q(slug=slug) | Q(pk=int(slug)))

    def is_plain(self, slug: str) -> bool:
        """No number that a page can have."""
        return not (slug.isascii() and slug.isdecimal() and len(slug) < 18)

    def load(self, ids: list[int], site: Site) -> Iterable[HandleidingPage]:
        """With the formulieren that belong to them."""
        return HandleidingPage.objects.filter(pk__in=ids).prefetch_related("formulieren")

    def describe(self, row: HandleidingPage, request: HttpRequest, site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
        """As `HandleidingItem`, and what `HandleidingDetail` adds."""
        line = {
            "id": row.pk,
            "slug": row.slug,
            "titel": row.title,
            "introductie": row.introductie,
            "lezer": row.lezer,
            "status": row.beschikbaarheid,
            "gecontroleerd_op": row.gecontroleerd_op,
            "url": of_page(row),
            "self": of_api("handleiding", row.slug),
        }
        slugs = [formulier.slug for formulier in row.formulieren.all() if formulier.is_public]
        return line, {"stappen": _steps(row), "formulieren": slugs}


def _steps(page: HandleidingPage) -> list[dict[str, Any]]:
    steps, number = [], 0
    for block in page.stappen:
        is_step = block.block_type == "stap"
        number += is_step
        picture = block.value.get("afbeelding") if is_step else None
        steps.append(
            {
                "soort": block.block_type,
                "nummer": number if is_step else None,
                "titel": block.value["titel"] if is_step else "",
                "html": expand_db_html(block.value["tekst"].source),
                "afbeelding": of_site(picture.get_rendition("width-960|format-webp").url) if picture else None,
                "alt": block.value["alt"] if picture else "",
            }
        )
    return steps
