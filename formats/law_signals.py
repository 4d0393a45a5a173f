"""Where in a text an element of the law seems to stand: signal words, kept beside the elements, found in the lines of a document. A proposal only."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .law import Element

MAX_PASSAGE = 220
# A heading or a label is short; a long line that happens to hold the word says less.
_HEADING = 90


@dataclass(frozen=True)
class Vindplaats:
    """The line that speaks for an element, cut to what is shown, and the signal word that was found in it."""

    passage: str
    woord: str


def propose(lines: Iterable[str], elementen: Sequence[Element]) -> dict[str, Vindplaats]:
    """The best line for each element that has one, by code.

    Args:
        lines: the document, a paragraph or table cell each.
        elementen: what to look for; words are compared without regard to case, and only from the beginning of a word.
    """
    patterns = {element.code: _pattern(element.signaalwoorden) for element in elementen if element.signaalwoorden}
    best: dict[str, tuple[tuple[int, int, int], Vindplaats]] = {}
    for number, raw in enumerate(lines):
        line = " ".join(raw.split())
        for code, pattern in patterns.items():
            found = pattern.search(line)
            if found is None:
                continue
            # Short lines first, then the longest word, then the earliest line.
            rank = (0 if len(line) <= _HEADING else 1, -len(found[0]), number)
            if code not in best or rank < best[code][0]:
                best[code] = (rank, Vindplaats(_around(line, found.start(), found.end()), found[0]))
    return {code: vindplaats for code, (_rank, vindplaats) in best.items()}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """One alternation for all words; plain text, whatever an editor typed."""
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")", re.IGNORECASE)


def _around(line: str, start: int, end: int) -> str:
    if len(line) <= MAX_PASSAGE:
        return line
    first = max(0, min(start - (MAX_PASSAGE - (end - start)) // 2, len(line) - MAX_PASSAGE))
    return ("…" if first else "") + line[first : first + MAX_PASSAGE].strip() + ("…" if first + MAX_PASSAGE < len(line) else "")
