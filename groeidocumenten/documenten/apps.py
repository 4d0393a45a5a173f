"""Documents that belong to a pupil: sealed in the file, given out only through the door."""

from django.apps import AppConfig


class DocumentenConfig(AppConfig):
    """Documents that belong to a pupil: sealed in the file, given out only through the door."""

    name = "groeidocumenten.documenten"
    label = "documenten"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others."""
        from groeidocumenten.dossiers.kamers import Kamer, Tab, register

        from . import carry, meldingen, telling

        register(
            Kamer(
                "documenten",
                tab=Tab("Documenten", "documenten:lijst", 40, lambda geopend: geopend.heel),
                waiting=telling.waiting,
                attention=telling.attention,
                open_matters=telling.open_matters,
                news=telling.news,
                offers=carry.offers,
                carry=carry.carry,
                meldt=meldingen.MELDT,
            )
        )
