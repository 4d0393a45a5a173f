"""The few marks that a typed text may hold, read one way for the screen and for print: paragraphs, **vet**, *schuin*, lists and small headings.

Nothing else is a mark: no link, no picture, no HTML; it stays standing as it was typed. markdown-it-py reads the marks, `to_blocks` makes a flat
list out of them, and `to_html` writes that list, so that no text, however nested, becomes a deep page. nh3 is the second lock.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import emphasis as _emphasis
from markdown_it.token import Token

# The deepest list within a list; deeper ones are read as if they stood here.
MAX_NIVEAU = 3
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h2", "h3", "h4", "h5", "h6"}
_MARKER = r"(?:[-+*]|\d{1,9}[.)])"
# "- - - a" would be lists within lists; a person who types it means a dash.
_NESTED = re.compile(rf"^( *{_MARKER} +)(?={_MARKER}(?: |$)|#)", re.MULTILINE)
# "-" on a line of its own is an answer ("none"), and so are "#" and "3.".
_BARE = re.compile(rf"^ *({_MARKER}|\#+)(?= *$)", re.MULTILINE)
# A backslash is itself, but before an asterisk it says that the asterisk is no mark.
_BACKSLASH = re.compile(r"\\(?!\*)")
_INDENT = re.compile(rf"^ {{{2 * MAX_NIVEAU + 1},}}", re.MULTILINE)


@dataclass(frozen=True)
class Stuk:
    """A piece of text with its looks; a newline in it is a line break."""

    tekst: str
    vet: bool = False
    schuin: bool = False


@dataclass(frozen=True)
class Blok:
    """A paragraph, a small heading, or one item of a list; `niveau` is how deep in lists it stands (0: in none), `nummer` what a numbered item counts."""

    soort: Literal["alinea", "kop", "punt", "nummer"]
    stukken: list[Stuk] = field(default_factory=list)
    niveau: int = 0
    nummer: int = 0


def to_blocks(text: str) -> list[Blok]:
    """The text as a flat list of blocks, in order; a text without marks gives its paragraphs."""
    reading = _Reading()
    for token in _parser().parse(_tamed(text)):
        reading.take(token)
    return reading.blokken


def to_html(text: str, *, niveau: int = 3) -> SafeString:
    """The text as HTML that may stand on a page.

    Args:
        niveau: the level of its headings, 2 to 6: one below the heading that the text stands under.
    """
    return mark_safe(nh3.clean(_written(to_blocks(text), f"h{niveau}"), tags=_TAGS, attributes={"ol": {"start"}}, link_rel=None))  # noqa: S308


def to_text(text: str) -> str:
    """The text without its marks, for where only plain text can stand."""
    signs = {"punt": "- ", "nummer": "{}. "}
    lines = (signs.get(blok.soort, "").format(blok.nummer) + "".join(stuk.tekst for stuk in blok.stukken) for blok in to_blocks(text))
    return "\n".join(lines)


def _tamed(text: str) -> str:
    text = _BACKSLASH.sub(r"\\\\", text.replace("\t", "    "))
    text = _INDENT.sub(" " * (2 * MAX_NIVEAU), text)
    text = _NESTED.sub(r"\1\\", text)
    return _BARE.sub(_escape_marker, text)


def _escape_marker(match: re.Match[str]) -> str:
    marker = match[1]
    return marker[:-1] + "\\" + marker[-1] if marker[0].isdigit() else "\\" + marker


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True})
    parser.enable(["heading", "list", "emphasis", "newline", "escape"])
    parser.inline.ruler.at("emphasis", _only_asterisks)
    return parser


def _only_asterisks(state: StateInline, silent: bool) -> bool:
    """An underscore is an underscore: people draw lines with them to write on."""
    return state.src[state.pos] == "*" and _emphasis.tokenize(state, silent)


class _Reading:
    """Walks over the parser's tokens; remembers in which lists it stands and which item still has to begin."""

    def __init__(self) -> None:
        self.blokken: list[Blok] = []
        self._numbers: list[int | None] = []  # per list that is open: the number of its next item, or None for bullets
        self._item = False
        self._heading = False

    def take(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                self._numbers.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
            case "list_item_open":
                self._item = True
            case "heading_open" | "heading_close":
                self._heading = token.type == "heading_open"
            case "inline":
                self._add(_stukken(token.children or []))

    def _add(self, stukken: list[Stuk]) -> None:
        niveau = len(self._numbers)
        if self._heading and niveau:
            stukken = [Stuk(stuk.tekst, vet=True, schuin=stuk.schuin) for stuk in stukken]
        if not self._item or not niveau:
            self.blokken.append(Blok("kop" if self._heading and not niveau else "alinea", stukken, niveau))
            return
        self._item = False
        number = self._numbers[-1]
        if number is None:
            self.blokken.append(Blok("punt", stukken, niveau))
        else:
            self.blokken.append(Blok("nummer", stukken, niveau, number))
            self._numbers[-1] = number + 1


def _stukken(tokens: list[Token]) -> list[Stuk]:
    vet = schuin = 0
    stukken: list[Stuk] = []
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            vet += token.nesting
        elif token.type in ("em_open", "em_close"):
            schuin += token.nesting
        else:
            tekst = "\n" if token.type in ("softbreak", "hardbreak") else token.content
            last = stukken[-1] if stukken else None
            if last is not None and (last.vet, last.schuin) == (vet > 0, schuin > 0):
                stukken[-1] = Stuk(last.tekst + tekst, last.vet, last.schuin)
            elif tekst:
                stukken.append(Stuk(tekst, vet > 0, schuin > 0))
    return stukken


def _written(blokken: list[Blok], heading: str) -> str:
    """HTML of the blocks. `lists` holds the lists that are open, each with its last item still open."""
    html: list[str] = []
    lists: list[str] = []

    def close(down_to: int) -> None:
        while len(lists) > down_to:
            html.append(f"</li></{lists.pop()}>")

    for blok in blokken:
        inner = "".join(map(_stuk_html, blok.stukken))
        if blok.soort in ("alinea", "kop"):
            close(blok.niveau)
            tag = heading if blok.soort == "kop" else "p"
            html.append(f"<{tag}>{inner}</{tag}>")
            continue
        tag = "ol" if blok.soort == "nummer" else "ul"
        close(blok.niveau)
        if len(lists) == blok.niveau and (lists[-1] != tag or blok.nummer == 1):
            close(blok.niveau - 1)  # another list begins here
        if len(lists) == blok.niveau:
            html.append("</li>")
        else:
            html.append(f'<ol start="{blok.nummer}">' if tag == "ol" and blok.nummer != 1 else f"<{tag}>")
            lists.append(tag)
        html.append(f"<li>{inner}")
    close(0)
    return "".join(html)


def _stuk_html(stuk: Stuk) -> str:
    text = escape(stuk.tekst).replace("\n", "<br>")
    if stuk.schuin:
        text = f"<em>{text}</em>"
    return f"<strong>{text}</strong>" if stuk.vet else text
