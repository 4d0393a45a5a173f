"""The shapes of the API's answers, and how a page, a formulier or a format becomes one. Only public facts have a field here."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Schema
from wagtail.rich_text import expand_db_html

from formats.json_schema import json_schema
from formats.models import FormatVersie
from forms_catalog.models import Formulier
from handleidingen.models import HandleidingPage


class Paging(Schema):
    """Which part of a list."""

    page: int = Field(1, ge=1, le=1_000_000, description="Nummer van de pagina, vanaf 1")
    page_size: int = Field(20, ge=1, le=100, description="Aantal per pagina, hoogstens 100")


class Lijst(Schema):
    """What every list says about itself."""

    aantal: int
    page: int
    page_size: int


class HandleidingItem(Schema):
    """A handleiding in a list."""

    id: int
    titel: str
    introductie: str
    lezer: str
    status: str
    gecontroleerd_op: date | None
    url: str
    self: str


class StapItem(Schema):
    """A numbered step, or a tip or warning between steps (those have no number)."""

    soort: str
    nummer: int | None
    titel: str
    html: str
    afbeelding: str | None
    alt: str


class HandleidingDetail(HandleidingItem):
    """A handleiding with its steps."""

    stappen: list[StapItem]
    formulieren: list[str]


class HandleidingLijst(Lijst):
    """Handleidingen."""

    resultaten: list[HandleidingItem]


class Bestand(Schema):
    """A file that can be downloaded."""

    url: str
    omschrijving: str
    type: str
    bytes: int | None


class FormulierItem(Schema):
    """A formulier of the catalogue."""

    slug: str
    titel: str
    omschrijving: str
    soort: str
    doelgroepen: list[str]
    onderwijstypen: list[str]
    themas: list[str]
    ondersteuningscategorie: str
    wie_vult_in: str
    wanneer: str
    hoe_verder: str
    versie: str
    versiedatum: date | None
    status: str
    taal: str
    eigenaar: str
    volgende_herziening: date | None
    gewijzigd_op: datetime
    bestanden: list[Bestand]
    url: str
    self: str


class FormulierLijst(Lijst):
    """Formulieren."""

    resultaten: list[FormulierItem]


class FormatItem(Schema):
    """The current version of a published format."""

    id: UUID
    titel: str
    soort: str
    onderwijstypen: list[str]
    nummer: int
    sha256: str
    gepubliceerd_op: datetime
    schema_url: str = Field(..., description="Adres van het JSON Schema van de antwoorden van deze versie; het verandert niet")
    self: str


class FormatDetail(FormatItem):
    """A format with everything a program needs to make, check and read answers."""

    content: dict[str, Any] = Field(..., alias="format", description="Delen, secties en velden zoals gepubliceerd")
    answers: dict[str, Any] = Field(..., alias="json_schema", description="JSON Schema (2020-12) van de antwoorden")


class VersieItem(Schema):
    """A published version, and where its parts are."""

    format: UUID
    titel: str
    soort: str
    nummer: int
    sha256: str
    gepubliceerd_op: datetime
    self: str
    uitwisseling: str
    antwoorden_schema: str


class FormatLijst(Lijst):
    """Formats."""

    resultaten: list[FormatItem]


def handleiding(page: HandleidingPage, request: HttpRequest) -> dict[str, Any]:
    """A handleiding as `HandleidingItem`."""
    return {
        "id": page.pk,
        "titel": page.title,
        "introductie": page.introductie,
        "lezer": page.lezer,
        "status": page.beschikbaarheid,
        "gecontroleerd_op": page.gecontroleerd_op,
        "url": request.build_absolute_uri(page.get_url(request) or "/"),
        "self": request.build_absolute_uri(reverse("api-v1:handleiding", args=[page.pk])),
    }


def handleiding_detail(page: HandleidingPage, request: HttpRequest) -> dict[str, Any]:
    """A handleiding as `HandleidingDetail`."""
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
                "afbeelding": request.build_absolute_uri(picture.get_rendition("width-960|format-webp").url) if picture else None,
                "alt": block.value["alt"] if picture else "",
            }
        )
    slugs = [formulier.slug for formulier in page.formulieren.all() if formulier.is_public]
    return {**handleiding(page, request), "stappen": steps, "formulieren": slugs}


def formulier(row: Formulier, request: HttpRequest) -> dict[str, Any]:
    """A formulier as `FormulierItem`; files only of what is geldend."""
    plain = (
        "slug",
        "titel",
        "omschrijving",
        "soort",
        "wie_vult_in",
        "wanneer",
        "hoe_verder",
        "versie",
        "versiedatum",
        "status",
        "taal",
        "eigenaar",
    )
    url = row.get_url(request)
    return {
        **{name: getattr(row, name) for name in plain},
        "doelgroepen": [kenmerk.code for kenmerk in row.doelgroepen.all()],
        "onderwijstypen": [kenmerk.code for kenmerk in row.onderwijstypen.all()],
        "themas": [kenmerk.code for kenmerk in row.themas.all()],
        "ondersteuningscategorie": row.categorie,
        "volgende_herziening": row.volgende_herziening,
        "gewijzigd_op": row.gewijzigd_op,
        "bestanden": [_file(bestand, request) for bestand in row.bestanden.all()] if row.is_downloadable else [],
        "url": request.build_absolute_uri(url) if url else "",
        "self": request.build_absolute_uri(reverse("api-v1:formulier", args=[row.slug])),
    }


def _file(bestand: Any, request: HttpRequest) -> dict[str, Any]:
    document = bestand.document
    return {
        "url": request.build_absolute_uri(document.url),
        "omschrijving": bestand.omschrijving,
        "type": document.content_type,
        "bytes": document.file_size,
    }


def format_versie(versie: FormatVersie, request: HttpRequest) -> dict[str, Any]:
    """A version as `FormatItem`."""
    return {
        "id": versie.format_id,
        "titel": versie.schema.titel,
        "soort": versie.schema.soort,
        "onderwijstypen": list(versie.schema.onderwijstypen),
        "nummer": versie.nummer,
        "sha256": versie.sha256,
        "gepubliceerd_op": versie.gepubliceerd_op,
        "schema_url": _schema_address(versie, request),
        "self": _format_address(versie, request),
    }


def format_detail(versie: FormatVersie, request: HttpRequest) -> dict[str, Any]:
    """A version as `FormatDetail`."""
    return {
        **format_versie(versie, request),
        "format": versie.schema.model_dump(mode="json"),
        "json_schema": answers_schema(versie, request),
    }


def answers_schema(versie: FormatVersie, request: HttpRequest) -> dict[str, Any]:
    """The JSON Schema of the answers of a version, which names its own lasting address."""
    return json_schema(versie.schema, id=_schema_address(versie, request))


def _schema_address(versie: FormatVersie, request: HttpRequest) -> str:
    """By the id of the format: the slug of a page may change."""
    return request.build_absolute_uri(reverse("api-v1:opp_format_schema", args=[versie.format_id, versie.nummer]))


def versie_item(versie: FormatVersie, request: HttpRequest) -> dict[str, Any]:
    """A version as `VersieItem`; its addresses go by the id of the format, because the slug of a page may change."""

    def address(name: str) -> str:
        return request.build_absolute_uri(reverse(f"api-v1:{name}", args=[versie.format_id, versie.nummer]))

    return {
        "format": versie.format_id,
        "titel": versie.schema.titel,
        "soort": versie.schema.soort,
        "nummer": versie.nummer,
        "sha256": versie.sha256,
        "gepubliceerd_op": versie.gepubliceerd_op,
        "self": address("opp_format_versie"),
        "uitwisseling": address("opp_format_uitwisseling"),
        "antwoorden_schema": address("opp_format_schema"),
    }


def _format_address(versie: FormatVersie, request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("api-v1:opp_format", args=[versie.format_id]))
