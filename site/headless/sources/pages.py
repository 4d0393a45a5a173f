"""News, frequently asked questions and the begrippenlijst as JSON."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from wagtail.models import Site
from wagtail.rich_text import expand_db_html

from website.begrippen import Begrip, BegrippenPage
from website.lezers import Lezer
from website.nieuws import NieuwsPage
from website.vragen import VragenPage

from ..addresses import of_api, of_page, of_site, public_pages
from ..listing import Lijst
from ..question import Paging, chosen
from ..stukken import Source


class Verwijzing(Schema):
    """Een link in een lijst met links."""

    tekst: str
    url: str


class Blok(Schema):
    """Een blok van een pagina: kop, tekst, afbeelding, tip, waarschuwing of links."""

    soort: str
    titel: str
    html: str
    afbeelding: str | None
    alt: str
    links: list[Verwijzing]


class NieuwsItem(Schema):
    """Een nieuwsbericht in een lijst."""

    id: int
    slug: str
    titel: str
    introductie: str
    datum: date
    gepubliceerd_op: datetime | None
    url: str
    self: str


class NieuwsDetail(NieuwsItem):
    """Een nieuwsbericht met zijn tekst."""

    inhoud: list[Blok]


class NieuwsLijst(Lijst):
    """Nieuws."""

    resultaten: list[NieuwsItem]


class Vraag(Schema):
    """Een vraag met haar antwoord."""

    vraag: str
    antwoord: str = Field(..., description="HTML.")


class VragenVraag(Paging):
    """Whose questions."""

    voor: list[str] = Field([], description="Voor wie: " + ", ".join(Lezer.values) + ". Mag vaker.", max_length=20)


class VragenItem(Schema):
    """De veelgestelde vragen van één lezer."""

    id: int
    slug: str
    titel: str
    introductie: str
    lezer: str
    vragen: list[Vraag]
    url: str
    self: str


class VragenLijst(Lijst):
    """Veelgestelde vragen per lezer."""

    resultaten: list[VragenItem]


class BegripItem(Schema):
    """Een begrip met zijn uitleg."""

    slug: str
    term: str
    uitleg: str
    varianten: list[str] = Field(..., description="Andere schrijfwijzen.")
    bron: str
    url: str
    self: str


class BegrippenLijst(Lijst):
    """Begrippen."""

    resultaten: list[BegripItem]


class Nieuws(Source):
    """The news of a site, newest first."""

    soort = "nieuws"

    def rows(self, site: Site) -> QuerySet[Any]:
        """Live and open to everybody."""
        return public_pages(NieuwsPage, site).order_by("-datum", "-pk")

    def load(self, ids: list[int], site: Site) -> Iterable[NieuwsPage]:
        """As they are."""
        return NieuwsPage.objects.filter(pk__in=ids)

    def describe(self, row: NieuwsPage, request: HttpRequest, site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
        """As `NieuwsItem`, and what `NieuwsDetail` adds."""
        line = {
            "id": row.pk,
            "slug": row.slug,
            "titel": row.title,
            "introductie": row.introductie,
            "datum": row.datum,
            "gepubliceerd_op": row.first_published_at,
            "url": of_page(row),
            "self": of_api("nieuwsbericht", row.slug),
        }
        return line, {"inhoud": [_block(block) for block in row.inhoud]}


def _block(block: Any) -> dict[str, Any]:
    value, text, picture = block.value, "", None
    if block.block_type == "tekst":
        text = value.source
    elif "tekst" in value and hasattr(value["tekst"], "source"):
        text = value["tekst"].source
    if block.block_type == "afbeelding":
        picture = value["afbeelding"]
    return {
        "soort": block.block_type,
        "titel": value["tekst"] if block.block_type == "kop" else value["titel"] if block.block_type == "links" else "",
        "html": expand_db_html(text),
        "afbeelding": of_site(picture.get_rendition("width-960|format-webp").url) if picture else None,
        "alt": value["alt"] if picture else "",
        "links": [link for link in map(_link, value["links"]) if link["url"]] if block.block_type == "links" else [],
    }


def _link(value: Any) -> dict[str, str]:
    page = value["pagina"]
    return {"tekst": value["tekst"], "url": value["adres"] or (of_page(page) if page and page.live else "")}


class Vragen(Source):
    """The pages with questions, one per reader."""

    soort = "vragen"

    def rows(self, site: Site) -> QuerySet[Any]:
        """Live and open to everybody."""
        return public_pages(VragenPage, site).order_by("path")

    def asked(self, site: Site, question: VragenVraag) -> QuerySet[Any] | None:
        """Those for the readers that were asked.

        Raises:
            BadQuestion: for a reader that we do not know.
        """
        lezers = chosen("voor", question.voor, Lezer.values)
        return self.rows(site).filter(lezer__in=lezers) if lezers else None

    def load(self, ids: list[int], site: Site) -> Iterable[VragenPage]:
        """As they are."""
        return VragenPage.objects.filter(pk__in=ids)

    def describe(self, row: VragenPage, request: HttpRequest, site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
        """As `VragenItem`; a list and a detail tell the same."""
        line = {
            "id": row.pk,
            "slug": row.slug,
            "titel": row.title,
            "introductie": row.introductie,
            "lezer": row.lezer,
            "vragen": [{"vraag": one.value["vraag"], "antwoord": expand_db_html(one.value["antwoord"].source)} for one in row.vragen],
            "url": of_page(row),
            "self": of_api("vragen-van-lezer", row.slug),
        }
        return line, {}


class Begrippen(Source):
    """The terms of a site's begrippenlijst, from A to Z."""

    soort = "begrip"

    def rows(self, site: Site) -> QuerySet[Any]:
        """Those of a list that is live and open to everybody."""
        return Begrip.objects.filter(page__in=public_pages(BegrippenPage, site).order_by().values("pk")).order_by("term", "pk")

    def load(self, ids: list[int], site: Site) -> Iterable[Begrip]:
        """With their page."""
        return Begrip.objects.filter(pk__in=ids).select_related("page")

    def describe(self, row: Begrip, request: HttpRequest, site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
        """As `BegripItem`; a list and a detail tell the same."""
        line = {
            "slug": row.slug,
            "term": row.term,
            "uitleg": row.uitleg,
            "varianten": [text.strip() for text in row.varianten.splitlines() if text.strip()],
            "bron": row.bron,
            "url": f"{of_page(row.page)}#{row.slug}",
            "self": of_api("begrip", row.slug),
        }
        return line, {}
