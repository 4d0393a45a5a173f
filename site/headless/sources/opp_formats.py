"""Published formats as JSON: the newest version of each page, every published version, and the schema and exchange file of one.

A format is public as long as its page is: live, open to everybody, on the site that is asked.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from ninja import Field, Schema
from wagtail.models import Site

from formats.json_schema import json_schema
from formats.models import FormatVersie, Soort
from opp_pages.models import FormatPage

from ..addresses import host_of, of_api, of_page, public_pages
from ..listing import Lijst
from ..question import Paging, chosen
from ..stukken import HOST, Source


class FormatVraag(Paging):
    """Which formats."""

    soort: list[str] = Field([], description="Soort format: " + ", ".join(Soort.values) + ". Mag vaker.", max_length=20)


class FormatItem(Schema):
    """De nieuwste versie van een gepubliceerd format."""

    id: UUID
    slug: str
    titel: str
    soort: str
    omschrijving: str
    onderwijstypen: list[str]
    nummer: int
    sha256: str
    gepubliceerd_op: datetime
    schema_url: str = Field(..., description="Adres van het JSON Schema van de antwoorden van deze versie; het verandert niet.")
    url: str
    self: str


class VersieItem(Schema):
    """Een gepubliceerde versie, en waar haar delen staan."""

    format: UUID
    titel: str
    soort: str
    nummer: int
    sha256: str
    gepubliceerd_op: datetime
    self: str
    uitwisseling: str
    antwoorden_schema: str


class FormatDetail(FormatItem):
    """Een format met alles wat een programma nodig heeft om antwoorden te maken, te controleren en te lezen."""

    versies: list[str] = Field(..., description="Adressen van de gepubliceerde versies, nieuwste eerst.")
    content: dict[str, Any] = Field(..., alias="format", description="Delen, secties en velden zoals gepubliceerd.")
    answers: dict[str, Any] = Field(..., alias="json_schema", description="JSON Schema (2020-12) van de antwoorden.")


class FormatLijst(Lijst):
    """Formats."""

    resultaten: list[FormatItem]


class OppFormats(Source):
    """The published formats of a site, by title."""

    soort = "opp-format"

    def rows(self, site: Site) -> QuerySet[Any]:
        """Live pages whose format is not withdrawn."""
        return public_pages(FormatPage, site).filter(format__isnull=False, format__ingetrokken_op__isnull=True).order_by("title", "pk")

    def asked(self, site: Site, question: FormatVraag) -> QuerySet[Any] | None:
        """Those of the kinds that were asked.

        Raises:
            BadQuestion: for a kind that we do not know.
        """
        soorten = chosen("soort", question.soort, Soort.values)
        return self.rows(site).filter(soort__in=soorten) if soorten else None

    def named(self, site: Site, slug: str) -> QuerySet[Any]:
        """By the slug of the page or the id of the format."""
        return by_slug_or_id(self.rows(site), slug)

    def is_plain(self, slug: str) -> bool:
        """No id: those are written with four hyphens, or with none in 32 characters."""
        return len(slug) < 32

    def load(self, ids: list[int], site: Site) -> Iterable[FormatPage]:
        """With the versions of their formats."""
        return (
            FormatPage.objects.filter(pk__in=ids).defer("delen", "varianten").select_related("format").prefetch_related("format__versies")
        )

    def describe(self, row: FormatPage, request: HttpRequest, site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
        """As `FormatItem`, and what `FormatDetail` adds."""
        versies = list(row.format.versies.all())
        versie = versies[0]
        line = {
            "id": versie.format_id,
            "slug": row.slug,
            "titel": versie.schema.titel,
            "soort": versie.schema.soort,
            "omschrijving": row.korte_omschrijving,
            "onderwijstypen": list(versie.schema.onderwijstypen),
            "nummer": versie.nummer,
            "sha256": versie.sha256,
            "gepubliceerd_op": versie.gepubliceerd_op,
            "schema_url": _of_version("opp-format-schema", versie),
            "url": of_page(row),
            "self": of_api("opp-format", row.slug),
        }
        rest = {
            "versies": [_of_version("opp-format-versie", one) for one in versies],
            "format": versie.schema.model_dump(mode="json"),
            "json_schema": json_schema(versie.schema, id=_of_version("opp-format-schema", versie)),
        }
        return line, rest


def by_slug_or_id(rows: QuerySet[Any], slug: str) -> QuerySet[Any]:
    """The page with this slug, or of the format with this id: an id keeps working when an editor renames the page."""
    try:
        return rows.filter(Q(slug=slug) | Q(format_id=UUID(slug)))
    except ValueError:
        return rows.filter(slug=slug)


def version_of(site: Site, slug: str, nummer: int) -> FormatVersie:
    """Any published version of a format that is public now.

    Raises:
        Http404: when there is no such version, or it is not public.
    """
    pages = by_slug_or_id(OppFormats().rows(site), slug).order_by()
    versie = FormatVersie.objects.filter(format__in=pages.values("format"), nummer=nummer).select_related("format__site").first()
    if versie is None:
        raise Http404
    return versie


def versie_item(versie: FormatVersie) -> dict[str, Any]:
    """A version as `VersieItem`; its addresses go by the id of the format, because the slug of a page may change."""
    return {
        "format": versie.format_id,
        "titel": versie.schema.titel,
        "soort": versie.schema.soort,
        "nummer": versie.nummer,
        "sha256": versie.sha256,
        "gepubliceerd_op": versie.gepubliceerd_op,
        "self": _of_version("opp-format-versie", versie),
        "uitwisseling": _of_version("opp-format-uitwisseling", versie),
        "antwoorden_schema": _of_version("opp-format-schema", versie),
    }


def answers_schema(versie: FormatVersie, request: HttpRequest) -> dict[str, Any]:
    """The JSON Schema of the answers of a version, which names its own lasting address."""
    return json_schema(versie.schema, id=_of_version("opp-format-schema", versie).replace(HOST, host_of(request)))


def _of_version(name: str, versie: FormatVersie) -> str:
    return of_api(name, versie.format_id, versie.nummer)
