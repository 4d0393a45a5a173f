"""The editor's block types are append-only: a format that was stored once must be readable for ever."""

from formats.blocks import FormatBlock
from formats.freeze import _VELDEN
from formats.schema import FormatSchema, Sectie
from tests.formats.samples import alles, stream

# Stored in drafts since the first version. Add to this list; never take anything away.
STORED = {
    "deel": {"titel", "uitleg", "secties"},
    "sectie": {"titel", "uitleg", "velden"},
    "korte_tekst": {"label", "hulptekst", "invuller", "verplicht", "max_lengte"},
    "lange_tekst": {"label", "hulptekst", "invuller", "verplicht", "max_lengte"},
    "keuze": {"label", "hulptekst", "invuller", "verplicht", "opties"},
    "meerkeuze": {"label", "hulptekst", "invuller", "verplicht", "opties"},
    "datum": {"label", "hulptekst", "invuller", "verplicht"},
    "ja_nee": {"label", "hulptekst", "invuller", "verplicht", "toelichting_label"},
    "rijen": {"label", "hulptekst", "invuller", "verplicht", "kolommen", "max_rijen"},
    "kolom": {"label", "type", "opties"},
}


def test_every_stored_block_type_and_part_still_exists() -> None:
    deel = FormatBlock().child_blocks["deel"]
    sectie = deel.child_blocks["secties"].child_block
    velden = sectie.child_blocks["velden"].child_blocks
    found = {"deel": deel, "sectie": sectie, **velden, "kolom": velden["rijen"].child_blocks["kolommen"].child_block}
    for name, parts in STORED.items():
        assert parts <= set(found[name].child_blocks), name


def test_every_block_type_can_be_frozen() -> None:
    sectie = FormatBlock().child_blocks["deel"].child_blocks["secties"].child_block
    assert set(sectie.child_blocks["velden"].child_blocks) == set(_VELDEN)


def test_no_block_is_lost_between_editor_and_schema(sectie: Sectie, schema: FormatSchema) -> None:
    assert [veld.type for veld in sectie.velden] == [block["type"] for block in alles()[0]["value"]["secties"][0]["value"]["velden"]]
    assert len(list(schema.secties())) == 2


def test_stored_data_survives_the_editor_unchanged() -> None:
    assert [child["id"] for child in FormatBlock().get_prep_value(stream(alles()))] == ["deel-een", "deel-twee"]
