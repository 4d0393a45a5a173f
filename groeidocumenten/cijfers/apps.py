"""Figures of schools: how many groeidocumenten, OPP's, kept terms, evaluations and links, per school and schooljaar. No pupil, no content."""

from django.apps import AppConfig


class CijfersConfig(AppConfig):
    """Figures of schools: how many groeidocumenten, OPP's, kept terms, evaluations and links, per school and schooljaar. No pupil, no content."""

    name = "groeidocumenten.cijfers"
    label = "cijfers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others."""
        from groeidocumenten.dossiers.kamers import Kamer, register

        from .telling import entries

        register(Kamer("cijfers", entries=entries))
