"""The public shell: home, information pages, search; readable by everybody."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """The public shell: home, information pages, search; readable by everybody."""

    name = "website"
    label = "website"
    default_auto_field = "django.db.models.BigAutoField"
