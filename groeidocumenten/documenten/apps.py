"""Documents that belong to a pupil: sealed in the file, given out only through the door."""

from django.apps import AppConfig


class DocumentenConfig(AppConfig):
    """Documents that belong to a pupil: sealed in the file, given out only through the door."""

    name = "groeidocumenten.documenten"
    label = "documenten"
    default_auto_field = "django.db.models.BigAutoField"
