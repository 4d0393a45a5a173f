"""ROD: which days of OPP's the school puts there, checked and ticked. There is no connection with DUO."""

from django.apps import AppConfig


class RodConfig(AppConfig):
    """ROD: which days of OPP's the school puts there, checked and ticked. There is no connection with DUO."""

    name = "groeidocumenten.rod"
    label = "rod"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others."""
        from groeidocumenten.dossiers.kamers import Kamer, register

        from . import telling

        register(Kamer("rod", attention=telling.attention, entries=telling.entries))
