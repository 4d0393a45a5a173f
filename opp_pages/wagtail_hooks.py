"""What the formats hang into Wagtail's admin; each room of it stands in a module of its own."""

from . import exchange_hooks, proef_hooks, uitleg_hooks

__all__ = ["exchange_hooks", "proef_hooks", "uitleg_hooks"]
