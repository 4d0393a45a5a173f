"""Answers as people read them: every kind of field, every reader, and nothing of what hides."""

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template.loader import render_to_string

from formats.conditions import flat
from formats.readable import Regel, readable
from formats.readers import Rol
from formats.schema import VELDEN, Sectie
from tests.formats.all_kinds import ANSWERS, every_kind

SCHEMA = every_kind()


def read(sectie: str, answers: dict[str, Any] | None = None, lezer: Rol = "school", **more: Any) -> dict[str, Regel]:
    """The lines of one section of the sample, by key."""
    own = ANSWERS[sectie] if answers is None else answers
    regels = readable(SCHEMA.sectie(sectie)[1], own, schema=SCHEMA, alles=flat(ANSWERS | {sectie: own}), lezer=lezer, **more)
    return {regel.key: regel for regel in regels}


def page(regels: list[Regel]) -> str:
    """The lines as HTML."""
    return render_to_string("formats/section_answers.html", {"regels": regels})


def every_regel() -> dict[str, Regel]:
    """All lines of the sample."""
    return {key: regel for _deel, sectie in SCHEMA.secties() for key, regel in read(sectie.key).items()}


def test_the_sample_has_every_kind_of_field() -> None:
    assert {veld.type for _deel, _sectie, veld in SCHEMA.velden()} == set(VELDEN)


def test_single_values_read_the_dutch_way() -> None:
    regels = read("s-tekst")
    assert regels["uren"].tekst == "3,5 uur"
    assert regels["start"].tekst == "3 maart 2026"
    assert regels["sinds"].tekst == "mei 2019"
    assert regels["evaluatie"].tekst == "14 april 2026"
    assert regels["totaal"].tekst == "5,0"
    assert regels["brin"].herkomst == "Uit het schoolregister, 3 maart 2026"
    assert "uitleg" not in regels


@pytest.mark.parametrize("value", ["2019", "2019-13", "2019-00", "abcd-ef", "2026-02-30", "٢٠٢٦-03", "x" * 5000, "9999-99", "-001-01"])
def test_what_is_no_date_stays_as_it_was_typed(value: str) -> None:
    assert read("s-tekst", {"sinds": value})["sinds"].tekst == value


def test_an_origin_is_told_only_while_the_answer_is_still_that_one() -> None:
    origin = {"_herkomst": {"brin": {"waarde": "99ZZ", "bron": "het schoolregister", "op": "2026-03-03"}}}
    assert read("s-tekst", {"brin": "99ZZ", **origin})["brin"].herkomst
    assert not read("s-tekst", {"brin": "11AA", **origin})["brin"].herkomst
    assert not read("s-tekst", {"brin": "", **origin})["brin"].herkomst
    misshapen: list[Any] = [None, 3, [], {"brin": 3}, {"brin": {"bron": 4}}, {"brin": {"bron": "x", "op": 4}}]
    for wrong in misshapen:
        assert "None" not in read("s-tekst", {"brin": "99ZZ", "_herkomst": wrong})["brin"].herkomst


def test_not_applicable_is_an_answer_with_its_reason() -> None:
    regel = read("s-tekst", {"_nvt": {"verhaal": "Noor net op school is"}})["verhaal"]
    assert (regel.leeg, regel.nvt_zin) == (False, "Niet van toepassing, omdat Noor net op school is")
    assert regel.nvt_zin in page([regel])
    # A field that cannot be not applicable does not become so.
    assert read("s-tekst", {"_nvt": {"signalen": "zomaar"}})["signalen"].leeg


def test_marks_become_html_and_nothing_else_does() -> None:
    regel = read("s-tekst", {"verhaal": "**sterk** <img src=x onerror=alert(1)>"})["verhaal"]
    assert "<strong>sterk</strong> &lt;img" in page([regel])


