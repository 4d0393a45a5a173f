"""Editable OPP and groeidocument formats as pages, published into frozen versions."""

from django.apps import AppConfig


class OppPagesConfig(AppConfig):
    """Editable OPP and groeidocument formats as pages, published into frozen versions."""

    name = "opp_pages"
    label = "opp_pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for the deletion of pages (a subtree is deleted in bulk, past every overridden delete()), and tell what changed in formats."""
        from . import signals  # noqa: F401
        from .gewijzigd import register_changes

        register_changes()
