"""A frozen OPP: what was sent, discussed, signed and adopted. Nothing of it ever changes; the database refuses it too."""

import hashlib
import json
from typing import Any

from django.db import models

from formats.models import FormatVersie
from groeidocumenten.dossiers.models import Groeidocument
from groeidocumenten.inhoud.models import Author, Bijlage, SealedText, open_from

from .opp import Moment, Opp


class FrozenVersion(Exception):
    """Somebody tried to change or delete a frozen version."""


def canonical(content: Any) -> str:
    """The one text of a content: sorted keys, no spare white space, so that equal contents are equal texts (as formats/schema/format.py)."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(content: Any) -> str:
    """Hex digest of the canonical text in UTF-8."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


class OppVersieQuerySet(models.QuerySet["OppVersie"]):
    """Questions about versions; it cannot update or delete in bulk."""

    def update(self, **kwargs: Any) -> int:
        """Only forgets who made it, when that account or link is erased (the name stays, sealed); everything else is refused."""
        if kwargs and all(name in ("door", "link") and value is None for name, value in kwargs.items()):
            return super().update(**kwargs)
        raise FrozenVersion("Een versie van een OPP verandert nooit; maak een nieuwe versie.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Always refused."""
        raise FrozenVersion("Een versie van een OPP wordt nooit verwijderd.")


class OppVersie(Author):
    """One frozen version, numbered within its OPP. Who made it and when is in the columns of the author.

    `inhoud` is the sealed canonical text of everything that stood in the OPP (`opp.snapshot` says what); `sha256` is its digest. The digest
    of the handelingsdeel alone says whether an akkoord on an earlier version still holds: instemming is asked on that part only (WPO 40a
    lid 3, WEC 41a, WVO 2020 2.44; dossier 2.6).
    """

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.PROTECT, related_name="oppversies")
    opp = models.ForeignKey(Opp, on_delete=models.PROTECT, related_name="versies")
    nummer = models.PositiveIntegerField()
    ronde = models.PositiveIntegerField()
    moment = models.CharField(max_length=10, choices=Moment)
    format_versie = models.ForeignKey(FormatVersie, null=True, on_delete=models.PROTECT, related_name="+")
    variant = models.CharField(max_length=64, blank=True)
    inhoud = SealedText()
    # The file of an OPP that was made elsewhere; its own digest stands in `inhoud`.
    bestand = models.OneToOneField(Bijlage, null=True, on_delete=models.PROTECT, related_name="oppversie")
    sha256 = models.CharField(max_length=64)
    # Empty when the version has no handelingsdeel of its own, as a file from elsewhere.
    sha256_handelingsdeel = models.CharField(max_length=64, blank=True)

    unguarded = OppVersieQuerySet.as_manager()

    class Meta(Author.Meta):
        verbose_name = "versie van een OPP"
        verbose_name_plural = "versies van een OPP"
        ordering = ["opp", "-nummer"]
        constraints = [models.UniqueConstraint(fields=["opp", "nummer"], name="one_opp_version_per_number")]

    def opened(self) -> dict[str, Any]:
        """What stood in the OPP.

        Raises:
            FrozenVersion: if the text is not the one that `sha256` was made of.
        """
        text = open_from(self, "inhoud")
        if hashlib.sha256(text.encode()).hexdigest() != self.sha256:
            raise FrozenVersion("De inhoud van deze versie hoort niet bij haar controlegetal.")
        content: dict[str, Any] = json.loads(text)
        return content

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new version.

        Raises:
            FrozenVersion: for a version that exists already.
        """
        if not self._state.adding:
            raise FrozenVersion("Een versie van een OPP verandert nooit; maak een nieuwe versie.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always refused."""
        raise FrozenVersion("Een versie van een OPP wordt nooit verwijderd.")
