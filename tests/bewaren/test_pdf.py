"""What a printed groeidocument is: accessible, complete, recognisable on every page, and deaf to whatever is typed into it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats.papier.pdf import TEMPLATE, PrintDeel, PrintDocument, PrintRegel, PrintSectie, compile_pdf, dutch_date, render
from tests.bewaren.paper import MADE, Paper, with_answers, with_text


def test_a_print_is_a_tagged_pdf_ua_in_dutch_with_a_title(document):
    paper = Paper(render(document).pdf)
    xmp = paper.root["/Metadata"].get_data().decode()
    assert paper.root["/MarkInfo"]["/Marked"]
    assert paper.root["/Lang"].startswith("nl")
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert paper.reader.metadata.title == "Groeidocument van Yusuf el Amrani"
    assert paper.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/TH", "/TD", "/P"} <= set(paper.tags)
    assert paper.shown("loose") == 0


def test_every_value_stands_in_the_print(document):
    paper = Paper(render(document).pdf)
    deel = document.delen[0]
    values = [document.titel, document.leerling, document.geboortedatum, document.school, document.gemaakt_voor, *document.weggelaten]
    values += ["Groeidocument basisonderwijs, versie 3", "5 maart 2026 om 14:03 uur", deel.titel, deel.uitleg]
    values += ["Sterke kanten", "laatst gewijzigd door A. de Vries op 3 maart 2026", *(regel.label for regel in deel.secties[0].regels)]
    values += ["Yusuf legt rustig uit hoe iets werkt.", "Hij begint zelf.", "Nederlands", "Tigrinya", "Datum", "Wie", "9 maart", "Vader"]
    values += ["Aanvulling van Samira el Amrani", "4 maart 2026", "Thuis leest hij elke avond voor."]
    assert [value for value in values if value not in paper.text] == []


def test_each_page_says_who_when_which_version_and_how_many_pages(document):
    long = with_answers(document, *[PrintRegel(f"Vraag {n}", tekst="Een antwoord van enige lengte. " * 40) for n in range(30)])
    paper = Paper(render(long).pdf)
    total = len(paper.pages)
    assert total > 5
    for number, page in enumerate(paper.pages, 1):
        assert "Yusuf el Amrani" in page
        assert "vertrouwelijk · 5 maart 2026" in page
        assert "Groeidocument basisonderwijs, versie 3 · 9f86d081" in page
        assert f"pagina {number} van {total}" in page


def test_headings_never_skip_a_level(document):
    levels = [int(tag[2:]) for tag in Paper(render(document).pdf).tags if tag in ("/H1", "/H2", "/H3", "/H4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_more_than_three_chapters_get_a_table_of_contents(document):
    deel = PrintDeel("Kort", secties=[PrintSectie("Sectie", [PrintRegel("Vraag", tekst="Antwoord")])])
    assert "/TOC" not in Paper(render(replace(document, delen=[deel] * 3)).pdf).tags
    four = Paper(render(replace(document, delen=[deel] * 4)).pdf)
    assert "/TOC" in four.tags
    assert "Inhoud" in four.pages[0]


def test_a_table_of_200_rows_repeats_its_tagged_header_on_every_page(document):
    rijen = [[f"rij-{n}-a", f"rij-{n}-b"] for n in range(200)]
    paper = Paper(render(with_answers(document, PrintRegel("Rijen", soort="tabel", kop=["Eerste kop", "Tweede kop"], rijen=rijen))).pdf)
    pages = [page for page in paper.pages if "rij-" in page]
    assert len(pages) > 3
    assert all("Eerste kop" in page and "Tweede kop" in page for page in pages)
    assert (paper.tags.count("/TH"), paper.tags.count("/TD"), paper.tags.count("/TR")) == (2, 400, 201)
    assert all(cel in paper.text for rij in rijen for cel in rij)


def test_rows_that_do_not_match_the_header_still_print_in_full(document):
    ragged = PrintRegel("Scheef", soort="tabel", kop=["Alleen"], rijen=[["een", "twee", "drie"], ["vier"]])
    headless = PrintRegel("Zonder kop", soort="tabel", rijen=[["vijf", "zes"]])
    wide = PrintRegel("Breed", soort="tabel", kop=[f"k{n}" for n in range(12)], rijen=[[f"w{n}" for n in range(12)]])
    paper = Paper(render(with_answers(document, ragged, headless, wide)).pdf)
    assert all(word in paper.text for word in ["een", "twee", "drie", "vier", "vijf", "zes", "Kolom 2", "Kolom 3"])
    assert all(f"k{n}: w{n}" in paper.text for n in range(12))


def test_an_unanswered_question_says_so_or_stays_away(document):
    said = Paper(render(document).pdf).text
    assert "Zijn er afspraken met de huisarts? niet ingevuld" in said
    silent = Paper(render(document, lege_weglaten=True).pdf).text
    assert "niet ingevuld" not in silent
    assert "huisarts" not in silent
    assert "Wat gaat goed?" in silent


@pytest.mark.parametrize(
    "regel",
    [
        PrintRegel("V", tekst=" \n "),
        PrintRegel("V", soort="lijst", lijst=[" "]),
        PrintRegel("V", soort="tabel", kop=["A"], rijen=[[" "]]),
        PrintRegel("V", soort="tabel"),
        PrintRegel("V", tekst="\x00"),
    ],
)
def test_an_answer_without_anything_in_it_counts_as_unanswered(document, regel):
    assert "niet ingevuld" in Paper(render(with_answers(document, regel)).pdf).text


def test_an_empty_document_still_prints(document):
    nothing = replace(document, titel="", leerling="", school="", format_naam="", format_hash="", delen=[], weggelaten=[])
    assert Paper(render(nothing).pdf).reader.metadata.title == "Groeidocument"
    bare = replace(document, delen=[PrintDeel(""), PrintDeel("", secties=[PrintSectie("", [PrintRegel("")])])])
    assert "Zonder titel" in Paper(render(bare).pdf).text


def test_the_word_concept_is_decoration_and_the_document_stays_accessible(document):
    final, concept = (Paper(render(document).pdf), Paper(render(replace(document, concept=True)).pdf))
    assert "Concept: nog niet vastgesteld" in concept.text
    assert "oncept" not in final.text
    assert all("CONCEPT" in "".join(page.split()) for page in concept.pages)
    assert concept.shown("decoration") > final.shown("decoration")
    assert concept.shown("loose") == 0
    # The tree gains the one readable line, not a watermark per page.
    assert concept.tags.count("/P") == final.tags.count("/P") + 1


MARKUP = [
    '#include "/etc/passwd"',
    '#read("../../manage.py")',
    '#import "@preview/cetz:0.3.0"',
    "$x^2$ *vet* _schuin_ `code`",
    "\\ \\u{41} \\#",
    "@verwijzing <label>",
    "[inhoud] {code} // weg /* ook weg */",
    "= kop\n- punt\n+ nummer\n/ term: uitleg",
    '"); #panic("x") //',
    "'\"--- ... ~ -?",
    "{{ 7*7 }} <script>alert(1)</script> %PDF",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_printed_as_it_was_typed(document, text):
    paper = Paper(render(with_text(document, text)).pdf)
    wanted = "".join(text.split())
    assert paper.squeezed.count(wanted) > 20
    assert paper.shown("loose") == 0


def test_typst_reads_nothing_outside_the_template_folder():
    assert compile_pdf({}, MADE, b'#set document(title: "x")\n#read("/groeidocument.typ").len()')
    for path in ["../../manage.py", "/../../manage.py", "/etc/passwd", "../../../../../../etc/passwd"]:
        with pytest.raises(typst.TypstError):
            compile_pdf({}, MADE, f'#set document(title: "x")\n#read("{path}")'.encode())


def test_the_template_itself_reads_loads_and_evaluates_nothing():
    code = TEMPLATE.read_text(encoding="utf-8")
    assert [word for word in ["#import", "#include", "read(", "eval(", "plugin(", "image("] if word in code] == []


def test_a_moment_without_time_zone_is_refused(document):
    with pytest.raises(ValueError, match="time zone"):
        render(replace(document, gemaakt_op=datetime(2026, 3, 5)))


def test_dates_are_dutch_and_local():
    assert dutch_date(MADE, with_time=True) == "5 maart 2026 om 14:03 uur"
    assert dutch_date(MADE.replace(month=7, hour=23)) == "6 juli 2026"


def test_the_same_document_gives_the_same_bytes_also_side_by_side(document):
    first = render(document).pdf
    with ThreadPoolExecutor(8) as pool:
        others = list(pool.map(lambda _: render(document).pdf, range(16)))
    assert set(others) == {first}


def test_long_answers_words_and_names_print_to_the_last_letter(document):
    word = "".join(chr(97 + n % 26) for n in range(10_000))
    name = "Anna-Maria Carolina van der Lange-Naam " * 8
    url = "https://www.voorbeeld.invalid/" + "map/" * 60 + "?a=1&b=2#einde"
    regels = [PrintRegel("Woord", tekst=word), PrintRegel(name, tekst="zin " * 2_500 + "slot"), PrintRegel("Adres", tekst=url)]
    regels.append(PrintRegel("Tabel", soort="tabel", kop=["A", "B"], rijen=[[word, url]]))
    paper = Paper(render(replace(with_answers(document, *regels), leerling=name, school=name, titel=name)).pdf)
    assert len(paper.pages) > 5
    assert "slot" in paper.text
    assert url in paper.squeezed
    assert word[:60] in paper.squeezed
    assert paper.squeezed.count("abcdefghijklmnopqrstuvwxyz"[:20]) > 500
    assert all("vertrouwelijk" in page and "…" in page for page in paper.pages)


def test_nothing_runs_off_the_paper(document):
    """Every line starts inside the margins and, with a word that has no place to break, is cut before the right edge."""
    paper = Paper(render(with_answers(document, PrintRegel("W", tekst="m" * 3_000))).pdf)
    lines = [line for page in paper.reader.pages for line in page.extract_text().splitlines() if line.startswith("mmm")]
    # 164 mm of 10-point m's of 0.8 em: about 58; without breaks there would be one line of 3,000.
    assert max(len(line.replace("\u200b", "")) for line in lines) < 66


def test_twenty_pages_of_ordinary_work_print(document):
    regels = [PrintRegel(f"Vraag {n}", tekst=f"Antwoord {n}. " * 60, soort="tekst") for n in range(12)]
    delen = [PrintDeel(f"Hoofdstuk {n}", "Uitleg.", [PrintSectie("Sectie", regels)]) for n in range(12)]
    paper = Paper(render(replace(document, delen=delen)).pdf)
    assert len(paper.pages) >= 20
    assert paper.tags.count("/H1") == 12 + 1  # and the table of contents


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(), max_size=80))
def test_no_text_whatever_stops_a_print(document: PrintDocument, text: str):
    assert render(with_text(document, text)).pdf.startswith(b"%PDF")
