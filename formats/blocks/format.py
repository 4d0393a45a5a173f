"""Secties, delen and the whole format as blocks, and the variants that a format can have."""

from typing import Any

from wagtail import blocks
from wagtail.fields import StreamField

from ..schema import limits
from .choices import LEZERS
from .keuze import AfhankelijkeKeuzeBlock, GroepkeuzeBlock, JaNeeBlock, KeuzeBlock, MeerkeuzeBlock, PictogramKeuzeBlock
from .lijstje import LijstjeBlock
from .overig import BestandBlock, OndertekeningBlock, SlotBlock, ToelichtingBlock
from .regels import BankBlock, MatrixBlock, PersoonBlock, RijenBlock, SchaalBlock
from .tekst import BerekendBlock, DatumBlock, GegevenBlock, GetalBlock, KorteTekstBlock, LangeTekstBlock, OpgemaakteTekstBlock
from .uitleg import about
from .veld import quiet, varianten_block
from .widgets import DrawnBlock, VoorwaardenBlock


class VeldenBlock(blocks.StreamBlock):
    """The fields of a section; the names of the block types are append-only."""

    korte_tekst = KorteTekstBlock(**about("korte_tekst"))
    lange_tekst = LangeTekstBlock(**about("lange_tekst"))
    opgemaakte_tekst = OpgemaakteTekstBlock(**about("opgemaakte_tekst"))
    gegeven = GegevenBlock(**about("gegeven"))
    getal = GetalBlock(**about("getal"))
    datum = DatumBlock(**about("datum"))
    berekend = BerekendBlock(**about("berekend"))
    keuze = KeuzeBlock(**about("keuze"))
    afhankelijke_keuze = AfhankelijkeKeuzeBlock(**about("afhankelijke_keuze"))
    meerkeuze = MeerkeuzeBlock(**about("meerkeuze"))
    groepkeuze = GroepkeuzeBlock(**about("groepkeuze"))
    ja_nee = JaNeeBlock(**about("ja_nee"))
    rijen = RijenBlock(**about("rijen"))
    matrix = MatrixBlock(**about("matrix"))
    schaal = SchaalBlock(**about("schaal"))
    bank = BankBlock(**about("bank"))
    persoon = PersoonBlock(**about("persoon"))
    pictogram_keuze = PictogramKeuzeBlock(**about("pictogram_keuze"))
    bestand = BestandBlock(**about("bestand"))
    ondertekening = OndertekeningBlock(**about("ondertekening"))
    toelichting = ToelichtingBlock(**about("toelichting"))

    class Meta:
        collapsed = True


class SectieBlock(blocks.StructBlock):
    """One form: the unit that is filled in and saved at once."""

    titel = blocks.CharBlock(label="Titel van de sectie", max_length=200)
    uitleg = quiet(
        blocks.TextBlock(label="Uitleg", required=False, rows=1, max_length=5000, help_text="Staat boven de vragen van deze sectie.")
    )
    velden = VeldenBlock(label="Vragen")
    voorwaarden = VoorwaardenBlock(label="Alleen laten zien als …", default=[])
    varianten = varianten_block()

    class Meta:
        label = "Sectie"
        icon = "form"
        label_format = "{titel}"
        collapsed = True
        form_classname = "struct-block gp-sectie"
        form_layout = blocks.BlockGroup(
            [
                "titel",
                "uitleg",
                "velden",
                blocks.BlockGroup(
                    ["voorwaarden", "varianten"],
                    heading="Wanneer staat deze sectie er?",
                    classname="collapsed gp-groep",
                    icon="group",
                    label_format="{voorwaarden} {varianten}",
                ),
            ]
        )


class DeelBlock(blocks.StructBlock):
    """One part of a format; in a groeidocument this is a hoofdstuk."""

    titel = blocks.CharBlock(label="Titel van het deel", max_length=200)
    uitleg = quiet(
        blocks.TextBlock(label="Uitleg", required=False, rows=1, max_length=5000, help_text="Waar dit deel over gaat en wie het invult.")
    )
    secties = LijstjeBlock(
        SectieBlock(),
        label="Secties",
        help_text="Elke sectie is één formulier: wat erin staat, wordt in één keer bewaard.",
        max_num=limits.SECTIES_PER_DEEL,
        collapsed=True,
    )
    lezers = DrawnBlock(
        "vinkjes",
        choices=LEZERS,
        default=[code for code, _name in LEZERS],
        label="Wie mag dit deel lezen?",
        help_text="De school leest altijd alles.",
    )
    ondertekenaars = LijstjeBlock(
        SlotBlock(),
        label="Wie tekenen voor dit deel?",
        default=[],
        max_num=limits.SLOTS,
        collapsed=True,
        help_text="Zij tekenen in deze volgorde. Laat leeg als niemand tekent.",
    )
    strekking = quiet(blocks.TextBlock(label="Waarvoor wordt getekend?", required=False, rows=1, max_length=1000, help_text="In één zin."))
    weglaten_als_leeg = quiet(blocks.BooleanBlock(label="Laat dit deel weg uit de afdruk als het leeg is", required=False, default=True))
    nvt = quiet(blocks.BooleanBlock(label="‘Niet van toepassing, omdat …’ mag voor het hele deel", required=False))
    voorwaarden = VoorwaardenBlock(label="Alleen laten zien als …", default=[])
    varianten = varianten_block()

    class Meta:
        label = "Deel"
        icon = "folder-open-inverse"
        description = "Een hoofdstuk van het format, met één of meer secties."
        label_format = "{titel}"
        collapsed = True
        form_classname = "struct-block gp-deel"
        form_layout = blocks.BlockGroup(
            [
                "titel",
                "uitleg",
                "secties",
                blocks.BlockGroup(
                    ["ondertekenaars", "strekking"],
                    heading="Ondertekenen",
                    classname="collapsed gp-groep",
                    icon="edit",
                    label_format="{ondertekenaars}",
                ),
                blocks.BlockGroup(
                    ["lezers", "voorwaarden", "varianten", "weglaten_als_leeg", "nvt"],
                    heading="Wanneer en voor wie",
                    classname="collapsed gp-groep",
                    icon="group",
                    label_format="{voorwaarden} {varianten}",
                ),
            ]
        )


class FormatBlock(blocks.StreamBlock):
    """A whole format, as a page stores it in its field `delen`."""

    deel = DeelBlock()

    class Meta:
        collapsed = True


class VariantBlock(blocks.StructBlock):
    """One form of the same format."""

    naam = blocks.CharBlock(label="Naam van de variant", max_length=300, help_text="Bijvoorbeeld: groep 1 en 2, of: kort.")
    uitleg = quiet(
        blocks.TextBlock(label="Uitleg", required=False, rows=1, max_length=5000, help_text="Wanneer kiest een school deze variant?")
    )

    class Meta:
        label = "Variant"
        icon = "copy"
        label_format = "{naam}"


class VariantenBlock(blocks.StreamBlock):
    """The variants of a format, as a page stores them in its field `varianten`."""

    variant = VariantBlock()

    class Meta:
        required = False


class BlokkenField(StreamField):
    """A StreamField whose blocks stay out of migrations: a better help text is no change of the database."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """As a StreamField without blocks."""
        name, _path, _args, kwargs = super().deconstruct()
        kwargs["block_lookup"] = {}
        return name, "wagtail.fields.StreamField", [[]], kwargs
