"""The catalogue as JSON, with the same filters as its page. Concepts are nowhere; files only where a formulier is geldend."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from ninja import Field, Schema
from wagtail.models import Site

from forms_catalog.filters import MAX_VRAAG, SORTERINGEN, Selection
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
    "taal",
    "eigenaar",
    "volgende_herziening",
    "gewijzigd_op",
    "leerjaren",
    "wie_tekent",
    "waar_naartoe",
    "wat_is_veranderd",
    "geldig_van",
    "geldig_tot",
    "verwacht_op",
)
FILTERS = ("soort", "doelgroep", "onderwijstype", "thema", "categorie", "status", "taal")


class FormulierVraag(Paging):
    """The filters of the catalogue's page, under the same names."""

    soort: list[str] = Field([], description="Soort document. Mag vaker.", max_length=20)
    doelgroep: list[str] = Field([], description="Voor wie. Mag vaker.", max_length=20)
    onderwijstype: list[str] = Field([], description="Soort onderwijs. Mag vaker.", max_length=20)
    thema: list[str] = Field([], description="Onderwerp. Mag vaker.", max_length=20)
    categorie: list[str] = Field([], description="Ondersteuningscategorie. Mag vaker.", max_length=20)
    status: list[str] = Field([], description="Hoe ver het is, op de dag van de vraag. Mag vaker.", max_length=20)
    q: str = Field("", max_length=MAX_VRAAG, description="Woorden in titel of omschrijving.")
    sorteer: str = Field("", max_length=20, description="Volgorde: " + ", ".join(SORTERINGEN) + ".")
    taal: list[str] = Field([], description="Taal van het formulier of van een bestand. Mag vaker.", max_length=20)


class Bestand(Schema):
    """Een bestand om te downloaden, of een adres om online in te vullen."""

    url: str
    soort: str
    taal: str
    paginas: int | None
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
    leerjaren: str
    wie_tekent: str
    waar_naartoe: str
    wat_is_veranderd: str
    geldig_van: date | None
    geldig_tot: date | None
    verwacht_op: date | None
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
        return Formulier.objects.on_site(site).public().order_by("titel", "pk")

    def asked(self, site: Site, question: FormulierVraag) -> QuerySet[Any] | None:
        """What the page would show for the same choices.

        Raises:
            BadQuestion: for a choice that the page does not have.
        """
        data = QueryDict(mutable=True)
        for name in FILTERS:
            data.setlist(name, getattr(question, name))
        if question.sorteer:
            data["sorteer"] = chosen("sorteer", [question.sorteer], list(SORTERINGEN))[0]
        if question.q:
            data["q"] = question.q
        if not any(data.getlist(name) for name in data):
            return None
        selection = Selection(data, site)
        for name in FILTERS:
            chosen(name, data.getlist(name), selection.codes(name))
        return selection.sorted()

    def load(self, ids: list[int], site: Site) -> Iterable[Formulier]:
        """With everything that a list shows."""
        return Formulier.objects.on_site(site).public().with_details().filter(pk__in=ids)

    def describe(self, row: Formulier, request: HttpRequest, site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
        """As `FormulierItem`; a list and a detail tell the same."""
        line = {
            **{name: getattr(row, name) for name in PLAIN},
            "doelgroepen": [kenmerk.code for kenmerk in row.doelgroepen.all()],
            "onderwijstypen": [kenmerk.code for kenmerk in row.onderwijstypen.all()],
            "themas": [kenmerk.code for kenmerk in row.themas.all()],
            "ondersteuningscategorie": row.categorie,
            "status": row.stand.value,
            "bestanden": [_file(bestand, row.taal) for bestand in row.bestanden.all()] if row.is_downloadable else [],
            "url": of_site(row.get_url(request)),
            "self": of_api("formulier", row.slug),
        }
        return line, {}


def _file(bestand: Any, taal: str) -> dict[str, Any]:
    document = bestand.document
    return {
        "url": of_site(document.url) if document else bestand.adres,
        "soort": bestand.soort,
        "taal": bestand.taal or taal,
        "paginas": bestand.paginas,
        "omschrijving": bestand.omschrijving,
        "type": document.content_type if document else "text/html",
        "bytes": bestand.bytes,
    }
