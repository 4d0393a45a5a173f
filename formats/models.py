"""Published formats. An editor's page may change every day; a FormatVersie never does, and dossiers point at versions only."""

import uuid
from functools import lru_cache
from typing import Any

from django.db import models, transaction
from django.db.models import Max

from .schema import FormatSchema


class Soort(models.TextChoices):
    """What a format is for."""

    GROEIDOCUMENT = "groeidocument", "groeidocument"
    OPP = "opp", "ontwikkelingsperspectief (OPP)"
    FORMULIER = "formulier", "formulier"


class Format(models.Model):
    """One format through all its versions: what an editor calls "ons OPP-format"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    titel = models.CharField(max_length=200)
    soort = models.CharField(max_length=20, choices=Soort)
    site = models.ForeignKey("wagtailcore.Site", null=True, on_delete=models.PROTECT, related_name="+")
    ingetrokken_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "format"
        verbose_name_plural = "formats"

    def __str__(self) -> str:
        return self.titel


class FrozenError(Exception):
    """Somebody tried to change or delete what is frozen."""


class FormatVersieQuerySet(models.QuerySet["FormatVersie"]):
    """Questions about versions; it cannot update or delete in bulk."""

    def current(self) -> "FormatVersieQuerySet":
        """The newest version of every format that is not withdrawn."""
        newest = FormatVersie.objects.filter(format=models.OuterRef("format")).order_by("-nummer").values("pk")[:1]
        return self.filter(pk=models.Subquery(newest), format__ingetrokken_op__isnull=True)

    def update(self, **kwargs: Any) -> int:
        """Always refused."""
        raise FrozenError("Een FormatVersie verandert nooit; publiceer een nieuwe versie.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Always refused."""
        raise FrozenError("Een FormatVersie wordt nooit verwijderd; trek het format in.")


class FormatVersie(models.Model):
    """A published format, numbered and hashed; immutable from the moment it exists."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    format = models.ForeignKey(Format, on_delete=models.PROTECT, related_name="versies")
    nummer = models.PositiveIntegerField()
    schema_json = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    gepubliceerd_op = models.DateTimeField(auto_now_add=True)

    objects = FormatVersieQuerySet.as_manager()

    class Meta:
        verbose_name = "formatversie"
        verbose_name_plural = "formatversies"
        ordering = ["format", "-nummer"]
        constraints = [models.UniqueConstraint(fields=["format", "nummer"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.format} versie {self.nummer}"

    @property
    def schema(self) -> FormatSchema:
        """The frozen schema, parsed once per process."""
        return _parse(self.sha256, self.schema_json)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new version.

        Raises:
            FrozenError: for a version that exists already.
        """
        if not self._state.adding:
            raise FrozenError("Een FormatVersie verandert nooit; publiceer een nieuwe versie.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always refused."""
        raise FrozenError("Een FormatVersie wordt nooit verwijderd; trek het format in.")


@lru_cache(maxsize=256)
def _parse(sha256: str, text: str) -> FormatSchema:
    return FormatSchema.model_validate_json(text)


@transaction.atomic
def publish_version(*, format: Format, schema: FormatSchema) -> FormatVersie:
    """Freeze a schema as the next version of a format; an unchanged schema gives the version that exists already."""
    # The lock makes two editors who publish at once wait for each other, so that numbers are never given twice.
    Format.objects.select_for_update().get(pk=format.pk)
    newest = format.versies.first()
    if newest is not None and newest.sha256 == schema.sha256():
        return newest
    nummer = (format.versies.aggregate(Max("nummer"))["nummer__max"] or 0) + 1
    return FormatVersie.objects.create(format=format, nummer=nummer, schema_json=schema.canonical(), sha256=schema.sha256())


# Django finds the models of this app here.
from .law_models import WettelijkElement  # noqa: E402, F401
from .list_models import Bank, Banksoort, Hulptekst, Lijst, store_bank, store_lijst  # noqa: E402, F401
