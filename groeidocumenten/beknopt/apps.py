"""Keeping an OPP short: its printed pages counted while somebody types, and hints on what need not be in it."""

from django.apps import AppConfig


class BeknoptConfig(AppConfig):
    """Keeping an OPP short: its printed pages counted while somebody types, and hints on what need not be in it."""

    name = "groeidocumenten.beknopt"
    label = "beknopt"
    default_auto_field = "django.db.models.BigAutoField"
