"""Templates obey the Content-Security-Policy before a browser has to: no script, style or handler in a page, nothing from elsewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOPS = ("templates", "site", "accounts", "formats", "forms_catalog", "groeidocumenten", "handleidingen", "opp_pages", "post")
DJANGO = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%.*?%}|{{.*?}}", re.DOTALL)
FORBIDDEN = {
    # A block of JSON is data; a browser does not run it.
    "script inside the page": re.compile(r"<script(?![^>]*\bsrc\s*=)(?![^>]*type\s*=\s*[\"']application/(?:ld\+)?json)", re.IGNORECASE),
    "style inside the page": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript: address": re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "something from another host": re.compile(
        r"<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*\b(?:src|srcset|data)\s*=\s*[\"']?\s*(?:https?:)?//"
        r"|<link\b(?![^>]*rel\s*=\s*[\"']?(?:canonical|alternate|license))[^>]*\bhref\s*=\s*[\"']?\s*(?:https?:)?//",
        re.IGNORECASE,
    ),
}


def templates(root: Path) -> Iterator[Path]:
    """Every HTML template of ours."""
    for top in TOPS:
        yield from sorted((root / top).rglob("*.html"))


def blank(match: re.Match[str]) -> str:
    """What stands in the place of a Django tag: nothing but its line breaks, so that line numbers stay true."""
    return "\n" * match[0].count("\n")


def against_the_policy(root: Path) -> list[str]:
    """Each place in a template that the policy would block, as `file:line: what`."""
    found = []
    for path in templates(root):
        text = DJANGO.sub(blank, path.read_text(encoding="utf-8"))
        for what, pattern in FORBIDDEN.items():
            found += [f"{path.relative_to(root)}:{text.count(chr(10), 0, hit.start()) + 1}: {what}" for hit in pattern.finditer(text)]
    return found


def test_no_template_needs_an_exception_from_the_policy():
    assert against_the_policy(ROOT) == []


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<script>alert(1)</script>", "script inside the page"),
        ('<script type="module">import x</script>', "script inside the page"),
        ("<style>p { color: red }</style>", "style inside the page"),
        ('<p class="x"\n  style="color: red">', "style attribute"),
        ('<button onclick="go()">', "handler attribute"),
        ('<a href="javascript:go()">', "javascript: address"),
        ('<img src="https://example.org/x.png" alt="">', "something from another host"),
        ('<script src="//example.org/x.js"></script>', "something from another host"),
        ('<link rel="stylesheet" href="https://example.org/x.css">', "something from another host"),
    ],
)
def test_a_planted_exception_is_found(tmp_path, html, what):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("{% load static %}\n" + html)
    assert against_the_policy(tmp_path) == [f"templates/page.html:2: {what}"]


def test_ordinary_markup_is_left_alone(tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '{% include "x.html" with style="y" %}<script src="{% static "x.js" %}" defer></script>\n'
        '<a href="https://example.org/">x</a><link rel="canonical" href="https://example.org/">\n'
        '<script type="application/json" id="data">{}</script><p data-one="style=x">on = 1</p>\n'
    )
    assert against_the_policy(tmp_path) == []
