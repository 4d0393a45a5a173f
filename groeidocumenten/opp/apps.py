"""The ontwikkelingsperspectief (OPP): made together, frozen when sent, adopted, evaluated and ended."""

from django.apps import AppConfig


class OppConfig(AppConfig):
    """The ontwikkelingsperspectief (OPP): made together, frozen when sent, adopted, evaluated and ended."""

    name = "groeidocumenten.opp"
    label = "opp"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make this room known to the others, and let its parts name what stands in the way of adopting."""
        from groeidocumenten.dossiers import kamers

        from . import carry, eis_instemming, eisen, telling
        from .belemmeringen import register
        from .meldingen import MELDT

        kamers.register(
            kamers.Kamer(
                "opp",
                tab=kamers.Tab("OPP", "opp:lijst", 15, visible=lambda geopend: geopend.heel),
                waiting=telling.waiting,
                attention=telling.attention,
                open_matters=telling.open_matters,
                closed=telling.closed,
                offers=carry.offers,
                carry=carry.carry,
                meldt=MELDT,
            )
        )
        register("concept", eisen.sent_and_current)
        register("overleg", eisen.discussed)
        register("hoorrecht", eisen.heard)
        register("commissie", eisen.advised)
        register("volledigheid", eisen.complete)
        register("instemming", eis_instemming.agreed)
