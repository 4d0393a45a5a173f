"""The subjects of the handleidingen: a list that editors keep themselves, one per website. A subject groups pages; it holds no text of its own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify

from formats.list_models import Bezit
from formats.text import clean_text


class Onderwerp(Bezit):
    """What a handleiding is about, as "delen" or "inloggen"; its code stands in addresses that people share, so it stays when the name changes."""

    code = models.SlugField(
        "code in het adres",
        max_length=50,
        blank=True,
        help_text="Kleine letters en streepjes. Laat leeg, dan maken wij er een van de naam.",
    )
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0, help_text="Het laagste getal staat vooraan.")

    class Meta:
        verbose_name = "onderwerp"
        verbose_name_plural = "onderwerpen"
        ordering = ["volgorde", "naam"]
        constraints = [models.UniqueConstraint(fields=["site", "code"], name="one_onderwerp_per_code")]

    def clean(self) -> None:
        """Fill an empty code from the name.

        Raises:
            ValidationError: for a name of which no code can be made, or a code that another subject of this website has.
        """
        super().clean()
        self.naam = clean_text(self.naam)
        self.code = (self.code or slugify(self.naam)[:50]).lower()
        if not self.code:
            raise ValidationError({"naam": "Gebruik in de naam ten minste één letter."})
        if self.site_id and Onderwerp.objects.filter(site_id=self.site_id, code=self.code).exclude(pk=self.pk).exists():
            raise ValidationError({"code": f"Er is al een onderwerp met de code ‘{self.code}’. Kies een andere code."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Never store an empty code: code that makes subjects does not always clean them first."""
        self.code = self.code or slugify(self.naam)[:50]
        super().save(*args, **kwargs)
