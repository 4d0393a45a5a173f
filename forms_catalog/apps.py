"""The catalogue of formulieren and documents of the samenwerkingsverband."""

from django.apps import AppConfig


class FormsCatalogConfig(AppConfig):
    """The catalogue of formulieren and documents of the samenwerkingsverband."""

    name = "forms_catalog"
    label = "forms_catalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the public part of the catalogue searchable, and let it tell what is new."""
        from . import changes, findable

        findable.register_search()
        changes.register_changes()
