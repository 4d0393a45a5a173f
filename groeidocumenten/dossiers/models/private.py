"""The shape of a private model: the first lock. Forgetting the door is not possible by habit, because `objects` does not exist."""

import uuid

from django.db import models


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
