"""Talks about a pupil: agenda, report and what was agreed."""

from django.apps import AppConfig


class GesprekkenConfig(AppConfig):
    """Talks about a pupil: agenda, report and what was agreed."""

    name = "groeidocumenten.gesprekken"
    label = "gesprekken"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others."""
        from groeidocumenten.dossiers.kamers import Kamer, Tab, register

        from . import attention, meldingen

        register(
            Kamer(
                "gesprekken",
                tab=Tab("Gesprekken", "gesprekken:lijst", 30, visible=lambda geopend: geopend.heel),
                waiting=attention.waiting,
                attention=attention.attention,
                open_matters=attention.open_matters,
                meldt=meldingen.MELDT,
                news=attention.news,
            )
        )
