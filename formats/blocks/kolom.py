"""A column of repeating rows or of a table, and a question inside a group."""

from wagtail import blocks

from .choices import FASEN, KOLOMTYPEN
from .veld import quiet


class KolomBlock(blocks.StructBlock):
    """One column of repeating rows."""

    label = quiet(blocks.CharBlock(label="Naam", max_length=300))
    type = quiet(blocks.ChoiceBlock(label="Soort", choices=KOLOMTYPEN, default="korte_tekst"))
    opties = quiet(
        blocks.TextBlock(
            label="Antwoorden om uit te kiezen",
            required=False,
            rows=2,
            help_text="Alleen bij ‘keuze uit een lijst’. Zet elk antwoord op een eigen regel. Begin een regel met # voor een tussenkop.",
        )
    )
    anders = quiet(blocks.BooleanBlock(label="‘Anders, namelijk …’ mag ook", required=False))
    fase = quiet(blocks.ChoiceBlock(label="Wanneer wordt dit ingevuld?", choices=FASEN, default="", required=False))
    minimum = quiet(blocks.IntegerBlock(label="Laagste getal", required=False))
    maximum = quiet(blocks.IntegerBlock(label="Hoogste getal", required=False))

    class Meta:
        label = "Kolom"
        icon = "table"
        label_format = "{label} · {type}"
        collapsed = True
        form_classname = "struct-block gp-kolom"
        form_layout = blocks.BlockGroup(
            [
                "label",
                "type",
                "opties",
                blocks.BlockGroup(
                    ["anders", "fase", "minimum", "maximum"],
                    heading="Meer instellingen",
                    classname="collapsed gp-groep",
                    icon="cog",
                    label_format="",
                ),
            ]
        )
