"""What programs may read of the public house, and how they hear that it changed. Readable by everybody; webhooks are kept by editors."""

from django.apps import AppConfig


class HeadlessConfig(AppConfig):
    """What programs may read of the public house, and how they hear that it changed. Readable by everybody; webhooks are kept by editors."""

    name = "headless"
    label = "headless"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what is published."""
        from .webhooks.signals import connect

        connect()
