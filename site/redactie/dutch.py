"""How hard a Dutch text is to read: its sentences, its words, their syllables, and the measure that Douma made of them.

Flesch-Douma (W.H. Douma, De leesbaarheid van landbouwbladen, 1960): 206.84 − 0.77 × syllables per 100 words − 0.93 × words per sentence. It counts;
it does not understand. A text with a low figure has long words or long sentences; one with a high figure can still be unclear.
"""

import re
from dataclasses import dataclass

# Letters and digits with what stands inside a word.
WORD = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*")
ABBREVIATIONS = (
    "bijv", "bijv.", "b.v", "bv", "o.a", "d.w.z", "i.p.v", "m.b.t", "t.b.v", "i.v.m", "n.v.t", "a.u.b", "evt", "nr", "art", "ca", "blz",
    "tel", "mr", "dr", "drs", "e.d", "resp", "incl", "excl", "max", "min", "vgl", "jl", "zgn", "ing", "ir", "st",
)  # fmt: skip
_END = re.compile(r"(?<=[.!?…])[”’\"')]*\s+(?=[\"'‘“(]*[A-ZÀ-Þ0-9])")
_VOWELS = re.compile(r"eeu|ieu|aai|ooi|oei|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|[aeiouyáàâäéèêëíìîïóòôöúùûü]", re.IGNORECASE)
# A letter with a trema begins a syllable of its own.
_TREMA = re.compile(r"(?<=[aeiou])(?=[äëïöü])", re.IGNORECASE)

# Shorter texts have no figure: one long word would decide it.
MIN_WORDS = 80
LONG_SENTENCE = 20
MEAN_SENTENCE = 15
# Douma calls 60 to 70 ordinary. Texts that were written at B1 with care have 75 or more here, so below 60 there is something to gain.
HARD = 60.0
VERY_HARD = 45.0


@dataclass(frozen=True)
class Leesbaarheid:
    """The figures of a text."""

    woorden: int
    zinnen: int
    lettergrepen: int

    @property
    def per_zin(self) -> float:
        """Words per sentence."""
        return self.woorden / self.zinnen if self.zinnen else 0.0

    @property
    def per_woord(self) -> float:
        """Syllables per word."""
        return self.lettergrepen / self.woorden if self.woorden else 0.0

    @property
    def score(self) -> float:
        """Flesch-Douma: 100 is very easy, 0 very hard."""
        return max(0.0, min(100.0, 206.84 - 77 * self.per_woord - 0.93 * self.per_zin))

    @property
    def oordeel(self) -> str:
        """The figure in words."""
        if self.woorden < MIN_WORDS:
            return "te kort om te meten"
        for floor, words in ((75, "makkelijk"), (HARD, "gewoon: past bij taalniveau B1"), (VERY_HARD, "lastig voor taalniveau B1")):
            if self.score >= floor:
                return words
        return "moeilijk: boven taalniveau B1"


def sentences(text: str) -> list[str]:
    """The sentences of one paragraph; an abbreviation or a number does not end one."""
    found: list[str] = []
    for piece in _END.split(" ".join(text.split())):
        last = found[-1].rstrip(".").rsplit(" ", 1)[-1].lstrip("(") if found else ""
        # One capital is somebody's initial; a small letter is a word: "Wij bellen u."
        if found and found[-1].endswith(".") and (last.lower() in ABBREVIATIONS or (len(last) == 1 and last.isupper())):
            found[-1] += f" {piece}"
        elif piece:
            found.append(piece)
    return found


def words(text: str) -> list[str]:
    """The words of a text."""
    return WORD.findall(text)


def syllables(word: str) -> int:
    """About how many syllables a Dutch word has; a word without vowels (mbo, GGD) counts as one."""
    return max(1, len(_VOWELS.findall(_TREMA.sub("-", word))))


def measure(paragraphs: list[str]) -> Leesbaarheid:
    """The figures of these paragraphs together."""
    every = [sentence for paragraph in paragraphs for sentence in sentences(paragraph) if words(sentence)]
    spoken = [word for sentence in every for word in words(sentence)]
    return Leesbaarheid(woorden=len(spoken), zinnen=len(every), lettergrepen=sum(syllables(word) for word in spoken))
