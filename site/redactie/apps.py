"""What editors need to keep the public house good: their start page, checks of the text, preview links. Only people who may enter the admin."""

from django.apps import AppConfig


class RedactieConfig(AppConfig):
    """What editors need to keep the public house good: their start page, checks of the text, preview links. Only people who may enter the admin."""

    name = "redactie"
    label = "redactie"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep what is found on pages that go live, and keep a BSN from going public."""
        from website.four_eyes import refuse_when

        from . import checks, remembering

        remembering.connect()
        refuse_when("redactie", checks.refusals)
