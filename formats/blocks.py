"""What an editor composes a format with: delen, secties and velden as blocks of Wagtail's editor.

Names of blocks and of their parts are stored in every draft, so they are append-only: a renamed or removed block type would vanish silently
from formats that use it (tests/formats/test_blocks.py holds the list).
"""

from wagtail import blocks

from .schema import KorteTekst, LangeTekst, Rijen

INVULLERS = [("school", "school"), ("ouder", "ouders"), ("leerling", "leerling"), ("deskundige", "deskundige")]
KOLOMTYPEN = [("korte_tekst", "korte tekst"), ("lange_tekst", "lange tekst"), ("datum", "datum"), ("keuze", "keuze uit een lijst")]
OPTIES_HULP = "Zet elk antwoord op een eigen regel."
MAX_TEKST = 100_000
MAX_RIJEN = 100


class VeldBlock(blocks.StructBlock):
    """What every field block has."""

    label = blocks.CharBlock(label="Vraag", max_length=300, help_text="Wat u wilt weten, in gewone woorden.")
    hulptekst = blocks.TextBlock(label="Hulptekst", required=False, rows=2, help_text="Uitleg of een voorbeeld. Staat klein bij de vraag.")
    invuller = blocks.ChoiceBlock(label="Wie vult dit in?", choices=INVULLERS, default="school")
    verplicht = blocks.BooleanBlock(
        label="Gewenst",
        required=False,
        help_text="Telt mee voor ‘klaar’. Een sectie kan altijd bewaard worden, ook als dit nog leeg is.",
    )

    class Meta:
        label_format = "{label}"
        collapsed = True


class KorteTekstBlock(VeldBlock):
    """One line of text."""

    max_lengte = blocks.IntegerBlock(
        label="Hoogste aantal tekens", default=KorteTekst.model_fields["max_lengte"].default, min_value=1, max_value=1000
    )

    class Meta:
        label = "Korte tekst"
        icon = "pilcrow"
        description = "Eén regel, bijvoorbeeld een naam of een vak."
        form_layout = blocks.BlockGroup(["label", "hulptekst", "invuller", "verplicht"], settings=["max_lengte"])


class LangeTekstBlock(VeldBlock):
    """Several lines of text."""

    max_lengte = blocks.IntegerBlock(
        label="Hoogste aantal tekens", default=LangeTekst.model_fields["max_lengte"].default, min_value=1, max_value=MAX_TEKST
    )

    class Meta:
        label = "Lange tekst"
        icon = "doc-full"
        description = "Meer regels, bijvoorbeeld een beschrijving."
        form_layout = blocks.BlockGroup(["label", "hulptekst", "invuller", "verplicht"], settings=["max_lengte"])


class KeuzeBlock(VeldBlock):
    """One option out of a list."""

    opties = blocks.TextBlock(label="Antwoorden om uit te kiezen", rows=4, help_text=OPTIES_HULP)

    class Meta:
        label = "Keuze (één antwoord)"
        icon = "radio-full"
        description = "De invuller kiest één antwoord uit uw lijst."
        form_layout = ["label", "hulptekst", "opties", "invuller", "verplicht"]


class MeerkeuzeBlock(VeldBlock):
    """Any number of options out of a list."""

    opties = blocks.TextBlock(label="Antwoorden om uit te kiezen", rows=4, help_text=OPTIES_HULP)

    class Meta:
        label = "Meerkeuze (meer antwoorden)"
        icon = "list-ul"
        description = "De invuller kruist aan wat past."
        form_layout = ["label", "hulptekst", "opties", "invuller", "verplicht"]


class DatumBlock(VeldBlock):
    """A calendar date."""

    class Meta:
        label = "Datum"
        icon = "calendar"
        description = "Een dag, maand en jaar."


class JaNeeBlock(VeldBlock):
    """Yes or no, with an explanation."""

    toelichting_label = blocks.CharBlock(label="Tekst boven de toelichting", default="Toelichting", max_length=100)

    class Meta:
        label = "Ja of nee, met toelichting"
        icon = "check"
        description = "Ja of nee, met ruimte voor uitleg."
        form_layout = blocks.BlockGroup(["label", "hulptekst", "invuller", "verplicht"], settings=["toelichting_label"])


class KolomBlock(blocks.StructBlock):
    """One column of repeating rows."""

    label = blocks.CharBlock(label="Naam van de kolom", max_length=100)
    type = blocks.ChoiceBlock(label="Soort", choices=KOLOMTYPEN, default="korte_tekst")
    opties = blocks.TextBlock(label="Antwoorden om uit te kiezen", required=False, rows=3, help_text=f"Alleen bij ‘keuze’. {OPTIES_HULP}")

    class Meta:
        label = "Kolom"
        icon = "table"
        label_format = "{label}"
        collapsed = True


class RijenBlock(VeldBlock):
    """Repeating rows with typed columns."""

    kolommen = blocks.ListBlock(
        KolomBlock(), label="Kolommen", help_text="Wat de invuller op elke regel opschrijft.", min_num=1, max_num=12
    )
    max_rijen = blocks.IntegerBlock(
        label="Hoogste aantal regels", default=Rijen.model_fields["max_rijen"].default, min_value=1, max_value=MAX_RIJEN
    )

    class Meta:
        label = "Regels die zich herhalen"
        icon = "table"
        description = "Een lijst die kan groeien, bijvoorbeeld doelen of afspraken."
        form_layout = blocks.BlockGroup(["label", "hulptekst", "kolommen", "invuller", "verplicht"], settings=["max_rijen"])


class VeldenBlock(blocks.StreamBlock):
    """The fields of a section; the names of the block types are append-only."""

    korte_tekst = KorteTekstBlock()
    lange_tekst = LangeTekstBlock()
    keuze = KeuzeBlock()
    meerkeuze = MeerkeuzeBlock()
    datum = DatumBlock()
    ja_nee = JaNeeBlock()
    rijen = RijenBlock()

    class Meta:
        collapsed = True


class SectieBlock(blocks.StructBlock):
    """One form: the unit that is filled in and saved at once."""

    titel = blocks.CharBlock(label="Titel van de sectie", max_length=200)
    uitleg = blocks.TextBlock(label="Uitleg", required=False, rows=2, help_text="Staat boven de vragen van deze sectie.")
    velden = VeldenBlock(label="Vragen")

    class Meta:
        label = "Sectie"
        icon = "form"
        label_format = "{titel}"
        collapsed = True


class DeelBlock(blocks.StructBlock):
    """One part of a format; in a groeidocument this is a hoofdstuk."""

    titel = blocks.CharBlock(label="Titel van het deel", max_length=200)
    uitleg = blocks.TextBlock(label="Uitleg", required=False, rows=2, help_text="Waar dit deel over gaat en wie het invult.")
    secties = blocks.ListBlock(
        SectieBlock(),
        label="Secties",
        help_text="Elke sectie is één formulier: wat erin staat, wordt in één keer bewaard.",
        min_num=1,
        collapsed=True,
    )

    class Meta:
        label = "Deel"
        icon = "folder-open-inverse"
        description = "Een hoofdstuk van het format, met één of meer secties."
        label_format = "{titel}"
        collapsed = True


class FormatBlock(blocks.StreamBlock):
    """A whole format, as a page stores it in its field `delen`."""

    deel = DeelBlock()

    class Meta:
        collapsed = True