def test_rows_read_as_a_table_with_numbers() -> None:
    doelen = read("s-rijen")["doelen"]
    assert doelen.kop == ["Nr.", "Doel", "Wie?", "Uren", "Klaar op", "Stand", "Met ouders besproken"]
    assert doelen.rijen == [["1", "Vlot lezen", "Juf", "1,5", "1 juni 2026", "bezig", "Ja"]]


def test_a_scale_says_in_one_line_from_what_to_what() -> None:
    regel = read("s-rijen")["welbevinden"]
    assert regel.samenvatting == "Van 4 (3 maart 2026) naar 7 (12 juni 2026), op een schaal van 0 (slecht) tot 10 (goed)"
    turned = {"welbevinden": [{"datum": "2026-06-12", "waarde": "7"}, {"datum": "2026-03-03", "waarde": "4"}]}
    assert read("s-rijen", turned)["welbevinden"].samenvatting == regel.samenvatting
    assert read("s-rijen", {"welbevinden": [{"waarde": "4"}]})["welbevinden"].samenvatting.startswith("4, op een schaal")


def test_what_was_picked_reads_with_what_was_said_of_it() -> None:
    regels = read("s-rijen")
    assert regels["materialen"].lijst == ["Rekenrek"]
    assert regels["factoren"].kop == ["Wat", "Werkt", "Invloed", "Wie noemt dit?", "Toelichting"]
    assert [rij[:2] for rij in regels["factoren"].rijen] == [
        ["Werkt graag samen", "bevorderend"],
        ["Slaapt slecht", "belemmerend"],
        ["Houdt van vogels", ""],
    ]


def test_a_pupil_reads_childs_words() -> None:
    regels = read("s-keuze", lezer="leerling")
    assert (regels["gevoel"].label, regels["gevoel"].kindlabel) == ("Hoe voel jij je?", "")
    assert read("s-keuze")["gevoel"].kindlabel == "Hoe voel jij je?"
    assert read("s-rijen", lezer="leerling")["factoren"].rijen[0][0] == "Ik werk graag samen"


def test_an_invited_guest_is_not_told_what_is_sensitive() -> None:
    text = page(list(read("s-rijen", lezer="deskundige").values()))
    assert "Slaapt slecht" not in text
    assert "Werkt graag samen" in text
    only = {"factoren": [{"item": "Slaapt slecht"}]}
    assert read("s-rijen", only, lezer="deskundige")["factoren"].leeg
    assert "verhaal" not in read("s-tekst", lezer="deskundige")
    assert "verslag" not in read("s-einde", lezer="deskundige")
    assert "verslag" not in read("s-einde", lezer="leerling")
    assert "aanpak" not in read("s-keuze", lezer="leerling")
    assert "aanpak" in read("s-keuze", lezer="ouder")


def test_a_computed_field_tells_no_reader_what_its_sources_hide() -> None:
    # The sum adds hours of the goals, which stand in a part that pupils do not read.
    assert "totaal" not in read("s-tekst", lezer="leerling")
    assert "totaal" in read("s-tekst", lezer="ouder")
    assert "evaluatie" in read("s-tekst", lezer="leerling")


def test_people_read_as_a_table_or_as_cards() -> None:
    regels = read("s-rijen")
    assert regels["ouders"].rijen == [["mw. A. de Vries", "06 12345678"]]
    card = regels["contact"].groepen[0]
    assert (card.titel, card.regels) == ("B. Bos", [("Rol of functie", "Logopedist"), ("Heeft deze persoon gezag?", "Nee")])


def test_a_matrix_keeps_its_headings_and_its_empty_rows() -> None:
    zorg = read("s-rijen")["zorg"]
    assert [(rij.tussenkop, rij.cellen) for rij in zorg.tabel] == [
        ("Leren", ["Lezen", "zorg", "Leest traag"]),
        ("", ["Rekenen", "", ""]),
        ("Sociaal", ["Vrienden", "geen zorg", ""]),
        ("Zelf toegevoegd", ["Gym", "zorg", ""]),
    ]
    assert '<th scope="row">Lezen</th>' in page([zorg])
    assert '<th scope="colgroup" colspan="3">Leren</th>' in page([zorg])
    # This one does not print what is empty.
    assert read("s-rijen")["scores"].rijen == [["Midden", "3,5", "20 januari 2026"]]


