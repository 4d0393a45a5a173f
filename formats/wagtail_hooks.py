"""What the format engine hangs into Wagtail's admin; each room of it stands in a module of its own."""

from . import law_admin

__all__ = ["law_admin"]
