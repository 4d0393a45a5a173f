"""The ontwikkelingsperspectief (OPP): made together, frozen when sent, adopted, evaluated and ended."""

from django.apps import AppConfig


class OppConfig(AppConfig):
    """The ontwikkelingsperspectief (OPP): made together, frozen when sent, adopted, evaluated and ended."""

    name = "groeidocumenten.opp"
    label = "opp"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the parts of this room name what stands in the way of adopting."""
        from . import eisen
        from .belemmeringen import register

        register("concept", eisen.sent_and_current)
        register("overleg", eisen.discussed)
        register("hoorrecht", eisen.heard)
        register("commissie", eisen.advised)
        register("volledigheid", eisen.complete)
