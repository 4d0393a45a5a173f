"""The lists that visitors filter on and that grow: for whom, which education, which theme. Every samenwerkingsverband of an installation shares them."""

from typing import ClassVar

from django.db import models


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
