"""Messages: that something new stands ready for somebody, in general words, in the product and by mail."""

from django.apps import AppConfig


class BerichtenConfig(AppConfig):
    """Messages: that something new stands ready for somebody, in general words, in the product and by mail."""

    name = "groeidocumenten.berichten"
    label = "berichten"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what is done in files."""
        from groeidocumenten.dossiers.melden import listen

        from .hearing import hear

        listen("berichten", hear)
