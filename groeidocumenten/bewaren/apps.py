"""Printing and keeping."""

from django.apps import AppConfig


class BewarenConfig(AppConfig):
    """Printing and keeping."""

    name = "groeidocumenten.bewaren"
    label = "bewaren"
    default_auto_field = "django.db.models.BigAutoField"
