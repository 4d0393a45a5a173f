"""Talks about a pupil: agenda, report and what was agreed."""

from django.apps import AppConfig


class GesprekkenConfig(AppConfig):
    """Talks about a pupil: agenda, report and what was agreed."""

    name = "groeidocumenten.gesprekken"
    label = "gesprekken"
    default_auto_field = "django.db.models.BigAutoField"
