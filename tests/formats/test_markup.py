"""The marks of a typed text: the few that exist, nothing that is not one, and no text that takes long or hurts."""

import html
import re
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from formats.markup import MAX_NIVEAU, to_blocks, to_html, to_text

ALLOWED = re.compile(r'</?(?:p|br|strong|em|ul|ol|li|h3)>|<ol start="\d+">')


def said(text: str) -> str:
    """All letters and digits of a page, in order."""
    return "".join(letter for letter in html.unescape(re.sub("<[^>]*>", " ", to_html(text))) if letter.isalnum())


def test_the_marks_are_read() -> None:
    text = "# Wat gaat goed\nNoor leest **graag** en *veel*.\n\n- strips\n- boeken\n\n1. kiezen\n2. lezen"
    assert to_html(text) == (
        "<h3>Wat gaat goed</h3><p>Noor leest <strong>graag</strong> en <em>veel</em>.</p>"
        "<ul><li>strips</li><li>boeken</li></ul><ol><li>kiezen</li><li>lezen</li></ol>"
    )


def test_a_heading_stands_where_the_page_wants_it() -> None:
    assert to_html("### Kop", niveau=5) == "<h5>Kop</h5>"


def test_paper_gets_the_same_blocks() -> None:
    blocks = to_blocks("Eerst **dit**\ndan dat\n\n3. drie\n4. vier\n   - onder vier")
    assert [(blok.soort, blok.niveau, blok.nummer) for blok in blocks] == [
        ("alinea", 0, 0),
        ("nummer", 1, 3),
        ("nummer", 1, 4),
        ("punt", 2, 0),
    ]
    assert [(stuk.tekst, stuk.vet) for stuk in blocks[0].stukken] == [("Eerst ", False), ("dit", True), ("\ndan dat", False)]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[klik](javascript:alert(1))", "<p>[klik](javascript:alert(1))</p>"),
        ("![x](http://ergens.example/x.png)", "<p>![x](http://ergens.example/x.png)</p>"),
        ("https://ergens.example", "<p>https://ergens.example</p>"),
        ("naam: ________", "<p>naam: ________</p>"),
        ("een_twee __drie__", "<p>een_twee __drie__</p>"),
        ("> hij zei", "<p>&gt; hij zei</p>"),
        ("`code` &amp;", "<p>`code` &amp;amp;</p>"),
        ("a | b\n--|--", "<p>a | b<br>--|--</p>"),
        ("    vier spaties", "<p>vier spaties</p>"),
        ("-", "<p>-</p>"),
        ("3.", "<p>3.</p>"),
        ("- - - meer", "<ul><li>- - meer</li></ul>"),
        (r"\\school\map", r"<p>\\school\map</p>"),
        (r"2 \* 3 \* 4", "<p>2 * 3 * 4</p>"),
        ("**niet dicht", "<p>**niet dicht</p>"),
        ("", ""),
    ],
)
def test_what_is_no_mark_stays_as_it_was_typed(text: str, page: str) -> None:
    assert to_html(text) == page


def test_lists_nest_no_deeper_than_the_limit() -> None:
    text = "\n".join("  " * depth + "- punt" for depth in range(60))
    assert max(blok.niveau for blok in to_blocks(text)) <= MAX_NIVEAU + 1
    assert to_html(text).count("punt") == 60


@pytest.mark.parametrize(
    "unit",
    ["*", "*a ", "a*", "**a ", "- ", "> ", "1. ", "[", "![](", "`", "\\", "\n", "# ", "- a\n", "***a** ", "\n- \n\n", " ", "_a", "<b>"],
)
def test_twenty_thousand_nasty_characters_are_read_at_once(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    began = perf_counter()
    to_html(text)
    assert perf_counter() - began < 5


@given(st.text(alphabet="ab1 *#-+.)\\_\n\t<>&[]!`", max_size=120))
@example("- a\n\n1. b\n   * c\n2. d")
def test_no_letter_gets_lost_and_no_other_tag_appears(text: str) -> None:
    page = to_html(text)
    assert "<" not in ALLOWED.sub("", page)
    plain = "".join(letter for letter in text if letter.isalpha())
    assert [letter for letter in said(text) if letter.isalpha()] == list(plain)
    opened = re.findall(r"<(\w+)[^>]*>", page.replace("<br>", ""))
    assert sorted(opened) == sorted(re.findall(r"</(\w+)>", page))


def test_text_without_marks_for_where_only_text_can_stand() -> None:
    assert to_text("## Kop\n**Vet**\n\n- een\n- twee") == "Kop\nVet\n- een\n- twee"
