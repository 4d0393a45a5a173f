"""The catalogue of formulieren and documents: what exists, for whom, in which version, and where to get it. The public sees all but concepts."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from .pages import FormulierenIndexPage, catalogue_url

__all__ = ["Doelgroep", "Formulier", "FormulierBestand", "FormulierenIndexPage", "Onderwijstype", "Soort", "Status", "Thema"]


class Soort(models.TextChoices):
    """What kind of document it is (dossier 5.2)."""

    FORMULIER = "formulier", "formulier"
    FORMAT = "format", "format"
    HANDREIKING = "handreiking", "handreiking"
    HANDLEIDING = "handleiding", "handleiding"
    FOLDER = "folder", "folder"
    PROTOCOL = "protocol", "protocol"
    BELEID = "beleid", "beleid"
    CHECKLIST = "checklist", "checklist"
    VERSLAG = "verslag", "verslag"
    BESLUIT = "besluit", "besluit"


class Categorie(models.TextChoices):
    """The level of support that a formulier belongs to (dossier 5.2)."""

    BASIS = "basis", "basisondersteuning"
    EXTRA = "extra", "extra ondersteuning"
    SPECIAAL = "speciaal", "speciaal (basis)onderwijs"


class Status(models.TextChoices):
    """How far a formulier is; only a concept is hidden from the public."""

    CONCEPT = "concept", "concept"
    VOORBEREIDING = "voorbereiding", "in voorbereiding"
    GELDEND = "geldend", "geldend"
    VERLOPEN = "verlopen", "verlopen"


class Taal(models.TextChoices):
    """The language of the document itself."""

    NL = "nl", "Nederlands"
    EN = "en", "Engels"
    DE = "de", "Duits"
    PL = "pl", "Pools"
    AR = "ar", "Arabisch"
    TR = "tr", "Turks"
    UK = "uk", "Oekraïens"


class Kenmerk(models.Model):
    """A value that visitors filter on: a short code for the address, a name for the screen."""

    code = models.SlugField("code", max_length=40, unique=True)
    naam = models.CharField("naam", max_length=80)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        abstract = True
        ordering: ClassVar = ["volgorde", "naam"]

    def __str__(self) -> str:
        return self.naam


class Doelgroep(Kenmerk):
    """Who a formulier is for."""

    class Meta(Kenmerk.Meta):
        verbose_name = "doelgroep"
        verbose_name_plural = "doelgroepen"


class Onderwijstype(Kenmerk):
    """The kind of education that a formulier is for."""

    class Meta(Kenmerk.Meta):
        verbose_name = "onderwijstype"
        verbose_name_plural = "onderwijstypen"


class Thema(Kenmerk):
    """What a formulier is about; editors keep this list themselves."""

    class Meta(Kenmerk.Meta):
        verbose_name = "thema"
        verbose_name_plural = "thema's"


class FormulierQuerySet(models.QuerySet["Formulier"]):
    """Questions about formulieren."""

    def public(self) -> "FormulierQuerySet":
        """Everything that visitors may know of: all but concepts."""
        return self.exclude(status=Status.CONCEPT)

    def with_details(self) -> "FormulierQuerySet":
        """With everything that a list shows, in a number of queries that does not grow."""
        return self.prefetch_related("doelgroepen", "onderwijstypen", "themas", "bestanden__document")


class Formulier(index.Indexed, ClusterableModel):
    """One document of the catalogue. Its address is made of the slug and stays the same through every version."""

    titel = models.CharField("titel", max_length=150)
    slug = models.SlugField(
        "adres", max_length=80, unique=True, help_text="Het laatste deel van het webadres. Verander het niet meer na publicatie."
    )
    omschrijving = models.TextField("korte omschrijving", max_length=600)
    soort = models.CharField("soort", max_length=20, choices=Soort, default=Soort.FORMULIER)
    doelgroepen = models.ManyToManyField(Doelgroep, verbose_name="doelgroepen", related_name="formulieren", blank=True)
    onderwijstypen = models.ManyToManyField(Onderwijstype, verbose_name="onderwijstypen", related_name="formulieren", blank=True)
    categorie = models.CharField("ondersteuningscategorie", max_length=10, choices=Categorie, blank=True)
    themas = models.ManyToManyField(Thema, verbose_name="thema's", related_name="formulieren", blank=True)
    wanneer = models.TextField("wanneer gebruikt u dit", max_length=1000, blank=True)
    wie_vult_in = models.CharField("wie vult in", max_length=200, blank=True)
    hoe_verder = models.TextField("wat doet u daarna", max_length=1000, blank=True)
    versie = models.CharField("versie", max_length=20, blank=True)
    versiedatum = models.DateField("versiedatum", null=True, blank=True)
    status = models.CharField("status", max_length=15, choices=Status, default=Status.CONCEPT, db_index=True)
    taal = models.CharField("taal", max_length=2, choices=Taal, default=Taal.NL)
    eigenaar = models.CharField(
        "eigenaar", max_length=150, blank=True, help_text="De functie of afdeling die dit bijhoudt, geen naam van een persoon."
    )
    volgende_herziening = models.DateField("volgende herziening", null=True, blank=True)
    gewijzigd_op = models.DateTimeField("gewijzigd op", auto_now=True)

    objects = FormulierQuerySet.as_manager()

    search_fields: ClassVar = [
        index.SearchField("titel", boost=5),
        index.AutocompleteField("titel"),
        index.SearchField("omschrijving", boost=2),
        index.SearchField("wanneer"),
        index.SearchField("wie_vult_in"),
        index.SearchField("get_soort_display"),
        index.FilterField("status"),
    ]

    class Meta:
        verbose_name = "formulier"
        verbose_name_plural = "formulieren"
        ordering: ClassVar = ["titel"]
        permissions: ClassVar = [("publiceer_formulier", "Formulieren zichtbaar maken voor bezoekers")]

    def __str__(self) -> str:
        return self.titel

    @property
    def is_public(self) -> bool:
        """Whether visitors may know of it."""
        return self.status != Status.CONCEPT

    @property
    def is_downloadable(self) -> bool:
        """Whether its files are offered: what is still being made or has expired is described, not handed out."""
        return self.status == Status.GELDEND

    def get_url(self, request: HttpRequest | None = None) -> str:
        """Its public address, or an empty text as long as the catalogue has no page."""
        base = catalogue_url(request)
        return f"{base}{self.slug}/" if base and self.is_public else ""

    def clean(self) -> None:
        """Refuse a geldend formulier of which nobody could tell which version it is.

        Raises:
            ValidationError: beside `versie` and `versiedatum`.
        """
        super().clean()
        if self.status == Status.GELDEND:
            missing: dict[str, Any] = {}
            if not self.versie:
                missing["versie"] = "Een geldend formulier heeft een versie, bijvoorbeeld 1.0."
            if not self.versiedatum:
                missing["versiedatum"] = "Een geldend formulier heeft een versiedatum."
            if missing:
                raise ValidationError(missing)


class FormulierBestand(Orderable):
    """A file of a formulier: the same document as PDF, Word, or in another form."""

    formulier = ParentalKey(Formulier, on_delete=models.CASCADE, related_name="bestanden")
    document = models.ForeignKey("wagtaildocs.Document", on_delete=models.PROTECT, related_name="+", verbose_name="bestand")
    omschrijving = models.CharField(
        "omschrijving", max_length=120, blank=True, help_text="Bijvoorbeeld: om te printen, of: om in te vullen op de computer."
    )

    class Meta(Orderable.Meta):
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"

    def __str__(self) -> str:
        return self.omschrijving or "bestand"
