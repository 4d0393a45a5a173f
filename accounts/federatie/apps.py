"""Signing in through a federation (docs/besluiten/0035)."""

from django.apps import AppConfig


class FederatieConfig(AppConfig):
    """Signing in through a federation."""

    name = "accounts.federatie"
    label = "federatie"
    default_auto_field = "django.db.models.BigAutoField"
