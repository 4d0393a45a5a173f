"""Questions that are answered by choosing."""

from wagtail import blocks

from .choices import BEELDEN
from .kolom import KolomBlock
from .lijstje import LijstjeBlock
from .veld import OPTIES_HULP, VeldBlock, layout, quiet
from .widgets import DrawnBlock, RecordBlock

ANDERS = "‘Anders, namelijk …’ mag ook"


def _opties(help_text: str = OPTIES_HULP) -> blocks.TextBlock:
    return quiet(blocks.TextBlock(label="Antwoorden om uit te kiezen", required=False, rows=3, help_text=help_text))


def _lijst() -> RecordBlock:
    return RecordBlock(
        "Lijst",
        leeg="ik typ de antwoorden hieronder",
        label="Vaste lijst",
        help_text="Kies een lijst van uw samenwerkingsverband, of typ de antwoorden zelf.",
    )


def _lijst_naam() -> blocks.CharBlock:
    return quiet(
        blocks.CharBlock(
            label="Deze antwoorden komen uit de lijst",
            required=False,
            max_length=300,
            help_text="Wordt ingevuld als een format van elders komt. Bij een vaste lijst telt de naam van die lijst.",
        )
    )


class KeuzeBlock(VeldBlock):
    """One option out of a list."""

    lijst = _lijst()
    opties = _opties()
    anders = quiet(blocks.BooleanBlock(label=ANDERS, required=False))
    lijst_naam = _lijst_naam()

    class Meta:
        form_layout = layout("lijst", "opties", "anders", extra=["lijst_naam"])


class AfhankelijkeKeuzeBlock(VeldBlock):
    """One option out of the group that the answer to another question names."""

    afhankelijk_van = DrawnBlock(
        "vraag", many=False, default="", label="Hangt af van", help_text="Kies de keuzevraag die bepaalt welke antwoorden hier mogen."
    )
    opties = _opties(
        "Zet het antwoord op de andere vraag op een regel die met # begint, en daaronder de antwoorden die erbij horen, elk op een eigen regel."
    )
    anders = quiet(blocks.BooleanBlock(label=ANDERS, required=False))
    lijst = _lijst()
    lijst_naam = _lijst_naam()

    class Meta:
        form_layout = layout("afhankelijk_van", "opties", "anders", extra=["lijst", "lijst_naam"])


class MeerkeuzeBlock(VeldBlock):
    """Any number of options out of a list."""

    lijst = _lijst()
    opties = _opties("Zet elk antwoord op een eigen regel.")
    anders = quiet(blocks.BooleanBlock(label=ANDERS, required=False))
    lijst_naam = _lijst_naam()

    class Meta:
        form_layout = layout("lijst", "opties", "anders", extra=["lijst_naam"])


class PictogramBlock(blocks.StructBlock):
    """An option with a picture."""

    label = quiet(blocks.CharBlock(label="Woord onder het plaatje", max_length=300))
    pictogram = quiet(blocks.ChoiceBlock(label="Plaatje", choices=BEELDEN, default="blij"))

    class Meta:
        label = "Plaatje"
        icon = "image"
        label_format = "{label} · {pictogram}"
        collapsed = True


class PictogramKeuzeBlock(VeldBlock):
    """Pictures to choose from."""

    opties = LijstjeBlock(PictogramBlock(), label="Plaatjes", default=[], collapsed=True)
    meer = quiet(blocks.BooleanBlock(label="Meer plaatjes tegelijk kiezen mag", required=False))

    class Meta:
        form_layout = layout("opties", "meer")


class OptieMetGroepBlock(blocks.StructBlock):
    """An option that opens its own questions."""

    label = quiet(blocks.CharBlock(label="Antwoord", max_length=300))
    kolommen = LijstjeBlock(
        KolomBlock(), label="Vragen bij dit antwoord", default=[], collapsed=True, help_text="Mag leeg blijven: dan is aankruisen genoeg."
    )

    class Meta:
        label = "Antwoord"
        icon = "tasks"
        label_format = "{label}"
        collapsed = True


class GroepkeuzeBlock(VeldBlock):
    """Options to tick, each with its own questions."""

    opties = LijstjeBlock(OptieMetGroepBlock(), label="Antwoorden om aan te kruisen", default=[], collapsed=True)

    class Meta:
        form_layout = layout("opties")


class JaNeeBlock(VeldBlock):
    """Yes or no, with an explanation."""

    toelichting_label = quiet(blocks.CharBlock(label="Tekst boven de toelichting", default="Toelichting", max_length=300))

    class Meta:
        form_layout = layout(extra=["toelichting_label"])
