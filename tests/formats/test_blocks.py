"""The editor's block types are append-only: a format that was stored once must be readable for ever."""

from typing import Any

import pytest
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock

from formats.blocks import FormatBlock, VariantenBlock
from formats.blocks.uitleg import per_groep, uitleg
from formats.freeze import freeze_veld
from formats.freeze_kinds import KINDS
from formats.schema import VELDEN, FormatSchema, Sectie, Veld
from formats.schema.rules_kinds import kind_problems
from tests.formats.samples import alles, deel_data, sectie_data, stream, veld

VELD = set(Veld.model_fields) - {"key"} | {"hulptekst_bron"}
KOLOM = {"label", "type", "opties", "anders", "fase", "minimum", "maximum"}
SLOT = {"rol", "betekenissen", "aantal"}
GROEP = {"domein", "items", "richting", "gevoelig"}
# Stored in drafts. Add to this list; never take anything away.
STORED: dict[str, set[str]] = {
    "deel": {
        *("titel", "uitleg", "secties", "lezers", "ondertekenaars", "strekking", "weglaten_als_leeg", "nvt", "voorwaarden", "varianten"),
    },
    "deel.secties": {"titel", "uitleg", "velden", "voorwaarden", "varianten"},
    "deel.ondertekenaars": SLOT,
    "korte_tekst": {"max_lengte"},
    "lange_tekst": {"max_lengte"},
    "opgemaakte_tekst": {"max_lengte"},
    "gegeven": {"vorm"},
    "getal": {"eenheid", "minimum", "maximum", "decimalen"},
    "datum": {"ook_jaar"},
    "berekend": {"formule", "bronnen", "aantal", "eenheid"},
    "keuze": {"lijst", "opties", "anders", "lijst_naam"},
    "afhankelijke_keuze": {"afhankelijk_van", "opties", "anders", "lijst", "lijst_naam"},
    "meerkeuze": {"lijst", "opties", "anders", "lijst_naam"},
    "pictogram_keuze": {"opties", "meer"},
    "pictogram_keuze.opties": {"label", "pictogram"},
    "groepkeuze": {"opties"},
    "groepkeuze.opties": {"label", "kolommen"},
    "groepkeuze.opties.kolommen": KOLOM,
    "ja_nee": {"toelichting_label"},
    "rijen": {"kolommen", "rij_naam", "nummering", "min_rijen", "max_rijen"},
    "rijen.kolommen": KOLOM,
    "matrix": {"rijen", "schaal", "tekst_label", "kolommen_vrij", "uitbreidbaar", "max_extra"},
    "matrix.rijen": {"label", "kop"},
    "matrix.kolommen_vrij": KOLOM,
    "schaal": {"minimum", "laag", "maximum", "hoog", "max_rijen"},
    "bank": {"bank", "eigen_tekst", "met_toelichting", "met_invloed", "met_bron", "max_rijen", "bank_naam", "items"},
    "bank.items": GROEP,
    "persoon": {"onderdelen", "uit_register", "max_rijen", "min_rijen", "rij_naam"},
    "bestand": {"soort", "max_aantal"},
    "ondertekening": {"slots", "strekking"},
    "ondertekening.slots": SLOT,
    "toelichting": {"tekst"},
    "variant": {"naam", "uitleg"},
}


def structs(name: str, block: Block) -> dict[str, StructBlock]:
    """Every struct inside a block by its place; a field by its type alone."""
    if isinstance(block, ListBlock):
        return structs(name, block.child_block)
    if isinstance(block, StreamBlock):
        return {place: found for kind, child in block.child_blocks.items() for place, found in structs(kind, child).items()}
    if not isinstance(block, StructBlock):
        return {}
    return {name: block} | {
        place: found for part, child in block.child_blocks.items() for place, found in structs(f"{name}.{part}", child).items()
    }


FOUND = structs("", FormatBlock()) | structs("", VariantenBlock())


def velden() -> dict[str, Any]:
    """The blocks of the fields by type."""
    secties = FormatBlock().child_blocks["deel"].child_blocks["secties"]
    return dict(secties.child_block.child_blocks["velden"].child_blocks)


def test_every_stored_block_type_and_part_still_exists() -> None:
    for name, parts in STORED.items():
        expected = parts | (VELD if name in KINDS else set())
        assert expected <= set(FOUND[name].child_blocks), name


def test_every_block_type_and_part_is_on_the_list() -> None:
    """Whoever adds one adds it to STORED, so that it cannot be taken away later."""
    assert set(FOUND) == set(STORED)
    for name, block in FOUND.items():
        assert set(block.child_blocks) == STORED[name] | (VELD if name in KINDS else set()), name


def test_every_kind_has_a_block_that_can_be_frozen() -> None:
    assert set(velden()) == set(VELDEN) | {"afhankelijke_keuze"} == set(KINDS)


def test_every_part_of_a_block_can_be_reached_in_the_editor() -> None:
    for name, block in FOUND.items():
        assert set(block.meta.form_layout.get_sorted_block_names()) == set(block.child_blocks), name


def test_no_block_is_lost_between_editor_and_schema(sectie: Sectie, schema: FormatSchema) -> None:
    assert [veld.type for veld in sectie.velden] == [block["type"] for block in alles()[0]["value"]["secties"][0]["value"]["velden"]]
    assert len(list(schema.secties())) == 2


def test_stored_data_survives_the_editor_unchanged() -> None:
    assert [child["id"] for child in FormatBlock().get_prep_value(stream(alles()))] == ["deel-een", "deel-twee"]


@pytest.mark.parametrize(("old", "new"), [({"verplicht": True}, "gewenst"), ({"verplicht": False}, "vrij"), ({}, "vrij")])
def test_the_mark_of_the_first_drafts_is_read_as_gewenst(old: dict[str, bool], new: str) -> None:
    """Version 1 had one mark, `verplicht`, which asked for an answer without blocking anything."""
    data = stream([deel_data("d", "D", [sectie_data("s", "S", [veld("datum", "x", "Dag", **old)])])])
    field = data[0].value["secties"][0]["velden"][0].value
    assert field["eis"] == new
    assert "verplicht" not in field


def test_each_kind_is_explained_once_and_the_same_everywhere() -> None:
    assert set(uitleg()) == set(velden())
    for type_, block in velden().items():
        about = uitleg()[type_]
        assert (block.label, block.meta.icon, block.meta.group, block.get_description()) == (
            about.naam,
            about.icoon,
            about.groep,
            about.wat,
        )
        assert all(text in block.meta.help_text for text in (about.wat, about.wanneer, about.voorbeeld))
    assert list(per_groep()) == [
        *("Tekst", "Keuze", "Regels en tabellen", "Mensen", "Voor leerlingen", "Bestanden en ondertekenen", "Uitleg"),
    ]


@pytest.mark.parametrize("type_", sorted(KINDS))
def test_the_example_of_each_kind_can_be_frozen(type_: str) -> None:
    veld_ = freeze_veld(type_, "voorbeeld", velden()[type_].get_preview_value())
    assert veld_ is not None
    assert list(kind_problems(veld_, "")) == []
