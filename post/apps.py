"""Outgoing mail and SMS. Whoever has something to send asks `post.api`; nobody reads here what was sent."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """The app."""

    name = "post"
    verbose_name = "post"

    def ready(self) -> None:
        """Register the system checks, and say how waiting messages are sealed again."""
        from sleutels import RESEALERS

        from . import checks  # noqa: F401
        from .api import reseal_waiting

        RESEALERS["wachtende mail en sms"] = reseal_waiting
