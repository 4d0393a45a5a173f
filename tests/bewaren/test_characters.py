"""No character stops a PDF: what prints, what is taken out, and what becomes a visible sign that is named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.papier import characters
from formats.papier.characters import SIGN, Cleaner, Coverage, breakable, clusters, coverage, is_rtl, shorten
from formats.papier.pdf import PrintDocument, PrintRegel, compile_pdf, render
from tests.bewaren.paper import MADE, Paper, with_answers, with_text


def clean(text: str) -> tuple[str, list[str]]:
    cleaner = Cleaner()
    return cleaner.clean(text), cleaner.replaced()


@pytest.mark.parametrize(
    "text",
    [
        "Zoë Jürgens, één café, Łukasz Żółć, Şükrü Yıldız, Đặng Thị Hồng",
        "Олена Шевченко",
        "Ελένη Παπαδοπούλου",
        "فاطمة الزهراء پدرام چگونه",
        "שרה לוי",
        "ትግርኛ አማርኛ",
        "नमस्ते क्षेत्र",
        "Հայերեն ქართული",
        "½ × 3 ≤ 4 € → ✓ ☐ ☑ ★ 😀 ❤",
        "S\u0323\u0307 x\u0301",
    ],
)
def test_the_scripts_of_our_families_print_as_they_were_typed(document, text):
    result = render(with_text(document, text))
    assert result.vervangen == []
    assert SIGN not in Paper(result.pdf).text


@pytest.mark.parametrize(
    ("text", "printed", "named"),
    [
        ("中文", "▯▯", ["U+4E2D", "U+6587"]),
        ("한국", "▯▯", ["U+D55C", "U+AD6D"]),
        ("👨\u200d👩\u200d👧 thuis", "▯ thuis", ["U+1F468", "U+1F469", "U+1F467"]),
        ("\ue000", "▯", ["U+E000"]),
        ("\U0010ffff\uffff", "▯▯", ["U+10FFFF", "U+FFFF"]),
        ("half \ud83d", "half ▯", ["U+D83D"]),
        ("\ud83d\ude00", "😀", []),
        ("a\u20dda", "a▯a", ["U+20DD"]),
        ("nul\x00 bel\x07 esc\x1b", "nul bel esc", []),
        ("\u202eomgekeerd\u202c", "omgekeerd", []),
        ("a\r\nb\rc\u2028d\x0ce", "a\nb\nc\nd\ne", []),
        ("a\tb", "a    b", []),
        ("e\u0301", "é", []),
        ("\ufeffbom", "bom", []),
    ],
)
def test_what_becomes_of_a_difficult_character(document, text, printed, named):
    got, replaced = clean(text)
    assert got == printed
    assert [name.split()[0] for name in replaced] == named
    assert [name.split()[0] for name in render(with_text(document, text)).vervangen] == named


def test_a_replaced_character_is_named_once_and_announced_on_paper(document):
    result = render(with_answers(document, PrintRegel("Vraag", tekst="Dag 中 en 中.")))
    assert result.vervangen == ["U+4E2D CJK UNIFIED IDEOGRAPH-4E2D"]
    paper = Paper(result.pdf)
    assert "Dag ▯ en ▯." in paper.text
    assert "Tekens die niet afgedrukt konden worden" in paper.pages[0]
    assert "Tekens die niet" not in Paper(render(document).pdf).text


def test_typst_prints_every_character_that_the_table_promises():
    template = """#set document(title: "x")
        #let d = json(bytes(sys.inputs.data))
        #set text(font: d.families, fallback: false)
        #for c in d.all [#box(c) #box(strong(c)) #box(emph(c)) ]"""
    table = coverage()
    some = [chr(c) for c in range(0x20, 0x20000) if any(table.has(family, chr(c)) for family in table.families)]
    assert len(some) > 7_000
    assert compile_pdf({"families": table.families, "all": some}, MADE, template.encode())


