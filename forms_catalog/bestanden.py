"""The files of a formulier: a document of the library, or an address where it can be filled in. Each says what it is, how large, and in which language."""

from pathlib import PurePath
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from .keuzes import Taal, Toegankelijk
from .omvang import count_pages

# The end of a file's name → the word in the address `…/download/<soort>/`, and what a visitor reads.
SOORTEN = {
    "pdf": ("pdf", "PDF"),
    "docx": ("word", "Word"),
    "xlsx": ("excel", "Excel"),
    "odt": ("odt", "OpenDocument-tekst"),
    "ods": ("ods", "OpenDocument-rekenblad"),
    "txt": ("tekst", "Tekst"),
}
ONLINE = ("online", "Online")
SOORT_WOORDEN = frozenset(word for word, _ in (*SOORTEN.values(), ONLINE))


class FormulierBestand(Orderable):
    """A form in which the formulier can be had: the same document as PDF, as Word, in another language, or online."""

    formulier = ParentalKey("forms_catalog.Formulier", on_delete=models.CASCADE, related_name="bestanden")
    document = models.ForeignKey(
        "wagtaildocs.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="bestand"
    )
    adres = models.URLField("of een webadres", blank=True, help_text="Als het formulier online staat. Begint met https://.")
    omschrijving = models.CharField(
        "omschrijving", max_length=120, blank=True, help_text="Bijvoorbeeld: om te printen, of: om in te vullen op de computer."
    )
    taal = models.CharField(
        "taal", max_length=2, choices=Taal, blank=True, help_text="Alleen als het een andere taal is dan het formulier."
    )
    toegankelijk = models.CharField(
        "toegankelijk",
        max_length=3,
        choices=Toegankelijk,
        blank=True,
        default="",
        help_text="Ja: het bestand is te lezen met een schermlezer en te gebruiken zonder muis.",
    )
    paginas = models.PositiveSmallIntegerField(
        "aantal pagina's", null=True, blank=True, help_text="Leeg: wij tellen zelf, als het bestand dat toelaat."
    )

    class Meta(Orderable.Meta):
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"
        ordering: ClassVar = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.omschrijving or "bestand"

    @cached_property
    def _kind(self) -> tuple[str, str]:
        if self.document is None:
            return ONLINE
        end = PurePath(self.document.filename).suffix.lstrip(".").lower()
        return SOORTEN.get(end, (end or "bestand", end.upper() or "Bestand"))

    @property
    def soort(self) -> str:
        """The word for this kind of file in the download address."""
        return self._kind[0]

    @property
    def soort_naam(self) -> str:
        """The name of this kind of file for a visitor."""
        return self._kind[1]

    @property
    def bytes(self) -> int | None:
        """How large the file is; None for an address."""
        return self.document.file_size if self.document else None

    @property
    def url(self) -> str:
        """Where the file is now. The address that stays is `Formulier.download_path`."""
        return self.document.url if self.document else self.adres

    def clean(self) -> None:
        """Refuse a row with neither a file nor an address, or with both, and an address that is no web address.

        Raises:
            ValidationError: beside `document` or `adres`.
        """
        super().clean()
        wrong: dict[str, Any] = {}
        if self.document is None and not self.adres:
            wrong["document"] = "Kies een bestand, of vul een webadres in."
        elif self.document is not None and self.adres:
            wrong["adres"] = "Kies een bestand of een webadres. Maak voor allebei twee regels."
        if self.adres and not self.adres.startswith(("https://", "http://")):
            wrong["adres"] = "Een webadres begint met https://."
        if wrong:
            raise ValidationError(wrong)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Count the pages when nobody did."""
        if self.paginas is None and self.document is not None:
            self.paginas = count_pages(self.document)
        super().save(*args, **kwargs)
