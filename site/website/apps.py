"""The public shell: home, information pages, search; readable by everybody."""

from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    """The public shell: home, information pages, search; readable by everybody."""

    name = "website"
    label = "website"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the page cache and the pictures hear of every change, make this room findable, and give editors their groups in every database."""
        from django.db.models.signals import post_migrate

        from . import findable, generation, groups, pictures

        findable.register_search()
        generation.connect()
        pictures.connect()
        post_migrate.connect(groups.after_migrate, dispatch_uid="website_groups")
