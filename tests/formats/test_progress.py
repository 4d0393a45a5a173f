"""Progress and what is missing: what counts, what hides, and what is too little."""

from typing import Any

from formats.conditions import flat
from formats.progress import Progress, missing, progress
from formats.schema import (
    Berekend,
    Deel,
    FormatSchema,
    JaNee,
    Kolom,
    KorteTekst,
    LangeTekst,
    Rijen,
    Sectie,
    Toelichting,
    Voorwaarde,
)
from tests.formats.all_kinds import ANSWERS, every_kind

JA = (Voorwaarde(bron="j", waarden=("ja",)),)
SECTIE = Sectie(
    key="s",
    titel="S",
    velden=(
        Toelichting(key="t", label="t", tekst="Lees dit."),
        Berekend(key="b", label="b", formule="aantal", bronnen=("r",), eis="verplicht"),
        JaNee(key="j", label="j", eis="gewenst"),
        KorteTekst(key="k", label="k", eis="verplicht", voorwaarden=JA),
        LangeTekst(key="o", label="o", eis="verplicht", lezers=(), nvt=True),
        Rijen(key="r", label="r", kolommen=(Kolom(key="w", label="w"),), min_rijen=2, eis="verplicht"),
    ),
)
LATER = Sectie(key="later", titel="L", velden=(KorteTekst(key="l", label="l", eis="verplicht"),), voorwaarden=JA)
SCHEMA = FormatSchema(titel="x", soort="opp", delen=(Deel(key="d", titel="D", secties=(SECTIE, LATER)),))


def count(answers: dict[str, Any], **more: Any) -> tuple[int, int]:
    """Filled and total of the section."""
    got = progress(SECTIE, answers, schema=SCHEMA, **more)
    return got.filled, got.total


def wanting(answers: dict[str, Any]) -> list[str]:
    """Keys of the blocking fields without answer."""
    return [veld.key for _sectie, veld in missing(SCHEMA, SCHEMA.delen[0], {"s": answers})]


def test_what_a_condition_hides_does_not_count() -> None:
    assert count({}) == (0, 3)
    assert count({"j": {"antwoord": "nee"}}) == (1, 3)
    assert count({"j": {"antwoord": "ja"}}) == (1, 4)
    assert count({"j": {"antwoord": "ja"}, "k": "x"}) == (2, 4)


def test_what_somebody_may_not_read_does_not_count_for_them() -> None:
    assert count({}, lezer="ouder") == (0, 2)


def test_not_applicable_counts_as_answered() -> None:
    assert count({"_nvt": {"o": "er niets is"}}) == (1, 3)
    assert wanting({"_nvt": {"o": "er niets is"}}) == ["r"]
    assert wanting({"_nvt": {"o": ""}}) == ["o", "r"]


def test_too_few_rows_are_not_enough() -> None:
    assert wanting({"o": "x", "r": [{"w": "een"}, {"w": ""}]}) == ["r"]
    assert wanting({"o": "x", "r": [{"w": "een"}, {"w": "twee"}]}) == []
    assert progress(SECTIE, {"r": [{"w": "een"}]}, schema=SCHEMA).touched


def test_only_what_blocks_and_applies_is_missing() -> None:
    assert wanting({}) == ["o", "r"]
    assert wanting({"j": {"antwoord": "ja"}}) == ["k", "o", "r", "l"]


def test_a_hidden_part_misses_nothing() -> None:
    schema = SCHEMA.model_copy(update={"delen": (SCHEMA.delen[0].model_copy(update={"voorwaarden": JA}),)})
    assert missing(schema, schema.delen[0], {}) == []


def test_guidance_and_computed_fields_never_stand_in_the_way() -> None:
    sectie = Sectie(key="s", titel="S", velden=SECTIE.velden[:2])
    assert progress(sectie, {}) == Progress(filled=0, total=0)
    assert progress(sectie, {}).state == "leeg"


def test_misshapen_answers_count_as_nothing() -> None:
    schema = every_kind()
    for wrong in (None, 3, "x", [3], {"a": 1}):
        for deel, sectie in schema.secties():
            answers: dict[str, Any] = {veld.key: wrong for veld in sectie.velden} | {"_nvt": wrong}
            progress(sectie, answers, schema=schema, alles=answers)
            missing(schema, deel, {sectie.key: answers})


def test_the_sample_is_ready_but_for_nothing() -> None:
    schema = every_kind()
    for deel in schema.delen:
        assert missing(schema, deel, ANSWERS) == []
    assert progress(schema.sectie("s-tekst")[1], ANSWERS["s-tekst"], schema=schema, alles=flat(ANSWERS)).state == "klaar"
