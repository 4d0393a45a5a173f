"""Questions with one typed answer, and answers that are worked out of others."""

from wagtail import blocks

from ..schema import Getal, KorteTekst, LangeTekst, OpgemaakteTekst, limits
from .choices import EENHEDEN, FORMULES, VORMEN
from .veld import VeldBlock, layout, quiet
from .widgets import DrawnBlock


def _max_lengte(veld: type[KorteTekst] | type[LangeTekst] | type[OpgemaakteTekst], kind: str) -> blocks.IntegerBlock:
    low, high = limits.LENGTE[kind]
    default = veld.model_fields["max_lengte"].default
    return quiet(blocks.IntegerBlock(label="Hoogste aantal tekens", default=default, min_value=low, max_value=high))


class KorteTekstBlock(VeldBlock):
    """One line of text."""

    max_lengte = _max_lengte(KorteTekst, "korte_tekst")

    class Meta:
        form_layout = layout(extra=["max_lengte"])


class LangeTekstBlock(VeldBlock):
    """Several lines of text."""

    max_lengte = _max_lengte(LangeTekst, "lange_tekst")

    class Meta:
        form_layout = layout(extra=["max_lengte"])


class OpgemaakteTekstBlock(VeldBlock):
    """Several lines of text with a few marks."""

    max_lengte = _max_lengte(OpgemaakteTekst, "opgemaakte_tekst")

    class Meta:
        form_layout = layout(extra=["max_lengte"])


class GegevenBlock(VeldBlock):
    """A telephone number, an e-mail address, a postcode or a BRIN."""

    vorm = quiet(blocks.ChoiceBlock(label="Wat voor gegeven?", choices=VORMEN, default="telefoon"))

    class Meta:
        form_layout = layout("vorm")


class GetalBlock(VeldBlock):
    """A number."""

    eenheid = quiet(blocks.CharBlock(label="Eenheid", required=False, max_length=300, help_text="Bijvoorbeeld: uur per week."))
    minimum = quiet(blocks.IntegerBlock(label="Laagste getal", required=False))
    maximum = quiet(blocks.IntegerBlock(label="Hoogste getal", required=False))
    decimalen = quiet(
        blocks.IntegerBlock(
            label="Cijfers achter de komma",
            default=Getal.model_fields["decimalen"].default,
            min_value=limits.DECIMALEN[0],
            max_value=limits.DECIMALEN[1],
        )
    )

    class Meta:
        form_layout = layout("eenheid", extra=["minimum", "maximum", "decimalen"])


class DatumBlock(VeldBlock):
    """A calendar date."""

    ook_jaar = quiet(blocks.BooleanBlock(label="Alleen een jaar, of een maand en een jaar, is ook goed", required=False))

    class Meta:
        form_layout = layout(extra=["ook_jaar"])


class BerekendBlock(VeldBlock):
    """Worked out of other answers."""

    formule = quiet(blocks.ChoiceBlock(label="Wat rekent het portaal uit?", choices=FORMULES, default="datum_plus"))
    bronnen = DrawnBlock(
        "vragen", default=[], label="Waarmee?", help_text="Kies de vragen waarvan het portaal het antwoord gebruikt, in deze volgorde."
    )
    aantal = quiet(
        blocks.IntegerBlock(
            label="Hoeveel later?",
            default=0,
            help_text="Alleen bij ‘een datum, … later’. Een getal onder nul is eerder in plaats van later.",
        )
    )
    eenheid = quiet(blocks.ChoiceBlock(label="Dagen, weken, maanden of jaren?", choices=EENHEDEN, default="weken"))

    class Meta:
        form_layout = layout("formule", "bronnen", "aantal", "eenheid")
