"""What editors need to keep the public house good: their start page, checks of the text, preview links. Only people who may enter the admin."""

from django.apps import AppConfig


class RedactieConfig(AppConfig):
    """What editors need to keep the public house good: their start page, checks of the text, preview links. Only people who may enter the admin."""

    name = "redactie"
    label = "redactie"
    default_auto_field = "django.db.models.BigAutoField"
