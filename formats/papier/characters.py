"""Which characters go onto paper: every text that is printed passes here first, so that no character can stop a PDF.

Text is normalised, what has no place on paper is taken out, and what no font of ours can show becomes a visible sign. The fonts, and what each
of them really prints (fonts/coverage.json, measured by fonts/measure.py), lie beside this file. Only pdf.py enters.
"""

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS_DIR = Path(__file__).resolve().parent / "fonts"
SIGN = "\u25af"  # ▯, what a reader sees where a character could not be printed

# Letters, digits and punctuation of west European text: nothing to do, and nearly everything that is ever typed.
_PLAIN = re.compile("[\n\x20-\x7e\u00a1-\u00ac\u00ae-\u00ff\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u20ac]*")
_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
# Controls, byte order marks, annotation and tag characters say nothing on paper; embeddings and overrides can make a
# sentence read in another order than it was written, so they go too (marks and isolates, which real Arabic text needs, stay).
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u202a-\u202e\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS = {"\u200c", "\u200d"}
_FREE = {"\n", "\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u2060", "\u2066", "\u2067", "\u2068", "\u2069"}
_SELECTORS = {chr(code) for code in range(0xFE00, 0xFE10)}
_SKIN_TONES = {chr(code) for code in range(0x1F3FB, 0x1F400)}


def is_plain(text: str) -> bool:
    """Whether this is nothing but west European text, which every font of ours prints."""
    return _PLAIN.fullmatch(text) is not None


class Coverage:
    """What the fonts print, per family; a cluster (letter with its marks) must come from one family."""

    def __init__(self, table: dict[str, list[list[int]]]) -> None:
        self.families = tuple(table)
        self._starts = {family: [first for first, _ in ranges] for family, ranges in table.items()}
        self._ends = {family: [last for _, last in ranges] for family, ranges in table.items()}

    def has(self, family: str, character: str) -> bool:
        """Whether this family prints this character."""
        code = ord(character)
        place = bisect_right(self._starts[family], code) - 1
        return place >= 0 and code <= self._ends[family][place]

    def longest(self, cluster: str) -> int:
        """How many characters from the front of the cluster one family can print together."""
        best = 0
        for family in self.families:
            reach = 0
            while reach < len(cluster) and (cluster[reach] in _FREE or self.has(family, cluster[reach])):
                reach += 1
            if reach == len(cluster):
                return reach
            best = max(best, reach)
        return best


@cache
def coverage() -> Coverage:
    """The measured table of our fonts, read once."""
    return Coverage(json.loads((FONTS_DIR / "coverage.json").read_text(encoding="utf-8")))


class Cleaner:
    """Prepares the texts of one document and remembers what it had to replace."""

    def __init__(self, also_refused: frozenset[str] = frozenset(), only_plain: bool = False) -> None:
        """`also_refused`: characters typst refused although the table has them; `only_plain`: trust nothing but west European text."""
        self._also_refused = also_refused
        self._only_plain = only_plain
        self._replaced: dict[str, None] = {}  # a set that keeps its order

    def clean(self, text: str) -> str:
        """The text as it can be printed: NFC, newline as the only line break, unprintable clusters as ▯."""
        if is_plain(text):
            return text
        text = _UNSEEN.sub("", _BREAKS.sub("\n", _join_surrogates(text)).replace("\t", "    "))
        return "".join(map(self._printable, clusters(unicodedata.normalize("NFC", text))))

    def replaced(self) -> list[str]:
        """What became ▯, in order of appearance, such as "U+1F600 GRINNING FACE"."""
        return [describe(character) for character in self._replaced]

    def _printable(self, cluster: str) -> str:
        reach = self._reach(cluster)
        lost = [c for c in cluster[reach:] if c not in _FREE and c not in _SELECTORS]
        if not lost:  # what is left over is invisible (a variation selector, a joiner)
            return cluster[:reach]
        self._replaced.update(dict.fromkeys(lost))
        return cluster[:reach].rstrip("\u200d") + SIGN

    def _reach(self, cluster: str) -> int:
        """How many characters from the front of the cluster print; plain text always does."""
        plain = len(cluster) - len(_PLAIN.sub("", cluster, count=1))
        if plain == len(cluster) or self._only_plain:
            return plain
        refused = (i for i, c in enumerate(cluster) if c in self._also_refused or unicodedata.category(c) == "Co")
        return coverage().longest(cluster[: next(refused, len(cluster))])


def clusters(text: str) -> Iterator[str]:
    """What a reader sees as one character: a letter with its marks, an emoji with its joined parts."""
    start = 0
    for place in range(1, len(text) + 1):
        if place < len(text) and _continues(text[place - 1], text[place]):
            continue
        if start < place:
            yield text[start:place]
        start = place


def _continues(previous: str, character: str) -> bool:
    if character < "\u0300" or previous == "\n":
        return previous == "\u200d" and character != "\n" and not character.isalnum() and not character.isspace()
    if character in _JOINERS or character in _SKIN_TONES or unicodedata.category(character).startswith("M"):
        return True
    return previous == "\u200d" and unicodedata.category(character) == "So"


def _join_surrogates(text: str) -> str:
    """Two halves become their character again; a lone half stays and is replaced later."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def describe(character: str) -> str:
    """The codepoint and name of a character, for the person who made the PDF."""
    name = unicodedata.name(character, "")
    if not name:
        kinds = {"Co": "eigen teken van een programma", "Cs": "half teken", "Cn": "onbekend teken"}
        name = kinds.get(unicodedata.category(character), "teken zonder naam")
    return f"U+{ord(character):04X} {name}"


@cache
def all_marks() -> frozenset[str]:
    """Every combining mark."""
    return frozenset(c for c in map(chr, range(0x300, 0x20000)) if unicodedata.category(c).startswith("M"))


def is_rtl(text: str) -> bool:
    """Whether a paragraph runs from right to left: its first letter with a direction decides (Unicode UAX #9, P2 and P3)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


_WORD = re.compile(r"\S{12,}")
_LETTERS = re.compile("[a-zA-Z\u00c0-\u024f]+[.,;:!?)]*")
_AFTER = frozenset("/.-_?&=@:;,+%#|\\")


def breakable(text: str, *, narrow: bool = False) -> str:
    """The same text with invisible places to break inside words of more than 30 characters, such as an address of a web page.

    `narrow`, for a cell of a table: also inside shorter ones that hyphenation does not know (numbers, addresses, other scripts).
    """

    def broken(match: re.Match[str]) -> str:
        word = match.group()
        room = 30 if not narrow else 24 if _LETTERS.fullmatch(word) else 11
        return _with_breaks(word, every=room // 2) if len(word) > room else word

    return _WORD.sub(broken, text)


def _with_breaks(word: str, every: int) -> str:
    pieces: list[str] = []
    run = 0
    for cluster in clusters(word):
        pieces.append(cluster)
        run += 1
        if (cluster in _AFTER and run > 3) or run >= every:
            pieces.append("\u200b")
            run = 0
    return "".join(pieces)


def shorten(text: str, length: int) -> str:
    """At most `length` visible characters on one line, for a header: the rest becomes an ellipsis."""
    parts = list(clusters(" ".join(text.split())))
    return "".join(parts) if len(parts) <= length else "".join(parts[: length - 1]).rstrip() + "…"
