"""What is written in a groeidocument. Every text is sealed with the file's own key; every saved version stays."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from groeidocumenten.dossiers.models import Groeidocument, PrivateModel, Toegangslink


class SealedText(models.TextField):
    """A column that holds only what `dossiers.kluis` sealed; reading and writing go through `seal_into` and `open_from`."""


def seal_into(row: PrivateModel, field: str, value: Any) -> None:
    """Seal a value for one column of one row; the row's `groeidocument` has the key."""
    setattr(row, field, row.groeidocument.kluis.seal(value, place=_place(row, field)))  # type: ignore[attr-defined]


def open_from(row: PrivateModel, field: str) -> Any:
    """The value that was sealed into this column of this row.

    Raises:
        KluisError: if the text came from elsewhere or was changed.
    """
    return row.groeidocument.kluis.open(getattr(row, field), place=_place(row, field))  # type: ignore[attr-defined]


def _place(row: PrivateModel, field: str) -> str:
    return f"{row._meta.db_table}|{row.pk}|{field}"


class Author(PrivateModel):
    """Who wrote something: a person, or a guest under the name of the link."""

    door = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    link = models.ForeignKey(Toegangslink, null=True, on_delete=models.SET_NULL, related_name="+")
    # The name as it was then: it stays with the text when the person leaves. Sealed, like the text.
    naam = SealedText()
    op = models.DateTimeField(default=timezone.now)

    class Meta(PrivateModel.Meta):
        abstract = True


class Sectieantwoord(PrivateModel):
    """The answers to one section now, with a number that tells whether somebody else saved meanwhile."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="sectieantwoorden")
    sectie = models.CharField(max_length=64)
    versie = models.PositiveIntegerField(default=0)

    class Meta(PrivateModel.Meta):
        verbose_name = "sectieantwoord"
        verbose_name_plural = "sectieantwoorden"
        constraints = [models.UniqueConstraint(fields=["groeidocument", "sectie"], name="one_answer_row_per_section")]


class Antwoordversie(Author):
    """One saved state of a section. The newest is what counts; older ones are the history and are never changed."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="antwoordversies")
    sectie = models.CharField(max_length=64)
    versie = models.PositiveIntegerField()
    antwoorden = SealedText()

    class Meta(PrivateModel.Meta):
        verbose_name = "antwoordversie"
        verbose_name_plural = "antwoordversies"
        ordering = ["sectie", "-versie"]
        constraints = [models.UniqueConstraint(fields=["groeidocument", "sectie", "versie"], name="one_state_per_version")]


class Aanvulling(Author):
    """What a parent, pupil or guest adds to a hoofdstuk. It stands beside the school's text, and the school cannot change it."""

    groeidocument = models.ForeignKey(Groeidocument, on_delete=models.CASCADE, related_name="aanvullingen")
    hoofdstuk = models.CharField(max_length=64)
    tekst = SealedText()

    class Meta(PrivateModel.Meta):
        verbose_name = "aanvulling"
        verbose_name_plural = "aanvullingen"
        ordering = ["op"]
        indexes = [models.Index(fields=["groeidocument", "hoofdstuk", "op"])]
