"""Printing and keeping."""

from django.apps import AppConfig


class BewarenConfig(AppConfig):
    """Printing and keeping."""

    name = "groeidocumenten.bewaren"
    label = "bewaren"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others."""
        from groeidocumenten.dossiers.kamers import Kamer, Tab, register

        register(Kamer("bewaren", tab=Tab("Printen", "bewaren:printen", 80)))
