"""Demo content, built through the same actions that a person uses."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Demo content, built through the same actions that a person uses."""

    name = "demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
