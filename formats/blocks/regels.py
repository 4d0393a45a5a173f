"""Questions that are answered in rows: repeating ones, tables, scales, banks and people."""

from wagtail import blocks

from ..schema import Matrix, Persoon, Rijen, Schaal, limits
from .bankgroep import BankgroepBlock
from .choices import ONDERDELEN, UIT_REGISTER
from .kolom import KolomBlock
from .lijstje import LijstjeBlock
from .veld import VeldBlock, layout, quiet
from .widgets import DrawnBlock, RecordBlock


def _aantal(label: str, default: int, bounds: tuple[int, int]) -> blocks.IntegerBlock:
    return quiet(blocks.IntegerBlock(label=label, default=default, min_value=bounds[0], max_value=bounds[1]))


def _rij_naam(default: str) -> blocks.CharBlock:
    return quiet(
        blocks.CharBlock(label="Hoe heet één regel?", default=default, max_length=300, help_text="Staat op de knop ‘Voeg een … toe’.")
    )


class RijenBlock(VeldBlock):
    """Repeating rows with typed columns."""

    kolommen = LijstjeBlock(
        KolomBlock(), label="Kolommen", help_text="Wat de invuller op elke regel opschrijft.", max_num=limits.KOLOMMEN, collapsed=True
    )
    rij_naam = _rij_naam("regel")
    nummering = quiet(blocks.BooleanBlock(label="Nummer de regels", required=False))
    min_rijen = _aantal("Laagste aantal regels", 0, limits.MIN_RIJEN)
    max_rijen = _aantal("Hoogste aantal regels", Rijen.model_fields["max_rijen"].default, limits.MAX_RIJEN)

    class Meta:
        form_layout = layout("kolommen", extra=["rij_naam", "nummering", "min_rijen", "max_rijen"])


class MatrixrijBlock(blocks.StructBlock):
    """A row of a table."""

    label = quiet(blocks.CharBlock(label="Naam van de rij", max_length=300))
    kop = quiet(
        blocks.CharBlock(
            label="Kop boven een groep rijen", required=False, max_length=300, help_text="Geef alle rijen van een groep dezelfde kop."
        )
    )

    class Meta:
        label = "Rij"
        icon = "list-ul"
        label_format = "{label} · {kop}"
        collapsed = True


class MatrixBlock(VeldBlock):
    """Rows by columns."""

    rijen = LijstjeBlock(MatrixrijBlock(), label="Rijen", default=[], collapsed=True)
    schaal = quiet(
        blocks.TextBlock(
            label="Schaal",
            required=False,
            rows=2,
            help_text="Elke rij krijgt één van deze antwoorden. Zet elk antwoord op een eigen regel. Laat leeg als u zelf kolommen maakt.",
        )
    )
    tekst_label = quiet(
        blocks.CharBlock(
            label="Naam van een tekstvak achter de schaal", required=False, max_length=300, help_text="Leeg: er komt geen tekstvak."
        )
    )
    kolommen_vrij = LijstjeBlock(
        KolomBlock(), label="Eigen kolommen", default=[], max_num=limits.KOLOMMEN, collapsed=True, help_text="Alleen als er geen schaal is."
    )
    uitbreidbaar = quiet(blocks.BooleanBlock(label="De invuller mag zelf rijen toevoegen", required=False))
    max_extra = _aantal("Hoogste aantal rijen erbij", Matrix.model_fields["max_extra"].default, limits.MAX_EXTRA)

    class Meta:
        form_layout = layout("rijen", "schaal", "tekst_label", "kolommen_vrij", extra=["uitbreidbaar", "max_extra"])


class SchaalBlock(VeldBlock):
    """A figure on a scale, measured again and again."""

    minimum = quiet(blocks.IntegerBlock(label="Laagste cijfer", default=Schaal.model_fields["minimum"].default))
    laag = quiet(blocks.CharBlock(label="Wat betekent het laagste cijfer?", required=False, max_length=300))
    maximum = quiet(blocks.IntegerBlock(label="Hoogste cijfer", default=Schaal.model_fields["maximum"].default))
    hoog = quiet(blocks.CharBlock(label="Wat betekent het hoogste cijfer?", required=False, max_length=300))
    max_rijen = _aantal("Hoogste aantal metingen", Schaal.model_fields["max_rijen"].default, limits.MAX_RIJEN)

    class Meta:
        form_layout = layout("minimum", "laag", "maximum", "hoog", extra=["max_rijen"])


class BankBlock(VeldBlock):
    """Things picked from a bank."""

    bank = RecordBlock(
        "Bank",
        leeg="een bank die alleen in dit format staat",
        label="Bank",
        help_text="Kies een bank van uw samenwerkingsverband. Bij het publiceren gaat alles wat erin staat mee.",
    )
    eigen_tekst = quiet(blocks.BooleanBlock(label="Eigen woorden mogen ook", required=False, default=True))
    met_toelichting = quiet(blocks.BooleanBlock(label="Vraag een toelichting", required=False, default=True))
    met_invloed = quiet(blocks.BooleanBlock(label="Vraag hoeveel invloed het heeft", required=False))
    met_bron = quiet(blocks.BooleanBlock(label="Vraag wie het noemt", required=False))
    max_rijen = _aantal("Hoogste aantal regels", 30, limits.MAX_RIJEN)
    bank_naam = quiet(blocks.CharBlock(label="Naam van de eigen bank", required=False, max_length=300))
    items = LijstjeBlock(BankgroepBlock(), label="Wat erin staat", default=[], collapsed=True)

    class Meta:
        form_layout = layout(
            "bank",
            "eigen_tekst",
            "met_toelichting",
            blocks.BlockGroup(
                ["bank_naam", "items"],
                heading="Een bank die alleen in dit format staat",
                classname="collapsed gp-groep",
                icon="list-ul",
                label_format="{bank_naam}",
            ),
            extra=["met_invloed", "met_bron", "max_rijen"],
        )


class PersoonBlock(VeldBlock):
    """People."""

    onderdelen = DrawnBlock(
        "vinkjes", choices=ONDERDELEN, default=["naam", "rol", "telefoon", "email"], label="Wat wilt u van deze persoon weten?"
    )
    uit_register = quiet(
        blocks.ChoiceBlock(
            label="Wie staat al klaar?", choices=UIT_REGISTER, default="", required=False, help_text="Uit het register van de school."
        )
    )
    max_rijen = _aantal("Hoogste aantal personen", Persoon.model_fields["max_rijen"].default, limits.MAX_RIJEN)
    min_rijen = _aantal("Laagste aantal personen", 0, limits.MIN_RIJEN)
    rij_naam = _rij_naam("persoon")

    class Meta:
        form_layout = layout("onderdelen", "uit_register", "max_rijen", extra=["min_rijen", "rij_naam"])
