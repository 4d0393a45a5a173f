"""A format on paper: every kind of answer, the empty form with room to write, places to sign, and what is left out."""

from dataclasses import replace
from typing import Any

import pytest

from formats.conditions import flat
from formats.example import example_answers
from formats.papier.blank import count_pages, format_document
from formats.papier.document import PrintDeel, PrintDocument, PrintRegel, PrintSectie
from formats.papier.pdf import render
from formats.papier.regels import print_regel
from formats.readable import readable
from formats.rows import Plek
from formats.schema import Deel, FormatSchema, KorteTekst, Sectie
from tests.bewaren.paper import Paper, with_answers
from tests.formats.all_kinds import ANSWERS, every_kind

SCHEMA = every_kind()


def printed(document: PrintDocument, **more: Any) -> Paper:
    """The document as it comes out of the printer."""
    return Paper(render(document, **more).pdf)


@pytest.fixture(scope="module")
def filled() -> Paper:
    """The sample with its answers."""
    return printed(format_document(SCHEMA, ANSWERS, versie=3))


@pytest.fixture(scope="module")
def empty() -> Paper:
    """The sample to fill in by hand."""
    return printed(format_document(SCHEMA))


def test_every_answer_of_every_kind_stands_on_paper(filled: Paper) -> None:
    values = [
        "5b",
        "Noor leest graag.",
        "nieuwsgierig",
        "030 123 45 67",
        "1234 AB",
        "3,5 uur",
        "mei 2019",
        "14 april 2026",
        "een koptelefoon",
    ]
    values += ["Elke week", "Wij bellen elke ochtend.", "Remedial teaching", "Juf Noor", "Vlot lezen", "Van 4 (3 maart 2026) naar 7"]
    values += [
        "Werkt graag samen",
        "Houdt van vogels",
        "Rekenrek",
        "mw. A. de Vries",
        "Logopedist",
        "Leest traag",
        "Gym",
        "20 januari 2026",
    ]
    values += [
        "onderzoek.pdf",
        "Voor gezien, A. de Vries, 3 maart 2026",
        "Opmerking: Graag sneller",
        "Uit het schoolregister, 3 maart 2026",
    ]
    assert [value for value in values if value not in filled.text] == []


def test_every_kind_stays_accessible(filled: Paper, empty: Paper) -> None:
    for paper in (filled, empty):
        assert paper.shown("loose") == 0
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/L"} <= set(paper.tags)


def test_marks_are_read_and_not_printed(filled: Paper) -> None:
    assert "Noor is nieuwsgierig." in filled.text
    assert "• leest" in filled.text
    assert "**" not in filled.text


def test_what_nobody_signed_has_lines_to_sign_on(filled: Paper) -> None:
    # One of two parents signed; the other, the head and two parents for the part did not.
    assert filled.text.count("Handtekening ") + filled.text.count("Handtekening") >= 4
    assert "☐ Voor gezien ☐ Akkoord ☐ Niet akkoord" in filled.text
    assert "Met de handtekening laat u zien" in filled.text
    assert "U stemt in met het handelingsdeel." in filled.text


def test_headings_between_rows_stand_above_their_rows(filled: Paper) -> None:
    text = filled.text
    assert text.index("Leren") < text.index("Lezen zorg") < text.index("Sociaal") < text.index("Vrienden geen zorg")


def test_an_empty_form_has_every_question_and_room_to_write(empty: Paper) -> None:
    labels = [veld.label for _deel, _sectie, veld in SCHEMA.velden()]
    assert [label for label in labels if label not in empty.text] == []
    assert "☐ havo ☐ vwo" in empty.text
    assert "☐ anders, namelijk:" in empty.text
    assert "☐ Ja ☐ Nee" in empty.text
    assert "☐ Niet van toepassing, omdat:" in empty.text
    assert "Leeg formulier" in empty.text
    assert "Lees eerst de handleiding." in empty.text
    assert "niet ingevuld" not in empty.text
    assert "vertrouwelijk" not in empty.text


def test_an_empty_form_says_when_to_fill_something_in(empty: Paper) -> None:
    assert "Vul dit in als bij ‘Is er verzuim?’ ‘ja’ is ingevuld." in empty.text
    assert "Vul dit in als ‘Groep’ is ingevuld." in empty.text
    assert "Voor de leerling." in empty.text


