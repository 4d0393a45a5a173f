"""What is written in a groeidocument: answers with history, and aanvullingen."""

from django.apps import AppConfig


class InhoudConfig(AppConfig):
    """What is written in a groeidocument: answers with history, and aanvullingen."""

    name = "groeidocumenten.inhoud"
    label = "inhoud"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others."""
        from groeidocumenten.dossiers.kamers import Kamer, Tab, register

        from . import gastwerk
        from .carry import carry, offers
        from .meldingen import MELDT
        from .nagekomen import keep_late
        from .wachten import attention, news, open_matters, waiting

        register(
            Kamer(
                "inhoud",
                tab=Tab("Hoofdstukken", "inhoud:dossier", 10),
                waiting=waiting,
                attention=attention,
                open_matters=open_matters,
                offers=offers,
                carry=carry,
                meldt=MELDT,
                late=keep_late,
                news=news,
            )
        )
        register(Kamer("gastwerk", waiting=gastwerk.waiting, attention=gastwerk.attention))
