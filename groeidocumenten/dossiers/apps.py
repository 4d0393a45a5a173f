"""The private house: pupils, their groeidocumenten, and the one door to them."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """The private house: pupils, their groeidocumenten, and the one door to them."""

    name = "groeidocumenten.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hang the door's locks into Django's system checks."""
        from . import checks  # noqa: F401
