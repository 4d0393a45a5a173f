"""Formulieren under the file: somebody is asked to fill one in by a date."""

from django.apps import AppConfig


class VragenConfig(AppConfig):
    """Formulieren under the file: somebody is asked to fill one in by a date."""

    name = "groeidocumenten.vragen"
    label = "vragen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others."""
        from groeidocumenten.dossiers.kamers import Kamer, Tab, register
        from groeidocumenten.inhoud.register import ELDERS

        from . import actions, meldingen, taking_over, telling

        ELDERS.append(taking_over.proposer)

        register(
            Kamer(
                "vragen",
                tab=Tab("Formulieren", "vragen:lijst", 50, lambda geopend: geopend.heel),
                waiting=telling.waiting,
                attention=telling.attention,
                open_matters=telling.open_matters,
                closed=actions.withdraw_all,
                meldt=meldingen.MELDT,
            )
        )
