"""Toegangscodes: how a parent without an account gets access, by a letter or a mail, and how somebody asks for that."""

from django.apps import AppConfig


class ToegangscodesConfig(AppConfig):
    """Toegangscodes: how a parent without an account gets access, by a letter or a mail, and how somebody asks for that."""

    name = "groeidocumenten.toegangscodes"
    label = "toegangscodes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how requests are sealed again after a change of keys."""
        from sleutels import RESEALERS

        from .aanvragen import reseal

        RESEALERS["aanvragen van een toegangscode"] = reseal
