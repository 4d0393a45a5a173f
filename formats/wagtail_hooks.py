"""What the format engine hangs into Wagtail's admin; each room of it stands in a module of its own."""

from . import editor_views, law_admin, list_admin

__all__ = ["editor_views", "law_admin", "list_admin"]
