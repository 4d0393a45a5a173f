"""Outgoing mail and SMS. Whoever has something to send asks `post.api`; nobody reads here what was sent."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """The app."""

    name = "post"
    verbose_name = "post"

    def ready(self) -> None:
        """Register the system checks."""
        from . import checks  # noqa: F401
