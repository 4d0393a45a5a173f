"""Public manuals, a page a topic, with numbered steps."""

from django.apps import AppConfig


class HandleidingenConfig(AppConfig):
    """Public manuals, a page a topic, with numbered steps."""

    name = "handleidingen"
    label = "handleidingen"
    default_auto_field = "django.db.models.BigAutoField"