def test_a_pupil_gets_an_empty_form_in_childs_words() -> None:
    text = printed(format_document(SCHEMA, lezer="leerling")).text
    assert "Hoe voel jij je?" in text
    assert "Hoe voelt de leerling zich?" not in text
    assert "Aanpak van het verzuim" not in text
    assert "Handelingsdeel" not in text


def test_a_print_shows_a_reader_only_what_the_reader_may_read() -> None:
    text = printed(format_document(SCHEMA, ANSWERS, lezer="deskundige")).text
    assert "Slaapt slecht" not in text
    assert "nieuwsgierig" not in text
    assert "onderzoek.pdf" not in text


def test_a_hidden_part_or_question_is_not_printed() -> None:
    answers = {**ANSWERS, "s-tekst": {**ANSWERS["s-tekst"], "groep": ""}, "s-keuze": {"aanpak": "Wij bellen"}}
    text = printed(format_document(SCHEMA, answers)).text
    assert "Handelingsdeel" not in text
    assert "Wij bellen" not in text


def test_a_question_that_is_not_printed_when_empty_stays_away() -> None:
    veld = KorteTekst(key="v", label="Bijzonderheden")
    for leeg_printen in (True, False):
        secties = (
            Sectie(key="s", titel="S", velden=(veld.model_copy(update={"leeg_printen": leeg_printen}), KorteTekst(key="w", label="Groep"))),
        )
        schema = FormatSchema(titel="x", soort="opp", delen=(Deel(key="d", titel="D", secties=secties),))
        text = printed(format_document(schema, {"s": {"w": "5b"}})).text
        assert ("Bijzonderheden niet ingevuld" in text) is leeg_printen


def test_an_empty_part_is_left_out_only_when_the_format_says_so(document: PrintDocument) -> None:
    deel = PrintDeel("Leeg deel", secties=[PrintSectie("S", [PrintRegel("V", leeg=True)])], ondertekenaars=[Plek("Ouder", ["Akkoord"])])
    assert "Leeg deel" in printed(replace(document, delen=[deel])).text
    assert "Leeg deel" not in printed(replace(document, delen=[replace(deel, weglaten_als_leeg=True)])).text
    said = replace(deel, weglaten_als_leeg=True, nvt="Niet van toepassing, omdat er geen extra hulp is")
    text = printed(replace(document, delen=[said])).text
    assert "omdat er geen extra hulp is" in text


def test_a_wide_table_becomes_small_lists_that_keep_the_name_of_the_row(document: PrintDocument) -> None:
    rijen = [["Lezen", *(f"a{n}" for n in range(9))], ["Rekenen", *(f"b{n}" for n in range(9))]]
    regel = PrintRegel("Breed", soort="tabel", kop=["", *(f"k{n}" for n in range(9))], rijen=rijen, rijkoppen=True)
    text = printed(with_answers(document, regel)).text
    assert "Lezen k0: a0" in text
    assert "Rekenen k0: b0" in text


def test_a_thousand_rows_print() -> None:
    answers = {**ANSWERS, "s-rijen": {"doelen": [{"wat": f"doel {n}"} for n in range(1000)]}}
    assert "doel 999" in printed(format_document(SCHEMA, answers)).text


def test_nasty_answers_of_every_kind_print_as_they_were_typed() -> None:
    nasty = '#panic("x") $x$ ] </script> \x00 \u202e 😀 مرحبا'
    for deel, sectie in SCHEMA.secties():
        answers = {veld.key: nasty for veld in sectie.velden}
        rows: dict[str, Any] = {
            veld.key: [dict.fromkeys((kolom.key for kolom in getattr(veld, "kolommen", ())), nasty)] for veld in sectie.velden
        }
        for given in (answers, answers | rows):
            regels = [print_regel(regel) for regel in readable(sectie, given, schema=SCHEMA, alles=flat({sectie.key: given}))]
            document = replace(format_document(SCHEMA, ANSWERS), delen=[PrintDeel(deel.titel, secties=[PrintSectie(nasty, regels)])])
            assert printed(document).shown("loose") == 0


def test_the_pages_of_an_example_are_counted() -> None:
    pdf = render(format_document(SCHEMA, example_answers(SCHEMA))).pdf
    assert count_pages(pdf) == len(Paper(pdf).pages)
    assert 2 <= count_pages(pdf) <= 6


def test_a_draft_and_a_version_are_named() -> None:
    assert "Proefformat (concept)" in printed(format_document(SCHEMA)).text
    assert "Proefformat, versie 3" in printed(format_document(SCHEMA, versie=3)).text
