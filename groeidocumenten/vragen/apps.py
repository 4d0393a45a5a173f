"""Formulieren under the file: somebody is asked to fill one in by a date."""

from django.apps import AppConfig


class VragenConfig(AppConfig):
    """Formulieren under the file: somebody is asked to fill one in by a date."""

    name = "groeidocumenten.vragen"
    label = "vragen"
    default_auto_field = "django.db.models.BigAutoField"
