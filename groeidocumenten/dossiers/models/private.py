"""The shape of a private model: the first lock. Forgetting the door is not possible by habit, because `objects` does not exist."""

import uuid
from typing import Any

from django.db import models

from groeidocumenten.dossiers.kluis import Kluis


class PrivateModel(models.Model):
    """Base of every model about a child.

    It has one manager, `unguarded`, whose name says what it does; tests hold where that name may be written. No model-wide permission
    exists for it, so none can be handed out in a group screen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    # Wagtail keeps an index of what points to what, and shows it to editors: nothing of a file belongs in it.
    wagtail_reference_index_ignore = True

    unguarded = models.Manager()

    class Meta:
        abstract = True
        default_permissions = ()
        base_manager_name = "unguarded"
        default_manager_name = "unguarded"

    def __str__(self) -> str:
        # str() ends up in logs, error pages and admin messages: no names, no text.
        return f"{self._meta.verbose_name} {str(self.pk)[:8]}"


def seal_for(kluis: Kluis, row: PrivateModel, field: str, value: Any) -> None:
    """Seal a value for one column of one row, with the key of the file or of the pupil that the row belongs to."""
    setattr(row, field, kluis.seal(value, place=_place(row, field)))


def unseal(kluis: Kluis, row: PrivateModel, field: str) -> Any:
    """The value that was sealed for this column of this row; an empty text for an empty column.

    Raises:
        KluisError: if the text came from elsewhere or was changed.
    """
    sealed = getattr(row, field)
    return kluis.open(sealed, place=_place(row, field)) if sealed else ""


def _place(row: PrivateModel, field: str) -> str:
    return f"{row._meta.db_table}|{row.pk}|{field}"
