"""The catalogue of formulieren and documents of the samenwerkingsverband."""

from django.apps import AppConfig


class FormsCatalogConfig(AppConfig):
    """The catalogue of formulieren and documents of the samenwerkingsverband."""

    name = "forms_catalog"
    label = "forms_catalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the public part of the catalogue searchable."""
        from . import findable

        findable.register_search()
