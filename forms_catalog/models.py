"""The catalogue of formulieren and documents: what exists, for whom, in which version, and where to get it. The public sees all but concepts."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable, Site
from wagtail.search import index

from .bestanden import FormulierBestand
from .kenmerken import Doelgroep, Onderwijstype, Thema
from .keuzes import Categorie, Soort, Status, Taal
from .pages import FormulierenIndexPage, catalogue_url
from .queryset import FormulierQuerySet
from .sites import default_site
from .versies import EerderBestand, EerdereVersie, OudAdres, keep_address

__all__ = [
    "Categorie",
    "Doelgroep",
    "EerderBestand",
    "EerdereVersie",
    "Formulier",
    "FormulierBestand",
    "FormulierNieuws",
    "FormulierQuerySet",
    "FormulierenIndexPage",
    "Onderwijstype",
    "OudAdres",
    "Soort",
    "Status",
    "Taal",
    "Thema",
]

# More steps than any chain of replacements has; it bounds a walk along rows that point at each other.
MAX_CHAIN = 20


class Formulier(index.Indexed, ClusterableModel):
    """One document of the catalogue. Its address is made of the slug and stays the same through every version."""

    site = models.ForeignKey(
        Site,
        on_delete=models.PROTECT,
        related_name="+",
        default=default_site,
        verbose_name="site",
        help_text="Van welk samenwerkingsverband.",
    )
    titel = models.CharField("titel", max_length=150)
    slug = models.SlugField(
        "adres",
        max_length=80,
        help_text="Het laatste deel van het webadres. Verandert u het later, dan leidt het oude adres naar het nieuwe.",
    )
    omschrijving = models.TextField("korte omschrijving", max_length=600)
    soort = models.CharField("soort", max_length=20, choices=Soort, default=Soort.FORMULIER)
    doelgroepen = models.ManyToManyField(Doelgroep, verbose_name="doelgroepen", related_name="formulieren", blank=True)
    onderwijstypen = models.ManyToManyField(Onderwijstype, verbose_name="onderwijstypen", related_name="formulieren", blank=True)
    leerjaren = models.CharField(
        "leerjaren of leeftijd", max_length=80, blank=True, help_text="Bijvoorbeeld: groep 1 en 2, of: vanaf 12 jaar."
    )
    categorie = models.CharField("ondersteuningscategorie", max_length=10, choices=Categorie, blank=True)
    themas = models.ManyToManyField(Thema, verbose_name="thema's", related_name="formulieren", blank=True)
    wanneer = models.TextField("wanneer gebruikt u dit", max_length=1000, blank=True)
    wie_vult_in = models.CharField("wie vult in", max_length=200, blank=True)
    wie_tekent = models.CharField("wie ondertekent", max_length=200, blank=True)
    waar_naartoe = models.TextField(
        "waar stuurt u het naartoe", max_length=500, blank=True, help_text="Bij persoonsgegevens: noem een veilige weg, geen gewone e-mail."
    )
    hoe_verder = models.TextField("wat doet u daarna", max_length=1000, blank=True)
    versie = models.CharField("versie", max_length=20, blank=True)
    versiedatum = models.DateField("versiedatum", null=True, blank=True)
    wat_is_veranderd = models.TextField(
        "wat is er veranderd",
        max_length=1000,
        blank=True,
        help_text="In deze versie, voor wie de vorige kent. Dit komt ook bij het nieuws.",
    )
    status = models.CharField("status", max_length=15, choices=Status, default=Status.CONCEPT, db_index=True)
    verwacht_op = models.DateField("verwacht op", null=True, blank=True, help_text="Bij een formulier in voorbereiding.")
    geldig_van = models.DateField("geldig vanaf", null=True, blank=True)
    geldig_tot = models.DateField("geldig tot en met", null=True, blank=True, help_text="De dag erna staat er vanzelf: verlopen.")
    vervangen_door = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="vervangt",
        verbose_name="vervangen door",
        help_text="Een ander formulier dat in de plaats komt. Wie dit formulier opent, komt dan daar.",
    )
    format = models.ForeignKey(
        "formats.Format",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="digitaal in te vullen als",
        help_text="Het format waarmee dit in het groeidocument kan.",
    )
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
        index.FilterField("soort"),
        index.FilterField("site"),
    ]

    class Meta:
        verbose_name = "formulier"
        verbose_name_plural = "formulieren"
        ordering: ClassVar = ["titel", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "slug"],
                name="formulier_slug_per_site",
                violation_error_message="Er is al een formulier met dit adres. Kies een ander adres.",
            )
        ]
        permissions: ClassVar = [("publiceer_formulier", "Formulieren zichtbaar maken voor bezoekers")]

    def __str__(self) -> str:
        return self.titel

    @property
    def is_public(self) -> bool:
        """Whether visitors may know of it."""
        return self.status != Status.CONCEPT

    @property
    def stand(self) -> Status:
        """How far it is today: a geldend formulier expires after `geldig_tot`, and is still to come before `geldig_van`."""
        if self.status == Status.GELDEND:
            today = timezone.localdate()
            if self.geldig_tot is not None and self.geldig_tot < today:
                return Status.VERLOPEN
            if self.geldig_van is not None and self.geldig_van > today:
                return Status.VOORBEREIDING
        return Status(self.status)

    @property
    def is_downloadable(self) -> bool:
        """Whether its files are offered: what is still being made or has expired is described, not handed out."""
        return self.stand == Status.GELDEND

    @property
    def vormen(self) -> list[str]:
        """The forms in which it can be had, each once."""
        return list(dict.fromkeys(file.soort_naam for file in self.bestanden.all()))

    def newest(self) -> "Formulier":
        """The formulier that took its place, and the one that took that one's; itself when there is none that visitors can see."""
        found, seen = self, {self.pk}
        while len(seen) <= MAX_CHAIN and found.vervangen_door is not None and found.vervangen_door.is_public:
            if found.vervangen_door.pk in seen:
                return self
            found = found.vervangen_door
            seen.add(found.pk)
        return found

    def get_url(self, request: HttpRequest | None = None) -> str:
        """Its public address, or an empty text as long as the catalogue of its site has no page."""
        base = catalogue_url(request, self.site_id)
        return f"{base}{self.slug}/" if base and self.is_public else ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it, and remember the address that a visible formulier had until now."""
        before = Formulier.objects.filter(pk=self.pk).values("status", "site_id", "slug").first() if self.pk else None
        super().save(*args, **kwargs)
        if before and before["status"] != Status.CONCEPT and (before["site_id"], before["slug"]) != (self.site_id, self.slug):
            keep_address(self, site=before["site_id"], slug=before["slug"])

    def clean(self) -> None:
        """Refuse a geldend formulier of which nobody could tell which version it is, dates in the wrong order, and replacing in a circle.

        Raises:
            ValidationError: beside the field.
        """
        super().clean()
        wrong: dict[str, Any] = {}
        if self.status == Status.GELDEND and not self.versie:
            wrong["versie"] = "Een geldend formulier heeft een versie, bijvoorbeeld 1.0."
        if self.status == Status.GELDEND and not self.versiedatum:
            wrong["versiedatum"] = "Een geldend formulier heeft een versiedatum."
        if self.geldig_van and self.geldig_tot and self.geldig_tot < self.geldig_van:
            wrong["geldig_tot"] = "Deze dag ligt voor de dag waarop het formulier gaat gelden. Kies een latere dag."
        if self.vervangen_door is not None:
            if self.vervangen_door.site_id != self.site_id:
                wrong["vervangen_door"] = "Kies een formulier van hetzelfde samenwerkingsverband."
            elif self._leads_back():
                wrong["vervangen_door"] = "Dat formulier is zelf door dit formulier vervangen. Kies een ander."
        if wrong:
            raise ValidationError(wrong)

    def _leads_back(self) -> bool:
        """Whether following `vervangen_door` comes back to this formulier."""
        step, seen = self.vervangen_door, set()
        while step is not None and step.pk not in seen and len(seen) <= MAX_CHAIN:
            if step.pk == self.pk:
                return True
            seen.add(step.pk)
            step = step.vervangen_door
        return False


class FormulierNieuws(Orderable):
    """News about a formulier, or another page that belongs to it."""

    formulier = ParentalKey(Formulier, on_delete=models.CASCADE, related_name="nieuws")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name="pagina")

    class Meta(Orderable.Meta):
        verbose_name = "nieuws"
        verbose_name_plural = "nieuws"

    def __str__(self) -> str:
        return str(self.page)
