"""What happens to a format when its page is deleted, alone or with a whole branch of the site."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from .actions import withdraw_format
from .models import FormatPage


@receiver(post_delete, sender=FormatPage)
def withdraw_when_the_page_is_gone(sender: type[FormatPage], instance: FormatPage, **kwargs: Any) -> None:
    """A format without a page cannot be started on; its versions stay, dossiers point at them."""
    if instance.format is not None:
        withdraw_format(instance.format)
