"""The goals of a pupil: what is wanted, how it is measured, who does what, and how it went."""

from django.apps import AppConfig


class DoelenConfig(AppConfig):
    """The goals of a pupil: what is wanted, how it is measured, who does what, and how it went."""

    name = "groeidocumenten.doelen"
    label = "doelen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others."""
        from groeidocumenten.dossiers.kamers import Kamer, Tab, register

        from . import attention, carry, meldingen

        register(
            Kamer(
                "doelen",
                tab=Tab("Doelen", "doelen:lijst", 20, visible=lambda geopend: geopend.heel),
                waiting=attention.waiting,
                attention=attention.attention,
                open_matters=attention.open_matters,
                news=attention.news,
                offers=carry.offers,
                carry=carry.carry,
                meldt=meldingen.MELDT,
            )
        )