def test_a_character_that_typst_refuses_against_the_table_is_replaced_all_the_same(document, monkeypatch):
    boasting = Coverage({family: [[0x20, 0x10FFFF]] for family in coverage().families})
    monkeypatch.setattr(characters, "coverage", lambda: boasting)
    result = render(with_answers(document, PrintRegel("V", tekst="goed 中 文 goed")))
    assert [name.split()[0] for name in result.vervangen] == ["U+4E2D", "U+6587"]
    assert "goed ▯ ▯ goed" in Paper(result.pdf).text


def test_when_typst_keeps_refusing_only_plain_text_is_left(document, monkeypatch):
    boasting = Coverage({family: [[0x20, 0x10FFFF]] for family in coverage().families})
    monkeypatch.setattr(characters, "coverage", lambda: boasting)
    result = render(with_answers(document, PrintRegel("V", tekst="één " + " ".join(chr(0x4E00 + n) for n in range(60)))))
    assert len(result.vervangen) == 60
    assert "één ▯ ▯" in Paper(result.pdf).text


def test_a_mark_that_typst_refuses_without_naming_it_goes_too(document, monkeypatch):
    boasting = Coverage({family: [[0x20, 0x10FFFF]] for family in coverage().families})
    monkeypatch.setattr(characters, "coverage", lambda: boasting)
    result = render(with_answers(document, PrintRegel("V", tekst="Anna a\u20dd Żaneta")))
    assert "Anna a▯ Żaneta" in Paper(result.pdf).text
    assert result.vervangen == ["U+20DD COMBINING ENCLOSING CIRCLE"]


def test_ten_thousand_marks_on_one_letter_print(document):
    assert render(with_answers(document, PrintRegel("V", tekst="Z" + "\u0301\u0323" * 5_000))).pdf.startswith(b"%PDF")


def test_a_paragraph_runs_in_the_direction_of_its_first_letter(document):
    assert is_rtl("  ابني 12 van")
    assert is_rtl("12. שלום")
    assert not is_rtl("Arabisch (العربية)")
    assert not is_rtl("123 !?")
    assert rightmost(document, "ابني يحب") > 400  # points from the left; the right margin is at 519
    assert rightmost(document, "zijn zoon") < 400


def rightmost(document: PrintDocument, text: str) -> float:
    """Where the piece of the line that starts furthest to the right starts, on a page with this one answer."""
    page = Paper(render(with_answers(document, PrintRegel("V", tekst=text))).pdf).reader.pages[0]
    places: list[float] = []

    def note(piece: str, cm: list[float], tm: list[float], *_: object) -> None:
        if set(piece.split()) & set(text.split()):
            places.append(tm[4] + cm[4])

    page.extract_text(visitor_text=note)
    return max(places)


@given(st.text(alphabet=st.characters()))
def test_cleaning_is_normalised_stable_and_free_of_controls(text):
    once, _ = clean(text)
    assert clean(once) == (once, [])
    assert not [c for c in once if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and c != "\n"]
    once.encode("utf-8")


@given(st.text())
def test_clusters_lose_nothing(text):
    assert "".join(clusters(text)) == text


def test_only_long_words_get_places_to_break():
    sentence = "Een gewone zin over een ontwikkelingsperspectief."
    assert breakable(sentence) == sentence
    assert breakable("x" * 40).replace("\u200b", "") == "x" * 40
    assert max(map(len, breakable("x" * 400).split("\u200b"))) <= 16
    assert "\u200b" in breakable("a.devries@voorbeeldschool.nl", narrow=True)
    assert "\u200b" not in breakable("a.devries@voorbeeldschool.nl")


def test_a_long_name_is_shortened_without_cutting_a_letter_in_half():
    assert shorten("Kort", 10) == "Kort"
    assert shorten("Een  lange\nnaam", 8) == "Een lan…"
    assert shorten("x\u0301" * 20, 5) == "x\u0301" * 4 + "…"