def test_a_ticked_option_reads_with_its_group() -> None:
    regel = read("s-keuze")["hulp"]
    assert [(groep.titel, groep.regels) for groep in regel.groepen] == [
        ("Remedial teaching", [("Door wie?", "Juf Noor"), ("Vanaf", "3 maart 2026")])
    ]


def test_files_are_named_and_linked_when_there_is_an_address() -> None:
    assert read("s-einde")["verslag"].bestanden == [("onderzoek.pdf", "")]
    regel = read("s-einde", bestand_adres=lambda id: f"/bijlage/{id}")["verslag"]
    assert '<a href="/bijlage/b1">onderzoek.pdf</a>' in page([regel])


def test_signatures_say_what_they_mean() -> None:
    regel = read("s-einde")["tekenen"]
    assert [(plek.rol, plek.gezet) for plek in regel.plekken] == [("Ouder", "Voor gezien"), ("Ouder", ""), ("Directeur", "")]
    assert regel.plekken[0].mogelijk == ["Voor gezien", "Akkoord", "Niet akkoord"]
    text = page([regel])
    assert "Voor gezien, A. de Vries, 3 maart 2026" in text
    assert "Opmerking: Graag sneller" in text
    assert text.count("nog niet getekend") == 2


def test_a_hidden_field_is_not_read() -> None:
    assert "aanpak" in read("s-keuze")
    answers = {**ANSWERS["s-keuze"], "verzuim": {"antwoord": "nee", "toelichting": ""}}
    assert "aanpak" not in read("s-keuze", answers)


def test_without_the_whole_format_a_section_looks_at_itself() -> None:
    sectie = SCHEMA.sectie("s-keuze")[1]
    assert "aanpak" in {regel.key for regel in readable(sectie, ANSWERS["s-keuze"])}
    assert "aanpak" not in {regel.key for regel in readable(sectie, {})}
    alone = {regel.key: regel for regel in readable(SCHEMA.sectie("s-tekst")[1], ANSWERS["s-tekst"])}
    assert alone["evaluatie"].tekst == "14 april 2026"


@pytest.mark.parametrize(
    "wrong", [None, 3, "tekst", ["a", None, 4], {"rijen": 3, "gekozen": 4}, [{"item": 4}], {"ouder": [3]}, [[]], "\x00"]
)
def test_misshapen_answers_of_every_kind_read_as_empty(wrong: Any) -> None:
    for _deel, sectie in SCHEMA.secties():
        answers = {**{veld.key: wrong for veld in sectie.velden}, "_nvt": wrong, "_herkomst": wrong}
        page(readable(sectie, answers, schema=SCHEMA, alles=answers))


def test_everything_typed_is_escaped() -> None:
    evil = json.loads(json.dumps(ANSWERS).replace("Noor", "<script>x</script>").replace("de Vries", "<b>x</b>"))
    for _deel, sectie in SCHEMA.secties():
        text = page(list(read(sectie.key, evil[sectie.key]).values()))
        assert "<script>" not in text
        assert "<b>" not in text


class Balance(HTMLParser):
    """Fails on a tag that is closed without being open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_kind_gives_sound_html_without_style_or_script() -> None:
    text = page(list(every_regel().values()))
    checker = Balance()
    checker.feed(text)
    assert checker.open == []
    assert "style=" not in text
    assert "<script" not in text


def test_nothing_filled_in_reads_as_empty_for_every_kind() -> None:
    def empty(sectie: Sectie) -> list[Regel]:
        return readable(sectie, {}, schema=SCHEMA, alles={})

    assert all(regel.leeg for _deel, sectie in SCHEMA.secties() for regel in empty(sectie))
