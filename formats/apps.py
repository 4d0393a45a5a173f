"""The format engine: what an editor composes becomes a frozen schema, and a frozen schema becomes a form."""

from django.apps import AppConfig


class FormatsConfig(AppConfig):
    """The format engine: what an editor composes becomes a frozen schema, and a frozen schema becomes a form."""

    name = "formats"
    label = "formats"
    default_auto_field = "django.db.models.BigAutoField"
