"""Sharing: toestemming, toegangslinks and the guest's entrance."""

from django.apps import AppConfig


class DelenConfig(AppConfig):
    """Sharing: toestemming, toegangslinks and the guest's entrance."""

    name = "groeidocumenten.delen"
    label = "delen"
    default_auto_field = "django.db.models.BigAutoField"
