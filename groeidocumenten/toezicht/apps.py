"""Oversight: who looked, and the emergency opening."""

from django.apps import AppConfig


class ToezichtConfig(AppConfig):
    """Oversight: who looked, and the emergency opening."""

    name = "groeidocumenten.toezicht"
    label = "toezicht"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others."""
        from groeidocumenten.dossiers.kamers import Kamer, Tab, register

        from . import meldingen, telling

        register(
            Kamer(
                "toezicht",
                tab=Tab("Wie heeft gekeken?", "toezicht:gekeken", 95, visible=telling.reads_journaal),
                waiting=telling.waiting,
                attention=telling.attention,
                outside=telling.outside,
                entries=telling.entries,
                meldt=meldingen.MELDT,
            )
        )
