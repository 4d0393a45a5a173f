"""The OPP on paper: PDF's of what was frozen, each with only what its reader may read."""

from django.apps import AppConfig


class DrukwerkConfig(AppConfig):
    """The OPP on paper: PDF's of what was frozen, each with only what its reader may read."""

    name = "groeidocumenten.drukwerk"
    label = "drukwerk"
    default_auto_field = "django.db.models.BigAutoField"
