"""Terms of the OPP: six weeks, one evaluation per schooljaar, the timeline, the list of a school and its calendar."""

from django.apps import AppConfig


class TermijnenConfig(AppConfig):
    """Terms of the OPP: six weeks, one evaluation per schooljaar, the timeline, the list of a school and its calendar."""

    name = "groeidocumenten.termijnen"
    label = "termijnen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others, and let a late OPP ask why before it is adopted."""
        from groeidocumenten.dossiers import kamers
        from groeidocumenten.opp import belemmeringen

        from . import eis, telling

        kamers.register(kamers.Kamer("termijnen", waiting=telling.waiting, attention=telling.attention, entries=telling.entries))
        belemmeringen.register("termijn", eis.on_time)
