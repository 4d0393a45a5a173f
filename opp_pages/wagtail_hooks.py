"""What the formats hang into Wagtail's admin; each room of it stands in a module of its own."""

from . import proef_hooks

__all__ = ["proef_hooks"]
