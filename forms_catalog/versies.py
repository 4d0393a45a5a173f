"""What was: earlier versions of a formulier, the files they had and the addresses it had, so that an old bookmark leads to the newest.

An editor changes the version and the files on the formulier itself; what stood there before is kept here by `keep_previous`. Nothing here is
handed out again: an earlier file is remembered by its number and its name, not by its contents.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models, transaction
from django.utils import timezone

from .bestanden import FormulierBestand

if TYPE_CHECKING:
    from .models import Formulier


class EerdereVersie(models.Model):
    """A version that an editor put a newer one in place of."""

    formulier = models.ForeignKey("forms_catalog.Formulier", on_delete=models.CASCADE, related_name="eerdere_versies")
    versie = models.CharField("versie", max_length=20)
    versiedatum = models.DateField("versiedatum", null=True)
    wat_is_veranderd = models.TextField("wat is er veranderd", max_length=1000, blank=True)
    vervangen_op = models.DateField("vervangen op", default=timezone.localdate)

    class Meta:
        verbose_name = "eerdere versie"
        verbose_name_plural = "eerdere versies"
        ordering: ClassVar = ["-vervangen_op", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["formulier", "versie"], name="eerdere_versie_once")]

    def __str__(self) -> str:
        return f"versie {self.versie}"


class EerderBestand(models.Model):
    """The number and name of a document that a formulier offered before; it also outlives the document in the library."""

    formulier = models.ForeignKey("forms_catalog.Formulier", on_delete=models.CASCADE, related_name="eerdere_bestanden")
    document_nummer = models.BigIntegerField("nummer van het document", db_index=True)
    bestandsnaam = models.CharField("bestandsnaam", max_length=255)
    versie = models.CharField("versie", max_length=20, blank=True)

    class Meta:
        verbose_name = "eerder bestand"
        verbose_name_plural = "eerdere bestanden"
        constraints: ClassVar = [models.UniqueConstraint(fields=["formulier", "document_nummer"], name="eerder_bestand_once")]

    def __str__(self) -> str:
        return self.bestandsnaam


class OudAdres(models.Model):
    """An address that a visible formulier had before; a formulier that has it now goes first."""

    formulier = models.ForeignKey("forms_catalog.Formulier", on_delete=models.CASCADE, related_name="oude_adressen")
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField("adres", max_length=80)

    class Meta:
        verbose_name = "oud adres"
        verbose_name_plural = "oude adressen"
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "slug"], name="oud_adres_once")]

    def __str__(self) -> str:
        return self.slug


@dataclass(frozen=True)
class Snapshot:
    """How a formulier stands in the database at one moment."""

    was_public: bool
    versie: str
    versiedatum: date | None
    wat_is_veranderd: str
    bestanden: dict[int, str]


def snapshot(formulier: "Formulier") -> Snapshot | None:
    """What is stored of this formulier now, before a form changes it; None when it is new."""
    stored = type(formulier).objects.filter(pk=formulier.pk).first() if formulier.pk else None
    if stored is None:
        return None
    rows = stored.bestanden.filter(document__isnull=False).select_related("document")
    files = {row.document_id: row.document.filename for row in rows}
    return Snapshot(stored.is_public, stored.versie, stored.versiedatum, stored.wat_is_veranderd, files)


@transaction.atomic
def keep_previous(formulier: "Formulier", before: Snapshot | None) -> None:
    """Keep what a saved formulier replaced: its earlier version, and every file that it no longer offers.

    Args:
        formulier: as it is stored now, with its files.
        before: what `snapshot` gave before the change; nothing is kept of a concept, which no visitor knew.
    """
    if before is None or not before.was_public:
        return
    # Asked from the database: the formulier itself still remembers the rows of the form.
    now = set(FormulierBestand.objects.filter(formulier=formulier, document__isnull=False).values_list("document_id", flat=True))
    for number, name in before.bestanden.items():
        if number not in now:
            EerderBestand.objects.update_or_create(
                formulier=formulier, document_nummer=number, defaults={"bestandsnaam": name, "versie": before.versie}
            )
    if before.versie and before.versie != formulier.versie:
        EerdereVersie.objects.update_or_create(
            formulier=formulier,
            versie=before.versie,
            defaults={"versiedatum": before.versiedatum, "wat_is_veranderd": before.wat_is_veranderd, "vervangen_op": timezone.localdate()},
        )
        # A version that is back is not an earlier one any more.
        EerdereVersie.objects.filter(formulier=formulier, versie=formulier.versie).delete()


def keep_address(formulier: "Formulier", *, site: int, slug: str) -> None:
    """Remember an address that a visible formulier had until now."""
    OudAdres.objects.update_or_create(site_id=site, slug=slug, defaults={"formulier": formulier})
