"""What a searcher may have meant: other forms of a Dutch word, and the nearest word among those on the public pages of the site. For search only."""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

WORD = re.compile(r"\w+")
LETTERS = re.compile(r"[^\W\d_]{3,30}")
VOWELS = "aeiou"
# Words that say nothing about what somebody looks for.
_SMALL = (
    "aan als bij dat de die dit een en er heb hebben het hoe ik in is je jij jouw kan kun kunnen maar mag met mij mijn moet na naar niet nog "
    "of om ook op over te tot u uit uw van voor waar waarom wanneer wat we welk welke wie wij wil wordt zijn zo"
)
SMALL = frozenset(_SMALL.split())
MAX_FORMS = 8
# Below this a suggestion is a guess.
LIKENESS = 0.7


def words(text: str) -> list[str]:
    """The words of a text, in small letters. Letters and digits only: a search engine takes other signs for its own language."""
    return WORD.findall(text.casefold())


def asked_words(question: str, limit: int) -> list[str]:
    """The words of a question that say what it is about; all of them when there are only small ones."""
    found = list(dict.fromkeys(words(question)))
    return ([word for word in found if word not in SMALL] or found)[:limit]


def forms(word: str) -> list[str]:
    """The word, and what its singular or plural may be. Some of them exist; a form that does not exist finds nothing and does no harm."""
    if len(word) < 4 or not word.isalpha():
        return [word]
    return list(dict.fromkeys([word, *_singulars(word), *_plurals(word)]))[:MAX_FORMS]


def _singulars(word: str) -> list[str]:
    found = []
    if word.endswith("en") and len(word) > 4:
        stem = word[:-2]
        if stem[-1] == stem[-2] and stem[-1] not in VOWELS:
            found.append(stem[:-1])
        elif stem[-1] not in VOWELS and stem[-2] in VOWELS and stem[-3] not in VOWELS:
            found.append(f"{stem[:-1]}{stem[-2]}{_hard(stem[-1])}")
        found += [f"{stem[:-1]}{_hard(stem[-1])}", word[:-1]]
    if word.endswith("s") and len(word) > 4:
        found.append(word[:-1])
    return found


def _plurals(word: str) -> list[str]:
    if word.endswith("en"):
        return []
    if word.endswith("e"):
        return [f"{word}n", f"{word}s"]
    last, before = word[-1], word[-2]
    if last in VOWELS:
        return [f"{word}s", f"{word}en"]
    # A word on -s may be a plural itself (ouders), or have one on -en (toets, reis).
    found = [f"{word}en"] if last == "s" else [f"{word}en", f"{word}s"]
    if before in VOWELS and word[-3] == before:
        found.insert(0, f"{word[:-2]}{_soft(last)}en")
    elif before in VOWELS and word[-3] in VOWELS:
        found.insert(0, f"{word[:-1]}{_soft(last)}en")
    elif before in VOWELS:
        found.insert(0, f"{word}{last}en")
    return found


def _hard(letter: str) -> str:
    """A v or z at the end of a word is written f or s."""
    return {"v": "f", "z": "s"}.get(letter, letter)


def _soft(letter: str) -> str:
    return {"f": "v", "s": "z"}.get(letter, letter)


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in these texts; words of letters only."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(LETTERS.findall(text.casefold()))
    return found


def nearest(word: str, known: Counter[str]) -> str | None:
    """The known word that this one is most like, the more frequent one first; None when nothing is near or the word is known itself."""
    if word in known or not LETTERS.fullmatch(word):
        return None
    best: tuple[float, int, str] | None = None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(word)
    for other, count in known.items():
        if abs(len(other) - len(word)) > 2:
            continue
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() < LIKENESS or matcher.quick_ratio() < LIKENESS:
            continue
        ratio = matcher.ratio()
        if ratio >= LIKENESS and (best is None or (ratio, count, other) > best):
            best = (ratio, count, other)
    return None if best is None else best[2]
