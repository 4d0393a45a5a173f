"""The catalogue as JSON, with the same filters as its page. Concepts are nowhere; files only where a formulier is geldend."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from ninja import Field, Schema
from wagtail.models import Site

from forms_catalog.filters import Selection
from forms_catalog.models import Formulier

from ..addresses import of_api, of_site
from ..listing import Lijst
from ..question import Paging, chosen
from ..stukken import Source

PLAIN = (
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
    "volgende_herziening",
    "gewijzigd_op",
)


class FormulierVraag(Paging):
    """The filters of the catalogue's page, under the same names."""

    soort: list[str] = Field([], description="Soort document. Mag vaker.", max_length=20)
    doelgroep: list[str] = Field([], description="Voor wie. Mag vaker.", max_length=20)
    onderwijstype: list[str] = Field([], description="Soort onderwijs. Mag vaker.", max_length=20)
    thema: list[str] = Field([], description="Onderwerp. Mag vaker.", max_length=20)


class Bestand(Schema):
    """Een bestand om te downloaden."""

    url: str
    omschrijving: str
    type: str
    bytes: int | None


class FormulierItem(Schema):
    """Een formulier of document van de catalogus."""

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
    bestanden: list[Bestand] = Field(..., description="Alleen bij een geldend formulier.")
    url: str
    self: str


class FormulierLijst(Lijst):
    """Formulieren."""

    resultaten: list[FormulierItem]


class Formulieren(Source):
    """The formulieren that visitors may know of."""

    soort = "formulier"

    def rows(self, site: Site) -> QuerySet[Any]:
        """All but concepts, also those in voorbereiding."""
        return Formulier.objects.public().order_by("titel", "pk")

    def asked(self, site: Site, question: FormulierVraag) -> QuerySet[Any] | None:
        """What the page would show for the same choices.

        Raises:
            BadQuestion: for a choice that the page does not have.
        """
        data = QueryDict(mutable=True)
        for name in ("soort", "doelgroep", "onderwijstype", "thema"):
            data.setlist(name, getattr(question, name))
        if not any(data.getlist(name) for name in data):
            return None
        selection = Selection(data)
        for name in data:
            chosen(name, data.getlist(name), [code for code, _ in selection._choices[name]])
        return selection.formulieren().order_by("titel", "pk")

    def load(self, ids: list[int], site: Site) -> Iterable[Formulier]:
        """With everything that a list shows."""
        return Formulier.objects.public().with_details().filter(pk__in=ids)

    def describe(self, row: Formulier, request: HttpRequest, site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
        """As `FormulierItem`; a list and a detail tell the same."""
        line = {
            **{name: getattr(row, name) for name in PLAIN},
            "doelgroepen": [kenmerk.code for kenmerk in row.doelgroepen.all()],
            "onderwijstypen": [kenmerk.code for kenmerk in row.onderwijstypen.all()],
            "themas": [kenmerk.code for kenmerk in row.themas.all()],
            "ondersteuningscategorie": row.categorie,
            "bestanden": [_file(bestand) for bestand in row.bestanden.all()] if row.is_downloadable else [],
            "url": of_site(row.get_url(request)),
            "self": of_api("formulier", row.slug),
        }
        return line, {}


def _file(bestand: Any) -> dict[str, Any]:
    document = bestand.document
    return {
        "url": of_site(document.url),
        "omschrijving": bestand.omschrijving,
        "type": document.content_type,
        "bytes": document.file_size,
    }
