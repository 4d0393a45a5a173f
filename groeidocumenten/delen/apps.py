"""Sharing: toestemming, toegangslinks and the guest's entrance."""

from django.apps import AppConfig


class DelenConfig(AppConfig):
    """Sharing: toestemming, toegangslinks and the guest's entrance."""

    name = "groeidocumenten.delen"
    label = "delen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others."""
        from groeidocumenten.dossiers.kamers import Kamer, Tab, register
        from groeidocumenten.dossiers.viewer import Recht

        from . import aanvragen, pincode_channels, telling
        from .actions import end_links
        from .gever import finds_questions
        from .meldingen import MELDT

        tab = Tab("Wie kan erbij?", "delen:toegang", 90, visible=lambda geopend: geopend.mag(Recht.DELEN))
        register(Kamer("delen", tab=tab, closed=end_links, waiting=telling.waiting, attention=telling.attention, meldt=MELDT))
        # For who decides and does not manage; the page itself asks the register who that is today.
        register(Kamer("toestemming", tab=Tab("Toestemming", "delen:mijn", 80, visible=finds_questions)))
        register(Kamer("aanvragen", waiting=aanvragen.waiting, attention=aanvragen.attention))
        register(Kamer("pincodes", waiting=pincode_channels.waiting))
