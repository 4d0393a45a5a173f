"""The goals of a pupil: what is wanted, how it is measured, who does what, and how it went."""

from django.apps import AppConfig


class DoelenConfig(AppConfig):
    """The goals of a pupil: what is wanted, how it is measured, who does what, and how it went."""

    name = "groeidocumenten.doelen"
    label = "doelen"
    default_auto_field = "django.db.models.BigAutoField"
