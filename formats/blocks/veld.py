"""What every block of a question has: its own settings first, rarely used ones folded away, and what is private of it in words that help."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

from .choices import EISEN, INVULLERS, LEZERS, OKR, VERTROUWELIJK, wettelijk
from .choices import voorvullen as bronnen
from .preview import preview_context, preview_value
from .widgets import DrawnBlock, DrawnWidgetAdapter, RecordBlock, VoorwaardenBlock

OPTIES_HULP = "Zet elk antwoord op een eigen regel. Begin een regel met # voor een tussenkop."
VARIANTEN_HULP = "Kruis niets aan als dit in elke variant staat. Varianten maakt u bovenaan deze bladzijde."


def quiet(block: Any) -> Any:
    """Without the button to comment on a setting: a page has a thousand settings, and each button costs time."""
    block.field.widget.show_add_comment_button = False
    return block


def varianten_block() -> DrawnBlock:
    """Boxes with the names of the format's variants."""
    return DrawnBlock("varianten", label="In welke varianten?", default=[], help_text=VARIANTEN_HULP)


class VeldBlock(blocks.StructBlock):
    """What every field block has."""

    label = blocks.CharBlock(label="Vraag", max_length=300, help_text="Wat u wilt weten, in gewone woorden.")
    hulptekst = quiet(
        blocks.TextBlock(
            label="Hulptekst", required=False, rows=1, max_length=2000, help_text="Uitleg of een voorbeeld. Staat klein bij de vraag."
        )
    )
    invuller = quiet(blocks.ChoiceBlock(label="Wie vult dit in?", choices=INVULLERS, default="school"))
    eis = quiet(blocks.ChoiceBlock(label="Is een antwoord nodig?", choices=EISEN, default="vrij"))
    # Help while filling in.
    kindlabel = quiet(
        blocks.CharBlock(
            label="Vraag in kindertaal", required=False, max_length=300, help_text="De leerling ziet deze vraag in plaats van de andere."
        )
    )
    voorbeelden = quiet(
        blocks.TextBlock(label="Voorbeeldzinnen", required=False, rows=1, help_text="Eén op elke regel. De invuller kan ze openklappen.")
    )
    hulptekst_bron = RecordBlock(
        "Hulptekst", leeg="geen", label="Vaste hulptekst", help_text="Komt in de plaats van de hulptekst hierboven."
    )
    voorvullen = DrawnBlock(
        "voorvullen",
        many=False,
        choices=bronnen,
        default="",
        label="Vooraf ingevuld met",
        help_text="Staat klaar als voorstel. Het is pas een antwoord als iemand het bewaart.",
    )
    nvt = quiet(blocks.BooleanBlock(label="‘Niet van toepassing, omdat …’ mag ook", required=False))
    # When and for whom.
    voorwaarden = VoorwaardenBlock(label="Alleen vragen als …", default=[])
    varianten = varianten_block()
    lezers = DrawnBlock(
        "vinkjes",
        choices=LEZERS,
        default=[code for code, _name in LEZERS],
        label="Wie mag het antwoord lezen?",
        help_text="De school leest altijd alles. Wie een vraag invult, leest het antwoord ook.",
    )
    vertrouwelijk = quiet(blocks.ChoiceBlock(label="Hoe gevoelig is het antwoord?", choices=VERTROUWELIJK, default="gewoon"))
    # The law, handing over and paper.
    wettelijk = DrawnBlock(
        "vinkjes",
        choices=wettelijk,
        default=[],
        label="Welk onderdeel van de wet staat hier?",
        help_text="Zo kan het portaal nagaan of een OPP compleet is.",
    )
    okr = quiet(blocks.ChoiceBlock(label="Onderwijskundig rapport", choices=OKR, default="", required=False))
    leeg_printen = quiet(blocks.BooleanBlock(label="Ook afdrukken als het leeg is", required=False, default=True))

    class Meta:
        collapsed = True
        form_classname = "struct-block gp-veld"
        preview_template = "formats/block_preview.html"

    def to_python(self, value: Any) -> blocks.StructValue:
        """What was stored; the first drafts had one mark `verplicht`, which meant gewenst."""
        return super().to_python(_modern(value))

    def bulk_to_python(self, values: Any) -> list[blocks.StructValue]:
        """The same for many."""
        return super().bulk_to_python([_modern(value) for value in values])

    def normalize(self, value: Any) -> blocks.StructValue:
        """The same for what code puts there."""
        return super().normalize(value if isinstance(value, blocks.StructValue) else _modern(value))

    def get_preview_value(self) -> Any:
        """An example of this kind."""
        return self.to_python(preview_value(self.name))

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """The form of that example, as people will see it."""
        return {**(parent_context or {}), **preview_context(self.name, value)}


def _modern(value: Any) -> Any:
    if not isinstance(value, dict) or "verplicht" not in value:
        return value
    value = dict(value)
    if value.pop("verplicht") is True:
        value.setdefault("eis", "gewenst")
    return value


class VeldBlockAdapter(StructBlockAdapter):
    """Hands the block to editor.js, which gives it a label that tells what kind of question it is."""

    js_constructor = "formats.Veld"

    @cached_property
    def media(self) -> forms.Media:
        """Our script and style."""
        return super().media + DrawnWidgetAdapter().media


register(VeldBlockAdapter(), VeldBlock)


def layout(
    *own: str | blocks.BlockGroup, extra: Sequence[str] = (), extra_heading: str = "Instellingen van deze vraag"
) -> blocks.BlockGroup:
    """The question and what it needs most, then folded groups.

    Args:
        own: the settings of this kind that are always in sight.
        extra: those that an editor rarely changes.
    """
    groups = [_group(extra_heading, *extra, icon="cog")] if extra else []
    return blocks.BlockGroup(
        [
            "label",
            "hulptekst",
            *own,
            "invuller",
            "eis",
            *groups,
            _group("Hulp bij het invullen", "kindlabel", "voorbeelden", "hulptekst_bron", "voorvullen", "nvt", icon="help"),
            _group(
                "Wanneer en voor wie",
                "voorwaarden",
                "varianten",
                "lezers",
                "vertrouwelijk",
                icon="group",
                label_format="{voorwaarden} {varianten}",
            ),
            _group("Wet, overdracht en afdruk", "wettelijk", "okr", "leeg_printen", icon="clipboard-list", label_format="{wettelijk}"),
        ]
    )


def _group(heading: str, *names: str, icon: str, label_format: str = "") -> blocks.BlockGroup:
    return blocks.BlockGroup(list(names), heading=heading, classname="collapsed gp-groep", icon=icon, label_format=label_format)
