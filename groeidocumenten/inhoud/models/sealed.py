"""How a row keeps a text: sealed with the file's own key, for its own place; and who wrote it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from groeidocumenten.dossiers.models import PrivateModel, Toegangslink


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
