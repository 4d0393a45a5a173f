"""The private house: pupils, their groeidocumenten, and the one door to them."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """The private house: pupils, their groeidocumenten, and the one door to them."""

    name = "groeidocumenten.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hang the door's locks into Django's system checks, and make the room of the pupil known to the others."""
        from . import ages, checks, meldingen  # noqa: F401
        from .kamers import Kamer, Tab, register

        tab = Tab("Leerling", "dossiers:leerling_van", 70, visible=lambda geopend: geopend.begeleidt)
        register(Kamer("leerling", tab=tab, waiting=ages.waiting, attention=ages.attention, meldt=meldingen.MELDT))
