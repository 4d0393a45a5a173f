"""Hangs the webhooks and their log into Wagtail's admin: administrators manage them, an eindredacteur reads what was sent."""

from typing import Any

from wagtail import hooks

from .webhooks.admin import log, webhooks


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Two lists: the webhooks, and the messages."""
    return [webhooks, log]
