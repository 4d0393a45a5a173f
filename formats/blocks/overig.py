"""Files, signatures, and text to read between the questions."""

from wagtail import blocks

from ..schema import Bestand, limits
from .choices import BESTANDEN, BETEKENISSEN
from .lijstje import LijstjeBlock
from .veld import VeldBlock, layout, quiet
from .widgets import DrawnBlock


class BestandBlock(VeldBlock):
    """Files to add."""

    soort = quiet(blocks.ChoiceBlock(label="Wat voor bestand?", choices=BESTANDEN, default="document"))
    max_aantal = quiet(
        blocks.IntegerBlock(
            label="Hoogste aantal bestanden",
            default=Bestand.model_fields["max_aantal"].default,
            min_value=limits.AANTAL_BESTANDEN[0],
            max_value=limits.AANTAL_BESTANDEN[1],
        )
    )

    class Meta:
        form_layout = layout("soort", extra=["max_aantal"])


class SlotBlock(blocks.StructBlock):
    """A place to sign."""

    rol = quiet(blocks.CharBlock(label="Wie tekent hier?", max_length=300, help_text="Bijvoorbeeld: ouder met gezag."))
    betekenissen = DrawnBlock("vinkjes", choices=BETEKENISSEN, default=["voor_gezien"], label="Wat kan de handtekening betekenen?")
    aantal = quiet(
        blocks.IntegerBlock(
            label="Hoeveel mensen tekenen hier?",
            default=1,
            min_value=limits.AANTAL_ONDERTEKENAARS[0],
            max_value=limits.AANTAL_ONDERTEKENAARS[1],
        )
    )

    class Meta:
        label = "Ondertekenaar"
        icon = "edit"
        label_format = "{rol} · {betekenissen}"
        collapsed = True


class OndertekeningBlock(VeldBlock):
    """Places to sign."""

    slots = LijstjeBlock(
        SlotBlock(),
        label="Wie tekenen er?",
        default=[],
        max_num=limits.SLOTS,
        collapsed=True,
        help_text="Zij tekenen in deze volgorde.",
    )
    strekking = quiet(
        blocks.TextBlock(
            label="Waarvoor wordt getekend?",
            required=False,
            rows=1,
            max_length=1000,
            help_text="In één zin. Bijvoorbeeld: Ik ga akkoord met het handelingsdeel.",
        )
    )

    class Meta:
        form_layout = layout("strekking", "slots")


class ToelichtingBlock(VeldBlock):
    """Text to read."""

    label = blocks.CharBlock(label="Kop", max_length=300, required=False, help_text="Mag leeg blijven.")
    tekst = blocks.TextBlock(
        label="Tekst",
        required=False,
        rows=3,
        max_length=10_000,
        help_text="Een witregel begint een nieuwe alinea. **Dit wordt vet**, *dit wordt schuin*, en regels met een streepje worden een lijstje.",
    )

    class Meta:
        form_layout = blocks.BlockGroup(
            [
                "label",
                "tekst",
                "hulptekst_bron",
                *layout().children[-2:],
                blocks.BlockGroup(
                    ["hulptekst", "invuller", "eis", "kindlabel", "voorbeelden", "voorvullen", "nvt"],
                    heading="Overige instellingen",
                    classname="collapsed gp-groep",
                    icon="cog",
                    label_format="",
                ),
            ]
        )
