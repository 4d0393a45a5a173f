"""Asking people to sign an OPP: who has an account by a message, who has none by a link with a code."""

from django.apps import AppConfig


class TekenlinksConfig(AppConfig):
    """Asking people to sign an OPP: who has an account by a message, who has none by a link with a code."""

    name = "groeidocumenten.tekenlinks"
    label = "tekenlinks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others."""
        from groeidocumenten.dossiers.kamers import Kamer, register

        from . import telling
        from .meldingen import MELDT

        register(Kamer("tekenlinks", waiting=telling.waiting, meldt=MELDT))
